"""One way, by the day of Stockholm: what is done in Productive changes nothing in Fortnox."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from brygga.payments.turning import Earlier, turn_off, turn_on
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P5")]


def test_what_is_paid_in_productive_changes_nothing_in_fortnox(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    tables = ("invoices", "invoicepayments", "vouchers")
    before = {name: deepcopy(dict(desk.books.table(name))) for name in tables}
    desk.sandbox.requests.clear()

    theirs = desk.in_productive("POST", "payments", invoice_id="9001", amount=50_000, paid_on="2026-11-02")
    seen(desk)
    desk.in_productive("PATCH", f"payments/{theirs['id']}", amount=70_000)
    desk.in_productive("PATCH", f"payments/{desk.mirrors[0].productive_payment_id}", amount=1)
    seen(desk)
    desk.in_productive("DELETE", f"payments/{theirs['id']}")
    seen(desk)

    writes = {each.method for each in desk.sandbox.requests.seen(remote="fortnox") if "/oauth" not in each.path}
    assert writes == {"GET"}
    assert {name: dict(desk.books.table(name)) for name in tables} == before


def test_the_day_on_which_an_invoice_was_paid_is_productives_to_find(desk: Desk) -> None:
    """`paid_on` follows from its payments; Brygga marks an invoice as sent, and writes nothing else of it."""
    desk.in_productive("PATCH", "invoices/9001", sent_on=None)
    desk.sandbox.requests.clear()

    payment = desk.pays(desk.balance)
    seen(desk)
    assert desk.in_productive_now["paid_on"] == "2026-11-02"
    desk.deletes(payment)
    seen(desk)
    assert desk.in_productive_now["paid_on"] is None

    said = [
        each.body["data"]["attributes"] for each in desk.sandbox.requests.seen(path="/invoices/9001", method="PATCH")
    ]
    assert said == [{"sent_on": desk.in_productive_now["invoiced_on"]}]


def test_a_day_begins_at_midnight_in_stockholm(desk: Desk) -> None:
    """At 23:00 in UTC it is tomorrow: from then on payments are mirrored, under that date."""
    turn_off(desk.connection, user=desk.user, outside=desk.outside)
    midnight = datetime(2026, 11, 2, 23, 0, tzinfo=UTC)
    desk.outside.clock.sleep((midnight - desk.outside.clock.now()).total_seconds() - 1)
    desk.pays(1000)
    desk.outside.clock.sleep(1)
    turn_on(desk.connection, earlier=Earlier.LEAVE, user=desk.user, outside=desk.outside)
    desk.sweeps()
    assert desk.shown == []

    desk.pays(500)
    desk.sweeps()

    assert desk.shown == ["500.00 2026-11-03"]
    assert desk.told == []


def seen(desk: Desk) -> None:
    """Brygga looks at the invoice, whatever its sweeps have found by then."""
    desk.sweeps()
    desk.asks()
    desk.works()
