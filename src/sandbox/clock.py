"""Time in the sandbox: the one place that reads the machine's clock or draws a random number."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

Choice = TypeVar("Choice")

STOCKHOLM = ZoneInfo("Europe/Stockholm")

# Server times of 285 exchanges recorded since 2022: median of a POST 283 ms, 95 % under 570 ms.
LATENCY_MEDIAN_SECONDS = 0.283
LATENCY_P95_SECONDS = 0.570
NORMAL_P95 = 1.645


class SandboxClock:
    """Real time plus an offset, or frozen at a moment."""

    def __init__(self, frozen_at: datetime | None = None) -> None:
        self._frozen_at = frozen_at
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """The moment, aware and in UTC."""
        return self._frozen_at or datetime.now(UTC) + self._offset

    def today(self) -> date:
        """The calendar date in Stockholm."""
        return self.now().astimezone(STOCKHOLM).date()

    def sleep(self, seconds: float) -> None:
        """Really sleep while the clock runs; while it is frozen, move it."""
        if self.is_frozen:
            self.advance(seconds)
        else:
            time.sleep(seconds)

    @property
    def is_frozen(self) -> bool:
        return self._frozen_at is not None

    def freeze(self, moment: datetime) -> None:
        self._frozen_at = moment.astimezone(UTC)

    def advance(self, seconds: float) -> None:
        if self._frozen_at is None:
            self._offset += timedelta(seconds=seconds)
        else:
            self._frozen_at += timedelta(seconds=seconds)

    def run(self) -> None:
        """Tick again, from the machine's own time."""
        self._frozen_at = None
        self._offset = timedelta(0)


class Dice:
    """Chance that falls alike for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  Nothing secret depends on it.

    def falls(self, probability: float) -> bool:
        return self._random.random() < probability

    def whole(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return self._random.randint(least, most)

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        return self._random.choice(choices)

    def lognormal(self, median: float, spread: float) -> float:
        return self._random.lognormvariate(math.log(median), spread)


class Latency:
    """How long an answer takes: nothing, or as on the wire (log-normal, and the same series for the same seed)."""

    def __init__(self, *, mode: str = "off", seed: int = 1) -> None:
        self.set(mode, seed=seed)

    def set(self, mode: str, *, seed: int = 1) -> None:
        if mode not in {"off", "wire"}:
            raise ValueError(f"The latency is 'off' or 'wire', not {mode!r}.")
        self.mode = mode
        self._dice = Dice(seed)

    def next_seconds(self) -> float:
        if self.mode == "off":
            return 0.0
        spread = math.log(LATENCY_P95_SECONDS / LATENCY_MEDIAN_SECONDS) / NORMAL_P95
        return self._dice.lognormal(LATENCY_MEDIAN_SECONDS, spread)
