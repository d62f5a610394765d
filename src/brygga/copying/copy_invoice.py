"""Copying one invoice: decide, create it in Fortnox, compare, number and finalize it in Productive, mark it.

`advance` takes an attempt as far as it goes now. Each step looks at what earlier turns did, so that it may be
called again after any interruption, and what is done stays done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from brygga.accounting import comparison
from brygga.accounting.customer_updates import as_problems
from brygga.accounting.invoices import Booking, deleted
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.totals import totals_of
from brygga.connections import opening
from brygga.connections.outside import Outside
from brygga.connections.registers import forget_registers
from brygga.connections.tokens import OUR_SECRET_WRONG, need_reconnect
from brygga.copying import books
from brygga.copying.acts import CreateInvoice, Finalize, MarkExported, Renumber, act_of, invoice_page
from brygga.copying.acts_on_customers import CreateCustomer, UpdateCustomer
from brygga.copying.customer_choice import CustomerChoice
from brygga.copying.models import WriteKind, WriteState
from brygga.copying.next_step import PATIENCE, Block, Fail, Wait, next_step
from brygga.copying.preview import Preview, preview
from brygga.copying.turns import DATABASE_TROUBLE, Rested, Turn, TurnLost, begin
from brygga.copying.writes import digest, doubt, is_open, live_write, perform, settle
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.productive import schema as productive
from brygga.productive.client import ProductiveClient
from brygga.remote.errors import NotAuthorised, NotFound, Refused, RemoteError

FORTNOX = "fortnox"

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Remotes:
    """Both systems, as this connection reaches them."""

    productive: ProductiveClient
    fortnox: FortnoxClient


def advance(attempt_id: UUID, *, claimed_until: datetime | None = None, outside: Outside) -> None:
    """Take one attempt as far as it goes now; what it waits for stands in its rows."""
    turn = begin(attempt_id, outside, claimed_until=claimed_until)
    if turn is None:
        return
    try:
        _advance(turn)
    except Rested:
        pass
    except TurnLost:
        log.info("turn lost", attempt=str(attempt_id))


def _advance(turn: Turn) -> None:
    try:
        copy_invoice(turn, _remotes(turn))
    except RemoteError as error:
        _rest(turn, error)
    except (Rested, TurnLost, *DATABASE_TROUBLE):
        raise
    except Exception as error:  # Nobody foresaw this: a person is told, and nothing that was sent is forgotten.
        log.exception("copy failed", copy=str(turn.copy.id))
        _fail(turn, error)


def _waited_long_enough(turn: Turn) -> bool:
    """A copy that could not go for so long is a person's; an open write is looked for however long it takes."""
    return turn.copy.unclear_write_id is None and turn.now() > turn.attempt.asked_at + PATIENCE


def _fail(turn: Turn, error: Exception) -> None:
    sent = turn.copy.writes.filter(state=WriteState.SENT, unanswered_at=None).first()
    if sent:
        doubt(turn, sent)
    turn.fail({"kind": "unexpected", "facts": {"error": type(error).__name__}})


def _remotes(turn: Turn) -> Remotes:
    return Remotes(
        productive=opening.productive(turn.copy.organisation, outside=turn.outside),
        fortnox=opening.fortnox(books.reached_by(turn), outside=turn.outside),
    )


def _rest(turn: Turn, error: RemoteError) -> None:
    match next_step(error, tries=turn.attempt.tries):
        case Wait(reason=reason) if _waited_long_enough(turn):
            turn.fail(reason)
        case Wait(after=after, reason=reason):
            turn.wait(turn.now() + after, reason)
        case Block(problem=problem):
            _learn(turn, error)
            ended = problem.kind is ProblemKind.RECONNECT_NEEDED and error.refusal.remote == FORTNOX
            turn.block([(ended and books.replaced(turn.copy)) or problem])
        case Fail(reason=reason):
            log.error("a remote cannot be understood", copy=str(turn.copy.id), error=str(error))
            turn.fail(reason)


def _learn(turn: Turn, error: RemoteError) -> None:
    """What a refusal by Fortnox says about the connection and about what we know of its registers."""
    if error.refusal.remote != FORTNOX:
        return
    if isinstance(error, NotAuthorised) and error.whole_connection and error.refusal.code != OUR_SECRET_WRONG:
        need_reconnect(turn.copy.connection, why="token_refused", outside=turn.outside)
    if isinstance(error, Refused):
        forget_registers(turn.copy.connection)


def copy_invoice(turn: Turn, remotes: Remotes) -> None:
    """The whole journey, in the order in which it must happen."""
    _settle(turn, remotes)
    books.insist_on_own_books(turn, in_fortnox=remotes.fortnox, in_productive=remotes.productive)

    create = _intended(turn, remotes) or _decide(turn, remotes)
    answer = _created(turn, remotes, create)

    _compare_answer(turn, create, answer)

    _finalize(turn, remotes, create, answer.document_number)
    _mark_exported(turn, remotes, create, answer.document_number)

    turn.complete()


def _settle(turn: Turn, remotes: Remotes) -> None:
    """What an earlier turn sent is found, or surely lost, before the world as it is now may stop the copy.

    The invoice itself needs no such care: nothing is judged before it is looked for.
    """
    write = turn.copy.writes.filter(state=WriteState.SENT).exclude(kind=WriteKind.CREATE_INVOICE).first()
    if write:
        settle(turn, write, act_of(write, in_fortnox=remotes.fortnox, in_productive=remotes.productive))


def _intended(turn: Turn, remotes: Remotes) -> CreateInvoice | None:
    """What an earlier turn wrote down; from then on nothing is decided anew."""
    write = live_write(turn.copy, WriteKind.CREATE_INVOICE)
    return CreateInvoice(client=remotes.fortnox, payload=write.payload) if write else None


def _decide(turn: Turn, remotes: Remotes) -> CreateInvoice:
    seen = _seen(turn)
    if seen.booking is None or seen.problems:
        turn.block(seen.problems)
    if seen.fingerprint != turn.attempt.seen_fingerprint:
        turn.block([Problem(ProblemKind.CHANGED_SINCE_SEEN)])
    if seen.choice.draft:
        perform(turn, CreateCustomer(client=remotes.fortnox, draft=seen.choice.draft), look_first=True)
    if seen.choice.changes:
        _update_customer(turn, remotes, seen.choice)
    return CreateInvoice(client=remotes.fortnox, payload=_payload(seen.booking, seen.invoice))


def _update_customer(turn: Turn, remotes: Remotes, choice: CustomerChoice) -> None:
    """Exactly the fields that the person saw; an earlier attempt may have changed others, or another customer."""
    update = UpdateCustomer(client=remotes.fortnox, number=choice.number, changes=choice.changes)
    with turn.changing() as copy:
        earlier = copy.writes.filter(kind=WriteKind.UPDATE_CUSTOMER, state=WriteState.LANDED)
        earlier.exclude(digest=digest(update.payload)).update(state=WriteState.DROPPED)
    customer = fortnox.Customer.model_validate(perform(turn, update).answer)
    if problems := as_problems(customer, choice.changes):
        turn.block(problems)


def _seen(turn: Turn) -> Preview:
    try:
        return preview(
            turn.copy.organisation,
            turn.copy.productive_invoice_id,
            customer=turn.attempt.customer,
            copy=turn.copy,
            fresh=turn.attempt.number > 1,  # Who tries again has mended something, perhaps in Fortnox's registers.
            outside=turn.outside,
        )
    except NotFound as gone:
        if gone.refusal.remote == FORTNOX:
            raise
        turn.block(deleted(turn.copy.productive_invoice_id).problems)


def _payload(booking: Booking, invoice: productive.Invoice) -> dict[str, Any]:
    """What is meant and what it was made from; later turns compare with both."""
    return {"draft": booking.draft.model_dump(mode="json"), "source": invoice.model_dump(mode="json")}


def _created(turn: Turn, remotes: Remotes, create: CreateInvoice) -> fortnox.Invoice:
    """The Fortnox invoice as it is now: the answer to our POST, or read again when that was in an earlier turn."""
    write = live_write(turn.copy, WriteKind.CREATE_INVOICE)
    if write and write.state == WriteState.LANDED:
        return remotes.fortnox.invoice(turn.copy.fortnox_document_number)
    landed = perform(turn, create)
    return fortnox.Invoice.model_validate(landed.answer)


def _compare_answer(turn: Turn, create: CreateInvoice, answer: fortnox.Invoice) -> None:
    """Exactly what was meant, or a person is told which line differs; nothing is sent again."""
    found = comparison.differences(create.draft, totals_of(create.draft), answer)
    if found:
        turn.block(comparison.as_problems(found, ProblemKind.ANSWER_DIFFERS))
    with turn.changing() as copy:
        if copy.compared_at is None:
            copy.compared_at = turn.now()
            copy.save(update_fields=["compared_at"])
            turn.note("compared", fortnox_document_number=answer.document_number)


def _finalize(turn: Turn, remotes: Remotes, create: CreateInvoice, number: str) -> None:
    """Productive's invoice is final, carries Fortnox's number, and is still what was copied."""
    before = create.source
    now = _still_the_same(turn, remotes, before)
    if now.is_draft or is_open(turn.copy, WriteKind.FINALIZE):
        finalize = Finalize(client=remotes.productive, invoice_id=now.id, number=number)
        with _overtaken(turn, remotes, before, lambda meanwhile: not meanwhile.is_draft):
            perform(turn, finalize, look_first=not now.is_draft)
        now = _still_the_same(turn, remotes, before)
    if now.number != number or is_open(turn.copy, WriteKind.RENUMBER):
        _renumber(turn, remotes, now, number)


def _renumber(turn: Turn, remotes: Remotes, now: productive.Invoice, number: str) -> None:
    """It was finalized under another number; what was sent under a number keeps it."""
    if now.sent_on is not None:
        facts = {"number": now.number or "", "fortnox_number": number}
        turn.block([Problem(ProblemKind.NUMBERED_OTHERWISE, facts)])
    with turn.changing() as copy:  # Somebody may have renumbered it since an earlier attempt of this copy did.
        copy.writes.filter(kind=WriteKind.RENUMBER, state=WriteState.LANDED).update(state=WriteState.DROPPED)
    renumber = Renumber(client=remotes.productive, invoice_id=now.id, number=number, before=now.number or "")
    perform(turn, renumber, look_first=True)


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


def _mark_exported(turn: Turn, remotes: Remotes, create: CreateInvoice, number: str) -> None:
    before = create.source
    url = invoice_page(turn.copy.connection.fortnox_tenant_id, number)
    mark = MarkExported(client=remotes.productive, invoice_id=before.id, number=number, url=url)
    with _overtaken(turn, remotes, before, lambda _: False):
        perform(turn, mark)
