"""The decisions after connecting: kept, checked against the chart of accounts, and told when they cannot be."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture
def at_the_settings(karin: Person) -> Person:
    karin.opens("/")
    karin.opens_the_marketplace()
    karin.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()
    karin.sees_heading("Integration settings")
    return karin


@pytest.mark.promise("P3")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("9999", "Account 9999 does not exist in Fortnox"),
        ("3002", "Account 3002 has VAT code MP2, which does not fit 25 % VAT."),
        ("none of these", "Start with the four digits of an account."),
    ],
)
def test_a_wrong_account_is_told_and_nothing_is_saved(at_the_settings: Person, typed: str, told: str) -> None:
    account = at_the_settings.account_for("VAT 25 %")
    before = account.input_value()
    account.fill(typed)
    at_the_settings.presses("Save settings")

    expect(at_the_settings.page.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    expect(account).to_have_accessible_description(re.compile(re.escape(told).replace(r"\ ", r"\s")))
    expect(account).to_have_value(typed)
    at_the_settings.page.goto(at_the_settings.page.url)
    expect(account).to_have_value(before)
