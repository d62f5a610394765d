"""What became of a copied invoice, on its page; and the list of what is not booked."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from typer.testing import CliRunner

from brygga.cli.commands import app
from brygga.connections.models import Connection
from brygga.copying.models import Copy
from brygga.watching.models import Watched
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.fortnox import invoice_states, invoices
from sandbox.fortnox.books import Books
from tests.outside_world import ManualClock
from tests.web.pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def books(sandbox: Sandbox, decided: Connection) -> Books:
    return Books(store=sandbox.store, clock=sandbox.clock, tenant=str(decided.fortnox_tenant_id))


def opened(client: Client) -> str:
    client.get("/invoices/9001/afterwards", HTTP_HX_REQUEST="true")
    return words(client.get("/invoices/9001"))


def test_opening_the_page_shows_both_values_and_lets_a_person_choose(karin: Client, copied: Copy, books: Books) -> None:
    invoices.change(books, copied.fortnox_document_number, {"DueDate": "2026-12-24"})

    page = opened(karin)

    assert "Due date 30 Nov 2026 ≠ differs 24 Dec 2026" in page
    assert "Keep Fortnox’s values" in page
    karin.post(f"/copies/{copied.pk}/left")
    assert "Keep Fortnox’s values" not in opened(karin)
    copied.refresh_from_db()
    assert copied.problems == []


def test_what_somebody_booked_is_not_offered_for_booking(karin: Client, copied: Copy, books: Books) -> None:
    before = words(karin.get("/invoices/9001"))
    invoice_states.bookkeep(books, copied.fortnox_document_number)

    page = opened(karin)

    assert "Not booked by Brygga" in before
    assert "Book in Fortnox" in before
    assert "Booked in Fortnox By somebody there · seen" in page
    assert "Book in Fortnox" not in page


def test_news_brings_the_whole_page_again(karin: Client, copied: Copy, books: Books) -> None:
    invoice_states.cancel(books, copied.fortnox_document_number)

    answer = karin.get("/invoices/9001/afterwards", HTTP_HX_REQUEST="true")

    assert answer.headers["HX-Retarget"] == "#main"
    assert 'hx-trigger="load"' not in answer.content.decode()
    page = words(answer)
    assert "Somebody cancelled invoice" in page
    assert "I have seen it" in page
    assert "Somebody cancelled invoice" in words(karin.get("/needs-you"))


def test_a_reader_sees_it_and_chooses_nothing(rut: Client, copied: Copy, books: Books) -> None:
    invoice_states.cancel(books, copied.fortnox_document_number)

    page = opened(rut)

    assert "Somebody cancelled invoice" in page
    assert "I have seen it" not in page


def test_what_cannot_be_read_is_said_and_what_was_seen_stays(karin: Client, copied: Copy, sandbox: Sandbox) -> None:
    sandbox.faults.plan(Fault(kind="refuse", remote="fortnox", status=500, path="/invoices/", times=0))

    page = words(karin.get("/invoices/9001/afterwards"))

    assert "Fortnox has a fault of its own just now." in page, page
    assert karin.get("/invoices/9001").status_code == 200


def test_not_booked_is_listed_with_its_age_and_total(
    karin: Client, copied: Copy, books: Books, clock: ManualClock
) -> None:
    clock.advance(3 * 24 * 3600)

    page = words(karin.get("/invoices/not-booked"))
    listed = json.loads(CliRunner().invoke(app, ["unbooked", "--json"]).stdout)

    assert (
        f"{copied.fortnox_document_number} in Fortnox 31 Oct 2026 2 Nov 2026 3 days SEK 198,990.00 Sum SEK 198,990.00"
        in page
    )
    assert [(each["id"], each["days"]) for each in listed["invoices"]] == [("9001", 3)]
    assert listed["totals"] == {"SEK": "198990"}
    invoice_states.bookkeep(books, copied.fortnox_document_number)
    opened(karin)
    assert "Everything is booked" in words(karin.get("/invoices/not-booked"))


def test_what_is_cancelled_or_of_the_cash_method_does_not_wait(karin: Client, copied: Copy, books: Books) -> None:
    books.table("invoices")[copied.fortnox_document_number]["AccountingMethod"] = "CASH"
    opened(karin)

    assert Watched.objects.get(copy=copied).by_cash_method
    assert "Everything is booked" in words(karin.get("/invoices/not-booked"))
