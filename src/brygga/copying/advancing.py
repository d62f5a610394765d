"""Taking an attempt as far as it goes now, and resting with what it waits for: an answer, a person, a better hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

import structlog

from brygga.accounting.problems import ProblemKind
from brygga.connections import opening
from brygga.connections.outside import Outside
from brygga.connections.registers import forget_registers
from brygga.connections.tokens import OUR_SECRET_WRONG, need_reconnect
from brygga.copying import books
from brygga.copying.copy_invoice import Remotes, copy_invoice
from brygga.copying.correct_invoice import cancel_invoice, update_invoice
from brygga.copying.models import Does, WriteState
from brygga.copying.next_step import PATIENCE, Block, Fail, Wait, next_step
from brygga.copying.turns import DATABASE_TROUBLE, Rested, Turn, TurnLost, begin
from brygga.copying.writes import doubt
from brygga.remote.errors import NotAuthorised, Refused, RemoteError

FORTNOX = "fortnox"
DOES: Mapping[Does, Callable[[Turn, Remotes], None]] = {
    Does.CREATE: copy_invoice,
    Does.UPDATE: update_invoice,
    Does.CANCEL: cancel_invoice,
}

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
        DOES[Does(turn.attempt.does)](turn, _remotes(turn))
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
