"""Copy to Fortnox: from the draft to the invoice in the ledger, and one press is one invoice."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.mark.promise("P8")
@pytest.mark.promise("P11")
@pytest.mark.promise("P12")
def test_karin_copies_a_draft_and_follows_it_into_the_ledger(karin: Person, agency: Agency) -> None:
    karin.opens("/")
    karin.page.get_by_role("searchbox").fill("Norrsken Energi")
    karin.page.get_by_role("row").filter(has_text="Customer portal, October").get_by_role("link").click()
    karin.asks_to_copy()

    expect(karin.compared("Number")).to_contain_text("Next in series, given by Fortnox")
    expect(karin.compared("Development")).to_contain_text("73,200.00")
    expect(karin.compared("Total")).to_contain_text("198,990.25")
    assert not agency.sandbox.writes(), "Looking at the preview writes nothing."

    karin.copies_and_finalizes()
    number = karin.sees_it_copied()

    in_fortnox = karin.reads_ledger(number)
    assert in_fortnox.title == f"Invoice {number}"
    assert in_fortnox.rows == [
        ["Strategy workshop", "", "3001", "16 h", "1,450.00", "", "25 %", "23,200.00"],
        ["Interface design, October", "", "3001", "42.5 h", "1,250.00", "", "25 %", "53,125.00"],
        ["Development, October", "", "3001", "61 h", "1,200.00", "", "25 %", "73,200.00"],
        ["Printed workshop material", "", "3003", "1 st", "11,400.00", "", "6 %", "11,400.00"],
    ]
    assert in_fortnox.sums == {
        "Net": "160,925.00",
        "VAT 25 %": "37,381.25",
        "VAT 6 %": "684.00",
        "Rounding": "\N{MINUS SIGN}0.25",
        "Total": "198,990.00 SEK",
        "Balance": "198,990.00",
    }
    assert in_fortnox.facts["Customer"] == "1042 Norrsken Energi AB"
    assert in_fortnox.facts["Your order number"] == "PO-88213"
    assert in_fortnox.facts["External reference 2"] == "9001"

    in_productive = karin.reads_productive()
    assert in_productive.title == in_fortnox.title, "One number on both sides."
    assert in_productive.status == f"Finalized, not sent Invoice copied ({number})"

    assert in_fortnox.state.startswith("Not booked")
    karin.sees("Attached to the Productive invoice.")
    assert agency.sandbox.writes() == {
        "fortnox POST /fortnox/3/invoices": 1,
        "productive PATCH /productive/api/v2/invoices/9001/finalize": 1,
        "productive PATCH /productive/api/v2/invoices/9001": 2,  # Marked as exported, and its PDF attached.
        "productive POST /productive/api/v2/attachments": 1,
        f"productive PATCH /productive/api/v2/attachments/{agency.sandbox.announced_file()}": 1,
    }, "Nothing was mailed, nothing booked, nothing written twice."


@pytest.mark.promise("P12")
def test_the_copied_invoice_says_so_wherever_it_is_met_again(karin: Person, agency: Agency) -> None:
    number = karin.copies(agency.sandbox.another_draft())

    karin.page.reload()
    assert karin.sees_it_copied() == number
    karin.goes_to("Invoices")
    karin.page.get_by_role("navigation", name="State").get_by_role("link", name=re.compile("^Copied")).click()
    expect(karin.page.get_by_role("row").filter(has_text=number)).to_contain_text("Norrsken Energi AB")
    karin.goes_to("History")
    karin.sees(number)


def test_the_page_follows_the_copy_without_being_loaded_anew(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    agency.sandbox.plan("delay", remote="fortnox", method="POST", path="/invoices$", seconds=1.5)
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    karin.copies_and_finalizes()

    karin.sees_heading("Copying to Fortnox")
    loads: list[str] = []
    karin.page.on("framenavigated", lambda frame: loads.append(frame.url))
    karin.sees_it_copied()
    assert not loads


@pytest.mark.reliability("R1")
@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_double_click_is_one_invoice(people: Callable[..., Person], agency: Agency, *, with_script: bool) -> None:
    karin = people(java_script_enabled=with_script)
    draft = agency.sandbox.another_draft()
    karin.opens(f"/invoices/{draft}/copy")
    karin.page.get_by_role("button", name="Copy and Finalize").dblclick()

    karin.looks_until_it_is_copied()
    assert agency.sandbox.writes()["fortnox POST /fortnox/3/invoices"] == 1


def test_everything_works_without_script(people: Callable[..., Person], agency: Agency) -> None:
    karin = people(java_script_enabled=False)
    karin.opens_invoice(agency.sandbox.another_draft("9005"))
    karin.follows("Copy to Fortnox")
    karin.sees_heading("Copy to Fortnox")
    karin.copies_and_finalizes()

    number = karin.looks_until_it_is_copied()
    in_fortnox = karin.reads_ledger(number)
    assert in_fortnox.rows[0][3:] == ["1", "1,366.88", "", "25 %", "1,366.88"], "1.125 h is not for Fortnox to round."
