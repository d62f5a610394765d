"""The engine's inline twin: runs what is woken in the caller's own thread, for simulation, tests and `--wait`."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime

import structlog

from brygga.connections.outside import Outside
from brygga.jobs.engine import Wake
from brygga.jobs.kinds import run
from brygga.jobs.waking import wake_due

log = structlog.get_logger()


class InlineEngine:
    """Runs one piece of work after the other, in the order in which they were woken."""

    def __init__(self, *, outside: Outside, do: Callable[[Wake], None] | None = None) -> None:
        self._outside = outside
        self._do = do or (lambda wake: run(wake, outside=outside))
        self._waiting: deque[Wake] = deque()
        self._seen: set[str] = set()

    def wake(self, wake: Wake) -> None:
        if wake.key not in self._seen:
            self._seen.add(wake.key)
            self._waiting.append(wake)

    def tidy(self, now: datetime) -> None:  # noqa: ARG002  The shape of every engine.
        self._seen.intersection_update(wake.key for wake in self._waiting)

    def run_waiting(self) -> None:
        """Run everything that was woken; one that fails does not hold up the others."""
        while self._waiting:
            wake = self._waiting.popleft()
            try:
                self._do(wake)
            except Exception:
                log.exception("work failed", kind=wake.kind, id=wake.id)

    def run_due(self) -> int:
        """Wake what is due and run it; returns how much that was."""
        woken = wake_due(self, outside=self._outside)
        self.run_waiting()
        return woken
