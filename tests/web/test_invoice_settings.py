"""Booking and sending on their pages: what is decided, what it means, and a person's own booking."""

from __future__ import annotations

import pytest
from django.test import Client

from brygga.accounting.dimensions import Dimension
from brygga.accounting.references import InvoiceText, Taken, TextSource
from brygga.accounting.sending import SentBy
from brygga.connections.invoice_settings import InvoiceSettings
from brygga.connections.models import Connection, Register
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.jobs.inline import InlineEngine
from sandbox.app import Sandbox
from tests.web.pages import hidden_fields, words

pytestmark = pytest.mark.django_db


UNCHANGED = {
    "booking": "unbooked",
    "sent_by": "nobody",
    "language_by": "sv",
    "our_reference": "nothing",
    "your_reference": "nothing",
    "order_number": "order_number",
    "remarks": "note",
    "project": "nothing",
    "cost_center": "nothing",
    "project_codes": "",
    "cost_center_codes": "",
}


def address(connection: Connection) -> str:
    return f"/settings/connections/{connection.pk}/invoices"


@pytest.mark.promise("P11")
def test_invoices_are_left_unbooked_and_unsent_until_an_admin_says_otherwise(
    karin: Client, decided: Connection
) -> None:
    assert InvoiceSettings.of(decided) == InvoiceSettings(booked_at_once=False, sent_by=SentBy.NOBODY)

    karin.post(address(decided), {**UNCHANGED, "booking": "at_once", "sent_by": "email"})

    assert InvoiceSettings.of(decided) == InvoiceSettings(booked_at_once=True, sent_by=SentBy.EMAIL)
    history = words(karin.get("/history"))
    assert "Invoice settings changed for Fyrljus Stockholm AB" in history
    assert "Booked at once" in history


def test_a_custom_field_is_chosen_by_its_name_and_what_is_none_of_the_fields_is_refused(
    karin: Client, decided: Connection, sandbox: Sandbox
) -> None:
    sandbox.store.table("productive.custom_fields")["1201"]["attributes"]["customizable_type"] = "Companies"
    assert "Custom field of the client company: Kundansvarig hos kunden" in words(karin.get(address(decided)))

    refused = karin.post(address(decided), {**UNCHANGED, "your_reference": "invoice_field"})
    karin.post(address(decided), {**UNCHANGED, "your_reference": "company_field:1201"})

    assert "Choose one of the fields." in words(refused)
    chosen = InvoiceSettings.of(decided).text_sources[InvoiceText.YOUR_REFERENCE]
    assert chosen == Taken(TextSource.COMPANY_FIELD, "1201")


def test_projects_are_named_by_one_pair_a_line(karin: Client, decided: Connection) -> None:
    said = {**UNCHANGED, "project": "budget", "project_codes": "Rebranding = 101\n\nA = B = 102\n"}

    refused = karin.post(address(decided), {**said, "project_codes": "Rebranding"})
    karin.post(address(decided), said)

    assert "Write one pair a line" in words(refused)
    kept = InvoiceSettings.of(decided)
    assert kept.dimension_sources[Dimension.PROJECT] == Taken(TextSource.BUDGET)
    assert kept.dimension_codes[Dimension.PROJECT] == {"Rebranding": "101", "A = B": "102"}
    assert "Rebranding = 101" in words(karin.get(address(decided)))


def test_what_a_client_company_wants_is_kept_in_the_preview_and_told_in_the_settings(
    elias: Client, karin: Client, decided: Connection
) -> None:
    elias.post("/invoices/9001/requirement", {"requires": "your_reference"})

    assert "wants its reference on every invoice" in words(elias.get("/invoices/9001/copy"))
    assert "Norrsken Energi AB Your reference" in words(karin.get(address(decided)))
    assert elias.post("/invoices/9001/requirement", {"requires": "flowers"}).status_code == 404


def test_a_company_of_the_cash_method_is_told_why_nothing_is_booked(
    karin: Client, decided: Connection, sandbox: Sandbox
) -> None:
    for year in sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.financialyears").values():
        year["AccountingMethod"] = "CASH"
    Register.objects.all().delete()

    assert "only payments are booked" in words(karin.get(address(decided)))
    answer = karin.post(address(decided), {**UNCHANGED, "booking": "at_once"})

    assert answer.status_code == 422
    assert not InvoiceSettings.of(decided).booked_at_once


def test_a_person_books_after_having_read_what_it_means(
    karin: Client, copied: Copy, sandbox: Sandbox, outside_world: Outside
) -> None:
    asked = karin.get("/invoices/9001/booking")
    assert "What is booked is not changed or cancelled any more." in words(asked)

    karin.post("/invoices/9001/booking", hidden_fields(asked.content.decode()))
    InlineEngine(outside=outside_world).run_due()

    page = words(karin.get("/invoices/9001"))
    assert "Booked in Fortnox" in page
    assert "Karin Lindqvist" in page
    assert "Not sent by Brygga" in page
    table = sandbox.store.table(f"fortnox.{copied.connection.fortnox_tenant_id}.invoices")
    assert table[copied.fortnox_document_number]["Booked"]


def test_an_old_page_books_no_other_invoice(karin: Client, copied: Copy) -> None:
    answer = karin.post("/invoices/9001/booking", {"nonce": "old", "stands": "1"})

    assert answer.status_code == 200
    assert not copied.attempts.filter(does="book").exists()


def test_a_locked_period_is_told_before_anything_is_asked_for(karin: Client, copied: Copy, sandbox: Sandbox) -> None:
    sandbox.store.table(f"fortnox.{copied.connection.fortnox_tenant_id}.company")["facts"]["LockedUntil"] = "2026-12-31"

    page = karin.get("/invoices/9001/booking", HTTP_HX_REQUEST="true")

    assert "Fortnox is locked up to 31 Dec 2026" in words(page)
    assert "Book in Fortnox</button>" not in page.content.decode()
