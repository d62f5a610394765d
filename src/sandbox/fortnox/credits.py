"""Crediting an invoice: the note that Fortnox makes of it, and how the two name each other.

What is known and what is not: docs and integrators' code, read 2026-04; the open questions are switches.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from sandbox.fortnox import amounts, booking, cash_method, errors, fields, invoice_states, invoices
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.invoice_fields import FIELDS
from sandbox.store import Record

NONE = "0"
# What happened to the original has not happened to its note.
FRESH = (
    "Booked", "Cancelled", "FinalPayDate", "LastRemindDate", "NoxFinans", "Reminders", "Sent", "VoucherNumber",
    "VoucherSeries", "VoucherYear", "CreditInvoiceReference", "InvoiceReference",
)  # fmt: skip


def credit(books: Books, number: str) -> Record:
    """Make the credit note of an invoice: the next number, the same rows below zero, unbooked and open to changes.

    It inherits all references (notes 2026). The answer is the original, or the note where the switch says so.
    """
    original = invoices.found(books, number)
    _check(original)
    if original["CreditInvoiceReference"] != NONE:
        return _again(books, original)
    note = _note(books, original)
    at_once = books.switch("credit_booked_at_once") and not cash_method.applies(note)
    if at_once:
        booking.checked(books, note)
    books.take(invoices.SERIES)
    invoices.keep_new(books, note)
    original["CreditInvoiceReference"] = note["DocumentNumber"]
    books.touch(original)
    if at_once:
        invoice_states.bookkeep(books, note["DocumentNumber"])
    return note if books.switch("credit_answer") == "credit_note" else original


def _check(original: Record) -> None:
    """With the accrual method an original is booked first (integrators, help page)."""
    if original["Cancelled"]:
        raise Refused(errors.GUESSES["credit_cancelled"])
    if original["Credit"] == "true":
        raise Refused(errors.GUESSES["credit_of_credit"])
    if not original["Booked"] and not cash_method.applies(original):
        raise Refused(errors.GUESSES["credit_unbooked"])


def _again(books: Books, original: Record) -> Record:
    """One credit note for an invoice (integrators, help page)."""
    if books.switch("credit_twice") == "refuse":
        raise Refused(errors.GUESSES["credit_twice"])
    return original


def _note(books: Books, original: Record) -> Record:
    """The rate stays that of the original, and the terms count from today (guesses)."""
    today = books.clock.today()
    year = books.financial_year(today.isoformat())
    if year is None:
        raise Refused(errors.GUESSES["no_financial_year"])
    blank = fields.blanks(FIELDS)
    note = {name: value for name, value in deepcopy(dict(original)).items() if not name.startswith("_")}
    note |= {name: blank[name] for name in FRESH}
    note |= {"InvoiceDate": today.isoformat(), "OutboundDate": today.isoformat(), "DueDate": _due(original, today)}
    note |= {"Credit": "true", "AccountingMethod": year["AccountingMethod"], "_credits": original["DocumentNumber"]}
    note |= {name: str(-decimal(original[name])) for name in ("Freight", "AdministrationFee")}
    note["InvoiceRows"] = [_row(books, row, note) for row in note["InvoiceRows"]]
    note["WarehouseReady"] = books.switch("warehouse_ready")
    note["DocumentNumber"] = invoices.next_number(books)
    note["OCR"] = amounts.ocr(note["DocumentNumber"])
    return note | _references(books, original["DocumentNumber"]) | invoices.summed(books, note)


def _due(original: Record, today: date) -> str:
    given = date.fromisoformat(original["DueDate"]) - date.fromisoformat(original["InvoiceDate"])
    return fields.days_after(today, max(given.days, 0))


def _row(books: Books, row: Record, note: Record) -> Record:
    """The sign sits in the quantity (3,200 production credit notes); in a discount in money too, or it would add up."""
    turned = {**row, "RowId": books.take("row"), "DeliveredQuantity": str(-decimal(row["DeliveredQuantity"]))}
    if row["DiscountType"] == "AMOUNT":
        turned["Discount"] = str(-decimal(row["Discount"]))
    return {**turned, **amounts.row_sums(turned, vat_included=note["VATIncluded"])}


def _references(books: Books, original: str) -> Record:
    named = books.switch("credit_note_reference")
    return {name: original for name in ("InvoiceReference", "CreditInvoiceReference") if named in {name, "both"}}
