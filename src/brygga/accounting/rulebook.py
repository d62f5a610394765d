"""Everything that the rules need to know besides the invoice: settings, Fortnox's registers and today's date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brygga.accounting.dimensions import Dimension
from brygga.accounting.references import USUAL_SOURCES, LanguageBy, Requires, Sources, Taken
from brygga.fortnox import schema as fortnox
from brygga.fortnox.dimensions import CostCenter, Project
from brygga.fortnox.registers import Currency
from brygga.productive import schema as productive

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


class RateSource(StrEnum):
    """Where the rate of another currency is from: a person enters it, Fortnox's register, or Productive's invoice."""

    ASK = "ask"
    FORTNOX = "fortnox"
    PRODUCTIVE = "productive"


class RateDay(StrEnum):
    """Whose day's rate is wanted: the tax point, which is the delivery date, or the invoice date."""

    DELIVERY = "delivery"
    INVOICE = "invoice"


class Publisher(StrEnum):
    """Whose mid rate a person entered: the two that the law allows (ML 8 kap. 21 §)."""

    ECB = "ecb"
    NASDAQ = "nasdaq"


@dataclass(frozen=True, kw_only=True)
class Rate:
    """SEK for `unit` of another currency; `on` is the day that it is of, None where its source does not say."""

    rate: Decimal
    unit: int
    source: RateSource
    on: date | None
    publisher: Publisher | None = None


class AccountUse(StrEnum):
    """What an account is chosen for: one for each VAT case, and for Swedish VAT one for each rate."""

    RATE_25 = "25"
    RATE_12 = "12"
    RATE_6 = "6"
    OUTLAY = "outlay"
    EXEMPT = "exempt"
    EU = "eu"
    EXPORT = "export"
    REVERSE_CHARGE = "reverse_charge"


class Treatment(StrEnum):
    """What a service type is besides an ordinary sale: an advance, an outlay, or revenue exempt from VAT."""

    NORMAL = "normal"
    ADVANCE = "advance"
    OUTLAY = "outlay"
    EXEMPT = "exempt"


class Standing(StrEnum):
    """What a person has confirmed a buyer abroad to be."""

    BUSINESS = "business"
    CONSUMER = "consumer"


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """What a service type is mapped to: None leaves the account to the line's VAT, "" the line without an article."""

    account: int | None = None
    article: str = ""
    treatment: Treatment = Treatment.NORMAL


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """What a person confirmed of a buyer abroad: true for this country and this VAT number only ("" for none)."""

    standing: Standing
    country: str
    vat_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """One connection's settings and registers, for one invoice.

    `accounts` holds the chosen account for each use, None or absent where none is chosen. `chart` is the chart of the
    financial year that the invoice date lies in, by account number. `currencies` is the register by code, `units` holds
    the codes of another, `terms_of_payment` codes with their descriptions. `locked_until` is the last locked day.
    `mapped` is by service type, empty where service types are not mapped; `articles` holds those that it names and
    Fortnox has. `entered_rate` is what a person entered for the invoice's currency and day; `fixed_rate` what it was
    sent with before, which stays. `text_sources` say where references and remarks are taken from, `requires` what the
    client company wants among them. `dimension_codes` turn what Productive says into Fortnox's codes, `budgets` are by
    the id of the line that bills them, `projects` and `cost_centers` the registers by code.
    """

    accounts: Mapping[AccountUse, int | None]
    zero_rate: ZeroRate
    domestic_reverse_charge: bool = False
    mapped: Mapping[str, Mapped] = field(default_factory=dict)
    articles: Mapping[str, fortnox.Article] = field(default_factory=dict)
    confirmed: Confirmed | None = None
    chart: Mapping[int, fortnox.Account]
    financial_years: tuple[fortnox.FinancialYear, ...]
    locked_until: date | None
    currencies: Mapping[str, Currency]
    units: frozenset[str]
    terms_of_payment: Mapping[str, str]
    numbers_by: NumbersBy
    rate_source: RateSource = RateSource.ASK
    rate_day: RateDay = RateDay.DELIVERY
    entered_rate: Rate | None = None
    fixed_rate: Rate | None = None
    today: date
    text_sources: Sources = field(default_factory=lambda: USUAL_SOURCES)
    requires: Requires = Requires.NOTHING
    language_by: LanguageBy = LanguageBy.SWEDISH
    dimension_sources: Mapping[Dimension, Taken] = field(default_factory=dict)
    dimension_codes: Mapping[Dimension, Mapping[str, str]] = field(default_factory=dict)
    budgets: Mapping[str, productive.Budget] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    cost_centers: Mapping[str, CostCenter] = field(default_factory=dict)

    def financial_year(self, day: date) -> fortnox.FinancialYear | None:
        """The financial year that the day lies in, when Fortnox has one."""
        return next((year for year in self.financial_years if year.from_date <= day <= year.to_date), None)


def mapped_to(line: productive.Line, rulebook: Rulebook) -> Mapped:
    """What the line's service type is mapped to."""
    known = rulebook.mapped.get(line.service_type.id) if line.service_type else None
    return known or Mapped()


def year_name(year: fortnox.FinancialYear | None) -> str:
    """What people call a financial year: "2026", or "2026/2027" when it is broken; empty for none."""
    if year is None:
        return ""
    first, last = year.from_date.year, year.to_date.year
    return str(first) if first == last else f"{first}/{last}"
