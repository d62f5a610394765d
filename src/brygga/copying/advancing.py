"""Taking an attempt as far as it goes now, and resting with what it waits for: an answer, a person, a better hour.

What follows what stands in two tables. After a copy and an update come the document, the booking and the sending: in
this order, since a booked invoice may take no file, and a file goes out with what is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from brygga.accounting.problems import Problem, ProblemKind
from brygga.connections import opening
from brygga.connections.live import speaking_for_books_of
from brygga.connections.models import By, Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.connections.registers import forget_registers
from brygga.connections.tokens import OUR_SECRET_WRONG, need_reconnect
from brygga.copying import books
from brygga.copying.book_and_send import book_copied, send_copied
from brygga.copying.copy_credit_note import copy_credit_note
from brygga.copying.copy_invoice import Remotes, copy_invoice
from brygga.copying.correct_invoice import cancel_invoice, update_invoice
from brygga.copying.deliver_document import deliver_document
from brygga.copying.draft_in_productive import make_drafts
from brygga.copying.next_step import PATIENCE, Block, Fail, Wait, facts_of, next_step
from brygga.copying.states import CopyState, Does, WriteState
from brygga.copying.turns import DATABASE_TROUBLE, Rested, Turn, TurnLost, begin
from brygga.copying.writes import doubt
from brygga.remote.errors import NotAuthorised, OutcomeUnknown, Refused, RemoteError, Throttled, Unavailable

FORTNOX = "fortnox"
log = structlog.get_logger()


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
        for step in _steps_left(turn):
            step(turn)
    except RemoteError as error:
        _rest(turn, error)
    except (Rested, TurnLost, *DATABASE_TROUBLE):
        raise
    except Exception as error:  # Nobody foresaw this: a person is told, and nothing that was sent is forgotten.
        log.exception("copy failed", copy=str(turn.copy.id))
        _fail(turn, error)


def _steps_left(turn: Turn) -> Sequence[Step]:
    """A copy that an earlier turn, or an earlier attempt, has brought to its end lacks only what follows."""
    steps = STEPS[Does(turn.attempt.does)]
    return steps[-1:] if turn.copy.state == CopyState.COPIED else steps


def _copy(turn: Turn) -> None:
    copies = copy_credit_note if turn.copy.is_credit_note else copy_invoice
    copies(turn, _remotes(turn))


def _update(turn: Turn) -> None:
    update_invoice(turn, _remotes(turn))


def _cancel(turn: Turn) -> None:
    cancel_invoice(turn, _remotes(turn))


def _follow_up(turn: Turn) -> None:
    """The invoice is copied and stays so: whatever stops what follows is told, and a person can try again."""
    connection = speaking_for_books_of(turn.copy.connection)
    for each in FOLLOWS[Does(turn.attempt.does)]:
        if connection.state != ConnectionState.CONNECTED:
            turn.block([_not_done(turn, each)])
        try:
            each.do(turn, connection)
        except (Unavailable, Throttled, OutcomeUnknown):
            if _waited_long_enough(turn):
                turn.block([_not_done(turn, each)])
            raise
        except RemoteError as error:
            _learn(turn, error)
            turn.block([_not_done(turn, each, error)])
        except (Rested, TurnLost, *DATABASE_TROUBLE):
            raise
        except Exception:  # Nobody foresaw this: a person is told, and nothing that was sent is forgotten.
            log.exception("what follows a copy failed", copy=str(turn.copy.id))
            _doubt_what_was_sent(turn)
            turn.block([_not_done(turn, each)])
    turn.finish()


@dataclass(frozen=True)
class FollowUp:
    """One thing that follows a copy: how it is done, and what is told when it could not be."""

    do: Callable[[Turn, Connection], None]
    not_done: ProblemKind


DOCUMENT = FollowUp(deliver_document, ProblemKind.DOCUMENT_NOT_DELIVERED)
BOOKING = FollowUp(book_copied, ProblemKind.BOOKING_NOT_DONE)
SENDING = FollowUp(send_copied, ProblemKind.SENDING_NOT_DONE)
EVERYTHING = (DOCUMENT, BOOKING, SENDING)
FOLLOWS: Mapping[Does, Sequence[FollowUp]] = {
    Does.CREATE: EVERYTHING,
    Does.UPDATE: EVERYTHING,
    Does.DELIVER: EVERYTHING,
    Does.BOOK: (BOOKING,),
}


def _draft(turn: Turn) -> None:
    """The invoice is copied and stays so: whatever stops a draft of it is told beside it."""
    try:
        make_drafts(turn)
    except (Unavailable, Throttled, OutcomeUnknown) as error:
        if _waited_long_enough(turn):
            turn.block([Problem(ProblemKind.DRAFT_NOT_MADE, facts_of(error))])
        raise
    except RemoteError as error:
        turn.block([Problem(ProblemKind.DRAFT_NOT_MADE, facts_of(error))])


Step = Callable[[Turn], None]
STEPS: Mapping[Does, Sequence[Step]] = {
    Does.CREATE: (_copy, _follow_up),
    Does.UPDATE: (_update, _follow_up),
    Does.CANCEL: (_cancel,),
    Does.DELIVER: (_follow_up,),
    Does.BOOK: (_follow_up,),
    Does.CREDIT_NOTE: (_draft,),
    Does.REPLACE: (_draft,),
}


def _not_done(turn: Turn, follow_up: FollowUp, error: RemoteError | None = None) -> Problem:
    said = facts_of(error) if error else {}
    if follow_up is not DOCUMENT:
        return Problem(follow_up.not_done, said)
    to = "productive" if turn.copy.connection.settings.pdf_by == By.FORTNOX else "fortnox"
    return Problem(follow_up.not_done, {"to": to, **said})


def _waited_long_enough(turn: Turn) -> bool:
    """A copy that could not go for so long is a person's; an open write is looked for however long it takes."""
    return turn.copy.unclear_write_id is None and turn.now() > turn.attempt.asked_at + PATIENCE


def _fail(turn: Turn, error: Exception) -> None:
    _doubt_what_was_sent(turn)
    turn.fail({"kind": "unexpected", "facts": {"error": type(error).__name__}})


def _doubt_what_was_sent(turn: Turn) -> None:
    sent = turn.copy.writes.filter(state=WriteState.SENT, unanswered_at=None).first()
    if sent:
        doubt(turn, sent)


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
