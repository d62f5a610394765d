"""What Fortnox's registers hold, kept here whole, so that a copy need not ask for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from brygga.connections import opening
from brygga.connections.models import Connection, Register
from brygga.connections.outside import Outside
from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.dimensions import CostCenter, Project
from brygga.fortnox.registers import Currency, RegisterEntry
from brygga.fortnox.schema import Account, Article, ArticleListed, FinancialYear, Value
from brygga.remote.errors import NotFound

REGISTERS_FRESH_SECONDS = 3600

ValueT = TypeVar("ValueT", bound=Value)


@dataclass(frozen=True, kw_only=True)
class Registers:
    """The registers as the rules want them. `chart` is that of the year around the day, empty where there is no year.

    `currencies` is by code, `units` codes, `terms_of_payment` codes with their descriptions, `locked_until` the last
    locked day; `read_at` is when the oldest of them was read.
    """

    chart: Mapping[int, Account]
    financial_years: tuple[FinancialYear, ...]
    currencies: Mapping[str, Currency]
    units: frozenset[str]
    terms_of_payment: Mapping[str, str]
    locked_until: date | None
    read_at: datetime


def registers(connection: Connection, *, on: date, fresh: bool = False, outside: Outside) -> Registers:
    """The registers for an invoice of this day, asking Fortnox only for what is too old, or for all when `fresh`.

    Each register replaces what was kept once it has been read whole: a failed read raises and changes nothing.
    """
    kept = _Kept(connection, outside=outside, fresh=fresh)

    years = kept.values("financial_years", FinancialYear, lambda fortnox: fortnox.financial_years())
    chart = _chart(kept, years, on)
    currencies = kept.values("currency_rates", Currency, lambda fortnox: fortnox.currencies())
    units = kept.values("units", RegisterEntry, lambda fortnox: fortnox.units())
    terms = kept.values("terms_of_payment", RegisterEntry, lambda fortnox: fortnox.terms_of_payment())
    locked = kept.content("locked_until", lambda fortnox: _iso(fortnox.locked_until()))

    return Registers(
        chart={account.number: account for account in chart},
        financial_years=years,
        currencies={each.code: each for each in currencies},
        units=frozenset(each.code for each in units),
        terms_of_payment={each.code: each.description for each in terms},
        locked_until=date.fromisoformat(locked) if locked else None,
        read_at=kept.oldest_read_at,
    )


def articles(
    connection: Connection, numbers: Iterable[str], *, fresh: bool = False, outside: Outside
) -> dict[str, Article]:
    """The articles of these numbers that Fortnox has, whole: lists do not say what an article is."""
    kept = _Kept(connection, outside=outside, fresh=fresh)
    found = {number: kept.content(f"article:{number}", _article_reader(number)) for number in dict.fromkeys(numbers)}
    return {number: Article.model_validate(content) for number, content in found.items() if content}


def active_articles(connection: Connection, *, fresh: bool = False, outside: Outside) -> tuple[ArticleListed, ...]:
    """Every article in use, to choose from."""
    kept = _Kept(connection, outside=outside, fresh=fresh)
    return kept.values("articles", ArticleListed, lambda fortnox: fortnox.active_articles())


def projects(connection: Connection, *, fresh: bool = False, outside: Outside) -> dict[str, Project]:
    """The projects by number."""
    kept = _Kept(connection, outside=outside, fresh=fresh)
    return {each.number: each for each in kept.values("projects", Project, lambda fortnox: fortnox.projects())}


def cost_centers(connection: Connection, *, fresh: bool = False, outside: Outside) -> dict[str, CostCenter]:
    """The cost centres by code."""
    kept = _Kept(connection, outside=outside, fresh=fresh)
    return {each.code: each for each in kept.values("cost_centers", CostCenter, lambda fortnox: fortnox.cost_centers())}


def forget_registers(connection: Connection, *, beginning: str = "", read_before: datetime | None = None) -> None:
    """They are read again before they are trusted again: all, what has a name that begins so, or was read before."""
    too_old = {"read_at__lt": read_before} if read_before else {}
    Register.objects.filter(connection=connection, name__startswith=beginning, **too_old).delete()


def _article_reader(number: str) -> Callable[[FortnoxClient], Any]:
    def read(fortnox: FortnoxClient) -> Any:
        try:
            return fortnox.article(number).model_dump(mode="json")
        except NotFound:
            return {}

    return read


def _chart(kept: _Kept, years: Iterable[FinancialYear], on: date) -> tuple[Account, ...]:
    year = next((year for year in years if year.from_date <= on <= year.to_date), None)
    if year is None:
        return ()
    return kept.values(f"accounts:{year.id}", Account, lambda fortnox: fortnox.accounts(year.id))


class _Kept:
    """The rows of one connection, each read again when it is too old."""

    def __init__(self, connection: Connection, *, outside: Outside, fresh: bool) -> None:
        self._connection = connection
        self._outside = outside
        self._client = opening.fortnox(connection, outside=outside)
        self._rows = {} if fresh else {row.name: row for row in Register.objects.filter(connection=connection)}
        self.oldest_read_at = outside.clock.now()

    def values(
        self, name: str, model: type[ValueT], read: Callable[[FortnoxClient], Iterable[ValueT]]
    ) -> tuple[ValueT, ...]:
        content = self.content(name, lambda client: [each.model_dump(mode="json") for each in read(client)])
        return tuple(model.model_validate(each) for each in content)

    def content(self, name: str, read: Callable[[FortnoxClient], Any]) -> Any:
        row = self._rows.get(name)
        if row is None or self._is_old(row):
            row = self._replaced(name, read(self._client))
        self.oldest_read_at = min(self.oldest_read_at, row.read_at)
        return row.content

    def _is_old(self, row: Register) -> bool:
        return self._outside.clock.now() - row.read_at > timedelta(seconds=REGISTERS_FRESH_SECONDS)

    def _replaced(self, name: str, content: Any) -> Register:
        row, _ = Register.objects.update_or_create(
            connection=self._connection,
            name=name,
            defaults={
                "organisation": self._connection.organisation,
                "content": content,
                "read_at": self._outside.clock.now(),
            },
        )
        return row


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
