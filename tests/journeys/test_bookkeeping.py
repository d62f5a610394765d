"""The acceptance numbers of the bookkeeping review, to the öre, from the browser into the ledger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.promise("P11")]


def test_a1_three_rows_whose_vat_productive_rounds_one_by_one(karin: Person) -> None:
    karin.opens_invoice("9002")
    karin.asks_to_copy()
    notes = karin.dialog.get_by_role("listitem").filter(has_text="VAT differs by")
    expect(notes).to_contain_text("0.01")
    expect(notes).to_contain_text("75.00")
    expect(notes).to_contain_text("74.99")

    karin.copies_and_finalizes()
    in_fortnox = karin.reads_ledger(karin.sees_it_copied())
    assert [row[-1] for row in in_fortnox.rows] == ["99.99", "99.99", "99.99"]
    assert in_fortnox.sums == {
        "Net": "299.97",
        "VAT 25 %": "74.99",
        "Rounding": "0.04",
        "Total": "375.00 SEK",
        "Balance": "375.00",
    }


def test_a2_four_rates_with_an_outlay_that_is_no_revenue(karin: Person) -> None:
    karin.opens("/settings/marketplace")
    karin.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()
    zero = karin.page.get_by_role("group", name="in Sweden")
    expect(zero.get_by_role("radio", name="Outlay")).to_be_checked()
    expect(zero.get_by_label("Account for outlays")).to_have_value("1681 Utlägg för kunder")

    in_fortnox = karin.reads_ledger(karin.copies("9003"))
    assert [[row[2], row[6], row[7]] for row in in_fortnox.rows] == [
        ["3001", "25 %", "14,375.00"],
        ["3002", "12 %", "1,847.30"],
        ["3003", "6 %", "5,180.00"],
        ["1681", "0 %", "250.00"],
    ]
    assert in_fortnox.sums == {
        "Net": "21,652.30",
        "VAT 25 %": "3,593.75",
        "VAT 12 %": "221.68",
        "VAT 6 %": "310.80",
        "Rounding": "0.47",
        "Total": "25,779.00 SEK",
        "Balance": "25,779.00",
    }


@pytest.fixture
def discovery(karin: Person, agency: Agency) -> Iterator[str]:
    """24 hours at 120 euros for a business in Estonia; what Karin says of it is taken back in the end."""
    draft = agency.sandbox.another_draft("9006")
    agency.sandbox.remove_line(f"{draft}02")
    agency.sandbox.set_draft(draft, delivery_on=agency.unrated_day())
    agency.sandbox.forget_requests_and_faults()
    yield draft
    maps_services(karin, is_on=False)
    other = agency.sandbox.another_draft("9006")
    karin.opens(f"/invoices/{other}/copy")
    karin.presses("Take back")


def maps_services(karin: Person, *, is_on: bool) -> None:
    karin.opens("/settings/marketplace")
    karin.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()
    karin.follows("Map service types")
    karin.page.get_by_role("checkbox", name="Map service types").set_checked(is_on)
    if is_on:
        karin.page.get_by_label("Article Strategy").fill("101")
    karin.presses("Save mapping")
    karin.sees("The mapping is saved.")


def test_a4_reverse_charge_wants_an_article_and_is_right_with_it(karin: Person, agency: Agency, discovery: str) -> None:
    karin.opens(f"/invoices/{discovery}/copy")
    karin.presses("Confirm that it is a business")
    karin.page.get_by_label("SEK for 1 EUR").fill("11.2345")
    karin.presses("Keep this rate")
    karin.sees_problem("its service type Strategy has no article", remedy="Map the service type to a service article")
    karin.cannot_copy("Solve what is listed above first.")
    assert not agency.sandbox.writes()

    maps_services(karin, is_on=True)
    karin.opens(f"/invoices/{discovery}/copy")
    karin.sees("SEK 32,355.36")
    karin.copies_and_finalizes()

    in_fortnox = karin.reads_ledger(karin.sees_it_copied())
    assert in_fortnox.facts["Currency rate"] == "11.2345"
    assert in_fortnox.facts["Remarks"].startswith("Omvänd betalningsskyldighet / Reverse charge")
    assert [row[1:3] for row in in_fortnox.rows] == [["101", "3308"]]
    assert in_fortnox.sums == {"Net": "2,880.00", "Total": "2,880.00 EUR", "Balance": "2,880.00"}
