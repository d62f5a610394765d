"""Everything that the rules need to know besides the invoice: settings, Fortnox's registers and today's date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brygga.fortnox import schema as fortnox

HOME_CURRENCY = "SEK"


class NumbersBy(StrEnum):
    """Which system gives the invoice its number."""

    FORTNOX = "fortnox"
    PRODUCTIVE = "productive"


class ZeroRate(StrEnum):
    """What 0 % to a Swedish buyer means for this company (bookkeeping, rule 22): nobody has said, outlay or exempt."""

    ASK = "ask"
    OUTLAY = "outlay"
    EXEMPT = "exempt"


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """One connection's settings and registers, for one invoice.

    `accounts` holds the chosen account per VAT rate (25, 12, 6, 0), None or absent where none is chosen. `chart` is the
    chart of the financial year that the invoice date lies in, by account number. `currencies` and `units` are the codes
    of the registers, `terms_of_payment` its codes with their descriptions. `locked_until` is the last locked day.
    """

    accounts: Mapping[int, int | None]
    zero_rate: ZeroRate
    chart: Mapping[int, fortnox.Account]
    financial_years: tuple[fortnox.FinancialYear, ...]
    locked_until: date | None
    currencies: frozenset[str]
    units: frozenset[str]
    terms_of_payment: Mapping[str, str]
    numbers_by: NumbersBy
    today: date
    language: str = "SV"

    def financial_year(self, day: date) -> fortnox.FinancialYear | None:
        """The financial year that the day lies in, when Fortnox has one."""
        return next((year for year in self.financial_years if year.from_date <= day <= year.to_date), None)


def year_name(year: fortnox.FinancialYear | None) -> str:
    """What people call a financial year: "2026", or "2026/2027" when it is broken; empty for none."""
    if year is None:
        return ""
    first, last = year.from_date.year, year.to_date.year
    return str(first) if first == last else f"{first}/{last}"
