"""An invoice in another currency: its rate is entered once, seen in kronor, and stands in the ledger."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import COPIED_MILLISECONDS_MAX, Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.mark.promise("P9")
def test_dollars_are_copied_at_the_rate_that_karin_enters(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft("9017")
    agency.sandbox.set_draft(draft, delivery_on=agency.unrated_day())
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    karin.sees_problem("The exchange rate of USD", remedy="Enter the mid rate of the ECB or Nasdaq for that day.")
    assert not agency.sandbox.writes()

    karin.presses("Confirm that it is a business")
    karin.page.get_by_label("SEK for 1 USD").fill("10.4321")
    karin.presses("Keep this rate")
    expect(karin.page.get_by_role("main")).to_contain_text("10.4321")
    karin.page.get_by_role("radio", name="Harbor & Pine").check()
    karin.presses("Use this customer")
    karin.presses("Copy and Finalize")

    badge = karin.page.get_by_role("button", name="Invoice copied")
    expect(badge).to_be_visible(timeout=COPIED_MILLISECONDS_MAX)
    (number,) = agency.sandbox.numbers_in_fortnox(draft)
    assert karin.sees_it_copied() == number
