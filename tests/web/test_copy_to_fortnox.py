"""Copy to Fortnox on the pages: what is shown before, one press, and what is shown after."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from brygga.connections.models import Connection
from brygga.copying.models import Attempt, Copy
from brygga.copying.states import CopyState
from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.web.conftest import press
from tests.web.pages import hidden_fields, words

pytestmark = pytest.mark.django_db

REFUSAL = Fault(
    kind="refuse", remote="fortnox", method="POST", path="invoices", status=400, code="2000359", message="Nej."
)

IN_DIALOG = {"HX-Request": "true"}


@pytest.mark.promise("P8")
def test_the_invoice_offers_copy_to_fortnox(karin: Client, decided: Connection) -> None:
    page = karin.get("/invoices/9001")

    assert "Copy to Fortnox" in words(page)
    assert 'href="/invoices/9001/copy"' in page.content.decode()


def test_a_reader_is_told_who_can_copy(rut: Client, decided: Connection) -> None:
    page = words(rut.get("/invoices/9001"))

    assert "Copy to Fortnox" not in page
    assert "Finance and admins can copy this invoice." in page


@pytest.mark.promise("P10")
def test_the_preview_shows_the_exact_fortnox_invoice_and_its_customer(karin: Client, decided: Connection) -> None:
    page = words(karin.get("/invoices/9001/copy"))

    assert "Customer 1042 Matched by organisation number 559214-3076" in page
    assert "3001 Försäljning inom Sverige, 25 % moms" in page
    assert "Nothing is written until you confirm." in page
    assert "Copy and Finalize" in page
    assert page.count("SEK 198,990.25") >= 2


def test_the_preview_shows_the_vat_of_each_rate_with_its_base_on_both_sides(karin: Client, decided: Connection) -> None:
    page = words(karin.get("/invoices/9001/copy"))

    vat = "25 % on 149,525.00 37,381.25 6 % on 11,400.00 684.00 38,065.25"
    assert f"Net 160,925.00 = same 160,925.00 VAT {vat} = same {vat} Total" in page


def test_the_preview_says_when_fortnox_may_round(karin: Client, decided: Connection) -> None:
    assert "Fortnox may round this to whole kronor." in words(karin.get("/invoices/9001/copy"))
    assert "whole kronor" not in words(karin.get("/invoices/9004/copy"))


@pytest.mark.promise("P11")
def test_the_preview_says_what_the_press_will_do(karin: Client, decided: Connection) -> None:
    page = words(karin.get("/invoices/9004/copy"))

    assert "Creates the customer Granit & Ljung AB in Fortnox." in page
    assert "Finalizes the draft in Productive under the same number" in page
    assert "Nothing is booked, and nothing is sent to the client." in page


def test_a_new_customer_is_shown_as_it_will_be(karin: Client, decided: Connection) -> None:
    page = words(karin.get("/invoices/9004/copy"))

    assert "New customer BRY7004" in page
    assert "Organisation number 556450-9825" in page
    assert "Country Sweden" in page


def test_the_reason_stands_beside_the_button_that_is_off(karin: Client, decided: Connection) -> None:
    page = karin.get("/invoices/9006/copy")

    assert "Solve what is listed above first." in words(page)
    assert 'aria-describedby="copy-h copy-off"' in page.content.decode()
    assert "Creates exactly this invoice" not in words(page)


@pytest.mark.promise("P9")
def test_a_rate_that_is_entered_is_used_and_shown_with_kronor(karin: Client, decided: Connection) -> None:
    asked = words(karin.get("/invoices/9006/copy"))
    said = {"currency": "EUR", "on": "2026-10-28", "unit": "1", "rate": "11,2345", "publisher": "ecb"}

    wrong = karin.post("/invoices/9006/exchange-rate", {**said, "rate": "1"}, follow=True)
    odd = karin.post("/invoices/9006/exchange-rate", {**said, "currency": "x"})
    right = karin.post("/invoices/9006/exchange-rate", said, follow=True)

    assert "SEK for 1 EUR" in asked
    assert "at most four decimals" in words(wrong)
    assert odd.status_code == 404
    assert "1 EUR = 11.2345 SEK is kept for 28 Oct 2026." in words(right).replace("\N{NO-BREAK SPACE}", " ")


def test_what_stops_a_copy_is_shown_at_once_and_the_button_is_off(karin: Client, decided: Connection) -> None:
    page = karin.get("/invoices/9006/copy")

    assert "2 things stop this copy" in words(page)
    assert 'aria-disabled="true"' in page.content.decode()
    assert 'name="nonce"' not in page.content.decode()


@pytest.mark.promise("P10")
def test_a_new_customer_is_shown_before_it_is_created(karin: Client, decided: Connection) -> None:
    page = words(karin.get("/invoices/9004/copy"))

    assert "New customer BRY7004" in page
    assert "Stenhuggarvägen 2, 614 34 Söderköping" in page


@pytest.mark.promise("P10")
def test_any_other_customer_can_be_found_and_chosen_without_script(karin: Client, decided: Connection) -> None:
    found = words(karin.get("/invoices/9001/copy", {"q": "norrsken", "search": "1"}))
    chosen = words(karin.get("/invoices/9001/copy", {"customer": "1187"}))

    assert "Norrskensfonden 1203" in found
    assert "Norrsken Energi Nät AB Customer 1187 Chosen by you" in chosen


def test_a_search_in_the_dialog_answers_with_the_customers_only(karin: Client, decided: Connection) -> None:
    page = karin.get("/invoices/9001/customers", {"q": "norrsken", "connection": str(decided.pk)}, headers=IN_DIALOG)

    assert "Norrskensfonden 1203" in words(page)
    assert "<html" not in page.content.decode()


def test_the_dialog_is_the_same_question_without_the_page_around_it(karin: Client, decided: Connection) -> None:
    page = karin.get("/invoices/9001/copy", headers=IN_DIALOG).content.decode()

    assert page.strip().startswith("<dialog")
    assert "Exactly this is created" in page


def test_focus_never_starts_on_the_button_that_writes(karin: Client, decided: Connection) -> None:
    page = karin.get("/invoices/9001/copy").content.decode()

    assert page.count("autofocus") == 1
    assert '<h2 id="copy-h" tabindex="-1" autofocus>' in page


@pytest.mark.promise("P11")
def test_one_press_copies_and_the_page_follows_it(karin: Client, decided: Connection, work: Callable[[], None]) -> None:
    press(karin, "9001")
    under_way = karin.get("/invoices/9001")
    work()
    after = words(karin.get("/invoices/9001"))

    assert 'hx-get="/invoices/9001/state"' in under_way.content.decode()
    assert "Waiting" in words(under_way)
    assert "Invoice copied" in after
    assert "Copied to Fortnox as 10483" in after


def test_a_double_click_is_one_copy(karin: Client, decided: Connection) -> None:
    fields = hidden_fields(karin.get("/invoices/9001/copy").content.decode())

    first = karin.post("/invoices/9001/copy", fields)
    second = karin.post("/invoices/9001/copy", fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Attempt.objects.count() == 1


@pytest.mark.promise("P12")
def test_the_badge_leads_to_the_invoice_in_fortnox(karin: Client, copied: Copy) -> None:
    page = karin.get("/invoices/9001").content.decode()

    address = f"http://sandbox.test/fortnox/app/100101/invoices/{copied.fortnox_document_number}"
    assert f'href="{address}"' in page
    assert 'aria-controls="copied-menu"' in page


def test_an_invoice_that_is_copied_meanwhile_shows_that(karin: Client, copied: Copy) -> None:
    answer = karin.post("/invoices/9001/copy", {"nonce": "late", "customer": "1042", "fingerprint": "old"})

    assert answer.headers["Location"] == "/invoices/9001"
    assert Attempt.objects.count() == 1


def test_a_preview_that_is_out_of_date_stops_with_the_reason(
    karin: Client, decided: Connection, work: Callable[[], None]
) -> None:
    fields = hidden_fields(karin.get("/invoices/9001/copy").content.decode())
    karin.post("/invoices/9001/copy", {**fields, "fingerprint": "what was seen long ago"})
    work()

    page = words(karin.get("/invoices/9001"))

    assert Copy.objects.get().state == CopyState.BLOCKED
    assert "The invoice has changed since you saw the preview." in page
    assert "Nothing was written in Fortnox." in page
    assert "Copy to Fortnox" in page


def test_the_part_that_follows_a_copy_becomes_the_whole_page_when_it_rests(
    karin: Client, asked: Copy, work: Callable[[], None]
) -> None:
    part = karin.get("/invoices/9001/state", headers=IN_DIALOG)
    work()
    whole = karin.get("/invoices/9001/state", headers=IN_DIALOG)

    assert part.content.decode().strip().startswith('<section id="crossing"')
    assert whole.headers["HX-Retarget"] == "#main"
    assert "Copied to Fortnox as 10483." in words(whole)


def test_following_a_copy_asks_neither_remote(karin: Client, asked: Copy, sandbox: Sandbox) -> None:
    sandbox.requests.clear()

    karin.get("/invoices/9001/state", headers=IN_DIALOG)

    assert list(sandbox.requests.seen()) == []


def test_a_stopped_copy_can_be_tried_again(
    karin: Client, decided: Connection, sandbox: Sandbox, work: Callable[[], None]
) -> None:
    sandbox.faults.plan(REFUSAL)
    press(karin, "9001")
    work()
    copy = Copy.objects.get()
    assert copy.state == CopyState.BLOCKED
    assert "Try again" in words(karin.get("/needs-you"))

    answer = karin.post(f"/copies/{copy.pk}/attempts", {"nonce": "again"})
    work()

    copy.refresh_from_db()
    assert answer.headers["Location"] == "/invoices/9001"
    assert copy.state == CopyState.COPIED


def test_trying_again_what_is_copied_since_changes_nothing(karin: Client, copied: Copy) -> None:
    answer = karin.post(f"/copies/{copied.pk}/attempts")

    assert answer.headers["Location"] == "/invoices/9001"
    assert Attempt.objects.count() == 1


def test_a_preview_says_when_productive_cannot_be_read(karin: Client, decided: Connection, sandbox: Sandbox) -> None:
    sandbox.faults.plan(Fault(kind="html", remote="productive", status=502))

    page = words(karin.get("/invoices/9001/copy"))

    assert "This copy cannot be prepared now" in page
    assert "Check again" in page


def test_an_invoice_that_does_not_exist_is_not_found(karin: Client, decided: Connection) -> None:
    assert karin.get("/invoices/777777").status_code == 404
    assert karin.get("/invoices/777777/copy").status_code == 404
