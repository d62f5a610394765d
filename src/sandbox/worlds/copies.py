"""How worlds write down in Fortnox what Productive says was copied: invoices, credit notes, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.fortnox import bookkeeping, invoice_states, invoices, payments, set_offs
from sandbox.fortnox.books import Books
from sandbox.fortnox.credits import credit
from sandbox.fortnox.fields import decimal
from sandbox.store import Record
from sandbox.worlds.bills import DAY, HOUR, PIECE, Bill, Line

ACCOUNT_OF_RATE = {"25": 3041, "12": 3042, "6": 3043, "0": 3004}
ACCOUNT_ABROAD = {"EUREVERSEDVAT": 3308, "EXPORT": 3305}
UNITS = {HOUR: "h", PIECE: "st", DAY: "dag"}
PAID_AFTER_DAYS = 24
ALL = "all"


def write(books: Books, bills: Sequence[Bill], *, customers: Mapping[str, str], unbooked: Collection[str] = ()) -> None:
    """Write the exported bills down, oldest first; `customers` are the numbers by client company of Productive."""
    numbers = {bill.identity: bill.number or "" for bill in bills}
    for bill in bills:
        if not bill.exported:
            continue
        if bill.credits:
            _credited(books, bill, original=numbers[bill.credits])
        else:
            _copied(books, bill, customer=customers[bill.company], booked=bill.number not in unbooked)


def set_series(books: Books, next_number: int) -> None:
    books.store.counters[books.series(invoices.SERIES)] = next_number


def invoiced(books: Books, *, customer: str, number: str, rows: list[dict[str, Any]], **fields: Any) -> Record:
    """A new invoice of the books' today, delivered on that day."""
    day = books.clock.today().isoformat()
    facts = {"CustomerNumber": customer, "DocumentNumber": number, "DeliveryDate": day, "InvoiceRows": rows}
    return invoices.create(books, {**facts, **fields})


def row(line: Line, vat_type: str) -> dict[str, Any]:
    """A line of a bill as a row, on the account of its rate or of the customer's kind of VAT."""
    abroad = ACCOUNT_ABROAD.get(vat_type)
    return {
        "AccountNumber": abroad or ACCOUNT_OF_RATE.get(line.rate, ACCOUNT_OF_RATE["0"]),
        "Description": line.text,
        "DeliveredQuantity": line.quantity,
        "Price": line.price,
        "Discount": line.discount or "0",
        "Unit": UNITS[line.unit],
        "VAT": "0" if abroad or line.rate not in ACCOUNT_OF_RATE else line.rate,
    }


def pay(books: Books, number: str, *, days_ago: int, amount: str = ALL) -> Record:
    """A booked payment some weeks after the invoice, at the latest today, in the invoice's currency."""
    invoice = books.table("invoices")[number]
    paid_ago = max(days_ago - PAID_AFTER_DAYS, 0)
    paid = decimal(invoice["Balance"]) if amount == ALL else Decimal(amount)
    return paid_on(at(books, paid_ago), invoice, paid)


def paid_on(books: Books, invoice: Record, amount: Decimal, **fields: Any) -> Record:
    """A payment of the books' today, booked."""
    body = {
        "InvoiceNumber": int(invoice["DocumentNumber"]),
        "Amount": str(bookkeeping.in_kronor(invoice, amount)),
        "AmountCurrency": str(amount),
        "PaymentDate": books.clock.today().isoformat(),
    }
    payment = payments.create(books, {**body, **fields})
    return payments.bookkeep(books, payment["Number"])


def at(books: Books, days_ago: int) -> Books:
    """The same books on an earlier day."""
    return replace(books, clock=SandboxClock(frozen_at=books.clock.now() - timedelta(days=days_ago)))


def _copied(books: Books, bill: Bill, *, customer: str, booked: bool) -> None:
    then = at(books, bill.days_ago)
    vat_type = then.table("customers")[customer]["VATType"]
    rows = [row(_discounted(line, bill), vat_type) for line in bill.lines]
    fields = {"YourOrderNumber": bill.order.replace(":", " "), "Currency": bill.currency, "Language": _language(bill)}
    record = invoiced(then, customer=customer, number=bill.number or "", rows=rows, **fields)
    record["Sent"] = bill.sent
    if booked:
        invoice_states.bookkeep(then, record["DocumentNumber"])
    if bill.paid:
        pay(books, record["DocumentNumber"], days_ago=bill.days_ago, amount=bill.paid)


def _discounted(line: Line, bill: Bill) -> Line:
    """Fortnox knows discounts of rows only: that of the whole bill comes on top of the line's own."""
    own, whole = Decimal(line.discount or 0), Decimal(bill.discount or 0)
    together = own + whole - own * whole / 100
    return replace(line, discount=f"{together.normalize():f}" if together else None)


def _credited(books: Books, bill: Bill, *, original: str) -> None:
    """Fortnox gives credit notes the next number of its series, whatever Productive would have liked."""
    then = at(books, bill.days_ago)
    set_series(then, int(bill.number or 0))
    credit(then, original)
    note = then.table("invoices")[bill.number or ""]
    note["Sent"] = bill.sent
    invoice_states.bookkeep(then, note["DocumentNumber"])
    set_offs.set_off(then, then.table("invoices")[original], note)


def _language(bill: Bill) -> str:
    return "EN" if bill.currency != "SEK" else "SV"
