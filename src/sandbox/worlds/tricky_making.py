"""How the tricky world's invoices and payments come into Fortnox: made by its own rules, some days ago."""

from __future__ import annotations

from typing import Any

from sandbox.fortnox import invoice_states, payments
from sandbox.fortnox.books import Books
from sandbox.fortnox.credits import credit
from sandbox.store import Record
from sandbox.worlds import copies
from sandbox.worlds.copies import at, invoiced


def sold(
    books: Books, number: str, days_ago: int, *, customer: str = "1042", rows: list[Record] | None = None, **fields: Any
) -> Record:
    """An invoice of some days ago, booked; 8 hours at 1,000 when nothing else is said."""
    then = at(books, days_ago)
    record = invoiced(then, customer=customer, number=number, rows=rows or [row("8", "1000")], **fields)
    return invoice_states.bookkeep(then, record["DocumentNumber"])


def row(quantity: str, price: str, **fields: Any) -> Record:
    told = {"AccountNumber": 3041, "Description": "Arbete", "VAT": "25", "Unit": "h"}
    return {**told, "DeliveredQuantity": quantity, "Price": price, **fields}


def credited(books: Books, original: str, number: str, *, days_ago: int) -> Record:
    """The credit note of an invoice, under this number and not booked."""
    then = at(books, days_ago)
    copies.set_series(then, int(number))
    credit(then, original)
    return books.table("invoices")[number]


def written(books: Books, invoice: Record, **fields: Any) -> Record:
    """A booked payment of the books' today, with what is written off."""
    today = books.clock.today().isoformat()
    payment = payments.create(books, {"InvoiceNumber": int(invoice["DocumentNumber"]), "PaymentDate": today, **fields})
    return payments.bookkeep(books, payment["Number"])


def written_off(account: int, amount: str) -> dict[str, Any]:
    return {"AccountNumber": account, "Amount": amount, "Currency": "SEK"}
