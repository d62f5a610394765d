"""Which accounts a payment moves when it is booked, in kronor.

Debit where the money came in and what was written off; credit the claim at the rate of the invoice, or, under the cash
method, the sales and VAT that it pays for. What a rate has changed since is a gain or loss of currency (help pages).
"""

from __future__ import annotations

from decimal import Decimal

from sandbox.fortnox import amounts, bookkeeping, cash_method, errors, write_offs
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.vouchers import Draft, Entry
from sandbox.store import Record


def draft(books: Books, payment: Record, invoice: Record, *, before: Decimal, after: Decimal) -> Draft:
    """The voucher of a payment that moves the balance from `before` to `after`; its description is a guess."""
    moved = [*_money(payment), *_written_off(payment), *_settled(books, invoice, before=before, after=after)]
    left = -sum((entry.amount for entry in moved), Decimal(0))
    if left:
        name = "CURRENCYLOSS" if left > 0 else "CURRENCYWIN"
        moved.append(Entry(account=bookkeeping.predefined_account(books, invoice, name), amount=left))
    return Draft(
        kind="INVOICEPAYMENT",
        reference=payment["Number"],
        on=payment["PaymentDate"],
        description=f"Inbetalning, faktura {invoice['DocumentNumber']}, {invoice['CustomerName']}",
        entries=tuple(moved),
    )


def _money(payment: Record) -> list[Entry]:
    amount = decimal(payment["Amount"])
    if not amount:
        return []
    if not payment["ModeOfPaymentAccount"]:
        raise Refused(errors.GUESSES["payment_account_missing"])
    return [Entry(account=payment["ModeOfPaymentAccount"], amount=amount)]


def _written_off(payment: Record) -> list[Entry]:
    return [
        Entry(
            account=row["AccountNumber"],
            amount=_in_kronor(payment, row),
            cost_center=row["CostCenter"],
            project=row["Project"],
        )
        for row in payment["WriteOffs"]
    ]


def _in_kronor(payment: Record, row: Record) -> Decimal:
    """A write-off in the invoice's currency at the rate of its payment (a guess)."""
    amount = decimal(row["Amount"])
    if row["Currency"] == write_offs.KRONOR:
        return amount
    return amounts.rounded(amount * decimal(payment["CurrencyRate"]) / decimal(payment["CurrencyUnit"]))


def _settled(books: Books, invoice: Record, *, before: Decimal, after: Decimal) -> list[Entry]:
    if cash_method.applies(invoice):
        return cash_method.income_paid_for(books, invoice, before=before, after=after)
    claim = bookkeeping.in_kronor(invoice, after) - bookkeeping.in_kronor(invoice, before)
    return [Entry(account=bookkeeping.claim_account(books, invoice), amount=claim)]
