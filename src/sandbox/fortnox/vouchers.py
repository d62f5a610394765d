"""The vouchers of a Fortnox company: made by bookkeeping, balanced, numbered by series and financial year.

Fields and their order: the specification of 2026-04; Comments null, ReferenceNumber text, ApprovalState 0: notes 2026.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.fortnox import errors, event_log, lists, predefined, wire, years
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.store import Record, Table
from sandbox.tables import Rows, remembered

TABLE = "vouchers"
MANDATORY = "MANDATORY"
# Cash invoices go where invoices go (a guess).
SERIES_NAME = {"INVOICE": "INVOICE", "CASHINVOICE": "INVOICE", "INVOICEPAYMENT": "INVOICEPAYMENT"}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An amount in SEK on an account: debit above 0, credit below."""

    account: int
    amount: Decimal
    cost_center: str = ""
    project: str = ""

    def reversed(self) -> Entry:
        return Entry(account=self.account, amount=-self.amount, cost_center=self.cost_center, project=self.project)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A voucher before it has a number; `kind` is what it is of, in the words of Fortnox's ReferenceType."""

    kind: str
    reference: str
    on: str
    description: str
    entries: tuple[Entry, ...]


def check(books: Books, draft: Draft) -> None:
    """Refuse what a ledger refuses, before anything is written: a year, and accounts that are there and active."""
    if books.financial_year(draft.on) is None:
        raise Refused(errors.GUESSES["no_financial_year"])
    for entry in _merged(draft.entries):
        account = books.account(entry.account, on=draft.on)
        if account is None:
            raise Refused(errors.ACCOUNT_UNKNOWN)
        if not account["Active"]:
            raise Refused(errors.account_inactive(entry.account))
        if account["ProjectSettings"] == MANDATORY and not entry.project:
            raise Refused(errors.GUESSES["project_mandatory"])
        if account["CostCenterSettings"] == MANDATORY and not entry.cost_center:
            raise Refused(errors.GUESSES["cost_centre_mandatory"])


def write(books: Books, draft: Draft) -> Record:
    """Give a checked draft the next number of its series and year, and keep it."""
    year = books.financial_year(draft.on)
    if year is None or sum(entry.amount for entry in draft.entries) != 0:
        raise ValueError(f"Only a balanced voucher in an open year is written, not {draft}.")
    series = predefined.series_of(books, SERIES_NAME[draft.kind])
    number = books.take(f"voucher.{series}.{year['Id']}")
    record = {
        "ApprovalState": 0,
        "Comments": None,
        "CostCenter": "",
        "Description": draft.description,
        "Project": "",
        "ReferenceNumber": draft.reference,
        "ReferenceType": draft.kind,
        "TransactionDate": draft.on,
        "VoucherNumber": number,
        "VoucherRows": [_row(books, entry, on=draft.on) for entry in _merged(draft.entries)],
        "VoucherSeries": series,
        "Year": year["Id"],
    }
    books.touch(record)
    books.table(TABLE)[_key(series, number, year["Id"])] = record
    _tell(books, record)
    return record


def named(record: Record) -> Record:
    """How an invoice or a payment names its voucher: VoucherYear is the id of a year (recorded 2023 to 2026)."""
    return {
        "VoucherNumber": record["VoucherNumber"],
        "VoucherSeries": record["VoucherSeries"],
        "VoucherYear": record["Year"],
    }


def of(books: Books, record: Mapping[str, Any]) -> Record:
    """The voucher that a booked invoice or payment names."""
    key = _key(record["VoucherSeries"], record["VoucherNumber"], record["VoucherYear"])
    return books.table(TABLE)[key]


def entries(voucher: Record) -> tuple[Entry, ...]:
    """What a written voucher says, account by account."""
    return tuple(
        Entry(
            account=row["Account"],
            amount=decimal(row["Debit"]) - decimal(row["Credit"]),
            cost_center=row["CostCenter"],
            project=row["Project"],
        )
        for row in voucher["VoucherRows"]
    )


def single(books: Books, series: str, number: str, args: Mapping[str, str]) -> Record:
    """One voucher; without `financialyear` that of today's year (a guess: notes say that the year is needed)."""
    asked = dict(args)
    year = years.asked_for(books, asked)
    found = books.find(TABLE, f"{series}.{number}.{year}")
    if asked:
        raise Refused(errors.UNKNOWN_PARAMETER)
    if found is None:
        raise Refused(errors.GUESSES["voucher_missing"])
    return _shown(books, found)


def listed(books: Books, args: Mapping[str, str], *, series: str = "") -> dict[str, Any]:
    """The vouchers of one financial year, oldest series and number first (the order is a guess)."""
    asked = dict(args)
    year_id = years.asked_for(books, asked)
    year = books.find("financialyears", str(year_id))
    for name in ("fromdate", "todate"):
        if year and name in asked and not year["FromDate"] <= asked[name] <= year["ToDate"]:
            raise Refused(errors.GUESSES["date_outside_year"])  # That it is refused: notes 2026.
    return lists.answer(books, LISTING, _of_year(books.table(TABLE), year_id, series), asked)


def _of_year(table: Table, year_id: int, series: str) -> Rows:
    """By series and number; neither these nor the year of a voucher ever change."""

    every = lists.ordered(LISTING, table)
    keys = remembered(table, f"year {year_id}", lambda: [_key_of(row) for row in every if row["Year"] == year_id])
    return Rows(table, [key for key in keys if key.startswith(f"{series}.")] if series else keys)


def _merged(entries_of: tuple[Entry, ...]) -> list[Entry]:
    """One entry for each account, cost centre and project; those that come to nothing are left out."""
    sums: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    for entry in entries_of:
        sums[entry.account, entry.cost_center, entry.project] += entry.amount
    return [
        Entry(account=account, amount=amount, cost_center=cost_center, project=project)
        for (account, cost_center, project), amount in sums.items()
        if amount
    ]


def _row(books: Books, entry: Entry, *, on: str) -> Record:
    account = books.account(entry.account, on=on)
    return {
        "Account": entry.account,
        "CostCenter": entry.cost_center,
        "Credit": str(max(-entry.amount, Decimal(0))),
        "Debit": str(max(entry.amount, Decimal(0))),
        "Description": account["Description"] if account else "",
        "Project": entry.project,
        "Quantity": "0",
        "Removed": False,
        "TransactionInformation": "",
    }


def _tell(books: Books, record: Record) -> None:
    """Events of vouchers carry year, series and id besides (documentation); how these are spelled is a guess."""
    year, series, number = record["Year"], record["VoucherSeries"], record["VoucherNumber"]
    facts = {"type": "voucher-created-v1", "tenantId": int(books.tenant), "entityId": str(number)}
    more = {"year": str(year), "series": series, "id": str(number)}
    event_log.append(books.store, books.clock, topic="vouchers", facts=facts | more)


def _key(series: str, number: int, year: int) -> str:
    return f"{series}.{number}.{year}"


def _key_of(record: Record) -> str:
    return _key(record["VoucherSeries"], record["VoucherNumber"], record["Year"])


def _shown(books: Books, record: Record) -> Record:
    rows = [
        {**row, **{name: wire.number(row[name]) for name in ("Credit", "Debit", "Quantity")}}
        for row in record["VoucherRows"]
    ]
    return {**_listed(books, record), "VoucherRows": rows}


def _listed(books: Books, record: Record) -> Record:
    """Without its rows, as lists of invoices are too (a guess: the specification shows rows in both)."""
    key = f"{record['VoucherSeries']}/{record['VoucherNumber']}?financialyear={record['Year']}"
    short = {name: value for name, value in record.items() if not name.startswith("_") and name != "VoucherRows"}
    return {"@url": f"{books.api}/vouchers/{key}", **short}


def _by_number(record: Record) -> tuple[str, int]:
    return record["VoucherSeries"], record["VoucherNumber"]


LISTING = lists.Listing(
    plural="Vouchers",
    item=_listed,
    order=_by_number,
    fixed=_by_number,
    search={"voucherseries": lists.fields("VoucherSeries")},
    tests={
        "fromdate": lambda record, wanted: record["TransactionDate"] >= wanted,
        "todate": lambda record, wanted: record["TransactionDate"] <= wanted,
        "costcenter": lambda record, wanted: wanted in {row["CostCenter"] for row in record["VoucherRows"]},
    },
)
