"""The cash method: an invoice is never booked; its payments are, with the sales and the VAT that they pay for.

Never "Booked", locked when sent or paid, cancelled only before that (help page 208335075 and a plug-in in production);
everything else here is a guess. Claims that are open at the end of a year are not booked.
"""

from __future__ import annotations

from decimal import Decimal

from sandbox.fortnox import amounts, bookkeeping, errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.vouchers import Entry
from sandbox.store import Record

CASH = "CASH"


def applies(invoice: Record) -> bool:
    return bool(invoice["AccountingMethod"] == CASH)


def is_locked(invoice: Record) -> bool:
    """Sent, or paid in part or whole."""
    return bool(invoice["Sent"] or invoice["FinalPayDate"] or invoice.get("_payments"))


def bookkeep(books: Books, invoice: Record) -> Record:
    """Refused, or answered as if nothing had been asked: nobody has written it down."""
    if books.switch("cash_bookkeep") == "refuse":
        raise Refused(errors.GUESSES["cash_never_booked"])
    return invoice


def income_paid_for(books: Books, invoice: Record, *, before: Decimal, after: Decimal) -> list[Entry]:
    """Sales, VAT and rounding that a payment earns, when it moves the balance from `before` to `after`.

    The shares of all payments add up to the whole invoice, and each is balanced by the claim's share.
    """
    claim, *income = bookkeeping.entries(books, invoice)
    total = decimal(invoice["Total"])
    shares = [
        Entry(
            account=entry.account,
            amount=_share(entry.amount, total, open_now=before) - _share(entry.amount, total, open_now=after),
            cost_center=entry.cost_center,
            project=entry.project,
        )
        for entry in income
    ]
    paid = _share(claim.amount, total, open_now=before) - _share(claim.amount, total, open_now=after)
    left = -paid - sum((entry.amount for entry in shares), Decimal(0))
    if left:
        shares.append(Entry(account=bookkeeping.predefined_account(books, invoice, "ROUNDOFF"), amount=left))
    return shares


def _share(amount: Decimal, total: Decimal, *, open_now: Decimal) -> Decimal:
    """What of an amount is still to be booked while so much of the invoice is open."""
    return amounts.rounded(amount * open_now / total) if total else Decimal(0)
