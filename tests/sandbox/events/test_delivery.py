"""What is sent on a connection to Fortnox's events: which events, how often, in which order, and for how long."""

from __future__ import annotations

from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from sandbox.__main__ import events_of
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.fortnox import event_log, switches
from sandbox.pages.visit import Visit
from sandbox.worlds.cast import GOTEBORG
from tests.sandbox.events.listener import PATIENCE_SECONDS, Listener, listening_to, subscribed
from tests.sandbox.ledger import Ledger, row
from tests.sandbox.wires import IN_PROCESS

DAY_SECONDS = 24 * 60 * 60


def happen(sandbox: Sandbox, *numbers: str, topic: str = "invoices", tenant: str = "100101") -> None:
    """Let records be updated, as far as the log of events is concerned."""
    told = {"tenant": tenant, "topic": topic, "event_type": f"{topic.removesuffix('s')}-updated-v1"}
    with sandbox.happening:
        for number in numbers:
            event_log.happened(sandbox.store, sandbox.clock, entity_id=number, **told)
        sandbox.happening.notify_all()


def entities(events: list[dict[str, Any]]) -> list[str]:
    return [event["entityId"] for event in events]


def offsets(sandbox: Sandbox, topic: str = "invoices") -> list[str]:
    return [event["offset"] for event in event_log.events(sandbox.store, topic)]


def test_it_tells_that_an_invoice_was_made_and_booked(book: Ledger, listener: Listener) -> None:
    subscribed(listener, book.token, topics={"invoices": None})
    number = book.invoice(row())["DocumentNumber"]
    book.put(f"invoices/{number}/bookkeep")
    made, booked = listener.hear(2)
    assert (made["type"], booked["type"]) == ("invoice-created-v1", "invoice-bookkeep-v1")
    assert set(booked) == {"topic", "offset", "type", "tenantId", "entityId", "timestamp"}
    assert (booked["topic"], booked["tenantId"], booked["entityId"]) == ("invoices", 100101, number)
    assert int(booked["offset"]) > int(made["offset"])
    assert booked["timestamp"].startswith("2026-11-02T09:30:")
    assert booked["timestamp"].endswith("+01:00")


def test_it_tells_nothing_of_other_companies_and_other_topics(book: Ledger, listener: Listener) -> None:
    subscribed(listener, book.token, topics={"invoices": None})
    happen(book.sandbox, "20117", tenant=str(GOTEBORG.fortnox_tenant_id))
    happen(book.sandbox, "1042", topic="customers")
    happen(book.sandbox, "10470")
    assert entities(listener.hear(1)) == ["10470"]


def test_without_an_offset_it_begins_with_what_happens_next(book: Ledger, listener: Listener) -> None:
    happen(book.sandbox, "10470")
    subscribed(listener, book.token, topics={"invoices": None})
    happen(book.sandbox, "10471")
    assert entities(listener.hear(1)) == ["10471"]


def test_it_goes_on_behind_the_offset_that_was_handled_last(book: Ledger, listener: Listener) -> None:
    happen(book.sandbox, "10470", "10471", "10472")
    subscribed(listener, book.token, topics={"invoices": offsets(book.sandbox)[-3]})
    assert entities(listener.hear(2)) == ["10471", "10472"]


def test_it_goes_on_after_a_connection_was_lost(book: Ledger, listener: Listener) -> None:
    with listening_to(book.sandbox, IN_PROCESS) as lost:
        subscribed(lost, book.token, topics={"invoices": None})
        happen(book.sandbox, "10470")
        last = lost.hear(1)[-1]["offset"]
    happen(book.sandbox, "10471")
    subscribed(listener, book.token, topics={"invoices": last})
    assert entities(listener.hear(1)) == ["10471"]


def test_it_keeps_fourteen_days_by_its_own_clock(book: Ledger, listener: Listener) -> None:
    happen(book.sandbox, "10470")
    first = str(int(offsets(book.sandbox)[-1]) - 1) if len(offsets(book.sandbox)) > 1 else "0"
    book.sandbox.clock.advance(10 * DAY_SECONDS)
    happen(book.sandbox, "10471", "10472")
    book.sandbox.clock.advance(5 * DAY_SECONDS)
    token = book.tokens()["access_token"]
    subscribed(listener, token, topics={"invoices": first})
    assert entities(listener.hear(2)) == ["10471", "10472"]


def test_each_topic_keeps_its_order(book: Ledger, listener: Listener) -> None:
    subscribed(listener, book.token, topics={"invoices": None, "customers": None})
    for number in ("1", "2", "3"):
        happen(book.sandbox, f"1047{number}")
        happen(book.sandbox, f"104{number}", topic="customers")
    heard = listener.hear(6)
    assert entities([each for each in heard if each["topic"] == "invoices"]) == ["10471", "10472", "10473"]
    assert entities([each for each in heard if each["topic"] == "customers"]) == ["1041", "1042", "1043"]


def test_every_event_comes_twice_when_the_switch_says_so(book: Ledger, listener: Listener) -> None:
    switches.turn(book.sandbox.store, "events_come_twice", to=True)
    subscribed(listener, book.token, topics={"invoices": None})
    happen(book.sandbox, "10470", "10471")
    one, again, *_ = heard = listener.hear(4)
    assert entities(heard) == ["10470", "10470", "10471", "10471"]
    assert one == again


def test_a_planned_duplicate_comes_twice(book: Ledger, listener: Listener) -> None:
    book.sandbox.faults.plan(Fault(kind="duplicate_delivery", path="invoices"))
    subscribed(listener, book.token, topics={"invoices": None})
    happen(book.sandbox, "10470")
    assert entities(listener.hear(2)) == ["10470", "10470"]
    happen(book.sandbox, "10471")
    assert entities(listener.hear(1)) == ["10471"]


def test_an_event_can_come_before_rest_shows_the_change(book: Ledger, listener: Listener) -> None:
    switches.turn(book.sandbox.store, "rest_lag_seconds", to=2)
    subscribed(listener, book.token, topics={"invoices": None})
    book.put("invoices/10482/bookkeep")
    assert listener.hear(1)[0]["entityId"] == "10482"
    assert book.get("invoices/10482")["Invoice"]["Booked"] is False
    book.sandbox.clock.advance(2)
    assert book.get("invoices/10482")["Invoice"]["Booked"] is True


@pytest.mark.parametrize("path", ["app/100101/invoices/10482/book", "/_sandbox/fortnox/100101/invoices/10482"])
def test_it_comes_as_early_for_what_is_done_by_hand(book: Ledger, listener: Listener, path: str) -> None:
    switches.turn(book.sandbox.store, "rest_lag_seconds", to=2)
    subscribed(listener, book.token, topics={"invoices": None})
    if path.startswith("/_sandbox"):
        book.client.post(path, json={"Booked": True})
    else:
        token = Visit(books=book.books, asked={}, typed={}).token
        assert book.client.post(f"/fortnox/{path}", data={"token": token}).status_code == 303
    assert listener.hear(1)[0]["entityId"] == "10482"
    assert book.get("invoices/10482")["Invoice"]["Booked"] is False
    book.sandbox.clock.advance(2)
    assert book.get("invoices/10482")["Invoice"]["Booked"] is True


def test_it_comes_before_rest_shows_the_voucher(book: Ledger, listener: Listener) -> None:
    switches.turn(book.sandbox.store, "rest_lag_seconds", to=2)
    subscribed(listener, book.token, topics={"vouchers": None})
    voucher = book.put("invoices/10482/bookkeep")["Invoice"]["VoucherNumber"]
    assert len(listener.hear(1)) == 1
    assert book.ask("GET", f"vouchers/B/{voucher}").status_code == 404
    book.sandbox.clock.advance(2)
    assert book.ask("GET", f"vouchers/B/{voucher}").status_code == 200


def test_silence_ends_a_connection_where_the_switch_says_so(book: Ledger) -> None:
    switches.turn(book.sandbox.store, "events_idle_seconds", to=60)
    with events_of(book.sandbox).listening("127.0.0.1", 0) as address, connect(address, proxy=None) as connection:
        connection.send('{"command": "list-tenants-v1"}')
        connection.recv(timeout=PATIENCE_SECONDS)
        book.sandbox.clock.advance(60)
        book.get("units")
        with pytest.raises(ConnectionClosed):
            connection.recv(timeout=PATIENCE_SECONDS)


def test_a_token_that_expires_ends_nothing(book: Ledger, listener: Listener) -> None:
    subscribed(listener, book.token, topics={"invoices": None})
    book.sandbox.clock.advance(2 * 60 * 60)
    happen(book.sandbox, "10470")
    assert entities(listener.hear(1)) == ["10470"]
