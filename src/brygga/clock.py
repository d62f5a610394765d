"""Time and identities: the one place where the product reads the clock or invents an id.

Use cases take a `Clock` and `Ids`, so that a simulation can own both.
"""

from __future__ import annotations

import time
import uuid
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class Clock(Protocol):
    """What time it is, and how to wait."""

    def now(self) -> datetime:
        """The moment, aware and in UTC."""

    def monotonic(self) -> float:
        """Seconds that only grow; good for differences, not for dates."""

    def sleep(self, seconds: float) -> None:
        """Return after this many seconds."""


class Ids(Protocol):
    """A source of identities that never repeats."""

    def new(self) -> uuid.UUID:
        """An identity that nobody has had."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class RandomIds:
    """Identities from the operating system's randomness."""

    def new(self) -> uuid.UUID:
        return uuid.uuid4()


def stockholm_date(moment: datetime) -> date:
    """The ledger date of a moment: the calendar date in Stockholm."""
    return moment.astimezone(STOCKHOLM).date()
