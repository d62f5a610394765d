"""Booking one invoice: what stops it, and what it writes."""

from __future__ import annotations

from typing import Any

from sandbox.fortnox import bookkeeping, errors, event_log, vouchers
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refusal, Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.vouchers import Draft
from sandbox.store import Record

LOCKED_BY = "Systemadministratören"


def book(books: Books, invoice: Record) -> Record:
    """A balanced voucher in series B, numbered from 1 in each year, unless the company says otherwise (recorded)."""
    draft = checked(books, invoice)
    invoice |= {"Booked": True, **vouchers.named(vouchers.write(books, draft))}
    if draft.kind == bookkeeping.CASH_INVOICE:
        invoice["Balance"] = "0"  # Paid by being booked (inferred from recorded lists).
    if decimal(invoice["Balance"]) == 0 and not invoice["FinalPayDate"]:
        invoice["FinalPayDate"] = invoice["InvoiceDate"]  # A total of 0 counts as paid at once (recorded 2023).
    books.touch(invoice)
    event_log.tell(books, "invoices", event_type="invoice-bookkeep-v1", entity_id=invoice["DocumentNumber"])
    return invoice


def checked(books: Books, invoice: Record) -> Draft:
    """The voucher that this invoice would have; a refusal where the warehouse, calendar, a row or account forbids."""
    number, on = invoice["DocumentNumber"], invoice["InvoiceDate"]
    if books.switch("warehouse_module") and not invoice["WarehouseReady"]:
        raise Refused(errors.not_warehouse_ready(number))
    if books.financial_year(on) is None:
        raise Refused(errors.GUESSES["no_financial_year"])
    if is_locked(books, on):
        raise Refused(_invoice_locked(books))
    if any(_says_nothing(row) for row in invoice["InvoiceRows"]):
        raise Refused(errors.ROW_WITHOUT_TEXT)
    for project in {invoice["Project"], *(row["Project"] for row in invoice["InvoiceRows"])} - {""}:
        if not _is_active(books.find("projects", project), on):
            raise Refused(errors.GUESSES["project_not_active"])
    draft = bookkeeping.draft(books, invoice)
    vouchers.check(books, draft)
    return draft


def is_locked(books: Books, on: str) -> bool:
    """Closed up to and including the day ("t.o.m.", help page)."""
    until = books.table("company")["facts"]["LockedUntil"]
    return until is not None and on <= until


def period_locked(books: Books) -> Refusal:
    """The refusal of everything but an invoice: it names who locked the period, and until when."""
    return errors.locked_by(LOCKED_BY, books.table("company")["facts"]["LockedUntil"])


def _invoice_locked(books: Books) -> Refusal:
    usual = errors.GUESSES["period_locked"]
    return usual if books.switch("locked_period_code") == usual.code else period_locked(books)


def _says_nothing(row: Record) -> bool:
    return bool(decimal(row["DeliveredQuantity"]) > 0 and not row["Description"] and not row["ArticleNumber"])


def _is_active(project: dict[str, Any] | None, on: str) -> bool:
    """Whether a project's dates hold the invoice's (notes 2026); one that is gone stops nothing (a guess)."""
    if project is None:
        return True
    begins, ends = project.get("StartDate"), project.get("EndDate")
    return (not begins or begins <= on) and (not ends or on <= ends)
