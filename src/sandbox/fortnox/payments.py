"""Payments of invoices: registered, changed, booked, deleted. Only a booked one moves the balance of its invoice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import (
    booking,
    cash_method,
    errors,
    event_log,
    fields,
    lists,
    payment_making,
    settlements,
    write_offs,
)
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.payment_fields import FIELDS, LISTED, OF_INVOICE
from sandbox.store import Record
from sandbox.tables import Rows, remembered

TABLE = "invoicepayments"
LISTED_FIELDS = tuple(field for name in LISTED for field in FIELDS if field.name == name)
STORED = tuple(name for name in LISTED if name != "@url")


def create(books: Books, body: Mapping[str, Any]) -> Record:
    """Register a payment; it stays unbooked, and many that are too much together are taken (official SDK's tests)."""
    values, booked = payment_making.read(books, body)
    record = payment_making.filled(books, values)
    if booked:
        settlements.checked(books, record, invoice_of(books, record))
    record["Number"] = str(books.take("payment"))
    books.touch(record)
    books.table(TABLE)[record["Number"]] = record
    return bookkeep(books, record["Number"]) if booked else record


def change(books: Books, number: str, body: Mapping[str, Any], *, by_hand: bool = False) -> Record:
    """Change the fields sent; a booked one only `by_hand`, in Fortnox itself, or where a switch allows it."""
    before = found(books, number)
    may = by_hand or books.switch("booked_payment_edit") == "accept"
    if before["Booked"] and not may:
        raise Refused(errors.GUESSES["payment_booked_edit"])
    values, _ = payment_making.read(books, body)
    if values.get("InvoiceNumber", before["InvoiceNumber"]) != before["InvoiceNumber"]:
        raise Refused(errors.read_only("InvoiceNumber"))
    record = payment_making.filled(books, values, before=before)
    if before["Booked"]:
        settlements.settle_anew(books, before, record, invoice_of(books, before))
    else:
        before.update(record)
        books.touch(before)
    books.table(TABLE)[number] = before  # Anew, for it may stand elsewhere in lists now.
    return before


def bookkeep(books: Books, number: str) -> Record:
    """Book it: a voucher in series C (recorded 2017 to 2026), and the balance of the invoice falls."""
    record = found(books, number)
    if record["Booked"]:
        return _again(books, record)
    invoice = invoice_of(books, record)
    settlements.checked(books, record, invoice)
    if not invoice["Booked"] and not cash_method.applies(invoice) and books.switch("payment_on_unbooked") == "book":
        booking.book(books, invoice)
    return settlements.settle(books, record, invoice)


def remove(books: Books, number: str, *, by_hand: bool = False) -> None:
    """Delete it; a booked one only `by_hand`, in Fortnox itself (an event tells of it), or where a switch allows it."""
    record = found(books, number)
    may = by_hand or books.switch("booked_payment_delete") == "accept"
    if record["Booked"] and not may:
        raise Refused(errors.GUESSES["payment_booked_delete"])
    if record["Booked"]:
        settlements.undo(books, record, invoice_of(books, record))
    books.table(TABLE).pop(number)
    event_log.tell(books, "invoices", event_type="invoicepayment-deleted-v1", entity_id=number)


def found(books: Books, number: str) -> Record:
    record = books.find(TABLE, number)
    if record is None:
        raise Refused(errors.GUESSES["payment_missing"])
    return record


def invoice_of(books: Books, payment: Record) -> Record:
    return books.table("invoices")[str(payment["InvoiceNumber"])]


def shown(books: Books, record: Record) -> Record:
    """A payment, whole: with what it echoes of its invoice as that is now."""
    invoice = invoice_of(books, record)
    echoed = {name: invoice[source] for name, source in OF_INVOICE.items()}
    total = f"{decimal(invoice['Total']).normalize():f}"
    whole = {**record, **echoed, "InvoiceTotal": total, "@url": books.url("invoicepayments", record["Number"])}
    return {**fields.shown(whole, FIELDS), "WriteOffs": [write_offs.shown(row) for row in record["WriteOffs"]]}


def _again(books: Books, record: Record) -> Record:
    if books.switch("book_twice") == "refuse":
        raise Refused(errors.GUESSES["payment_booked_twice"])
    return record


def _listed(books: Books, record: Record) -> Record:
    """Eleven fields: no amount in the invoice's currency, no references, no voucher (pasted live traffic, 2026)."""
    address = books.url("invoicepayments", record["Number"])
    short = fields.shown({"@url": address} | {name: record[name] for name in STORED}, LISTED_FIELDS)
    return {**short, "WriteOffExist": bool(record["WriteOffs"])}


def rows(books: Books, args: Mapping[str, str]) -> Rows:
    """Those that a list may hold; of which invoice a payment is never changes, so those of one are known."""
    table = books.table(TABLE)
    every = lists.ordered(LISTING, table)
    wanted = args.get("invoicenumber")
    return (
        every
        if wanted is None
        else Rows(table, remembered(table, "by invoice", lambda: _by_invoice(every)).get(wanted, []))
    )


def _by_invoice(every: Rows) -> dict[str, list[str]]:
    numbers = defaultdict(list)
    for record in every:
        numbers[str(record["InvoiceNumber"])].append(record["Number"])
    return numbers


def _by_date(record: Record) -> tuple[str, int]:
    return record["PaymentDate"], int(record["Number"])


LISTING = lists.Listing(
    plural="InvoicePayments",
    item=_listed,
    order=_by_date,
    fixed=_by_date,
    orders={"paymentdate": _by_date},
    tests={"invoicenumber": lambda record, wanted: str(record["InvoiceNumber"]) == wanted},
)
