"""What may be done with a Fortnox invoice: one table by its state and the company's accounting method.

Updating, cancelling, booking and crediting ask it, and so do the pages. docs/rules/corrections.md shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from brygga.accounting.booking import is_cash
from brygga.fortnox import schema as fortnox

NO_REFERENCE = ("", "0")


class Method(StrEnum):
    """When a company books: when it invoices, or when it is paid. Each invoice says its own (recorded 2024 to 2026)."""

    ACCRUAL = "accrual"
    CASH = "cash"


class State(StrEnum):
    """How far a Fortnox invoice is: of several that are true of it, the last in this order."""

    OPEN = "open"
    ISSUED = "issued"
    BOOKED = "booked"
    PART_PAID = "part_paid"
    PAID = "paid"
    CREDITED = "credited"
    CANCELLED = "cancelled"


class May(StrEnum):
    """What may be done with an invoice that stands in Fortnox."""

    UPDATE = "update"
    CANCEL = "cancel"
    BOOK = "book"
    CREDIT = "credit"


_UNTOLD = frozenset({May.UPDATE, May.CANCEL})
_CREDITED = frozenset({May.CREDIT})
_NOTHING: frozenset[May] = frozenset()

# An issued invoice is never rewritten (bookkeeping, rule 8). With the accrual method it is booked before it is credited
# (rule 11); under the cash method nothing is ever booked, and being sent or paid is what locks (rule 12).
TABLE: Mapping[State, Mapping[Method, frozenset[May]]] = {
    State.OPEN: {Method.ACCRUAL: _UNTOLD | {May.BOOK}, Method.CASH: _UNTOLD},
    State.ISSUED: {Method.ACCRUAL: frozenset({May.BOOK}), Method.CASH: _CREDITED},
    State.BOOKED: {Method.ACCRUAL: _CREDITED, Method.CASH: _CREDITED},
    State.PART_PAID: {Method.ACCRUAL: _CREDITED, Method.CASH: _CREDITED},
    State.PAID: {Method.ACCRUAL: _CREDITED, Method.CASH: _CREDITED},
    State.CREDITED: {Method.ACCRUAL: _NOTHING, Method.CASH: _NOTHING},
    State.CANCELLED: {Method.ACCRUAL: _NOTHING, Method.CASH: _NOTHING},
}


def may(invoice: fortnox.Invoice, *, sent_on: date | None) -> frozenset[May]:
    """What may be done with it; `sent_on` is when Productive sent it."""
    return TABLE[state_of(invoice, sent_on=sent_on)][method_of(invoice)]


def method_of(invoice: fortnox.Invoice) -> Method:
    """As the invoice itself says; accrual where nothing is said, the stricter one."""
    return Method.CASH if is_cash(invoice) else Method.ACCRUAL


def state_of(invoice: fortnox.Invoice, *, sent_on: date | None) -> State:
    """How far it is. Either side's sending issues it, booked or not (bookkeeping, rule 8).

    What is paid is told by the balance, which equals the total of an unpaid invoice (recorded). A cancelled one has
    balance 0 too, so that is asked first.
    """
    facts = {
        State.CANCELLED: invoice.cancelled,
        State.CREDITED: is_credited(invoice),
        State.PAID: invoice.final_pay_date is not None or (invoice.balance == 0 and invoice.total != 0),
        State.PART_PAID: invoice.balance != invoice.total,
        State.BOOKED: invoice.booked,
        State.ISSUED: invoice.sent or sent_on is not None,
    }
    return next((state for state, is_so in facts.items() if is_so), State.OPEN)


def is_credited(invoice: fortnox.Invoice) -> bool:
    """Whether Fortnox has made a credit note of it: its field then holds the number of the note (a public SDK).

    On a credit note the same field may name the original (two integrators differ): that is no credit of it.
    """
    return not invoice.takes_back and invoice.credit_reference not in NO_REFERENCE
