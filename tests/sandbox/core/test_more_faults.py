"""Planned trouble of the odder kinds: half answers, lies of a gateway, chance, and what ails a company."""

from __future__ import annotations

import httpx
import pytest

from sandbox.app import create_app
from sandbox.fault_acts import ACTS
from sandbox.faults import KINDS, OF_DELIVERIES, Fault
from sandbox.worlds import cast
from tests.sandbox.ledger import Ledger, row
from tests.sandbox.wires import IN_PROCESS, wire_to

INVOICE = {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [row()]}}
PRODUCTIVE = {"X-Auth-Token": cast.PRODUCTIVE_TOKEN, "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID}


def numbers(ledger: Ledger) -> set[str]:
    return set(ledger.books.table("invoices"))


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_gateway_gives_up_before_the_write(ledger: Ledger, status: int) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="html", method="POST", status=status))
    answer = ledger.ask("POST", "invoices", INVOICE)
    assert (answer.status_code, answer.headers["Content-Type"][:9]) == (status, "text/html")
    assert numbers(ledger) == before


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_gateway_gives_up_after_the_write(ledger: Ledger, status: int) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="html", method="POST", status=status, after=True))
    assert ledger.ask("POST", "invoices", INVOICE).status_code == status
    assert numbers(ledger) - before == {"10483"}


def test_a_refusal_can_be_a_lie(ledger: Ledger) -> None:
    before = numbers(ledger)
    fault = Fault(kind="refuse", status=500, code="1000003", message="Okänt fel", after=True)
    ledger.sandbox.faults.plan(fault)
    assert ledger.refused("POST", "invoices", INVOICE) == (500, 1000003, "Okänt fel")
    assert numbers(ledger) - before == {"10483"}


def test_half_a_body_comes_and_then_nothing(ledger: Ledger) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="half_body", method="POST"))
    with pytest.raises(httpx.RemoteProtocolError):
        ledger.ask("POST", "invoices", INVOICE)
    assert numbers(ledger) - before == {"10483"}


def test_a_body_drips_in_whole(ledger: Ledger) -> None:
    plain = ledger.ask("GET", "invoices").content
    ledger.sandbox.faults.plan(Fault(kind="drip", seconds=20))
    before = ledger.sandbox.clock.now()
    assert ledger.ask("GET", "invoices").content == plain
    assert (ledger.sandbox.clock.now() - before).total_seconds() == 20 + ledger.pace_seconds


def test_a_licence_is_lost(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="licence_lost"))
    assert ledger.refused("GET", "invoices") == (403, 2001101, "Det finns ingen aktiv licens för önskat scope")


def test_a_record_is_busy(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="record_busy", method="PUT"))
    assert ledger.refused("PUT", "invoices/10482", {"Invoice": {"Remarks": "Tack"}})[:2] == (400, 2000310)
    assert ledger.put("invoices/10482", {"Invoice": {"Remarks": "Tack"}})


def test_a_period_is_locked_for_one_request(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="locked_period", path="/bookkeep$"))
    assert ledger.refused("PUT", "invoices/10482/bookkeep")[1] == 2002141
    assert ledger.put("invoices/10482/bookkeep")["Invoice"]["Booked"] is True
    assert ledger.get("settings/lockedperiod")["LockedPeriod"]["EndDate"] is None


def test_a_series_of_numbers_is_behind(ledger: Ledger) -> None:
    before = numbers(ledger)
    ledger.sandbox.faults.plan(Fault(kind="series_behind", method="POST", path="/invoices$", times=2))
    for _ in range(2):
        assert ledger.refused("POST", "invoices", INVOICE)[2] == "OCR-numret används redan"
    assert numbers(ledger) == before
    assert ledger.invoice(row())["DocumentNumber"] == "10483"


def test_a_search_lags_behind(ledger: Ledger) -> None:
    ledger.invoice(row(), ExternalInvoiceReference1="brygga-1")
    ledger.sandbox.faults.plan(Fault(kind="search_lag", seconds=60))
    assert ledger.get("invoices", externalinvoicereference1="brygga-1")["Invoices"] == []
    assert len(ledger.get("invoices", externalinvoicereference1="brygga-1")["Invoices"]) == 1


def test_what_ails_a_company_needs_a_good_token(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="locked_period"))
    assert ledger.client.get("/fortnox/3/invoices").status_code == 401


def test_chance_falls_alike_for_the_same_seed(ledger: Ledger) -> None:
    def drawn(seed: int) -> list[int]:
        ledger.sandbox.faults.clear()
        ledger.sandbox.faults.plan(Fault(kind="html", probability=0.4, seed=seed, times=0))
        return [ledger.ask("GET", "units").status_code for _ in range(30)]

    assert drawn(seed=7) == drawn(seed=7)
    assert drawn(seed=7) != drawn(seed=8)
    assert 5 < drawn(seed=7).count(502) < 20


def test_trouble_without_an_end_goes_on(ledger: Ledger) -> None:
    ledger.sandbox.faults.plan(Fault(kind="record_busy", times=0, skip=1))
    assert [ledger.ask("GET", "units").status_code for _ in range(5)] == [200, 400, 400, 400, 400]


def test_productive_breaks_in_the_same_ways() -> None:
    sandbox = create_app("small_productive")
    with wire_to(sandbox, IN_PROCESS) as client:
        sandbox.faults.plan(Fault(kind="half_body", remote="productive"))
        sandbox.faults.plan(Fault(kind="html", remote="productive", status=504))
        with pytest.raises(httpx.RemoteProtocolError):
            client.get("/productive/api/v2/invoices", headers=PRODUCTIVE)
        assert client.get("/productive/api/v2/invoices", headers=PRODUCTIVE).status_code == 504
        assert client.get("/productive/api/v2/invoices", headers=PRODUCTIVE).status_code == 200


def test_only_fortnox_knows_what_ails_a_ledger() -> None:
    with pytest.raises(ValueError, match="Only Fortnox"):
        Fault(kind="locked_period", remote="productive")


def test_a_probability_is_one() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Fault(kind="html", probability=40)


def test_every_kind_is_played_by_something() -> None:
    assert set(ACTS) | OF_DELIVERIES == set(KINDS)
