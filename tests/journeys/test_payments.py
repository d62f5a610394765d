"""Money comes in, and is in Productive: turned on later, in parts, edited, deleted, and turned off again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.bookkeeper import Bookkeeper
from tests.journeys.payment_steps import sync, turn_off, turn_on
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture(autouse=True)
def _off_in_the_end(karin: Person) -> Iterator[None]:
    yield
    turn_off(karin)
    karin.sees("The settings are saved.")


@pytest.mark.promise("P5")
@pytest.mark.promise("P15")
def test_it_is_turned_on_later_brings_what_was_paid_before_and_is_turned_off_again(
    karin: Person, agency: Agency, bookkeeper: Bookkeeper, today: str
) -> None:
    draft = agency.sandbox.another_draft()
    number = karin.copies(draft)
    bookkeeper.books(number)
    yesterday = (datetime.fromisoformat(today) - timedelta(days=1)).date().isoformat()
    bookkeeper.pays(number, "1000", on=yesterday)
    expect(karin.page.get_by_text("Payments of Fyrljus Stockholm AB are not synced.")).to_be_visible()

    turn_on(karin, earlier="All")
    sync(karin)
    karin.opens_invoice(draft)
    karin.sees("Partly paid", "1,000.00")
    assert bookkeeper.productive_shows(draft) == [f"1000.00 {yesterday}"]

    turn_off(karin)
    karin.sees("Payments are no longer synced; what was brought stays in Productive.")
    bookkeeper.pays(number, "500", on=today)
    karin.goes_to("Payments")
    karin.sees("Not synced", "Expenses made in Productive are not synced.")
    assert bookkeeper.productive_shows(draft) == [f"1000.00 {yesterday}"]

    karin.goes_to("History")
    karin.sees("Payments of Fyrljus Stockholm AB are no longer synced; what was brought stays")


@pytest.mark.promise("P16")
def test_two_tranches_one_edited_one_deleted_and_then_paid(
    karin: Person, agency: Agency, bookkeeper: Bookkeeper, today: str
) -> None:
    turn_on(karin, earlier="From today on")
    draft = agency.sandbox.another_draft("9002")
    number = karin.copies(draft)
    bookkeeper.books(number)
    first = bookkeeper.pays(number, "100", on=today)
    second = bookkeeper.pays(number, "50", on=today)
    bookkeeper.pays(number, "25", on=today, booked=False)
    sync(karin)
    karin.opens_invoice(draft)
    karin.sees("Partly paid", f"Payment {first} in Fortnox", f"Payment {second} in Fortnox")
    assert bookkeeper.productive_shows(draft) == [f"100.00 {today}", f"50.00 {today}"]

    bookkeeper.edits(first, "90", on=today)
    bookkeeper.deletes(second)
    sync(karin)
    karin.opens_invoice(draft)
    karin.sees(f"Payment {second} is gone from Fortnox, and so from Productive", f"Payment {first} changed in Fortnox")
    assert bookkeeper.productive_shows(draft) == [f"90.00 {today}"]

    bookkeeper.pays(number, "285", on=today)
    sync(karin)
    karin.opens_invoice(draft)
    expect(karin.page.get_by_role("region", name="Payments").get_by_text("Paid", exact=True)).to_be_visible()
