"""What a new or changed payment is made of, and what stops it; nothing here is stored."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sandbox.fortnox import bodies, cash_method, errors, fields, payment_amounts, write_offs
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.payment_fields import FIELDS
from sandbox.store import Record


def read(books: Books, body: Mapping[str, Any]) -> tuple[dict[str, Any], bool]:
    """The values of a request, and whether it is to be booked at once, which nobody has seen tried."""
    said = dict(body)
    position = books.switch("payment_booked_sent")
    booked = None if position == "refuse" else said.pop("Booked", None)
    return bodies.read(books, said, FIELDS), booked is True and position == "book"


def filled(books: Books, values: Mapping[str, Any], *, before: Record | None = None) -> Record:
    """A whole payment of what was said, or a refusal."""
    invoice = books.find("invoices", str(before["InvoiceNumber"] if before else values.get("InvoiceNumber", "")))
    if invoice is None:
        raise Refused(errors.GUESSES["invoice_unknown"])
    if values.get("Currency", invoice["Currency"]) != invoice["Currency"]:
        raise Refused(errors.GUESSES["payment_currency"])
    record = deepcopy(dict(before)) if before else _blank(books, invoice)
    record["PaymentDate"] = values.get("PaymentDate") or record["PaymentDate"]
    _check_date(books, record, invoice)
    given = values.get("WriteOffs", record["WriteOffs"])
    record["WriteOffs"] = write_offs.read(books, given or [], invoice=invoice, on=record["PaymentDate"])
    if before is None:
        record |= payment_amounts.told(books, values, invoice=invoice)
        _check_invoice(books, record, invoice)
    else:
        record |= payment_amounts.told_anew(books, values, before=record, invoice=invoice)
    return record | _mode(books, values, record)


def _blank(books: Books, invoice: Record) -> Record:
    """Today is the date of a payment that names none (a guess)."""
    today = books.clock.today().isoformat()
    number = int(invoice["DocumentNumber"])
    return {**fields.blanks(FIELDS), "InvoiceNumber": number, "PaymentDate": today, "WriteOffs": []}


def _check_date(books: Books, record: Record, invoice: Record) -> None:
    """Not before the invoice, and in a year; that of the invoice, where it has not been carried over (help pages)."""
    on = record["PaymentDate"]
    if on < invoice["InvoiceDate"]:
        raise Refused(errors.PAID_BEFORE_INVOICED)
    year, invoiced = books.financial_year(on), books.financial_year(invoice["InvoiceDate"])
    if year is None or (year != invoiced and books.switch("payment_in_later_year") == "refuse"):
        raise Refused(errors.paid_in_another_year(invoice["DocumentNumber"]))


def _check_invoice(books: Books, record: Record, invoice: Record) -> None:
    """A cancelled invoice is not paid, a settled one no further (2003055), an unbooked one is a matter of a switch."""
    if invoice["Cancelled"]:
        if books.switch("payment_on_cancelled") == "store":
            return  # It is refused when it is booked.
        raise Refused(errors.GUESSES["payment_of_cancelled"])
    unbooked = not invoice["Booked"] and not cash_method.applies(invoice)
    if unbooked and books.switch("payment_on_unbooked") == "refuse":
        raise Refused(errors.GUESSES["payment_of_unbooked"])
    if not unbooked and decimal(invoice["Balance"]) == 0 and not _takes_back(record, invoice):
        raise Refused(errors.ALREADY_PAID)


def _takes_back(record: Record, invoice: Record) -> bool:
    """Whether it goes against the invoice, as when money is returned."""
    return decimal(record["AmountCurrency"]) * decimal(invoice["Total"]) < 0


def _mode(books: Books, values: Mapping[str, Any], record: Record) -> Record:
    """The mode and its account: as said, else of the mode, else the company's usual mode (notes 2026: BG, 1930)."""
    mode, account = values.get("ModeOfPayment"), values.get("ModeOfPaymentAccount")
    if not mode and not account:
        if record["ModeOfPayment"] or record["ModeOfPaymentAccount"]:
            return {}
        mode = books.switch("payment_default_mode")
        mode = mode if mode in books.table("modesofpayments") else ""
    if mode and mode not in books.table("modesofpayments"):
        raise Refused(errors.GUESSES["mode_unknown"])
    if account and books.account(account, on=record["PaymentDate"]) is None:
        raise Refused(errors.ACCOUNT_UNKNOWN)
    of_mode = int(books.table("modesofpayments")[mode]["AccountNumber"]) if mode else 0
    return {"ModeOfPayment": mode or record["ModeOfPayment"], "ModeOfPaymentAccount": account or of_mode}
