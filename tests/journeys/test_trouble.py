"""A remote that answers nonsense, or nothing: said as it is, and nothing is made twice or lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]

CREATING = {"remote": "fortnox", "method": "POST", "path": "/fortnox/3/invoices$"}


@pytest.mark.reliability("R4")
def test_an_answer_that_was_lost_is_looked_for(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    agency.sandbox.plan("lose_answer", **CREATING)
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    karin.copies_and_finalizes()

    expect(karin.crossing).to_contain_text("Unclear")
    number = karin.sees_it_copied()
    assert agency.sandbox.writes()["fortnox POST /fortnox/3/invoices"] == 1
    assert agency.sandbox.numbers_in_fortnox(draft) == [number]


@pytest.mark.reliability("R4")
def test_a_gateway_page_instead_of_an_answer_is_unclear_until_it_is_found(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    agency.sandbox.plan("html", status=502, **CREATING)
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    karin.copies_and_finalizes()
    expect(karin.crossing).to_contain_text("Unclear")
    agency.sandbox.lands_behind_the_gateway()

    number = karin.sees_it_copied()
    assert agency.sandbox.numbers_in_fortnox(draft) == [number]


def test_a_fortnox_that_is_busy_is_waited_for(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    agency.sandbox.plan("throttle", retry_after=3, **CREATING)
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    karin.copies_and_finalizes()

    expect(karin.crossing).to_contain_text("Next look:")
    number = karin.sees_it_copied()
    assert agency.sandbox.numbers_in_fortnox(draft) == [number]


def test_a_refusal_is_told_in_fortnox_words_and_can_be_tried_again(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    agency.sandbox.plan("refuse", status=400, code="2009999", message="Ett fel uppstod i bokföringen.", **CREATING)
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    karin.copies_and_finalizes()

    expect(karin.crossing).to_contain_text("Blocked")
    expect(karin.crossing).to_contain_text("Ett fel uppstod i bokföringen.")
    expect(karin.crossing).to_contain_text("Nothing was written in Fortnox.")
    karin.goes_to("Needs you")
    card = karin.page.get_by_role("region", name="Norrsken Energi AB").first
    expect(card).to_contain_text("Ett fel uppstod i bokföringen.")
    card.get_by_role("button", name="Try again").click()

    karin.opens_invoice(draft)
    number = karin.sees_it_copied()
    assert agency.sandbox.numbers_in_fortnox(draft) == [number]


def test_a_preview_without_fortnox_says_that_nothing_was_written(karin: Person, agency: Agency) -> None:
    karin.opens_invoice(agency.sandbox.another_draft())
    agency.sandbox.plan("html", status=503, remote="fortnox", times=100)
    karin.asks_to_copy()

    expect(karin.dialog).to_contain_text("Nothing was written.")
    karin.cannot_copy(because="This copy cannot be prepared now")
    agency.sandbox.forget_requests_and_faults()
    karin.follows("Check again")
    expect(karin.dialog).to_contain_text("Checked: nothing stops this copy.")
