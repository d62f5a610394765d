"""The acceptance numbers of the bookkeeping review, to the öre, from the browser into the ledger."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

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
