"""Whether a Fortnox invoice can be booked, judged before anything is asked of Fortnox."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from brygga.accounting.problems import Problem, ProblemKind
from brygga.fortnox import schema as fortnox

CASH = "CASH"


class WhyNotBooked(StrEnum):
    """Why an invoice cannot be booked."""

    CANCELLED = "cancelled"
    CASH_METHOD = "cash_method"
    NO_FINANCIAL_YEAR = "no_financial_year"
    PERIOD_LOCKED = "period_locked"


def booking_problems(
    invoice: fortnox.Invoice, years: Iterable[fortnox.FinancialYear], locked_until: date | None
) -> list[Problem]:
    """Everything why this invoice cannot be booked; none for one that is booked.

    Under the cash method nothing is ever booked but payments (bookkeeping, rule 12). `locked_until` is the last locked
    day: a date is never moved (bookkeeping, rule 14).
    """
    if invoice.booked:
        return []
    on = invoice.invoice_date
    year = next((year for year in years if year.from_date <= on <= year.to_date), None)
    found = {
        WhyNotBooked.CANCELLED: invoice.cancelled,
        WhyNotBooked.CASH_METHOD: is_cash(invoice, year),
        WhyNotBooked.NO_FINANCIAL_YEAR: year is None,
        WhyNotBooked.PERIOD_LOCKED: locked_until is not None and on <= locked_until,
    }
    return [_not_possible(invoice, why, locked_until) for why, is_so in found.items() if is_so]


def is_cash(invoice: fortnox.Invoice, year: fortnox.FinancialYear | None = None) -> bool:
    """Whether the invoice follows the cash method: it says so itself, else its financial year does."""
    return (invoice.accounting_method or (year.accounting_method if year else "")) == CASH


def _not_possible(invoice: fortnox.Invoice, why: WhyNotBooked, locked_until: date | None) -> Problem:
    facts = {
        "number": invoice.document_number,
        "why": why.value,
        "date": invoice.invoice_date.isoformat(),
        "locked_until": locked_until.isoformat() if locked_until else "",
    }
    return Problem(ProblemKind.BOOKING_NOT_POSSIBLE, facts)
