"""When the next call may start: never more than a remote's limit in any window of its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

ahead_max_seconds = 60.0


class Pacer(Protocol):
    """Whoever keeps one remote tenant's limit, for all processes together."""

    def wait_turn(self) -> None:
        """Return when this caller may start one call."""


class NoPace:
    """For what has no limit that anybody wrote down."""

    def wait_turn(self) -> None:
        return


@dataclass(frozen=True, kw_only=True)
class Rate:
    """At most `limit` starts in any `window_seconds`.

    The remote counts when a call arrives, we when it starts: `margin_seconds` must exceed the spread of the network
    delay between the two (0.30 s was right for 250 ms, measured with two processes at saturation).
    """

    limit: int
    window_seconds: float
    margin_seconds: float

    def __post_init__(self) -> None:
        if self.limit < 1 or self.window_seconds <= 0 or self.margin_seconds <= 0:
            raise ValueError("A rate needs a limit of at least 1, and a window and a margin above 0.")


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A moment that is taken, and the starts to remember with it (the last `limit`, oldest first)."""

    start: float
    starts: tuple[float, ...]


def book(starts: Sequence[float], now: float, *, rate: Rate) -> Booking | None:
    """Take the next free moment for one call; None when the queue already reaches too far ahead.

    `starts` are the moments taken so far, in seconds of the same clock as `now`, in any order; moments to come are
    among them. A start further ahead than any booking may be was taken by a clock that has been set back since: it
    is forgotten, or the tenant would stand still until the old time has come again.
    """
    taken = sorted(start for start in starts if start <= now + ahead_max_seconds)[-rate.limit :]
    start = max([now, *taken[-1:]])
    if len(taken) == rate.limit:
        start = max(start, taken[0] + rate.window_seconds + rate.margin_seconds)

    if start > now + ahead_max_seconds:
        return None
    return Booking(start=start, starts=(*taken, start)[-rate.limit :])
