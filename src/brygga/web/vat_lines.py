"""VAT per rate, as the foot of an invoice shows it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from brygga.accounting.lines import lines_of
from brygga.accounting.money import from_hundredths, vat_on
from brygga.accounting.totals import Totals, bases_before_discount, discounts
from brygga.productive.schema import Invoice


@dataclass(frozen=True)
class VatLine:
    """The VAT of one rate on its summed base; `rate` is None where all rates are said in one line."""

    rate: int | None
    base: Decimal
    vat: Decimal


def vat_lines(invoice: Invoice) -> list[VatLine]:
    """One line per rate, when they explain Productive's VAT to the öre; else Productive's own figure in one line."""
    bases = bases_before_discount(lines_of(invoice), lambda billed: billed.rate)
    taken_off = discounts(bases, invoice) if bases else {}
    lines = [
        VatLine(rate, base - taken_off.get(rate, Decimal(0)), vat_on(base - taken_off.get(rate, Decimal(0)), rate))
        for rate, base in sorted(bases.items(), key=lambda each: -(each[0] or 0))
        if rate is not None
    ]
    total = from_hundredths(invoice.amount_tax)
    if len(lines) == len(bases) and sum((line.vat for line in lines), Decimal(0)) == total:
        return lines
    return [VatLine(None, from_hundredths(invoice.amount), total)]


def booked_vat_lines(expected: Totals) -> list[VatLine]:
    """The same of the Fortnox invoice, which always has a line per rate."""
    return [VatLine(rate, base.amount, expected.vat[rate].amount) for rate, base in expected.bases.items()]
