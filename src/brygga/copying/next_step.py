"""What to do about each kind of trouble with a remote: one table, pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from brygga.accounting.problems import Problem, ProblemKind
from brygga.remote.errors import (
    NotAuthorised,
    OutcomeUnknown,
    Refused,
    RemoteError,
    Throttled,
    Unavailable,
    Unintelligible,
)

RETRY_AFTER_SECONDS = (5, 15, 60, 300, 900)
# A copy that could not go for so long is given to a person.
PATIENCE = timedelta(hours=24)


@dataclass(frozen=True, kw_only=True)
class Wait:
    """Try again after this time."""

    after: timedelta
    reason: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A person must do something first."""

    problem: Problem


@dataclass(frozen=True, kw_only=True)
class Fail:
    """A developer must look."""

    reason: dict[str, Any]


def next_step(error: RemoteError, *, tries: int) -> Wait | Block | Fail:
    """The next step after a remote's trouble, when an attempt was tried so often already."""
    match error:
        case Throttled():
            return Wait(after=error.after, reason=_reason("throttled", error))
        case Unavailable() | OutcomeUnknown():
            return Wait(after=_backoff(tries), reason=_reason("unavailable", error))
        case NotAuthorised(whole_connection=True):
            return Block(problem=_problem(ProblemKind.RECONNECT_NEEDED, error))
        case NotAuthorised():
            return Block(problem=_problem(ProblemKind.NOT_PERMITTED, error))
        case Refused():
            return Block(problem=_problem(ProblemKind.REMOTE_REFUSED, error))
        case Unintelligible():
            return Fail(reason=_reason("unintelligible", error))
    return Fail(reason=_reason("unexpected", error))


def _backoff(tries: int) -> timedelta:
    return timedelta(seconds=RETRY_AFTER_SECONDS[min(tries, len(RETRY_AFTER_SECONDS) - 1)])


def _problem(kind: ProblemKind, error: RemoteError) -> Problem:
    return Problem(kind=kind, facts=facts_of(error))


def _reason(kind: str, error: RemoteError) -> dict[str, Any]:
    return {"kind": kind, "facts": facts_of(error)}


def facts_of(error: RemoteError) -> dict[str, str]:
    """What a remote said, as raw texts."""
    told = error.refusal
    return {
        "remote": told.remote,
        "asked": told.asked,
        "status": str(told.status or ""),
        "code": told.code,
        "sentence": told.sentence,
    }
