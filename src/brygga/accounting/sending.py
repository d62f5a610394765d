"""Whether an invoice may be sent to its customer by Fortnox, and what is missing where it could not be."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from brygga.accounting.problems import Problem, ProblemKind
from brygga.fortnox import schema as fortnox


class SentBy(StrEnum):
    """How Fortnox sends what is copied: not at all, by email, or as an e-invoice."""

    NOBODY = "nobody"
    EMAIL = "email"
    E_INVOICE = "e_invoice"


class WhyNotSent(StrEnum):
    """Why an invoice cannot be sent."""

    CANCELLED = "cancelled"
    NOT_COMPLETED = "not_completed"
    NO_EMAIL = "no_email"
    NO_RECIPIENT = "no_recipient"


def is_issued(invoice: fortnox.Invoice, sent_on: date | None, *, marked_on: date | None = None) -> bool:
    """Whether either side has sent it already: then it is never sent again (bookkeeping, rules 8 and 26).

    `sent_on` is Productive's. `marked_on` is the day that Brygga gave there so that a payment was taken, which sends
    nothing. Who sends it from Productive afterwards on the very day that was given cannot be told from that mark.
    """
    return invoice.sent or (sent_on is not None and sent_on != marked_on)


def recipient(invoice: fortnox.Invoice, by: SentBy) -> str:
    """Where it would go: the address on it, or the number that an e-invoice finds its way by; "" for nowhere."""
    if by is SentBy.EMAIL:
        return invoice.email_information.to
    return invoice.edi_information.gln or invoice.organisation_number


def sending_problems(invoice: fortnox.Invoice, by: SentBy) -> list[Problem]:
    """Everything why this invoice cannot be sent so; what only Fortnox knows, it says when it is asked."""
    missing = WhyNotSent.NO_EMAIL if by is SentBy.EMAIL else WhyNotSent.NO_RECIPIENT
    found = {
        WhyNotSent.CANCELLED: invoice.cancelled,
        WhyNotSent.NOT_COMPLETED: invoice.not_completed,
        missing: not recipient(invoice, by),
    }
    facts = {"number": invoice.document_number, "customer": invoice.customer_number}
    return [Problem(ProblemKind.SENDING_NOT_POSSIBLE, {**facts, "why": why}) for why, is_so in found.items() if is_so]


def customer_problems(customer: fortnox.Customer | fortnox.CustomerDraft, by: SentBy) -> list[Problem]:
    """What the customer lacks for being sent its invoices so, before there is an invoice."""
    reaches = {
        SentBy.NOBODY: True,
        SentBy.EMAIL: bool(customer.email_invoice or customer.email),
        SentBy.E_INVOICE: bool(
            customer.organisation_number or (isinstance(customer, fortnox.Customer) and customer.gln)
        ),
    }
    if reaches[by]:
        return []
    facts = {"customer": customer.customer_number, "name": customer.name, "by": by.value}
    return [Problem(ProblemKind.CUSTOMER_UNREACHABLE, facts)]
