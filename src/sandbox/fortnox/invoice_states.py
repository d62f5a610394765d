"""What happens to an invoice as a whole: it is booked, cancelled, or made ready in the warehouse."""

from __future__ import annotations

from sandbox.fortnox import booking, cash_method, errors, event_log, set_offs
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.invoices import found
from sandbox.store import Record


def bookkeep(books: Books, number: str) -> Record:
    """Book it, once; under the cash method nothing is booked before it is paid."""
    record = found(books, number)
    if record["Booked"]:
        return _again(books, record)
    if record["Cancelled"]:
        raise Refused(errors.GUESSES["cancelled_cannot_book"])
    if cash_method.applies(record):
        return cash_method.bookkeep(books, record)
    booking.book(books, record)
    if record["Credit"] == "true" and books.switch("credit_settles"):
        set_offs.settle_with_original(books, record)
    return record


def cancel(books: Books, number: str) -> Record:
    """Cancel it: it stays in the lists with balance and total 0 (recorded 2016 to 2024)."""
    record = found(books, number)
    if record["Booked"]:
        raise Refused(errors.GUESSES["booked_cannot_cancel"])
    if record.get("_payments") or (cash_method.applies(record) and cash_method.is_locked(record)):
        raise Refused(errors.GUESSES["paid_cannot_cancel"])
    record |= {"Cancelled": True, "Balance": "0"}
    if not books.switch("cancel_keeps_total"):
        record["Total"] = "0"
    books.touch(record)
    event_log.tell(books, "invoices", event_type="invoice-cancelled-v1", entity_id=number)
    return record


def make_ready(books: Books, number: str) -> Record:
    """Done in the warehouse: the document is locked from now on (docs); without that module a refusal (a guess)."""
    record = found(books, number)
    if not books.switch("warehouse_module"):
        raise Refused(errors.GUESSES["warehouse_off"])
    if record["Cancelled"]:
        raise Refused(errors.GUESSES["cancelled_cannot_change"])
    record["WarehouseReady"] = True
    books.touch(record)
    event_log.tell(books, "invoices", event_type="invoice-updated-v1", entity_id=number)
    return record


def _again(books: Books, record: Record) -> Record:
    if books.switch("book_twice") == "refuse":
        raise Refused(errors.GUESSES["booked_twice"])
    return record
