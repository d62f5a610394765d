"""Planned trouble, as a caller meets it."""

from __future__ import annotations

import httpx
import pytest

from sandbox.app import Sandbox, create_app
from sandbox.faults import Fault
from tests.sandbox.ledger import Ledger, row

INVOICE = {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [row()]}}


def numbers(ledger: Ledger) -> set[str]:
    return set(ledger.books.table("invoices"))


def test_it_refuses_as_planned_and_as_often_as_planned(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(
        Fault(kind="refuse", remote="fortnox", status=400, code="2000310", message="Ogiltig inloggning", times=2)
    )
    for _ in range(2):
        assert ledger.refused("POST", "invoices", INVOICE) == (400, 2000310, "Ogiltig inloggning")
    assert ledger.post("invoices", INVOICE)


def test_it_hits_only_what_it_is_aimed_at(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="html", remote="fortnox", method="POST", path=r"/invoices$", status=502))
    ledger.sandbox.faults.plan(Fault(kind="html", remote="productive"))
    assert ledger.get("invoices")
    assert ledger.ask("POST", "invoices", INVOICE).status_code == 502
    assert ledger.sandbox.faults.planned()[0].remote == "productive"


def test_it_can_let_some_go_first(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="token_dead", skip=1))
    statuses = [ledger.ask("GET", "units").status_code for _ in range(3)]
    assert statuses == [200, 401, 401], "a dead token stays dead"


def test_it_throttles_with_and_without_a_hint(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="throttle"))
    ledger.sandbox.faults.plan(Fault(kind="throttle", retry_after=7))
    silent, hinting = (ledger.ask("GET", "units") for _ in range(2))
    assert (silent.status_code, "Retry-After" in silent.headers) == (429, False)
    assert hinting.headers["Retry-After"] == "7"
    assert ledger.sandbox.requests.violations() == 0


def test_it_answers_with_the_page_of_a_gateway(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="html", status=503))
    answer = ledger.ask("GET", "units")
    assert answer.status_code == 503
    assert answer.headers["Content-Type"].startswith("text/html")


def test_it_breaks_before_anything_is_written(ledger: Ledger) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="break_before", method="POST"))
    with pytest.raises(httpx.RemoteProtocolError):
        ledger.ask("POST", "invoices", INVOICE)
    assert numbers(ledger) == before


def test_it_writes_and_loses_the_answer(ledger: Ledger) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="lose_answer", method="POST"))
    with pytest.raises(httpx.RemoteProtocolError):
        ledger.ask("POST", "invoices", INVOICE)
    assert numbers(ledger) - before == {"10483"}


def test_it_lets_a_write_land_late(ledger: Ledger) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="land_late", method="POST", seconds=30))
    with pytest.raises(httpx.RemoteProtocolError):
        ledger.ask("POST", "invoices", INVOICE)
    ledger.sandbox.clock.advance(29)
    ledger.get("units")
    assert numbers(ledger) == before
    ledger.sandbox.clock.advance(1)
    ledger.get("units")
    assert numbers(ledger) - before == {"10483"}


def test_it_lands_what_was_let_in_though_its_token_has_expired(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="land_late", method="POST", seconds=7200))
    with pytest.raises(httpx.RemoteProtocolError):
        ledger.ask("POST", "invoices", INVOICE)
    ledger.sandbox.clock.advance(7200)
    ledger.sandbox.tick()
    assert "10483" in numbers(ledger)


def test_it_keeps_what_is_on_its_way_in_a_snapshot(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="land_late", method="POST", seconds=1))
    with pytest.raises(httpx.RemoteProtocolError):
        ledger.ask("POST", "invoices", INVOICE)
    another = create_app("small_fortnox", clock=ledger.sandbox.clock)
    another.store.restore(ledger.sandbox.store.snapshot())
    ledger.sandbox.clock.advance(1)
    another.tick()
    assert "10483" in another.store.table("fortnox.100101.invoices")


def test_it_delays_on_its_own_clock(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="delay", seconds=12))
    before = ledger.sandbox.clock.now()
    ledger.get("units")
    assert (ledger.sandbox.clock.now() - before).total_seconds() == 12 + ledger.pace_seconds


def test_it_knows_no_other_kind(ledger_sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="A fault is one of"):
        Fault(kind="explode")  # type: ignore[arg-type]
