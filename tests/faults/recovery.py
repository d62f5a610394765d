"""What a new process does after the old one died: takes over, and works until all is quiet."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Min

from brygga.connections.outside import Outside
from brygga.copying.models import Attempt, Copy
from brygga.jobs.inline import InlineEngine
from brygga.jobs.waking import make_all_due

TURNS_MAX = 60
# Longer than the last landing delay, so that a twin has landed and was found.
WATCHED_FOR = timedelta(minutes=70)


def begin_again(outside: Outside) -> None:
    """A process starts on what another left, as `brygga serve` does."""
    make_all_due(outside=outside)


def until_quiet(copy_id: UUID, outside: Outside) -> None:
    """Work and let time pass until the copy rests, and then for as long as a twin may still land."""
    engine = InlineEngine(outside=outside)
    for _ in range(TURNS_MAX):
        engine.run_due()
        wakes_at = Attempt.objects.filter(copy_id=copy_id, finished_at=None).aggregate(at=Min("wakes_at"))["at"]
        if wakes_at is None:
            break
        outside.clock.sleep(max((wakes_at - outside.clock.now()).total_seconds(), 0.001))
    _watch(copy_id, engine, outside)


def _watch(copy_id: UUID, engine: InlineEngine, outside: Outside) -> None:
    until = outside.clock.now() + WATCHED_FOR
    while (at := Copy.objects.get(id=copy_id).watch_at) is not None and at <= until:
        outside.clock.sleep(max((at - outside.clock.now()).total_seconds(), 0.001))
        engine.run_due()
