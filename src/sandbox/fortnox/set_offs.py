"""Setting an invoice off against its credit note: two booked payments, one of them negative, and no money.

That Fortnox does it so: help page 207791509. Both go over the claims' own account (a guess).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sandbox.fortnox import bookkeeping, payments
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.store import Record


def settle_with_original(books: Books, note: Record) -> None:
    """Set a credit note off against the invoice that it credits, as far as both are open."""
    original = books.find("invoices", note.get("_credits", ""))
    if original is not None:
        set_off(books, original, note)


def set_off(books: Books, original: Record, note: Record) -> Decimal:
    """Settle as much of both as is open on the smaller; the answer is how much that was."""
    amount = min(decimal(original["Balance"]), -decimal(note["Balance"]))
    if amount <= 0:
        return Decimal(0)
    on = max(original["InvoiceDate"], note["InvoiceDate"])
    for invoice, share in ((original, amount), (note, -amount)):
        payment = payments.create(books, _payment(books, invoice, share, on=on))
        payments.bookkeep(books, payment["Number"])
    return amount


def _payment(books: Books, invoice: Record, amount: Decimal, *, on: str) -> dict[str, Any]:
    return {
        "InvoiceNumber": int(invoice["DocumentNumber"]),
        "Amount": str(bookkeeping.in_kronor(invoice, amount)),
        "AmountCurrency": str(amount),
        "PaymentDate": on,
        "ModeOfPaymentAccount": bookkeeping.claim_account(books, invoice),
    }
