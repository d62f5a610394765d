"""What was written down and never sent must not be sent after a person has decided anew."""

from __future__ import annotations

import pytest

from brygga.connections import connecting
from brygga.connections.models import Connection, IntegrationSettings
from brygga.copying.states import CopyState
from brygga.jobs.requests import request_copy
from brygga.tenants.models import User
from sandbox.faults import Fault
from sandbox.worlds.cast import GOTEBORG
from tests.connections.journeys import connect
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("B1")]


def refuse_the_post(desk: Desk) -> None:
    """Fortnox lacks the right to write invoices just now (403, a scope or a licence): nothing was written."""
    desk.sandbox.faults.plan(Fault(kind="refuse", status=403, method="POST", path="/3/invoices$", code="2000663"))


def customers(desk: Desk) -> list[str]:
    return sorted(desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.customers"))


def test_the_customer_that_a_person_chose_last_is_invoiced(desk: Desk) -> None:
    first = desk.ask("9001")
    sure = first.attempts.get().customer
    other = next(number for number in customers(desk) if number != sure)
    refuse_the_post(desk)
    desk.work(first)
    assert first.state == CopyState.BLOCKED

    again = desk.work(desk.ask("9001", customer=other, nonce="second-press"))

    assert again.state == CopyState.COPIED, again.problems
    assert desk.fortnox(again.fortnox_document_number)["CustomerNumber"] == other


def test_the_account_that_is_decided_now_is_booked(desk: Desk) -> None:
    first = desk.ask("9001")
    refuse_the_post(desk)
    desk.work(first)
    IntegrationSettings.objects.filter(connection=desk.connection).update(account_25=3041)

    again = desk.work(desk.ask("9001", nonce="second-press"))

    assert 3001 not in {row["AccountNumber"] for row in desk.fortnox(again.fortnox_document_number)["InvoiceRows"]}


def test_a_draft_edited_after_a_stop_is_copied_as_it_is_now(desk: Desk) -> None:
    first = desk.ask("9001")
    refuse_the_post(desk)
    desk.work(first)
    desk.productive("9001")["delivery_on"] = "2026-10-01"

    again = desk.work(desk.ask("9001", nonce="second-press"))

    assert (again.state, again.problems) == (CopyState.COPIED, [])


def test_a_stopped_copy_that_was_never_sent_follows_the_new_connection(desk: Desk, admin_user: User) -> None:
    first = desk.ask("9001")
    refuse_the_post(desk)
    desk.work(first)
    swap(desk, admin_user)

    seen = desk.preview("9001", customer="new")
    assert seen.connection is not None
    again = desk.ask("9001", customer="new", nonce="second-press")

    assert again.connection_id == seen.connection.id


def swap(desk: Desk, admin: User) -> Connection:
    """An admin ties the subsidiary to another Fortnox account."""
    subsidiary = desk.connection.subsidiary
    connecting.disconnect(desk.connection, user=admin, outside=desk.outside)
    made = connect(admin, subsidiary, tenant_id=GOTEBORG.fortnox_tenant_id, outside=desk.outside)
    was = IntegrationSettings.objects.filter(connection=desk.connection)
    decided = was.values("account_25", "account_12", "account_6", "decided_at").get()
    IntegrationSettings.objects.filter(connection=made).update(**decided)
    return made


def test_a_press_on_an_old_page_never_writes_into_another_company(desk: Desk, admin_user: User) -> None:
    """Preview for company A is open; an admin connects company B instead; then the button is pressed."""
    seen = desk.preview("9001")
    made = swap(desk, admin_user)
    before = len(desk.sandbox.store.table(f"fortnox.{made.fortnox_tenant_id}.invoices"))
    copy = request_copy(
        desk.connection.organisation,
        productive_invoice_id="9001",
        customer=seen.choice.number,
        seen_fingerprint=seen.fingerprint,
        nonce="old-page",
        user=admin_user,
        outside=desk.outside,
    )
    desk.work(copy)

    assert len(desk.sandbox.store.table(f"fortnox.{made.fortnox_tenant_id}.invoices")) == before, copy.state
    assert copy.state == CopyState.BLOCKED


def test_a_press_on_an_old_page_never_books_what_was_not_shown(desk: Desk) -> None:
    """Preview shows account 3001; an admin changes the account; the button of the old page is pressed."""
    copy = desk.ask("9001")
    IntegrationSettings.objects.filter(connection=desk.connection).update(account_25=3041)

    desk.work(copy)

    assert (copy.state, copy.fortnox_document_number) == (CopyState.BLOCKED, "")


def test_a_customer_made_in_one_company_is_made_in_the_next_one_too(desk: Desk, admin_user: User) -> None:
    first = desk.ask("9004")
    desk.sandbox.faults.plan(Fault(kind="refuse", method="POST", path="/3/invoices$", code="2001304"))
    desk.work(first)
    assert first.state == CopyState.BLOCKED
    swap(desk, admin_user)

    again = desk.work(desk.ask("9004", nonce="second-press"))

    assert again.state == CopyState.COPIED, again.problems
