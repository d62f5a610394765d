"""The list of invoices: tabs, search, pages, and what still works when Productive does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from brygga.connections.models import Connection
from brygga.copying.models import Copy
from brygga.web.copies import fortnox_page
from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.web.conftest import press
from tests.web.pages import words

pytestmark = pytest.mark.django_db

REFUSAL = Fault(
    kind="refuse", remote="fortnox", method="POST", path="invoices", status=400, code="2000359", message="Nej."
)


def test_it_lists_the_invoices_of_productive_newest_first(karin: Client) -> None:
    page = words(karin.get("/invoices"))

    assert page.index("Björkö kommun") < page.index("Norrsken Energi AB")
    assert "1–25 of 50" in page
    assert "SEK 198,990.25" in page


def test_the_next_page_shows_the_rest(karin: Client) -> None:
    assert "26–50 of 50" in words(karin.get("/invoices?page=2"))


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999"])
def test_a_page_that_makes_no_sense_still_answers(karin: Client, page: str) -> None:
    assert karin.get("/invoices", {"page": page}).status_code == 200
    assert karin.get("/history", {"page": page}).status_code == 200


def test_it_finds_by_client_and_by_number(karin: Client) -> None:
    by_client = words(karin.get("/invoices", {"q": "Norrskensfonden"}))
    by_number = words(karin.get("/invoices", {"q": "10478"}))

    assert "Hamnverket AB" not in by_client
    assert "Norrsken Energi AB 10478" in by_number


def test_it_says_when_nothing_matches(karin: Client) -> None:
    assert "No invoice matches" in words(karin.get("/invoices", {"q": "zzzz"}))


def test_a_subsidiary_is_shown_alone(karin: Client) -> None:
    assert "1–6 of 6" in words(karin.get("/invoices", {"subsidiary": "502"}))


def test_a_subsidiary_of_somebody_else_shows_nothing(karin: Client) -> None:
    assert "No invoices yet" in words(karin.get("/invoices", {"subsidiary": "601"}))


def test_a_copied_invoice_shows_its_state_and_number(karin: Client, copied: Copy) -> None:
    page = words(karin.get("/invoices?state=copied"))

    assert "Copied 1" in page
    assert "Norrsken Energi AB 10483" in page
    assert "1–1 of 1" in page


def test_each_tab_says_what_would_be_there(karin: Client) -> None:
    assert "Nothing needs you" in words(karin.get("/invoices?state=needs-you"))
    assert "Nothing is under way" in words(karin.get("/invoices?state=under-way"))
    assert "Nothing copied yet" in words(karin.get("/invoices?state=copied"))


def test_everything_is_copied_when_nothing_is_left_to_copy(karin: Client, sandbox: Sandbox) -> None:
    for invoice in sandbox.store.table("productive.invoices").values():
        invoice["attributes"]["exported"] = True

    page = words(karin.get("/invoices?state=not-copied"))

    assert "Everything is copied" in page
    assert "Make an invoice in Productive" not in page


def test_the_number_in_fortnox_leads_there_for_what_brygga_copied(karin: Client, copied: Copy) -> None:
    page = karin.get("/invoices").content.decode()

    assert f'href="{fortnox_page(copied)}"' in page
    assert page.count(' class="out"') == 1


def test_what_somebody_else_exported_says_so_with_its_number(karin: Client) -> None:
    assert "SEK 31,250.00 Exported elsewhere 10481" in words(karin.get("/invoices", {"q": "10481"}))

    page = words(karin.get("/invoices/8019"))

    assert "Productive 10481 Exported elsewhere Fortnox 10481" in page
    assert "Brygga did not copy it" in page


def test_a_draft_says_that_nothing_is_written_before_one_has_seen_it(karin: Client, rut: Client) -> None:
    assert "Nothing is written before you confirm." in words(karin.get("/invoices/9001"))
    assert "before you confirm" not in words(rut.get("/invoices/9001"))


def test_the_count_of_what_needs_you_stands_in_the_navigation(
    karin: Client, decided: Connection, sandbox: Sandbox, work: Callable[[], None]
) -> None:
    sandbox.faults.plan(REFUSAL)
    press(karin, "9001")
    work()

    assert '<b class="count" id="needs-you">1</b>' in karin.get("/settings").content.decode()


def test_what_is_known_is_still_shown_when_productive_does_not_answer(
    karin: Client, copied: Copy, sandbox: Sandbox
) -> None:
    sandbox.faults.plan(Fault(kind="html", remote="productive", status=503, times=20))

    everything, one = words(karin.get("/invoices")), words(karin.get("/invoices/9001"))

    assert "Productive" in everything
    assert "Below are the copies that Brygga knows of itself." in everything
    assert "Norrsken Energi AB 10483" in everything
    assert "Invoice copied" in one
    assert "Norrsken Energi AB" in one


def test_an_invoice_that_was_exported_by_something_else_says_so(karin: Client) -> None:
    assert "Exported elsewhere 10478" in words(karin.get("/invoices", {"q": "10478"}))
