"""What cannot be copied is said before anything is sent: cause, remedy, who can, and nothing is written."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]

# Draft, and what stops it with what to do about it.
STOPPED = {
    "9006": {
        "The exchange rate of EUR": "Enter the mid rate of the ECB or Nasdaq for that day.",
        "Nobody has confirmed that Baltic Freight OÜ in Estonia is a business (VAT number EE100931558).": (
            "Check that it is a business"
        ),
    },
    "9009": {"The delivery date is missing, and the law asks for it.": "Set the delivery date on the invoice"},
    "9010": {"NOK is not set up in Fortnox.": "Add NOK with a rate among the currencies in Fortnox."},
    "9011": {"Invoice 10466, which it credits, was not copied to Fortnox.": "Copy the invoice first."},
    "9012": {"The invoice has no line with an amount.": "Add a line with an amount in Productive."},
    "9017": {"The exchange rate of USD": "Enter the mid rate of the ECB or Nasdaq for that day."},
}


@pytest.mark.promise("P9")
@pytest.mark.parametrize("invoice_id", STOPPED)
def test_each_problem_is_named_with_its_remedy_and_nothing_is_written(
    karin: Person, agency: Agency, invoice_id: str
) -> None:
    karin.opens_invoice(invoice_id)
    karin.asks_to_copy()

    for title, remedy in STOPPED[invoice_id].items():
        karin.sees_problem(title, remedy=remedy)
    for problem in karin.dialog.get_by_role("list").first.get_by_role("listitem").all():
        expect(problem).to_contain_text("Who can:")
    karin.cannot_copy(because="stop")
    karin.dialog.get_by_role("button", name="Copy and Finalize").click(force=True)
    expect(karin.dialog).to_contain_text("Nothing was written.")
    assert not agency.sandbox.writes()


def test_what_fortnox_would_refuse_in_texts_is_cleaned_and_said(karin: Person) -> None:
    karin.opens_invoice("9013")
    karin.asks_to_copy()
    expect(karin.dialog).to_contain_text("Fortnox does not take every character of the")

    karin.copies_and_finalizes()
    in_fortnox = karin.reads_ledger(karin.sees_it_copied())
    assert in_fortnox.facts["Your order number"] == "SL/2026...07"


def test_a_draft_that_changed_after_the_preview_is_not_copied(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    agency.sandbox.set_draft(draft, delivery_on="2026-10-31")
    karin.copies_and_finalizes()

    expect(karin.crossing).to_contain_text("Blocked")
    karin.sees("Nothing was written in Fortnox.")
    assert not agency.sandbox.writes()
