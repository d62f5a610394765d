"""Before you start: everything a copy would meet in a company's books, looked at without any invoice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from brygga.accounting.accounts import check_accounts
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import AccountUse, year_name
from brygga.fortnox import schema as fortnox

# The last month of a financial year is when the next one is opened.
NEXT_YEAR_WITHIN = timedelta(days=31)


class Looked(StrEnum):
    """What is looked at, in the order in which a copy meets it."""

    CONNECTION = "connection"
    PRODUCTIVE = "productive"
    RIGHTS = "rights"
    SETTINGS = "settings"
    NUMBERS = "numbers"
    YEAR = "year"
    NEXT_YEAR = "next_year"
    PERIOD = "period"
    ACCOUNTS = "accounts"
    MAPPING = "mapping"
    CURRENCIES = "currencies"
    TERMS = "terms"
    UNITS = "units"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at: right when nothing is wrong with it. `facts` are raw values for its sentence."""

    what: Looked
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_well(self) -> bool:
        return not self.problems


@dataclass(frozen=True, kw_only=True)
class Books:
    """What Fortnox's registers hold. `chart` is that of today's year, `next_chart` that of the year after it.

    `next_chart` is None where the next year is not looked at yet, or is not there.
    """

    today: date
    years: tuple[fortnox.FinancialYear, ...]
    chart: fortnox.Chart
    next_chart: fortnox.Chart | None
    locked_until: date | None
    currencies: Iterable[str]
    terms: Iterable[str]
    units: Iterable[str]


@dataclass(frozen=True, kw_only=True)
class Used:
    """What the invoices of the subsidiary have needed of late: currencies, days of payment, units."""

    currencies: frozenset[str]
    days: frozenset[int]
    units: frozenset[str]


def year_of(years: Iterable[fortnox.FinancialYear], day: date) -> fortnox.FinancialYear | None:
    """The financial year that a day lies in."""
    return next((year for year in years if year.from_date <= day <= year.to_date), None)


def first_of_next(years: Iterable[fortnox.FinancialYear], today: date) -> date | None:
    """The first day of the next financial year, when today's ends within a month; a calendar year's from December."""
    year = year_of(years, today)
    if year is None or year.to_date - today >= NEXT_YEAR_WITHIN:
        return None
    return year.to_date + timedelta(days=1)


def findings_of(books: Books, accounts: Mapping[AccountUse, int | None], used: Used) -> list[Finding]:
    """What the registers say of the years, the period, the accounts, and of what invoices need."""
    return [
        *_years(books),
        _period(books),
        *_accounts(books, accounts),
        _currencies(books, used),
        _terms(books, used),
        _units(books, used),
    ]


def _years(books: Books) -> list[Finding]:
    year, next_on = year_of(books.years, books.today), first_of_next(books.years, books.today)
    found = [_year(Looked.YEAR, year, books.today)]
    if next_on:
        found.append(_year(Looked.NEXT_YEAR, year_of(books.years, next_on), next_on))
    return found


def _year(what: Looked, year: fortnox.FinancialYear | None, day: date) -> Finding:
    if year is None:
        return Finding(what=what, problems=(Problem(ProblemKind.NO_FINANCIAL_YEAR, {"date": day.isoformat()}),))
    return Finding(what=what, facts={"year": year_name(year)})


def _period(books: Books) -> Finding:
    until = books.locked_until
    if until and until >= books.today:
        facts = {"date": books.today.isoformat(), "locked_until": until.isoformat()}
        return Finding(what=Looked.PERIOD, problems=(Problem(ProblemKind.PERIOD_LOCKED, facts),))
    return Finding(what=Looked.PERIOD, facts={"locked_until": until.isoformat()} if until else {})


def _accounts(books: Books, accounts: Mapping[AccountUse, int | None]) -> list[Finding]:
    """Checked in the chart of today's year, and of the next one where that is near."""
    year = year_of(books.years, books.today)
    if year is None:
        return []
    wrong = list(check_accounts(accounts, books.chart, year=year_name(year)))
    next_on = first_of_next(books.years, books.today)
    if next_on and books.next_chart is not None:
        next_name = year_name(year_of(books.years, next_on))
        wrong += check_accounts(accounts, books.next_chart, year=next_name)
    chosen = [number for number in accounts.values() if number is not None]
    return [Finding(what=Looked.ACCOUNTS, problems=tuple(wrong), facts={"count": str(len(chosen))})]


def _currencies(books: Books, used: Used) -> Finding:
    missing = sorted(used.currencies - set(books.currencies))
    problems = tuple(Problem(ProblemKind.CURRENCY_NOT_IN_FORTNOX, {"currency": code}) for code in missing)
    return Finding(what=Looked.CURRENCIES, problems=problems, facts=_named(used.currencies))


def _terms(books: Books, used: Used) -> Finding:
    """An invoice says its due date whatever its terms, so terms that are missing stop nothing."""
    days = {str(each) for each in used.days}
    return Finding(what=Looked.TERMS, facts=_named(days & set(books.terms), days - set(books.terms)))


def _units(books: Books, used: Used) -> Finding:
    """Rows go without a unit that Fortnox lacks, so that stops nothing either."""
    return Finding(what=Looked.UNITS, facts=_named(used.units & set(books.units), used.units - set(books.units)))


def _named(there: Iterable[str], missing: Iterable[str] = ()) -> dict[str, str]:
    return {"there": ", ".join(sorted(there, key=_by_size)), "missing": ", ".join(sorted(missing, key=_by_size))}


def _by_size(text: str) -> tuple[int, str]:
    return (int(text) if text.isdecimal() else 0, text)
