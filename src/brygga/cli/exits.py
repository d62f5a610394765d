"""The exit codes of every command."""

from __future__ import annotations

from enum import IntEnum

from brygga.remote.errors import NotAuthorised, NotFound, OutcomeUnknown, RemoteError, Throttled, Unavailable


class Exit(IntEnum):
    """What a script can tell from how a command ended."""

    DONE = 0
    UNFORESEEN = 1
    WRONG_USAGE = 2
    NEEDS_YOU = 3
    NOT_REACHABLE = 4
    NOT_AUTHORISED = 5
    UNDER_WAY = 6


def exit_for(error: RemoteError) -> Exit:
    """How a command ends when a remote did not do what was asked."""
    match error:
        case Unavailable() | Throttled() | OutcomeUnknown():
            return Exit.NOT_REACHABLE
        case NotAuthorised():
            return Exit.NOT_AUTHORISED
        case NotFound():
            return Exit.WRONG_USAGE
    return Exit.NEEDS_YOU
