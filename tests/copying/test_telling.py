"""What must be told: a twin that nobody may cancel, and a customer that another one took the place of."""

from __future__ import annotations

import pytest

from brygga.connections.models import Connection, ConnectionState
from brygga.copying.states import CopyState
from brygga.history.models import Event
from brygga.links.models import CustomerLink
from brygga.web.listing import Tab, Wanted, listing
from sandbox.faults import Fault
from tests.copying.conftest import Desk
from tests.copying.test_stale_intentions import customers
from tests.copying.test_twins import live, run_for

pytestmark = [pytest.mark.django_db]


def test_a_twin_that_is_booked_is_under_needs_you(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="land_late", seconds=250, method="POST", path="/3/invoices$"))
    copy = desk.work(desk.ask("9001"))
    run_for(desk, 260)
    copy.refresh_from_db()
    desk.preview("9002")
    twin = next(number for number in live(desk, copy) if number != copy.fortnox_document_number)
    desk.fortnox(twin)["Booked"] = True

    run_for(desk, 3600, step=30)

    copy.refresh_from_db()
    assert [each["kind"] for each in copy.problems] == ["twin_in_fortnox"]
    wanted = Wanted(tab=Tab.NEEDS_YOU, subsidiary="", search="", page=1)
    shown = listing(desk.connection.organisation, wanted, outside=desk.outside)
    assert [row.invoice_id for row in shown.rows] == ["9001"]


def test_a_twin_is_not_forgotten_while_fortnox_cannot_be_asked(desk: Desk) -> None:
    """The connection waits for a person for longer than the watch lasts; then it is mended."""
    desk.sandbox.faults.plan(Fault(kind="land_late", seconds=250, method="POST", path="/3/invoices$"))
    copy = desk.work(desk.ask("9001"))
    run_for(desk, 260)
    desk.preview("9002")
    assert len(live(desk, copy)) == 2
    Connection.objects.update(state=ConnectionState.RECONNECT_NEEDED)
    run_for(desk, 4 * 24 * 3600, step=900)

    Connection.objects.update(state=ConnectionState.CONNECTED)
    run_for(desk, 24 * 3600, step=900)

    assert len(live(desk, copy)) == 1


def test_history_says_which_customer_was_remembered_before(desk: Desk) -> None:
    first = desk.work(desk.ask("9001"))
    assert first.state == CopyState.COPIED
    was = CustomerLink.objects.get().fortnox_customer_number
    same_company = "9002"
    other = next(number for number in customers(desk) if number != was)
    CustomerLink.objects.update(productive_company_id=desk.preview(same_company).invoice.company_id)

    second = desk.work(desk.ask(same_company, customer=other, nonce="second-press"))

    assert second.state == CopyState.COPIED, second.problems
    assert CustomerLink.objects.get().fortnox_customer_number == other
    said = [event for event in Event.objects.filter(subject="invoice:" + same_company) if was in str(event.before)]
    assert said


def test_it_writes_nothing_for_a_customer_with_another_vat_type(desk: Desk) -> None:
    """Fortnox has the customer down for EU reverse charge, the Productive lines carry 25 %: somebody is wrong."""
    table = desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.customers")
    table[desk.preview("9001").choice.number]["VATType"] = "EUREVERSEDVAT"

    assert desk.preview("9001").problems != ()
