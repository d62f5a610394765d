"""Lists of Fortnox: which parameters they take, how they search, sort and page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sandbox.clock import STOCKHOLM
from sandbox.fortnox import errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import day
from sandbox.store import Record, Table
from sandbox.tables import Rows, remembered

MOMENTS_REMEMBERED = 20_000
ORDERS_REMEMBERED = 16
LIMIT_DEFAULT = 100
LIMIT_MAX = 500  # What a higher limit does is a matter of a switch.
DIGITS_MAX = 18
PAGING = frozenset({"limit", "page", "offset", "sortby", "sortorder"})
GLOBAL_PARAMETERS = PAGING | {"lastmodified"}
DAYS = frozenset({"fromdate", "todate", "fromfinalpaydate", "tofinalpaydate"})
SORT_ORDERS = frozenset({"ascending", "descending"})
REFUSED_CHARACTERS = frozenset("<>")  # Even when encoded (asserted by the official SDK's tests; the code is a guess).

Key = Callable[[Record], Any]
Test = Callable[[Record, str], bool]


@dataclass(frozen=True, kw_only=True)
class Listing:
    """How one resource is listed.

    `search` are contains-filters by parameter; `tests` are filters of another nature; `filters` are the values of
    `filter`; `order` is the default order, `orders` what `sortby` knows, `orders_when_searched` the default order
    where it depends on the search. `fixed` is an order that no change of a record moves, such as that of its number,
    unless the record is put into its table anew; equal ones stand by it.
    """

    plural: str
    item: Callable[[Books, Record], Record]
    order: Key
    fixed: Key | None = None
    orders: Mapping[str, Key] = field(default_factory=dict)
    orders_when_searched: Mapping[str, Key] = field(default_factory=dict)
    search: Mapping[str, Callable[[Record], Iterable[str]]] = field(default_factory=dict)
    tests: Mapping[str, Test] = field(default_factory=dict)
    filters: Mapping[str, Callable[[Books], Callable[[Record], bool]]] = field(default_factory=dict)
    ignores_limit: bool = False


def answer(books: Books, listing: Listing, records: Iterable[Record], args: Mapping[str, str]) -> dict[str, Any]:
    """The page that was asked for, with its counters (recorded 2016 to 2026)."""
    _check_parameters(listing, args)
    rows: Sequence[Record] = records if isinstance(records, Rows) else list(records)
    for test in _tests(books, listing, args):
        rows = [record for record in rows if test(record)]
    key, falls = _order(listing, args), args.get("sortorder") == "descending"
    if key is listing.fixed and isinstance(records, Rows):
        rows = rows[::-1] if falls else rows
    else:
        rows = _sorted(rows, key, falls=falls)
    meta, page = _paged(rows, {} if listing.ignores_limit else args, above=books.switch("limit_above_500"))
    return {"MetaInformation": meta, listing.plural: [listing.item(books, record) for record in page]}


def ordered(listing: Listing, table: Table) -> Rows:
    """All records of a table in the fixed order of its list."""
    fixed = listing.fixed or listing.order
    return Rows(table, remembered(table, "fixed order", lambda: sorted(table, key=lambda key: fixed(table[key]))))


def natural(text: str) -> tuple[int, int, str]:
    """Numbers before words, numbers by their size (recorded 2016 to 2024)."""
    return (0, int(text), text) if text.isdecimal() and len(text) <= DIGITS_MAX else (1, 0, text)


def fields(name: str) -> Callable[[Record], Iterable[str]]:
    """The text of a field, for a contains-search."""
    return lambda record: (str(record[name] or ""),)


def _check_parameters(listing: Listing, args: Mapping[str, str]) -> None:
    known = {*GLOBAL_PARAMETERS, *listing.search, *listing.tests}
    if listing.filters:
        known.add("filter")
    if set(args) - known:
        raise Refused(errors.UNKNOWN_PARAMETER)
    if args.get("sortorder", "ascending") not in SORT_ORDERS:  # A guess.
        raise Refused(errors.UNKNOWN_PARAMETER)
    for name, wanted in args.items():
        if REFUSED_CHARACTERS.intersection(wanted):
            raise Refused(errors.forbidden_characters(name))
        if name in DAYS:
            day(wanted)
    if "filter" in args and args["filter"] not in listing.filters:
        raise Refused(errors.UNKNOWN_FILTER)


def _tests(books: Books, listing: Listing, args: Mapping[str, str]) -> list[Callable[[Record], bool]]:
    """What a record has to pass; filters combine with AND, and nothing that is the same for all is asked twice."""
    searched = [(listing.search[name], wanted.casefold()) for name, wanted in args.items() if name in listing.search]
    tests: list[Callable[[Record], bool]] = [_containing(texts, wanted) for texts, wanted in searched]
    tests += [_passing(test, args[name]) for name, test in listing.tests.items() if name in args]
    if "filter" in args:
        tests.append(listing.filters[args["filter"]](books))
    if "lastmodified" in args:
        tests.append(_modified_since(_moment(args), inclusive=books.switch("lastmodified_inclusive")))
    lag = timedelta(seconds=books.switch("search_lag_seconds"))
    if lag and args.keys() - PAGING:
        tests.append(_older_than(lag, now=books.clock.now()))
    return tests


def _older_than(lag: timedelta, *, now: datetime) -> Callable[[Record], bool]:
    """What was made just now is not found by any search or filter yet; the whole list has it."""
    return lambda record: "_created_at" not in record or datetime.fromisoformat(record["_created_at"]) + lag <= now


def _containing(texts: Callable[[Record], Iterable[str]], wanted: str) -> Callable[[Record], bool]:
    """Search is "contains", whatever the case (docs; recorded 2016 to 2024)."""

    def test(record: Record) -> bool:
        for text in texts(record):  # noqa: SIM110  Asked of each record of a list, where `any` takes twice as long.
            if wanted in text.casefold():
                return True
        return False

    return test


def _passing(test: Test, wanted: str) -> Callable[[Record], bool]:
    return lambda record: test(record, wanted)


def _modified_since(since: datetime, *, inclusive: bool) -> Callable[[Record], bool]:
    """Whole seconds count (asserted by the official SDK's tests); whether the second itself does is a switch."""

    def test(record: Record) -> bool:
        modified_at = _whole_second(record["_modified_at"])
        return modified_at >= since if inclusive else modified_at > since

    return test


@lru_cache(maxsize=MOMENTS_REMEMBERED)
def _whole_second(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(microsecond=0)


def _moment(args: Mapping[str, str]) -> datetime:
    """`lastmodified` is Stockholm time (asserted by the official SDK's tests)."""
    try:
        return datetime.fromisoformat(args["lastmodified"]).replace(tzinfo=STOCKHOLM).astimezone(UTC)
    except (OverflowError, ValueError) as wrong:
        raise Refused(errors.GUESSES["date_malformed"]) from wrong


def _order(listing: Listing, args: Mapping[str, str]) -> Key:
    if "sortby" not in args:
        searched = [key for name, key in listing.orders_when_searched.items() if name in args]
        return searched[0] if searched else listing.order
    if args["sortby"] not in listing.orders:
        raise Refused(errors.UNKNOWN_PARAMETER)
    return listing.orders[args["sortby"]]


def _sorted(rows: Sequence[Record], key: Key, *, falls: bool = False) -> list[Record]:
    return [rows[place] for place in _places(tuple(map(key, rows)), falls=falls)]


@lru_cache(maxsize=ORDERS_REMEMBERED)
def _places(values: tuple[Any, ...], *, falls: bool) -> list[int]:
    """The places of these values in their order; remembered, for a list is often read page by page."""
    return sorted(range(len(values)), key=values.__getitem__, reverse=falls)


def _paged(rows: Sequence[Record], args: Mapping[str, str], *, above: str) -> tuple[dict[str, int], Sequence[Record]]:
    """`offset` leaves page 1 and the totals alone; past the end it empties them (recorded 2017 to 2024)."""
    limit = _limit(args, above=above)
    page, offset = _whole(args, "page", 1), _whole(args, "offset", 0, least=0)
    if offset and offset >= len(rows):
        return _counters(0, 0, 1), []
    pages = -(-len(rows) // limit)
    if page > max(pages, 1):
        raise Refused(errors.GUESSES["page_beyond_last"])
    start = offset or (page - 1) * limit
    return _counters(len(rows), pages, 1 if offset else page), rows[start : start + limit]


def _limit(args: Mapping[str, str], *, above: str) -> int:
    """How many items a page has, by what a limit above the highest does."""
    wanted = _whole(args, "limit", LIMIT_DEFAULT)
    if wanted > LIMIT_MAX and above == "refuse":
        raise Refused(errors.UNKNOWN_PARAMETER)
    return wanted if above == "honour" else min(wanted, LIMIT_MAX)


def _whole(args: Mapping[str, str], name: str, default: int, *, least: int = 1) -> int:
    text = args.get(name, str(default))
    if not text.isdecimal() or len(text) > DIGITS_MAX or int(text) < least:
        raise Refused(errors.UNKNOWN_PARAMETER)
    return int(text)


def _counters(resources: int, pages: int, current: int) -> dict[str, int]:
    return {"@TotalResources": resources, "@TotalPages": pages, "@CurrentPage": current}
