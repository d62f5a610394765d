"""Webhooks: one event each, signed, sent when due, tried again, logged when they fail, given up in the end."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from sandbox.productive.webhook_delivery import deliver_due, is_local
from sandbox.productive.webhook_post import post_over_http
from sandbox.worlds.cast import OTHER_ORGANISATION_ID, OTHER_TOKEN
from tests.sandbox.productive.conftest import Caller, Receiver

CREATED, UPDATED, DELETED, PAID = 2, 14, 15, 32
PAYMENT = {"invoice_id": 8022, "amount": 100, "paid_on": "2026-11-20"}
HOUR = 3_600


def test_it_delivers_the_recorded_envelope(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(UPDATED)
    productive.patch("/invoices/9001", {"subject": "Nytt ämne"})
    body = webhooks.deliver()[0]

    assert list(body) == ["event", "item_type", "item_id", "created", "object"]
    assert (body["event"], body["item_type"], body["item_id"]) == ("update_invoice", "invoice", 9001)
    assert body["created"] == "2026-11-24T12:00:00.000+01:00"
    assert list(body["object"]) == ["data", "included"]
    assert body["object"]["data"]["attributes"]["subject"] == "Nytt ämne"
    assert webhooks.deliver() == []


def test_it_signs_moment_and_body(productive: Caller, webhooks: Receiver) -> None:
    secret = webhooks.hook(UPDATED)["attributes"]["signature_token"]
    productive.patch("/invoices/9001", {"subject": "x"})
    webhooks.deliver()
    _, body, headers = webhooks.seen[0]
    moment, signature = (part.strip() for part in headers["Productive-Signature"].split(","))

    assert moment == f"t={int(productive.clock.now().timestamp())}"
    expected = hmac.new(secret.encode(), moment[2:].encode() + b"." + body, hashlib.sha256).hexdigest()
    assert signature == f"s={expected}"


def test_it_tells_of_each_event_only_those_who_wait_for_it(productive: Caller, webhooks: Receiver) -> None:
    for event_id in (CREATED, DELETED, PAID):
        webhooks.hook(event_id)
    made = productive.post(
        "invoices", {"company_id": 7001, "subsidiary_id": 501, "currency": "SEK", "invoiced_on": "2026-11-24"}
    )
    productive.post("payments", PAYMENT)
    productive.delete(f"/invoices/{made['id']}")

    assert [body["event"] for body in webhooks.deliver()] == ["create_invoice", "create_payment", "delete_invoice"]


def test_it_tells_of_a_payment_as_an_update_of_its_invoice_unless_switched(
    productive: Caller, webhooks: Receiver
) -> None:
    webhooks.hook(UPDATED)
    productive.post("payments", PAYMENT)
    assert [body["object"]["data"]["attributes"]["amount_paid"] for body in webhooks.deliver()] == [100]
    productive.turn("webhook_payment_updates_invoice", to=False)
    productive.post("payments", PAYMENT)

    assert webhooks.deliver() == []


def test_it_says_nothing_when_nothing_changed(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(UPDATED)
    productive.patch("/invoices/9001", {"subject": "Customer portal, October"})

    assert webhooks.deliver() == []


def test_it_tells_who_was_credited(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(UPDATED)
    productive.patch("/invoices/9011/finalize", {})

    assert [body["item_id"] for body in webhooks.deliver()] == [9011, 8004]


def test_it_names_budgets_and_deals_apart(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(16)
    webhooks.hook(3)
    productive.patch("/deals/4001", {"name": "Portal"})
    productive.post("deals", {"name": "Ny affär", "company_id": 7001})

    assert [body["event"] for body in webhooks.deliver()] == ["update_budget", "create_deal"]


def test_it_keeps_organisations_apart(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(UPDATED)
    productive.token, productive.organisation = OTHER_TOKEN, OTHER_ORGANISATION_ID
    productive.patch("/invoices/9901", {"subject": "x"})

    assert webhooks.deliver() == []
    assert productive.all("/webhooks") == []


def test_it_delivers_twice_when_switched(productive: Caller, webhooks: Receiver) -> None:
    productive.turn("webhook_copies", to=2)
    webhooks.hook(UPDATED)
    productive.patch("/invoices/9001", {"subject": "x"})
    first, second = webhooks.deliver()

    assert first == second


def test_it_can_merge_edits_turn_the_order_and_wait(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(UPDATED)
    productive.turn("webhook_edits", to="merged")
    productive.turn("webhook_order", to="reversed")
    productive.turn("webhook_delay_seconds", to=90)
    for subject, invoice in (("a", "9001"), ("b", "9002"), ("c", "9001")):
        productive.patch(f"/invoices/{invoice}", {"subject": subject})
    assert webhooks.deliver() == []
    productive.clock.advance(90)

    assert [body["object"]["data"]["attributes"]["subject"] for body in webhooks.deliver()] == ["b", "c"]


def test_it_can_name_and_show_a_deletion_otherwise(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(DELETED)
    productive.turn("webhook_delete_event", to="destroy_")
    productive.turn("webhook_delete_object", to="bare")
    productive.delete("/invoices/9001")
    body = webhooks.deliver()[0]

    assert (body["event"], body["object"]) == ("destroy_invoice", {"data": {"id": "9001", "type": "invoices"}})


def test_it_sends_custom_headers_only_when_switched(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(UPDATED, custom_headers={"X-Mine": "1"})
    for is_on in (False, True):
        productive.turn("webhook_custom_headers", to=is_on)
        productive.patch("/invoices/9001", {"subject": str(is_on)})
        webhooks.deliver()
        assert ("X-Mine" in webhooks.seen[0][2]) is is_on


@pytest.mark.parametrize("status", [0, 301, 404, 500])
def test_it_tries_again_and_logs_each_failure(productive: Caller, webhooks: Receiver, status: int) -> None:
    hook = webhooks.hook(UPDATED)
    productive.patch("/invoices/9001", {"subject": "x"})
    webhooks.status = status
    first = webhooks.deliver()
    productive.clock.advance(4 * HOUR - 1)
    assert webhooks.deliver() == []
    productive.clock.advance(1)
    webhooks.status = 200
    assert webhooks.deliver() == first
    assert webhooks.deliver() == []

    logs = [one["attributes"] for one in productive.all(f"/webhook_logs?filter[webhook_id]={hook['id']}")]
    assert [(log["status_code"], log["retry_attempt"]) for log in logs] == [(status, 0)]
    assert json.loads(logs[0]["payload"]) == first[0]


def test_it_has_issues_after_three_failures_and_is_deactivated_when_its_last_retry_failed(
    productive: Caller, webhooks: Receiver
) -> None:
    hook = webhooks.hook(UPDATED)["id"]
    productive.patch("/invoices/9001", {"subject": "x"})
    webhooks.status = 500
    states = []
    for _ in range(15):
        webhooks.deliver()
        states.append(productive.get(f"/webhooks/{hook}")["data"]["attributes"])
        productive.clock.advance(4 * HOUR)

    assert [state["state_id"] for state in states[:4]] == [1, 1, 2, 2]
    assert [state["deactivated_at"] is None for state in states].index(False) == 12
    assert len(productive.all(f"/webhook_logs?filter[webhook_id]={hook}")) == 13
    productive.patch("/invoices/9001", {"subject": "y"})
    assert webhooks.deliver() == []


@pytest.mark.parametrize(("position", "attempts"), [("every_12_hours", 5), ("25_in_48_hours", 26)])
def test_it_can_spread_its_retries_otherwise(
    productive: Caller, webhooks: Receiver, position: str, attempts: int
) -> None:
    productive.turn("webhook_retries", to=position)
    webhooks.hook(UPDATED)
    productive.patch("/invoices/9001", {"subject": "x"})
    webhooks.status = 500
    made = 0
    for _ in range(200):
        made += len(webhooks.deliver())
        productive.clock.advance(HOUR / 2)

    assert made == attempts


def test_it_never_sends_to_another_machine(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(UPDATED, target_url="https://hooks.example.com/x")
    productive.patch("/invoices/9001", {"subject": "x"})

    assert webhooks.deliver() == []
    assert productive.all("/webhook_logs")[0]["attributes"]["status_code"] == 0


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://localhost/", True),
        ("http://hooks.localhost:80/", False),
        ("http://[::1]/", True),
        ("http://127.0.0.9:1/", True),
        ("http://localhost.example.com/", False),
        ("http://localhost@example.com/", False),
        ("http://127.0.0.1.example.com/", False),
        ("http://127.evil.example/", False),
        ("nowhere", False),
    ],
)
def test_it_knows_addresses_of_this_machine(address: str, *, expected: bool) -> None:
    assert is_local(address) is expected


def test_it_forgets_what_waits_for_a_webhook_that_was_deleted(productive: Caller, webhooks: Receiver) -> None:
    hook = webhooks.hook(UPDATED)["id"]
    productive.patch("/invoices/9001", {"subject": "x"})
    productive.delete(f"/webhooks/{hook}")

    assert webhooks.deliver() == []


@pytest.mark.parametrize(
    "change",
    [
        {"event_id": 36},
        {"event_id": None},
        {"type_id": 3},
        {"target_url": "ftp://localhost"},
        {"target_url": "nowhere"},
    ],
)
def test_it_refuses_a_webhook_that_makes_no_sense(productive: Caller, change: dict[str, object]) -> None:
    said = {"event_id": 2, "type_id": 1, "target_url": "http://localhost:9/"} | change

    assert productive.refusal("POST", "/webhooks", said) == (422, "invalid_attribute")


def test_it_cannot_be_changed(productive: Caller, webhooks: Receiver) -> None:
    hook = webhooks.hook(UPDATED)["id"]

    assert productive.refusal("PATCH", f"/webhooks/{hook}", {"name": "x"})[0] == 405


@pytest.fixture
def receiving() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """The address of a real receiver, and what it was sent."""
    seen: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            seen.append((self.headers["Productive-Signature"], body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hooks?of=brygga", seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_it_reaches_a_receiver_over_http(
    productive: Caller, webhooks: Receiver, receiving: tuple[str, list[tuple[str, bytes]]]
) -> None:
    address, seen = receiving
    hook = webhooks.hook(UPDATED, target_url=address)["id"]
    productive.patch("/invoices/9001", {"subject": "x"})

    assert deliver_due(productive.store, productive.clock, post_over_http) == 1
    assert json.loads(seen[0][1])["event"] == "update_invoice"
    assert seen[0][0].startswith("t=")
    assert productive.all(f"/webhook_logs?filter[webhook_id]={hook}") == []


def test_it_takes_nobody_at_home_for_a_failure(productive: Caller, webhooks: Receiver) -> None:
    webhooks.hook(UPDATED, target_url="http://127.0.0.1:1/")
    productive.patch("/invoices/9001", {"subject": "x"})
    deliver_due(productive.store, productive.clock, post_over_http)

    assert productive.all("/webhook_logs")[0]["attributes"]["status_code"] == 0
