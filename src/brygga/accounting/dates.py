"""The dates of an invoice: due, delivered, inside a financial year, outside a locked period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import Rulebook
from brygga.productive import schema as productive


def due_on(invoice: productive.Invoice) -> date | None:
    """When the invoice falls due: its due date, else its terms, else the client company's.

    Finalizing in Productive sets the due date from the terms (documented example, read 2026-06): a draft may lack it.
    """
    if invoice.pay_on is not None:
        return invoice.pay_on
    terms = invoice.payment_terms_days, invoice.company.due_days
    days = next((days for days in terms if days is not None), None)
    return None if days is None else invoice.invoiced_on + timedelta(days=days)


def date_problems(invoice: productive.Invoice, rulebook: Rulebook) -> list[Problem]:
    """Why the invoice cannot carry its dates; no date is ever moved silently (bookkeeping, rule 14)."""
    problems = []
    day = invoice.invoiced_on.isoformat()
    if rulebook.financial_year(invoice.invoiced_on) is None:
        problems.append(Problem(ProblemKind.NO_FINANCIAL_YEAR, {"date": day}))
    if rulebook.locked_until is not None and invoice.invoiced_on <= rulebook.locked_until:
        facts = {"date": day, "locked_until": rulebook.locked_until.isoformat()}
        problems.append(Problem(ProblemKind.PERIOD_LOCKED, facts))
    if invoice.delivery_on is None:
        problems.append(Problem(ProblemKind.DELIVERY_DATE_MISSING))
    if due_on(invoice) is None:
        problems.append(Problem(ProblemKind.DUE_DATE_MISSING))
    return problems


def terms_code(invoice_date: date, due_date: date, terms_of_payment: Mapping[str, str]) -> str:
    """The code of the register's terms with exactly these days ("30"); empty leaves it to the due date.

    An explicit due date wins over any terms in Fortnox (recorded 2023).
    """
    code = str((due_date - invoice_date).days)
    return code if code in terms_of_payment else ""
