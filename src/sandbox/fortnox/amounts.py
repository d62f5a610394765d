"""What an invoice comes to: rows, VAT, fees, rounding to kronor, and the OCR number.

Recorded 2026-05-08: one row 1 x 100 at 25 %, freight 25, fee 50 give Net 100, FreightVAT 6.25,
AdministrationFeeVAT 12.5, TotalVAT 43.75, RoundOff 0.25, Total 219. Net and Gross are rows only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Any

from sandbox.fortnox.fields import decimal

ORE = Decimal("0.01")
KRONA = Decimal(1)
HALF = Decimal("0.5")
HUNDRED = Decimal(100)
NO_RATE = Decimal(0)
WIDE = Context(prec=80)  # Room for the product of the largest numbers that a field takes.
# Freight and fee carry the standard rate (recorded 2026-05-08); none where the customer pays no Swedish VAT (a guess).
STANDARD_RATE = Decimal(25)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a company rounds, by its switches; `fee_rate` is the VAT rate of its fees."""

    vat_per_row: bool
    round_off: bool
    round_foreign: bool = False
    halves_up: bool = False
    step: Decimal = KRONA
    fee_rate: Decimal = STANDARD_RATE

    def whole(self, amount: Decimal, *, currency: str) -> Decimal:
        """A total as it is asked for: in whole kronor, or another step, where the company rounds."""
        if not self.round_off or (currency != "SEK" and not self.round_foreign):
            return amount
        if not self.halves_up:
            return rounded(amount, self.step)
        return (amount / self.step + HALF).to_integral_value(ROUND_FLOOR) * self.step


def rounded(amount: Decimal, unit: Decimal = ORE) -> Decimal:
    """Half up, away from zero (prices and quantities: recorded 2024-12; a total of -.50: a guess)."""
    return (amount / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP, context=WIDE) * unit


def row_sums(row: Mapping[str, Any], *, vat_included: bool) -> dict[str, str]:
    """The sums that Fortnox adds to one row."""
    price = decimal(row["Price"])
    share = 1 + decimal(row["VAT"]) / HUNDRED if vat_included else KRONA
    gross = decimal(row["DeliveredQuantity"]) * price
    total = rounded(gross - _discount(row, gross))
    without_vat = rounded(total / share)
    contribution = without_vat - decimal(row["Cost"]) * decimal(row["DeliveredQuantity"])
    return {
        "PriceExcludingVAT": str(rounded(price / share)),
        "Total": str(total),
        "TotalExcludingVAT": str(without_vat),
        "ContributionValue": str(contribution),
        "ContributionPercent": str(_percent(contribution, without_vat)),
    }


def invoice_sums(invoice: Mapping[str, Any], settings: Settings) -> dict[str, str]:
    """The sums of an invoice whose rows have theirs."""
    rows = invoice["InvoiceRows"]
    net = sum((decimal(row["TotalExcludingVAT"]) for row in rows), Decimal(0))
    freight, fee = decimal(invoice["Freight"]), decimal(invoice["AdministrationFee"])
    freight_vat, fee_vat = (rounded(amount * settings.fee_rate / HUNDRED) for amount in (freight, fee))
    vat = sum(vat_per_rate(rows, vat_included=invoice["VATIncluded"], per_row=settings.vat_per_row).values())
    total_vat = vat + freight_vat + fee_vat
    exact = net + freight + fee + total_vat
    total = settings.whole(exact, currency=invoice["Currency"])
    contribution = sum((decimal(row["ContributionValue"]) for row in rows), Decimal(0))
    sums = {
        "AdministrationFeeVAT": fee_vat,
        "FreightVAT": freight_vat,
        "Gross": sum((_gross(row) for row in rows), Decimal(0)),
        "Net": net,
        "TotalVAT": total_vat,
        "RoundOff": total - exact,
        "Total": total,
        "TotalToPay": total,
        "Balance": total,
        "ContributionValue": contribution,
        "ContributionPercent": _percent(contribution, net),
    }
    return {name: str(amount) for name, amount in sums.items()}


def vat_per_rate(rows: Sequence[Mapping[str, Any]], *, vat_included: bool, per_row: bool) -> dict[Decimal, Decimal]:
    """VAT of the rows by rate: on the summed base, or row by row."""
    bases: dict[Decimal, list[Decimal]] = defaultdict(list)
    for row in rows:
        bases[decimal(row["VAT"])].append(decimal(row["Total"] if vat_included else row["TotalExcludingVAT"]))
    return {
        rate: sum(
            (_vat(base, rate, vat_included=vat_included) for base in _bases(amounts, per_row=per_row)), Decimal(0)
        )
        for rate, amounts in bases.items()
    }


def ocr(document_number: str) -> str:
    """Number, one digit for the whole length, and a check digit by Luhn: 103 gives 10355 (824 recordings)."""
    body = f"{document_number}{(len(document_number) + 2) % 10}"
    return f"{body}{_luhn(body)}"


def _discount(row: Mapping[str, Any], gross: Decimal) -> Decimal:
    """A percentage, or an amount off the whole row (that it is not off each unit is a guess)."""
    discount = decimal(row["Discount"])
    return discount if row["DiscountType"] == "AMOUNT" else gross * discount / HUNDRED


def _gross(row: Mapping[str, Any]) -> Decimal:
    return rounded(decimal(row["DeliveredQuantity"]) * decimal(row["PriceExcludingVAT"]))


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return rounded(part / whole * HUNDRED) if whole else Decimal(0)


def _bases(amounts: Sequence[Decimal], *, per_row: bool) -> Sequence[Decimal]:
    return amounts if per_row else [sum(amounts, Decimal(0))]


def _vat(base: Decimal, rate: Decimal, *, vat_included: bool) -> Decimal:
    return rounded(base * rate / (HUNDRED + rate) if vat_included else base * rate / HUNDRED)


def _luhn(digits: str) -> int:
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return -sum(value // 10 + value % 10 for value in doubled) % 10
