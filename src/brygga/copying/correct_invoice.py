"""Correcting the Fortnox invoice of a copy: it is updated to what the Productive invoice is now, or cancelled."""

from __future__ import annotations

from datetime import date
from typing import Any

from brygga.accounting import comparison, corrections
from brygga.accounting.corrections import Why, not_changeable
from brygga.accounting.invoices import deleted
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rates import kept
from brygga.copying import books
from brygga.copying.acts_correcting import CancelInvoice, UpdateInvoice
from brygga.copying.copy_invoice import FORTNOX, Remotes, finish, note_compared, settle_sent
from brygga.copying.last_written import last_written, too_late
from brygga.copying.states import Keeps, WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.update_preview import UpdatePreview, preview_update
from brygga.copying.write_customer import create_customer
from brygga.copying.writes import live_write, perform
from brygga.fortnox import schema as fortnox
from brygga.remote.errors import NotFound


def update_invoice(turn: Turn, remotes: Remotes) -> None:
    """The invoice that stands is changed once, read again and compared; then Productive's side is looked after."""
    settle_sent(turn, remotes)
    books.insist_on_own_books(turn, in_fortnox=remotes.fortnox, in_productive=remotes.productive)

    update = _landed(turn, remotes) or _updated(turn, remotes)

    _compare(turn, remotes, update)

    flagged = finish(turn, remotes, update.source, turn.copy.fortnox_document_number)

    if _landed(turn, remotes):
        turn.complete("updated", flagged)
    else:
        turn.complete("update_not_needed", flagged)


def cancel_invoice(turn: Turn, remotes: Remotes) -> None:
    """The invoice that stands is cancelled, where nobody was told of it and nothing is booked."""
    settle_sent(turn, remotes)
    books.insist_on_own_books(turn, in_fortnox=remotes.fortnox, in_productive=remotes.productive)

    if not _is_cancelled(turn):
        now = _cancellable(turn, remotes)
        cancel = CancelInvoice(client=remotes.fortnox, payload={"before": now.model_dump(mode="json")})
        perform(turn, cancel, look_first=now.cancelled)

    turn.end_cancelled()


def _landed(turn: Turn, remotes: Remotes) -> UpdateInvoice | None:
    """What this attempt has already changed."""
    write = live_write(turn.copy, WriteKind.UPDATE_INVOICE, turn.attempt)
    if write is None or write.state != WriteState.LANDED:
        return None
    return UpdateInvoice(client=remotes.fortnox, payload=write.payload)


def _updated(turn: Turn, remotes: Remotes) -> UpdateInvoice:
    """Decide what to send on what both sides are at this moment, and send it when anything would change.

    What was written down and never sent is decided anew: Fortnox may have been changed by hand since.
    """
    with turn.changing() as copy:
        copy.writes.filter(kind=WriteKind.UPDATE_INVOICE, state=WriteState.INTENDED).update(state=WriteState.DROPPED)
    seen = _decided(turn)
    update = UpdateInvoice(client=remotes.fortnox, payload=_payload(seen))
    if seen.is_needed:
        if seen.seen.choice.draft:
            create_customer(turn, remotes.fortnox, seen.seen.choice.draft)
        perform(turn, update)
    return update


def _decided(turn: Turn) -> UpdatePreview:
    attempt = turn.attempt
    try:
        seen = preview_update(
            turn.copy, customer=attempt.customer, keeps=Keeps(attempt.keeps), fresh=True, outside=turn.outside
        )
    except NotFound as gone:
        if gone.refusal.remote == FORTNOX:
            raise
        turn.block(deleted(turn.copy.productive_invoice_id).problems)
    if seen.problems:
        turn.block(seen.problems)
    if seen.fingerprint != attempt.seen_fingerprint:
        turn.block([Problem(ProblemKind.CHANGED_SINCE_SEEN)])
    if seen.asked and attempt.keeps != Keeps.OURS:
        turn.block(corrections.changed_in_fortnox(seen.asked))
    return seen


def _payload(seen: UpdatePreview) -> dict[str, Any]:
    """What is meant, what it was made from, and what stood before; later turns compare with all of it."""
    if seen.wanted is None or seen.now is None:
        raise ValueError("An update that could not be decided has problems that were not looked for.")
    rate = seen.seen.booking.rate if seen.seen.booking else None
    return {
        **({"rate": kept(rate)} if rate else {}),
        "draft": seen.wanted.model_dump(mode="json"),
        "last": seen.last.draft.model_dump(mode="json"),
        "before": seen.now.model_dump(mode="json"),
        "source": seen.seen.invoice.model_dump(mode="json"),
    }


def _compare(turn: Turn, remotes: Remotes, update: UpdateInvoice) -> None:
    """Fortnox is asked what it has now, whatever it answered before: exactly what was meant, or a person is told."""
    answer = remotes.fortnox.invoice(turn.copy.fortnox_document_number)
    found = corrections.not_as_meant(update.last, update.before, update.draft, answer)
    if found:
        turn.block(comparison.as_problems(found, ProblemKind.ANSWER_DIFFERS))
    note_compared(turn, answer.document_number)


def _is_cancelled(turn: Turn) -> bool:
    write = live_write(turn.copy, WriteKind.CANCEL_INVOICE)
    return write is not None and write.state == WriteState.LANDED


def _cancellable(turn: Turn, remotes: Remotes) -> fortnox.Invoice:
    """The invoice as it is now; somebody may have cancelled it already, and then that is what was wanted."""
    copy = turn.copy
    try:
        now = remotes.fortnox.invoice(copy.fortnox_document_number)
    except NotFound:
        turn.block([not_changeable(copy.fortnox_document_number, Why.GONE)])
    last = last_written(copy)
    problems = too_late(copy, last, now, sent_on=_sent_on(turn, remotes))
    is_ours = now.external_invoice_reference1 == last.draft.external_invoice_reference1
    if problems and not (now.cancelled and is_ours):
        turn.block(problems)
    return now


def _sent_on(turn: Turn, remotes: Remotes) -> date | None:
    """When Productive sent it to the client company; an invoice that was deleted there was not."""
    try:
        return remotes.productive.invoice(turn.copy.productive_invoice_id).sent_on
    except NotFound:
        return None
