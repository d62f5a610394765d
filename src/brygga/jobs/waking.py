"""Which rows are due, each claimed before it is woken, so that two processes never wake the same one.

A claimed row is pushed ahead: when its worker dies it becomes due again, and one that always fails is never in the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from brygga.connections.models import By
from brygga.connections.outside import Outside
from brygga.copying.models import Attempt, Copy
from brygga.copying.turns import TURN_SECONDS
from brygga.jobs.engine import Engine, Wake
from brygga.jobs.kinds import COPY, TWIN

BATCH_ROWS_MAX = 100


def wake_due(engine: Engine, *, outside: Outside) -> int:
    """Wake everything that is due now; returns how many."""
    wakes = [*_due_attempts(outside.clock.now()), *_due_watches(outside.clock.now())]
    for wake in wakes:
        engine.wake(wake)
    return len(wakes)


def make_all_due(*, outside: Outside) -> None:
    """Take over what a dead process held, when no other process can be alive: its turns need not run out."""
    Attempt.objects.filter(finished_at=None, copy__looks_again_at=None).update(wakes_at=outside.clock.now())


def _due_attempts(now: datetime) -> Iterator[Wake]:
    due = Attempt.objects.filter(finished_at=None, wakes_at__lte=now).order_by("wakes_at")
    asked = due.values_list("id", "wakes_at", "copy__connection_id", "copy__connection__settings__numbers_by")
    for attempt_id, wakes_at, lane, numbers_by in asked[:BATCH_ROWS_MAX]:
        ahead = now + timedelta(seconds=TURN_SECONDS)
        if Attempt.objects.filter(id=attempt_id, wakes_at=wakes_at, finished_at=None).update(wakes_at=ahead):
            claim, is_alone = ahead.isoformat(), numbers_by == By.PRODUCTIVE
            yield Wake(kind=COPY, id=str(attempt_id), lane=str(lane), claim=claim, is_alone=is_alone)


def _due_watches(now: datetime) -> Iterator[Wake]:
    due = Copy.objects.filter(watch_at__lte=now).order_by("watch_at")
    for copy_id, watch_at, lane in due.values_list("id", "watch_at", "connection_id")[:BATCH_ROWS_MAX]:
        ahead = now + timedelta(seconds=TURN_SECONDS)
        if Copy.objects.filter(id=copy_id, watch_at=watch_at).update(watch_at=ahead):
            yield Wake(kind=TWIN, id=str(copy_id), lane=str(lane), claim=ahead.isoformat())
