"""Copying a credit note: decide, have Fortnox credit the original, date the note, compare, and tell Productive.

Each step looks at what earlier turns did, so that it may be called again after any interruption. A note of a part, and
one of an invoice whose credit note Fortnox has made before, is an invoice below zero of our own.
"""

from __future__ import annotations

from typing import Any

from brygga.accounting import comparison, corrections
from brygga.accounting.compared import Compared
from brygga.accounting.credits import as_booked, left_over
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.totals import totals_of
from brygga.copying import books
from brygga.copying.acts import CreateInvoice
from brygga.copying.acts_booking import book
from brygga.copying.acts_crediting import CreditInvoice, DateCreditNote
from brygga.copying.copy_invoice import Remotes, decided, finish, note_compared, payload, settle_sent
from brygga.copying.crediting import unallowed
from brygga.copying.models import Write
from brygga.copying.states import WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.writes import LIVE, intend, live_write, making, perform
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

Making = CreditInvoice | CreateInvoice
# What a note that Fortnox booked at once cannot be given any more; its author may follow it in Productive.
FOLLOWED = {Compared.INVOICE_DATE, Compared.DUE_DATE, Compared.REMARKS}


def copy_credit_note(turn: Turn, remotes: Remotes) -> None:
    """The whole journey, in the order in which it must happen."""
    settle_sent(turn, remotes)
    books.insist_on_own_books(turn, in_fortnox=remotes.fortnox, in_productive=remotes.productive)

    make = _intended(turn, remotes) or _decide(turn, remotes)
    note = _made(turn, remotes, make)
    draft, source = _dated(turn, remotes, make, note)

    flagged = _compare(turn, remotes, make, draft)

    flagged += finish(turn, remotes, source, turn.copy.fortnox_document_number)

    turn.complete("copied", flagged)


def _intended(turn: Turn, remotes: Remotes) -> Making | None:
    """What an earlier turn wrote down; from then on nothing is decided anew."""
    write = making(turn.copy)
    if write is None:
        return None
    act = CreditInvoice if write.kind == WriteKind.CREDIT_INVOICE else CreateInvoice
    return act(client=remotes.fortnox, payload=write.payload)


def _decide(turn: Turn, remotes: Remotes) -> Making:
    seen, booking = decided(turn)
    plan = seen.credit
    if plan is None:
        raise ValueError("A credit note without a plan has problems that were not looked for.")
    if stops := unallowed(plan, books_first=turn.attempt.books_first):
        turn.block(stops)
    said: dict[str, Any] = {
        **payload(booking, booking.draft, seen.invoice),
        "credits": plan.original.document_number,
        "books_first": plan.way.books_first,
    }
    if not plan.is_made_by_fortnox:
        return CreateInvoice(client=remotes.fortnox, payload=said)
    credit = CreditInvoice(client=remotes.fortnox, payload={**said, "original": plan.original.model_dump(mode="json")})
    others = Write.objects.within(turn.copy.organisation).filter(kind=credit.kind, reference=credit.reference)
    other = others.filter(state__in=LIVE).exclude(copy=turn.copy).select_related("copy").first()
    if other:
        facts = {"number": credit.credits, "invoice": other.copy.productive_invoice_id}
        turn.block([Problem(ProblemKind.CREDIT_UNDER_WAY, facts)])
    return credit


def _made(turn: Turn, remotes: Remotes, make: Making) -> fortnox.Invoice:
    """The credit note as it is now. What is meant is written down before the original is booked for it."""
    write = live_write(turn.copy, make.kind)
    if write and write.state == WriteState.LANDED:
        return remotes.fortnox.invoice(turn.copy.fortnox_document_number)
    if make.payload["books_first"]:
        if write is None:
            intend(turn, make)
        book(turn, remotes.fortnox, make.credits)
    landed = perform(turn, make)
    return fortnox.Invoice.model_validate(landed.answer)


def _dated(
    turn: Turn, remotes: Remotes, make: Making, note: fortnox.Invoice
) -> tuple[fortnox.InvoiceDraft, productive.Invoice]:
    """Give the note what Fortnox could not know; returns what is meant from now on, and what that is made from."""
    if isinstance(make, CreateInvoice):
        return make.draft, make.source
    if note.booked and live_write(turn.copy, WriteKind.DATE_CREDIT_NOTE) is None:
        return as_booked(make.draft, note), _following(turn, remotes, make, note)
    said = {"draft": make.payload["draft"], "last": make.payload["draft"], "source": make.payload["source"]}
    date = DateCreditNote(client=remotes.fortnox, payload={**said, "before": note.model_dump(mode="json")})
    known = live_write(turn.copy, date.kind)
    if known:
        date.payload = known.payload
    if known or corrections.writes_anything(date.changes(note)):
        perform(turn, date)
    return make.draft, make.source


def _following(turn: Turn, remotes: Remotes, make: Making, note: fortnox.Invoice) -> productive.Invoice:
    """A company may book a credit note at once: then Productive's follows its date, and a person sets it there."""
    now = remotes.productive.invoice(make.source.id)
    others = [each for each in comparison.productive_changed(make.source, now) if each.what not in FOLLOWED]
    if others:
        return make.source
    if now.invoiced_on != note.invoice_date:
        facts = {
            "number": note.document_number,
            "date": note.invoice_date.isoformat(),
            "wanted_on": now.invoiced_on.isoformat(),
        }
        turn.block([Problem(ProblemKind.CREDIT_BOOKED_AT_ONCE, facts)])
    return now


def _compare(turn: Turn, remotes: Remotes, make: Making, draft: fortnox.InvoiceDraft) -> list[Problem]:
    """Fortnox is asked what it has now: exactly what was meant, or a person is told; returns what stays to be seen."""
    answer = remotes.fortnox.invoice(turn.copy.fortnox_document_number)
    found = comparison.differences(draft, totals_of(draft), answer)
    if found:
        turn.block(comparison.as_problems(found, ProblemKind.ANSWER_DIFFERS))
    note_compared(turn, answer.document_number)
    left = left_over(make.original, answer) if isinstance(make, CreditInvoice) else 0
    if not left:
        return []
    facts = {"number": make.credits, "credit_note": answer.document_number, "left": f"{left:.2f}"}
    return [Problem(ProblemKind.CREDIT_LEAVES_REST, {**facts, "currency": answer.currency})]
