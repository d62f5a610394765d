"""A3 and A7 of the bookkeeping rules, as Karin sees them: euros at two rates, and a fee that is no overpayment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.bookkeeper import Bookkeeper
from tests.journeys.payment_steps import sync, turn_off, turn_on
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.promise("P5")]


@pytest.fixture(autouse=True)
def _only_while_it_is_told(karin: Person) -> Iterator[None]:
    turn_on(karin, earlier="From today on")
    yield
    turn_off(karin)
    karin.sees("The settings are saved.")


def test_a3_euros_are_paid_as_euros_and_the_loss_stays_in_fortnox(
    karin: Person, agency: Agency, bookkeeper: Bookkeeper, today: str
) -> None:
    draft = agency.sandbox.another_draft("9001")
    agency.sandbox.bills(draft, ("8", 137_50), ("1", 245_45), currency="EUR", delivery_on=agency.unrated_day())
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    karin.page.get_by_label("SEK for 1 EUR").fill("11.2345")
    karin.presses("Keep this rate")
    expect(karin.page.get_by_role("main")).to_contain_text("3,778.84")
    karin.copies_and_finalizes()
    number = karin.sees_it_copied()
    bookkeeper.books(number)

    agency.sandbox.pays_from_abroad(number, AmountCurrency="1681.81", CurrencyRate="11.1020", PaymentDate=today)
    sync(karin)

    karin.opens_invoice(draft)
    payments = karin.page.get_by_role("region", name="Payments")
    expect(payments.get_by_text("Paid", exact=True)).to_be_visible()
    expect(payments).to_contain_text("1,681.81")
    expect(payments).not_to_contain_text("222.84")
    assert bookkeeper.productive_shows(draft) == [f"1681.81 {today}"]


def test_a7_a_reminder_fee_that_came_with_the_money_is_no_overpayment(
    karin: Person, agency: Agency, bookkeeper: Bookkeeper, today: str
) -> None:
    draft = agency.sandbox.another_draft("9001")
    agency.sandbox.bills(draft, ("8", 1_000_00), payment_terms_days=30)
    number = karin.copies(draft)
    bookkeeper.books(number)

    bookkeeper.pays(number, "10060", on=today, written_off="-60", account="3540")
    sync(karin)

    karin.opens_invoice(draft)
    payments = karin.page.get_by_role("region", name="Payments")
    expect(payments.get_by_text("Paid", exact=True)).to_be_visible()
    expect(payments).to_contain_text("10,000.00")
    expect(payments).not_to_contain_text("More was paid")
    assert bookkeeper.productive_shows(draft) == [f"10000.00 {today}"]
