"""The voucher series of a Fortnox company, read only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import errors, lists, predefined, years
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

# B for invoices and C for payments were recorded 2017 to 2026; the rest is what a new company has, as far as known.
SERIES = {
    "A": ("Redovisning", True),
    "B": ("Kundfakturor", False),
    "C": ("Kundinbetalningar", False),
    "D": ("Leverantörsfakturor", False),
    "E": ("Leverantörsbetalningar", False),
}


def listed(books: Books, args: Mapping[str, str]) -> dict[str, Any]:
    """All series with the number that each gives next in one financial year."""
    asked = dict(args)
    year = years.asked_for(books, asked)
    return lists.answer(books, LISTING, [_record(books, code, year) for code in _codes(books)], asked)


def single(books: Books, code: str, args: Mapping[str, str]) -> Record:
    asked = dict(args)
    year = years.asked_for(books, asked)
    if code not in _codes(books):
        raise Refused(errors.GUESSES["voucher_series_missing"])
    return _shown(books, _record(books, code, year))


def _codes(books: Books) -> list[str]:
    """Those of a new company, and those that the predefined series name."""
    named = {record["VoucherSeries"] for record in predefined.all_series(books)}
    return sorted({*SERIES, *named})


def _record(books: Books, code: str, year: int) -> Record:
    description, manual = SERIES.get(code, ("", False))
    return {
        "Approver": None,
        "Code": code,
        "Description": description,
        "Manual": manual,
        "NextVoucherNumber": books.peek(f"voucher.{code}.{year}"),
        "Year": year,
        "_modified_at": predefined.NEVER,
        "_created_at": predefined.NEVER,
    }


def _shown(books: Books, record: Record) -> Record:
    visible = {name: value for name, value in record.items() if not name.startswith("_")}
    return {"@url": books.url("voucherseries", record["Code"]), **visible}


LISTING = lists.Listing(plural="VoucherSeriesCollection", item=_shown, order=lambda record: record["Code"])
