"""After sending: what somebody changed in Fortnox shows when the invoice is opened, and a person chooses."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.mark.reliability("R23")
def test_karin_sees_both_values_and_keeps_fortnoxs(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    number = karin.copies(draft)
    karin.sees("Not booked yet")
    agency.sandbox.forget_requests_and_faults()
    agency.sandbox.set_invoice(number, DueDate="2027-01-31")

    karin.page.reload()

    row = karin.page.get_by_role("row", name=re.compile("^Due date"))
    expect(row).to_contain_text("31 Jan 2027")
    karin.presses("Keep Fortnox’s values")
    expect(row).to_be_hidden()
    karin.sees(f"Left as it is in Fortnox: {number}")
    assert not [each for each in agency.sandbox.writes() if each.startswith("fortnox")]
