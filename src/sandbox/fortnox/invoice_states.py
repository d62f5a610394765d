"""What happens to an invoice as a whole: it is booked, or it is cancelled."""

from __future__ import annotations

from sandbox.fortnox import errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.invoices import found
from sandbox.store import Record

VOUCHER_SERIES = "B"


def bookkeep(books: Books, number: str) -> Record:
    """Book it: voucher series B, numbers from 1 in each year (recorded 2023 to 2026)."""
    record = found(books, number)
    if record["Booked"]:
        raise Refused(errors.GUESSES["booked_twice"])
    if record["Cancelled"]:
        raise Refused(errors.GUESSES["cancelled_cannot_book"])
    year = books.financial_year(record["InvoiceDate"])
    if year is None:
        raise Refused(errors.GUESSES["no_financial_year"])
    if _is_locked(books, record["InvoiceDate"]):
        raise Refused(errors.GUESSES["period_locked"])
    record |= {"Booked": True, "VoucherSeries": VOUCHER_SERIES, "VoucherYear": year["Id"]}
    record["VoucherNumber"] = books.take(f"voucher.{VOUCHER_SERIES}.{year['Id']}")
    if decimal(record["Balance"]) == 0:
        record["FinalPayDate"] = record["InvoiceDate"]  # A total of 0 counts as paid at once (recorded 2023).
    books.touch(record)
    return record


def cancel(books: Books, number: str) -> Record:
    """Cancel it: it stays in the lists with balance and total 0 (recorded 2016 to 2024)."""
    record = found(books, number)
    if record["Booked"]:
        raise Refused(errors.GUESSES["booked_cannot_cancel"])
    record |= {"Cancelled": True, "Balance": "0", "Total": "0"}
    books.touch(record)
    return record


def _is_locked(books: Books, on: str) -> bool:
    until = books.table("company")["facts"]["LockedUntil"]
    return until is not None and on <= until
