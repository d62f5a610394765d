"""What is true of every invoice, whatever its rows."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.fortnox import amounts
from sandbox.fortnox.amounts import Settings

AMOUNT = st.decimals(min_value=-10_000, max_value=10_000, places=2)
QUANTITY = st.decimals(min_value=-100, max_value=100, places=2)
PERCENTAGE = st.decimals(min_value=0, max_value=100, places=2)
RATE = st.sampled_from(["25", "12", "6", "0"])


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    row = {
        "DeliveredQuantity": str(draw(QUANTITY)),
        "Price": str(draw(AMOUNT)),
        "Discount": str(draw(PERCENTAGE)),
        "DiscountType": "PERCENT",
        "VAT": draw(RATE),
        "Cost": "0",
    }
    return {**row, **amounts.row_sums(row, vat_included=False)}


@st.composite
def invoices(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "InvoiceRows": draw(st.lists(rows(), max_size=12)),
        "Freight": str(draw(AMOUNT)),
        "AdministrationFee": str(draw(AMOUNT)),
        "VATIncluded": False,
        "Currency": draw(st.sampled_from(["SEK", "EUR"])),
    }


def sums(invoice: dict[str, Any], *, round_off: bool = True, vat_per_row: bool = False) -> dict[str, Decimal]:
    settings = Settings(vat_per_row=vat_per_row, round_off=round_off)
    return {name: Decimal(amount) for name, amount in amounts.invoice_sums(invoice, settings).items()}


@given(invoices())
def test_the_total_is_the_sum_of_its_parts(invoice: dict[str, Any]) -> None:
    told = sums(invoice)
    parts = (told["Net"], Decimal(invoice["Freight"]), Decimal(invoice["AdministrationFee"]), told["TotalVAT"])
    assert sum(parts) + told["RoundOff"] == told["Total"] == told["Balance"] == told["TotalToPay"]


@given(invoices())
def test_only_kronor_are_rounded_and_by_half_a_krona_at_most(invoice: dict[str, Any]) -> None:
    told = sums(invoice)
    assert abs(told["RoundOff"]) <= Decimal("0.50")
    if invoice["Currency"] == "SEK":
        assert told["Total"] == told["Total"].to_integral_value()
    else:
        assert told["RoundOff"] == 0


@given(invoices())
def test_nothing_is_rounded_where_the_company_keeps_the_ore(invoice: dict[str, Any]) -> None:
    assert sums(invoice, round_off=False)["RoundOff"] == 0


@given(invoices())
def test_vat_by_rows_and_by_rates_differ_by_half_an_ore_a_row_at_most(invoice: dict[str, Any]) -> None:
    apart = sums(invoice)["TotalVAT"] - sums(invoice, vat_per_row=True)["TotalVAT"]
    rates = {row["VAT"] for row in invoice["InvoiceRows"]}
    assert abs(apart) <= Decimal("0.005") * (len(invoice["InvoiceRows"]) + len(rates))


@given(invoices())
def test_an_invoice_turned_around_comes_to_the_same_with_a_minus(invoice: dict[str, Any]) -> None:
    """A8: an invoice rounded to 938 is credited with -938."""
    turned = {**invoice, "InvoiceRows": [turned_row(row) for row in invoice["InvoiceRows"]]}
    turned |= {name: str(-Decimal(invoice[name])) for name in ("Freight", "AdministrationFee")}
    assert sums(turned)["Total"] == -sums(invoice)["Total"]


@given(st.integers(min_value=1, max_value=10**9))
def test_an_ocr_number_has_its_length_and_a_sound_check_digit(number: int) -> None:
    ocr = amounts.ocr(str(number))
    assert ocr.startswith(str(number))
    assert int(ocr[-2]) == len(ocr) % 10
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(ocr))]
    assert sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def turned_row(row: dict[str, Any]) -> dict[str, Any]:
    turned = {**row, "DeliveredQuantity": str(-Decimal(row["DeliveredQuantity"]))}
    return {**turned, **amounts.row_sums(turned, vat_included=False)}
