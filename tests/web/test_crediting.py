"""Credit notes on the pages: the way there, what is shown before, consent to book, and who may."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from brygga.connections.models import Connection
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from sandbox.app import Sandbox
from tests.outside_world import credit_note
from tests.web.pages import hidden_fields, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def stands(copied: Copy, sandbox: Sandbox) -> dict[str, object]:
    """9001 as it stands in Fortnox."""
    table = sandbox.store.table(f"fortnox.{copied.connection.fortnox_tenant_id}.invoices")
    return table[copied.fortnox_document_number]


@pytest.mark.promise("P14")
def test_the_menu_offers_create_credit_note_only_for_what_is_copied(
    karin: Client, rut: Client, copied: Copy, sandbox: Sandbox
) -> None:
    assert f"A draft in Productive that takes invoice {copied.fortnox_document_number} back" in words(
        karin.get("/invoices/9001")
    )
    assert "Copy the invoice to Fortnox first: a credit note takes back what stands there." in words(
        karin.get("/invoices/8021")
    )
    assert "Create credit note" not in words(rut.get("/invoices/9001"))
    assert "Create credit note" not in words(karin.get(f"/invoices/{credit_note(sandbox, '9001')}"))


@pytest.mark.promise("P14")
def test_creating_one_leads_to_it(karin: Client, copied: Copy, work: Callable[[], None]) -> None:
    page = karin.post("/invoices/9001/credit-notes", {"nonce": "one-press"}, follow=True)
    assert "The draft of the credit note is being made in Productive." in words(page)
    work()
    led = karin.get("/invoices/9001/drafting/state").headers["HX-Redirect"]

    page = karin.get(led)
    assert f"Credits invoice {copied.fortnox_document_number}" in words(page)
    assert "Copy to Fortnox" in words(page)
    assert "Open the credit note" in words(karin.get("/invoices/9001"))


@pytest.mark.parametrize("allowed", [True, False])
def test_booking_first_is_asked_for_in_the_dialog(
    karin: Client, stands: dict[str, object], sandbox: Sandbox, work: Callable[[], None], *, allowed: bool
) -> None:
    stands["Sent"] = True
    note = credit_note(sandbox, "9001")
    page = karin.get(f"/invoices/{note}/copy")
    assert "Book invoice 10483 first, on 31 Oct 2026" in words(page)
    said = hidden_fields(page.content.decode()) | ({"books_first": "yes"} if allowed else {})
    karin.post(f"/invoices/{note}/copy", said)
    work()

    copy = Copy.objects.get(productive_invoice_id=note)
    assert (copy.state, stands["Booked"]) == ((CopyState.COPIED if allowed else CopyState.BLOCKED), allowed)
    shown = words(karin.get(f"/invoices/{note}"))
    assert ("Credit note copied" if allowed else "Invoice 10483 is sent but not booked") in shown


def test_an_open_invoice_is_cancelled_instead_and_the_page_leads_there(
    karin: Client, stands: dict[str, object], sandbox: Sandbox
) -> None:
    page = karin.get(f"/invoices/{credit_note(sandbox, '9001')}/copy")

    assert "Invoice 10483 is neither booked nor sent, so it is cancelled and not credited." in words(page)
    assert 'href="/invoices/9001/cancellation"' in page.content.decode()


def test_credit_and_replace_shows_its_steps_before_and_after(
    karin: Client, copied: Copy, work: Callable[[], None]
) -> None:
    page = karin.get("/invoices/9001/credit-and-replace")
    assert "Brygga makes two drafts in Productive" in words(page)
    karin.post("/invoices/9001/credit-and-replace", hidden_fields(page.content.decode()))
    work()

    shown = words(karin.get("/invoices/9001"))
    assert "Copy the credit note" in shown
    assert "Correct the new draft, then copy it" in shown


def test_what_was_not_copied_has_no_drafts(karin: Client, decided: Connection) -> None:
    assert karin.post("/invoices/9001/credit-notes").status_code == 404
    assert karin.get("/invoices/9001/credit-and-replace").status_code == 404
