"""What a company has chosen beforehand: an account for each purpose, and a voucher series for each kind of voucher."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import bodies, errors, lists
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import Field
from sandbox.store import Record

# With EasyVat these demand a VAT code; the names that end in 2 are those of services (specification of 2026-04).
CODE_OF_ACCOUNT = {"SALES_25_SE": "MP1", "SALES_12_SE": "MP2", "SALES_6_SE": "MP3", "SALES_0_SE": "MF"}
ACCOUNT_DIGITS = 4

# Invoices are booked in B and payments in C unless the company says otherwise (recorded 2017 to 2026). The names are
# three of the ten that Fortnox's older official library lists; where cash invoices go is a guess.
SERIES_AT_FIRST = {"INVOICE": "B", "CASHINVOICE": "B", "INVOICEPAYMENT": "C"}
NEVER = "1970-01-01T00:00:00+00:00"

ACCOUNT_FIELDS = (Field(name="Account"), Field(name="Name"))
SERIES_FIELDS = (Field(name="Name"), Field(name="VoucherSeries", length=1))


def account(books: Books, name: str) -> Record:
    record = books.find("predefinedaccounts", name)
    if record is None:
        raise Refused(errors.NOT_FOUND["predefined"])
    return record


def shown_account(books: Books, record: Record) -> Record:
    return {"@url": books.url("predefinedaccounts", record["Name"]), **_plain(record, "Name", "Account")}


def change_account(books: Books, name: str, body: Mapping[str, Any]) -> Record:
    """Choose another account: four digits, in this year's chart, active, of the VAT code that its name asks for."""
    record = account(books, name)
    values = bodies.read(books, body, ACCOUNT_FIELDS)
    if values.get("Name", name) != name:
        raise Refused(errors.read_only("Name"))
    record["Account"] = _usable_account(books, str(values.get("Account") or ""), name=name)
    books.touch(record)
    return record


def series_of(books: Books, name: str) -> str:
    """The voucher series for one kind of voucher."""
    return str(series(books, name)["VoucherSeries"])


def series(books: Books, name: str) -> Record:
    """The series for one kind of voucher, chosen or as in a new company."""
    if name not in SERIES_AT_FIRST:
        raise Refused(errors.NOT_FOUND["predefined_series"])
    at_first = {"Name": name, "VoucherSeries": SERIES_AT_FIRST[name], "_modified_at": NEVER, "_created_at": NEVER}
    return books.find("predefinedvoucherseries", name) or at_first


def all_series(books: Books) -> list[Record]:
    return [series(books, name) for name in SERIES_AT_FIRST]


def shown_series(books: Books, record: Record) -> Record:
    return {"@url": books.url("predefinedvoucherseries", record["Name"]), **_plain(record, "Name", "VoucherSeries")}


def change_series(books: Books, name: str, body: Mapping[str, Any]) -> Record:
    """Choose another series, one capital letter (the refusal's text is Fortnox's own, its code is not known)."""
    record = {**series(books, name)}
    values = bodies.read(books, body, SERIES_FIELDS)
    if values.get("Name", name) != name:
        raise Refused(errors.read_only("Name"))
    wanted = str(values.get("VoucherSeries") or "")
    if not (wanted.isascii() and wanted.isalpha() and wanted.isupper()):
        raise Refused(errors.GUESSES["series_unknown"])
    record["VoucherSeries"] = wanted
    books.touch(record)
    books.table("predefinedvoucherseries")[name] = record
    return record


def _plain(record: Record, *names: str) -> Record:
    return {name: record[name] for name in names}


def _usable_account(books: Books, number: str, *, name: str) -> int:
    """The codes are those of the specification of 2026-04; their sentences are guesses."""
    if not number:
        raise Refused(errors.PREDEFINED_ACCOUNT_INVALID)
    if not number.isdecimal() or len(number) != ACCOUNT_DIGITS:
        raise Refused(errors.PREDEFINED_ACCOUNT_MALFORMED)
    chosen = books.account(int(number), on=books.clock.today().isoformat())
    if chosen is None or not chosen["Active"]:
        raise Refused(errors.PREDEFINED_ACCOUNT_INVALID)
    demanded = CODE_OF_ACCOUNT.get(name.removesuffix("2"))
    if demanded and chosen["VATCode"] != demanded:
        raise Refused(errors.PREDEFINED_ACCOUNT_VAT)
    return int(number)


ACCOUNTS = lists.Listing(
    plural="PreDefinedAccounts",
    item=shown_account,
    order=lambda record: record["Name"],
)
SERIES = lists.Listing(
    plural="PreDefinedVoucherSeriesCollection",
    item=shown_series,
    order=lambda record: record["Name"],
)
