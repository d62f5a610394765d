"""From the invoice page to the copied invoice without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


def test_an_invoice_is_copied_with_the_keyboard_alone(karin: Person, agency: Agency) -> None:
    karin.opens_invoice(agency.sandbox.another_draft())
    karin.tabs_to("link", "Copy to Fortnox")
    karin.page.keyboard.press("Enter")

    expect(karin.dialog).to_be_visible()
    expect(karin.focused()).to_have_role("heading")
    karin.page.keyboard.press("Escape")
    expect(karin.dialog).to_have_count(0)
    expect(karin.focused()).to_have_accessible_name("Copy to Fortnox")
    assert not agency.sandbox.writes()

    karin.page.keyboard.press("Enter")
    expect(karin.dialog).to_be_visible()
    karin.tabs_to("button", "Copy and Finalize")
    karin.page.keyboard.press("Enter")
    number = karin.sees_it_copied()

    karin.tabs_to("button", "Invoice copied")
    expect(karin.focused()).to_have_attribute("aria-expanded", "true")
    expect(karin.page.get_by_role("link", name=f"Open invoice {number} in Fortnox").first).to_be_visible()
    karin.page.keyboard.press("Tab")
    expect(karin.focused()).to_have_accessible_name(re.compile("^Update existing"))
    karin.page.keyboard.press("Escape")
    expect(karin.focused()).to_have_accessible_name("Invoice copied")
    expect(karin.focused()).to_have_attribute("aria-expanded", "false")


def test_the_first_tab_leads_past_the_navigation(karin: Person) -> None:
    karin.opens("/")
    karin.page.keyboard.press("Tab")
    expect(karin.focused()).to_have_accessible_name("Skip to content")
    karin.page.keyboard.press("Enter")
    expect(karin.focused()).to_have_role("main")


def test_disconnecting_is_asked_and_escape_says_no(karin: Person) -> None:
    karin.opens("/settings/marketplace")
    karin.tabs_to("link", "Disconnect Fyrljus Stockholm AB from Fortnox")
    karin.page.keyboard.press("Enter")
    expect(karin.dialog).to_be_visible()
    expect(karin.focused()).to_have_role("heading")
    karin.page.keyboard.press("Escape")

    expect(karin.focused()).to_have_accessible_name("Disconnect Fyrljus Stockholm AB from Fortnox")
    expect(karin.account_of("Fyrljus Stockholm AB")).to_contain_text("Connected")
