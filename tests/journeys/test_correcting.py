"""Invoice copied: its menu by hover, focus and tap; Update existing and Create new, seen before they are done."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.agency import Agency
from tests.journeys.people import COPIED_MILLISECONDS_MAX, Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


def badge(person: Person) -> Locator:
    return person.page.get_by_role("button", name="Invoice copied")


def choice(person: Person, label: str) -> Locator:
    return person.page.get_by_role("link", name=re.compile(f"^{label}"))


@pytest.mark.promise("P12")
def test_the_menu_opens_by_hover_by_focus_and_by_tap(
    karin: Person, people: Callable[..., Person], agency: Agency
) -> None:
    draft = agency.sandbox.another_draft()
    karin.copies(draft)
    karin.page.mouse.move(0, 0)
    expect(choice(karin, "Update existing")).to_be_hidden()

    badge(karin).hover()
    expect(choice(karin, "Update existing")).to_be_visible()
    expect(choice(karin, "Create new")).to_be_visible()
    karin.page.keyboard.press("Escape")
    expect(choice(karin, "Update existing")).to_be_hidden()

    karin.page.mouse.move(0, 0)
    karin.page.reload()
    karin.tabs_to("button", "Invoice copied")
    expect(choice(karin, "Update existing")).to_be_visible()
    karin.page.keyboard.press("Tab")
    expect(choice(karin, "Update existing")).to_be_focused()
    karin.page.keyboard.press("Escape")
    expect(badge(karin)).to_be_focused()

    by_hand = people(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    by_hand.opens_invoice(draft)
    badge(by_hand).tap()
    choice(by_hand, "Create new").tap()
    expect(by_hand.dialog.get_by_role("heading", name="Create new")).to_be_visible()


@pytest.mark.promise("P12")
def test_karin_updates_what_she_copied_last(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    number = karin.copies(draft)
    agency.sandbox.set_draft(draft, purchase_order_number="PO-99000")
    karin.page.reload()

    badge(karin).hover()
    choice(karin, "Update existing").click()
    row = karin.dialog.get_by_role("row", name=re.compile("^Order number"))
    expect(row).to_contain_text("PO-88213")
    expect(row).to_contain_text("PO-99000")
    karin.dialog.get_by_role("button", name="Update existing").click()

    expect(karin.page.get_by_text(f"Invoice {number} in Fortnox says what Productive says.")).to_be_visible(
        timeout=COPIED_MILLISECONDS_MAX
    )
    assert karin.reads_ledger(number).facts["Your order number"] == "PO-99000"
    assert agency.sandbox.writes()[f"fortnox PUT /fortnox/3/invoices/{number}"] == 1


@pytest.mark.promise("P12")
@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_karin_makes_another_knowing_what_it_means(
    people: Callable[..., Person], agency: Agency, *, with_script: bool
) -> None:
    draft = agency.sandbox.another_draft()
    karin = people(java_script_enabled=with_script)
    karin.opens(f"/invoices/{draft}/copy")
    karin.copies_and_finalizes()
    first = karin.looks_until_it_is_copied()

    badge(karin).hover()
    choice(karin, "Create new").click()
    karin.sees("What a second invoice means", "stays as it is, and this is a claim of its own")
    karin.page.get_by_label(f"I want another invoice beside {first}").check()
    karin.page.get_by_role("button", name="Create new").click()

    expect(karin.page.get_by_text(f"Invoice {first} stands in Fortnox too")).to_be_visible(
        timeout=COPIED_MILLISECONDS_MAX
    )
    second = karin.looks_until_it_is_copied()
    assert int(second) > int(first)
