"""Money: a decimal amount with its currency, and the one place that rounds.

Rounding is half away from zero, for negative amounts too (bookkeeping practice; Fortnox rounds prices and quantities
half up, recorded 2024-12; what it does with a negative half is not known, so we never send a row it must round).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import Self

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
DECIMALS_DEFAULT = 2
DECIMALS_BY_CURRENCY = {
    # ISO 4217: the currencies whose smallest unit is not a hundredth.
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0,
    "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip

_WIDE = Context(prec=80, rounding=ROUND_HALF_UP)


def rounded(amount: Decimal, decimals: int = DECIMALS_DEFAULT) -> Decimal:
    """The amount with that many decimals, halves away from zero."""
    return amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)


def is_exact(amount: Decimal, decimals: int = DECIMALS_DEFAULT) -> bool:
    """Whether nothing would be lost by rounding the amount."""
    return amount == rounded(amount, decimals)


def decimals_of(currency: str) -> int:
    """How many decimals the smallest unit of a currency has (ISO 4217)."""
    return DECIMALS_BY_CURRENCY.get(currency, DECIMALS_DEFAULT)


def from_hundredths(hundredths: int) -> Decimal:
    """Productive's integer money as a decimal amount.

    Productive counts in hundredths of the currency (recorded for line items and payments, read 2026-06). That it does
    so for currencies without hundredths, such as JPY, is a guess.
    """
    return Decimal(hundredths).scaleb(-2)


def product(*factors: Decimal) -> Decimal:
    """The factors multiplied, without losing a digit."""
    with localcontext(_WIDE):
        result = Decimal(1)
        for factor in factors:
            result *= factor
        return result


def after_discount(amount: Decimal, percent: Decimal) -> Decimal:
    """The amount less a percentage of it, unrounded."""
    return product(amount, (HUNDRED - percent) / HUNDRED)


def vat_on(base: Decimal, percent: Decimal | int, decimals: int = DECIMALS_DEFAULT) -> Decimal:
    """The VAT on one summed base (bookkeeping, rule 20: per rate, never per row and never whole kronor)."""
    return rounded(product(base, Decimal(percent) / HUNDRED), decimals)


def vat_per_rate(bases: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """The VAT of each rate on its summed base."""
    return {rate: vat_on(base, rate) for rate, base in bases.items()}


def in_kronor(amount: Decimal, rate: Decimal, unit: int) -> Decimal:
    """An amount of another currency in SEK, to the öre; `rate` is SEK for `unit` of it."""
    with localcontext(_WIDE):
        return rounded(amount * rate / unit)


@dataclass(frozen=True)
class Money:
    """An amount in a currency. Amounts of two currencies never meet in arithmetic."""

    amount: Decimal
    currency: str

    @classmethod
    def from_minor(cls, minor: int, currency: str) -> Self:
        """An amount from the smallest units of its currency, as our database holds it."""
        return cls(Decimal(minor).scaleb(-decimals_of(currency)), currency)

    @property
    def minor(self) -> int:
        """The amount in the smallest units of its currency, rounded."""
        decimals = decimals_of(self.currency)
        return int(rounded(self.amount, decimals).scaleb(decimals))

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same_currency(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same_currency(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def rounded(self) -> Money:
        """The amount in whole smallest units."""
        return Money(rounded(self.amount, decimals_of(self.currency)), self.currency)

    def _same_currency(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} cannot be added: convert one of them first.")
        return other.amount
