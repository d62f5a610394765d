"""The log of events: one series of offsets for each topic, and nothing of it before it happened."""

from __future__ import annotations

from sandbox.fortnox import event_log
from tests.sandbox.ledger import Ledger, row


def told(ledger: Ledger, topic: str) -> list[tuple[str, str]]:
    return [(event["type"], event["entityId"]) for event in event_log.events(ledger.sandbox.store, topic)]


def test_it_tells_of_the_life_of_an_invoice(ledger: Ledger) -> None:
    event_log.forget(ledger.sandbox.store)
    ledger.invoice(row())
    ledger.put("invoices/10483", {"Invoice": {"Comments": "x"}})
    ledger.put("invoices/10483/bookkeep")
    ledger.invoice()
    ledger.put("invoices/10484/cancel")
    assert told(ledger, "invoices") == [
        ("invoice-created-v1", "10483"),
        ("invoice-updated-v1", "10483"),
        ("invoice-bookkeep-v1", "10483"),
        ("invoice-created-v1", "10484"),
        ("invoice-cancelled-v1", "10484"),
    ]


def test_it_tells_of_customers_with_the_second_version_of_a_change(ledger: Ledger) -> None:
    event_log.forget(ledger.sandbox.store)
    number = ledger.customer()["CustomerNumber"]
    ledger.put(f"customers/{number}", {"Customer": {"City": "Falun"}})
    ledger.ask("DELETE", f"customers/{number}")
    assert told(ledger, "customers") == [
        ("customer-created-v1", number),
        ("customer-updated-v2", number),
        ("customer-deleted-v1", number),
    ]


def test_a_refused_request_is_not_told_of(ledger: Ledger) -> None:
    event_log.forget(ledger.sandbox.store)
    ledger.refused("POST", "invoices", {"Invoice": {"CustomerNumber": "999"}})
    ledger.refused("PUT", "invoices/10456/bookkeep")
    assert told(ledger, "invoices") == []


def test_it_tells_of_what_a_bookkeeper_changes_by_hand(ledger: Ledger) -> None:
    event_log.forget(ledger.sandbox.store)
    ledger.client.post("/_sandbox/fortnox/100101/customers/1042", json={"Active": False})
    ledger.client.post("/_sandbox/fortnox/100101/currencies/NOK", json={"BuyRate": 0.97})
    assert told(ledger, "customers") == [("customer-updated-v2", "1042")]
    assert told(ledger, "currencies") == [("currency-created-v1", "NOK"), ("currency-updated-v1", "NOK")]


def test_an_event_has_the_shape_of_the_documentation(ledger: Ledger) -> None:
    event_log.forget(ledger.sandbox.store)
    ledger.invoice()
    (event,) = event_log.events(ledger.sandbox.store, "invoices")
    visible = {name: value for name, value in event.items() if not name.startswith("_")}
    assert visible == {
        "topic": "invoices",
        "offset": "0",
        "type": "invoice-created-v1",
        "tenantId": 100101,
        "entityId": "10483",
        "timestamp": "2026-11-02T09:30:00.250+01:00",
    }


def test_it_is_read_from_behind_an_offset(ledger: Ledger) -> None:
    event_log.forget(ledger.sandbox.store)
    for _ in range(3):
        ledger.invoice()
    later = event_log.events(ledger.sandbox.store, "invoices", after=0)
    assert [event["offset"] for event in later] == ["1", "2"]
