"""Copying one invoice: decide, create it in Fortnox, compare, number and finalize it in Productive, mark it.

Each step looks at what earlier turns did, so that it may be called again after any interruption, and what is done stays
done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import structlog

from brygga.accounting import comparison
from brygga.accounting.invoices import Booking, deleted
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rates import kept
from brygga.accounting.totals import totals_of
from brygga.copying import books
from brygga.copying.acts import CreateInvoice, Finalize, MarkExported, act_of, invoice_page
from brygga.copying.acts_booking import booking_of
from brygga.copying.acts_correcting import correction_of
from brygga.copying.acts_crediting import crediting_of
from brygga.copying.acts_drafting import drafting_of
from brygga.copying.acts_of_documents import DOCUMENT_KINDS
from brygga.copying.acts_sending import sending_of
from brygga.copying.numbered_first import number_is_taken, renumber, under_its_number
from brygga.copying.numbering import NEXT_NUMBER
from brygga.copying.preview import Preview, preview
from brygga.copying.states import WriteKind, WriteState
from brygga.copying.turns import Turn, as_json
from brygga.copying.write_customer import create_customer, update_customer
from brygga.copying.writes import is_open, live_write, perform, settle
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.productive import schema as productive
from brygga.productive.client import ProductiveClient
from brygga.remote.errors import NotFound, Refused

FORTNOX = "fortnox"

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Remotes:
    """Both systems, as this connection reaches them."""

    productive: ProductiveClient
    fortnox: FortnoxClient


def copy_invoice(turn: Turn, remotes: Remotes) -> None:
    """The whole journey, in the order in which it must happen."""
    settle_sent(turn, remotes)
    books.insist_on_own_books(turn, in_fortnox=remotes.fortnox, in_productive=remotes.productive)

    create = _intended(turn, remotes) or _decide(turn, remotes)
    answer = _created(turn, remotes, create)

    _compare_answer(turn, create, answer)

    flagged = finish(turn, remotes, create.source, answer.document_number)

    turn.complete("copied", flagged)


def settle_sent(turn: Turn, remotes: Remotes) -> None:
    """What an earlier turn sent is found, or surely lost, before the world as it is now may stop the copy.

    The invoice itself needs no such care: nothing is judged before it is looked for. Nor does its document, which comes
    last and is looked for there.
    """
    others = turn.copy.writes.exclude(kind__in=[WriteKind.CREATE_INVOICE, *DOCUMENT_KINDS])
    write = others.filter(state=WriteState.SENT).first()
    if write:
        others_of = (correction_of, booking_of, sending_of, crediting_of)
        found = (each(write, in_fortnox=remotes.fortnox) for each in others_of)
        other = next(filter(None, found), None) or drafting_of(write, in_productive=remotes.productive)
        act = other or act_of(write, in_fortnox=remotes.fortnox, in_productive=remotes.productive)
        settle(turn, write, act)


def _intended(turn: Turn, remotes: Remotes) -> CreateInvoice | None:
    """What an earlier turn wrote down; from then on nothing is decided anew."""
    write = live_write(turn.copy, WriteKind.CREATE_INVOICE)
    return CreateInvoice(client=remotes.fortnox, payload=write.payload) if write else None


def _decide(turn: Turn, remotes: Remotes) -> CreateInvoice:
    seen, booking = decided(turn)
    if seen.choice.draft:
        create_customer(turn, remotes.fortnox, seen.choice.draft)
    if seen.choice.changes:
        update_customer(turn, remotes.fortnox, seen.choice)
    draft, next_number = under_its_number(
        turn, seen, booking.draft, in_productive=remotes.productive, in_fortnox=remotes.fortnox
    )
    follows = {NEXT_NUMBER: next_number} if next_number else {}
    return CreateInvoice(client=remotes.fortnox, payload=payload(booking, draft, seen.invoice) | follows)


def decided(turn: Turn) -> tuple[Preview, Booking]:
    """What the person saw, as long as nothing stops it and nothing has changed since; else it stops here."""
    seen = _seen(turn)
    if seen.booking is None or seen.problems:
        turn.block(seen.problems)
    if seen.fingerprint != turn.attempt.seen_fingerprint:
        turn.block([Problem(ProblemKind.CHANGED_SINCE_SEEN)])
    return seen, seen.booking


def _seen(turn: Turn) -> Preview:
    try:
        return preview(
            turn.copy.organisation,
            turn.copy.productive_invoice_id,
            customer=turn.attempt.customer,
            number=turn.attempt.invoice_number,
            copy=turn.copy,
            # Who tries again has mended something, perhaps in Fortnox's registers. One that went on has just read them.
            fresh=turn.attempt.number > 1 and not turn.attempt.by_itself,
            ordinal=turn.copy.ordinal,
            outside=turn.outside,
        )
    except NotFound as gone:
        if gone.refusal.remote == FORTNOX:
            raise
        turn.block(deleted(turn.copy.productive_invoice_id).problems)


def payload(booking: Booking, draft: fortnox.InvoiceDraft, invoice: productive.Invoice) -> dict[str, Any]:
    """What is meant and what it was made from; later turns compare with both."""
    rate = {"rate": kept(booking.rate)} if booking.rate else {}
    return {"draft": draft.model_dump(mode="json"), "source": invoice.model_dump(mode="json"), **rate}


def _created(turn: Turn, remotes: Remotes, create: CreateInvoice) -> fortnox.Invoice:
    """The Fortnox invoice as it is now: the answer to our POST, or read again when that was in an earlier turn."""
    write = live_write(turn.copy, WriteKind.CREATE_INVOICE)
    if write and write.state == WriteState.LANDED:
        return remotes.fortnox.invoice(turn.copy.fortnox_document_number)
    try:
        landed = perform(turn, create)
    except Refused:
        number_is_taken(turn, create, in_fortnox=remotes.fortnox, in_productive=remotes.productive)
        raise
    return fortnox.Invoice.model_validate(landed.answer)


def _compare_answer(turn: Turn, create: CreateInvoice, answer: fortnox.Invoice) -> None:
    """Exactly what was meant, or a person is told which line differs; nothing is sent again."""
    found = comparison.differences(create.draft, totals_of(create.draft), answer)
    if found:
        turn.block(comparison.as_problems(found, ProblemKind.ANSWER_DIFFERS))
    note_compared(turn, answer.document_number)


def note_compared(turn: Turn, number: str) -> None:
    """Fortnox has exactly what was meant."""
    with turn.changing() as copy:
        if copy.compared_at is None:
            copy.compared_at = turn.now()
            copy.save(update_fields=["compared_at"])
            turn.note("compared", fortnox_document_number=number)


def finish(turn: Turn, remotes: Remotes, source: productive.Invoice, number: str) -> list[Problem]:
    """Productive's side of it: final, numbered and marked; returns what stays for a person to see."""
    flagged = _finalize(turn, remotes, source, number)
    _mark_exported(turn, remotes, source, number)
    return flagged


def _finalize(turn: Turn, remotes: Remotes, before: productive.Invoice, number: str) -> list[Problem]:
    """Productive's invoice is final, carries Fortnox's number, and is still what was copied."""
    now = _still_the_same(turn, remotes, before)
    if now.is_draft or is_open(turn.copy, WriteKind.FINALIZE):
        finalize = Finalize(client=remotes.productive, invoice_id=now.id, number=number)
        with _overtaken(turn, remotes, before, lambda meanwhile: not meanwhile.is_draft):
            perform(turn, finalize, look_first=not now.is_draft)
        now = _still_the_same(turn, remotes, before)
    if now.number == number and not is_open(turn.copy, WriteKind.RENUMBER):
        return []
    if now.sent_on is not None:
        return _keep_both(turn, now.number or "", number)
    renumber(turn, remotes.productive, now, number)
    return []


def _keep_both(turn: Turn, number: str, fortnox_number: str) -> list[Problem]:
    """It was sent under another number meanwhile, and keeps it: both numbers stand, and a person is told."""
    problem = Problem(ProblemKind.NUMBERED_OTHERWISE, {"number": number, "fortnox_number": fortnox_number})
    with turn.changing() as copy:
        if as_json(problem) not in copy.problems:
            copy.problems = [as_json(problem)]
            copy.save(update_fields=["problems"])
            turn.note("numbered_otherwise", number=number, fortnox_document_number=fortnox_number)
    return [problem]


@contextmanager
def _overtaken(
    turn: Turn, remotes: Remotes, before: productive.Invoice, is_explained: Callable[[productive.Invoice], bool]
) -> Iterator[None]:
    """Where Productive refuses a change because somebody was quicker, what they did is told and not the refusal."""
    try:
        yield
    except Refused:
        if not is_explained(_still_the_same(turn, remotes, before)):
            raise


def _still_the_same(turn: Turn, remotes: Remotes, before: productive.Invoice) -> productive.Invoice:
    try:
        now = remotes.productive.invoice(before.id)
    except NotFound:
        turn.block([Problem(ProblemKind.DELETED_MEANWHILE, {"fortnox_number": turn.copy.fortnox_document_number})])
    changes = comparison.productive_changed(before, now)
    if changes:
        turn.block(comparison.as_problems(changes, ProblemKind.CHANGED_MEANWHILE))
    return now


def _mark_exported(turn: Turn, remotes: Remotes, before: productive.Invoice, number: str) -> None:
    url = invoice_page(turn.copy.connection.fortnox_tenant_id, number)
    mark = MarkExported(client=remotes.productive, invoice_id=before.id, number=number, url=url)
    with _overtaken(turn, remotes, before, lambda _: False):
        perform(turn, mark)
