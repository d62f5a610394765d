"""A credit note all the way: the invoice's menu, Copy to Fortnox, Copy and Finalize; and what can be done then."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sandbox.worlds import cast
from tests.journeys.agency import Agency
from tests.journeys.people import COPIED_MILLISECONDS_MAX, Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


def opens_the_menu_and(person: Person, label: str) -> None:
    person.page.get_by_role("button", name="Invoice menu").hover()
    person.page.get_by_role("button", name=re.compile(f"^{label}")).or_(
        person.page.get_by_role("link", name=re.compile(f"^{label}"))
    ).click()


def pictured(person: Person, name: str) -> None:
    """Kept as a picture when BRYGGA_SCREENSHOTS says where, at a desk and in a hand."""
    folder = os.environ.get("BRYGGA_SCREENSHOTS")
    if folder:
        for width, height in ((1440, 1000), (390, 844)):
            person.page.set_viewport_size({"width": width, "height": height})
            person.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=not person.dialog.count())
        person.page.set_viewport_size({"width": 1440, "height": 1000})


@pytest.mark.promise("P13")
@pytest.mark.promise("P14")
def test_karin_credits_a_booked_invoice(karin: Person, agency: Agency) -> None:
    invoice = agency.sandbox.another_draft()
    number = karin.copies(invoice)
    agency.sandbox.set_invoice(number, Booked=True)

    opens_the_menu_and(karin, "Create credit note")
    karin.page.wait_for_url(lambda address: not address.endswith(f"/invoices/{invoice}"))
    karin.sees("Credits invoice")
    pictured(karin, "credit-note")

    karin.asks_to_copy()
    expect(karin.dialog).to_contain_text(f"The customer of invoice {number}")
    expect(karin.dialog).to_contain_text(f"Lets Fortnox credit all of invoice {number}")
    pictured(karin, "credit-note-preview")
    karin.copies_and_finalizes()
    badge = karin.page.get_by_role("button", name="Credit note copied")
    expect(badge).to_be_visible(timeout=COPIED_MILLISECONDS_MAX)
    note = karin.crossing.get_by_role("link").inner_text().strip()
    pictured(karin, "credit-note-copied")

    badge.hover()
    expect(karin.page.get_by_role("link", name=re.compile("^Update existing"))).to_be_visible()
    expect(karin.page.get_by_role("link", name=re.compile("^Create new"))).to_be_visible()
    ledger = f"/fortnox/app/{cast.STOCKHOLM.fortnox_tenant_id}/invoices/{note}"
    assert agency.sandbox.writes()[f"fortnox PUT /fortnox/3/invoices/{number}/credit"] == 1
    assert agency.sandbox.writes()[f"fortnox PUT /fortnox/3/invoices/{note}"] == 1
    assert ledger in (karin.crossing.get_by_role("link").get_attribute("href") or "")
    karin.opens_invoice(invoice)
    expect(karin.page.get_by_role("link", name=note)).to_be_visible()
    pictured(karin, "credited-invoice")


@pytest.mark.promise("P13")
def test_a_credit_note_of_what_was_not_copied_says_why(karin: Person, agency: Agency) -> None:
    karin.opens_invoice("9011")
    karin.asks_to_copy()
    karin.sees_problem("Invoice 10466, which it credits, was not copied to Fortnox.", remedy="Copy the invoice first.")
    karin.cannot_copy("One thing stops this copy")
    pictured(karin, "credit-note-not-possible")


def test_karin_credits_and_replaces(karin: Person, agency: Agency) -> None:
    invoice = agency.sandbox.another_draft()
    number = karin.copies(invoice)
    agency.sandbox.set_invoice(number, Booked=True)

    opens_the_menu_and(karin, "Credit and replace")
    pictured(karin, "credit-and-replace")
    karin.presses("Make both drafts")
    expect(karin.page.get_by_role("link", name="Copy the credit note")).to_be_visible(timeout=COPIED_MILLISECONDS_MAX)
    expect(karin.page.get_by_role("link", name="Correct the new draft, then copy it")).to_be_visible()
    pictured(karin, "credit-and-replace-steps")
