"""Whether a Fortnox invoice can be credited now, what must come first, or why it cannot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from brygga.accounting.invoice_states import May, State, is_credited, may, state_of
from brygga.accounting.problems import Problem, ProblemKind
from brygga.fortnox import schema as fortnox


class WhyNot(StrEnum):
    """Why an invoice cannot be credited."""

    GONE = "gone"
    NOT_OURS = "not_ours"
    OTHER_COMPANY = "other_company"
    CANCELLED = "cancelled"
    CREDITED = "credited"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Link:
    """How the original is known: its reference, when Productive sent it, and its credit notes that Brygga made.

    `own` is the number in Fortnox of the credit note that asks, "" before it has one; `spent` are those of ours that
    are cancelled there.
    """

    reference: str
    invoice_id: str
    sent_on: date | None = None
    own: str = ""
    spent: Collection[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Way:
    """How it is credited: after having been booked, and by Fortnox itself, which does so once for each invoice."""

    books_first: bool = False
    by_fortnox: bool = True


def way_to_credit(now: fortnox.Invoice, link: Link) -> Way | Problem:
    """The way to a credit note of this invoice, or why there is none.

    Fortnox makes one credit note of an invoice (integrators, help page): where ours is cancelled, the next is an
    invoice below zero of our own.
    """
    number = now.document_number
    if now.external_invoice_reference1 != link.reference or now.takes_back:
        return not_creditable(number, WhyNot.NOT_OURS, link)
    if link.own and now.credit_reference == link.own:
        return Way()
    is_spent = is_credited(now) and now.credit_reference in link.spent
    if is_spent:
        now = now.model_copy(update={"credit_reference": ""})
    state = state_of(now, sent_on=link.sent_on)
    allowed = may(now, sent_on=link.sent_on)
    if May.CREDIT in allowed:
        return Way(by_fortnox=not is_spent)
    if state is State.ISSUED and May.BOOK in allowed:
        return Way(books_first=True, by_fortnox=not is_spent)
    why = {State.CANCELLED: WhyNot.CANCELLED, State.CREDITED: WhyNot.CREDITED}.get(state, WhyNot.OPEN)
    return not_creditable(number, why, link, credit_note=now.credit_reference if why is WhyNot.CREDITED else "")


def not_creditable(number: str, why: WhyNot, link: Link, *, credit_note: str = "") -> Problem:
    """One reason why an invoice cannot be credited."""
    facts = {"number": number, "why": why.value, "credit_note": credit_note, "invoice": link.invoice_id}
    return Problem(ProblemKind.NOT_CREDITABLE, facts)
