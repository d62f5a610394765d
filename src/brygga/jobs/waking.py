"""Which rows are due, each claimed before it is woken, so that two processes never wake the same one.

A claimed row is pushed ahead: when its worker dies it becomes due again, and one that always fails is never in the way.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from brygga.connections.models import By, ConnectionState
from brygga.connections.outside import Outside
from brygga.copying.models import Attempt, Copy
from brygga.copying.states import CopyState
from brygga.copying.turns import LOOK_EVERY, TURN_SECONDS
from brygga.jobs.engine import Engine, Wake
from brygga.jobs.kinds import COPY, LOOK, NOTICE, PAYMENTS, SWEEP, TWIN, WATCH, WHEN_FIXED
from brygga.listening.models import Heard
from brygga.payments import feeds
from brygga.payments.models import PaymentFeed, PaymentSync
from brygga.watching import invoices
from brygga.watching.models import Cursor, Watched

BATCH_ROWS_MAX = 100
TURN = timedelta(seconds=TURN_SECONDS)
# A list of many pages takes longer than a turn; a second reading beside it would do no harm.
SWEEP_TURN = timedelta(minutes=10)


def wake_due(engine: Engine, *, outside: Outside) -> int:
    """Wake everything that is due now; returns how many."""
    now = outside.clock.now()
    feeds.open_feeds(outside=outside)
    invoices.begin_where_copied(outside=outside)
    wakes = [*_due_attempts(now), *_due_watches(now), *_due_sweeps(now), *_due_syncs(now)]
    wakes += [*_due_when_fixed(now), *_due_readings(now), *_due_looks(now), *_due_notices(now)]
    for wake in wakes:
        engine.wake(wake)
    return len(wakes)


def make_all_due(*, outside: Outside) -> None:
    """Take over what a dead process held, when no other process can be alive: its turns need not run out."""
    Attempt.objects.filter(finished_at=None, copy__looks_again_at=None).update(wakes_at=outside.clock.now())
    PaymentSync.objects.filter(is_working=True).update(wakes_at=outside.clock.now())


def _due_attempts(now: datetime) -> Iterator[Wake]:
    due = Attempt.objects.filter(finished_at=None, wakes_at__lte=now).order_by("wakes_at")
    asked = due.values_list("id", "wakes_at", "copy__connection_id", "copy__connection__settings__numbers_by")
    for attempt_id, wakes_at, lane, numbers_by in asked[:BATCH_ROWS_MAX]:
        ahead = now + TURN
        if Attempt.objects.filter(id=attempt_id, wakes_at=wakes_at, finished_at=None).update(wakes_at=ahead):
            claim, is_alone = ahead.isoformat(), numbers_by == By.PRODUCTIVE
            yield Wake(kind=COPY, id=str(attempt_id), lane=str(lane), claim=claim, is_alone=is_alone)


def _due_watches(now: datetime) -> Iterator[Wake]:
    return _claimed(Copy.objects.all(), Due(TWIN, "watch_at", "connection_id"), now)


def _due_when_fixed(now: datetime) -> Iterator[Wake]:
    due = Due(WHEN_FIXED, "looks_when_fixed_at", "connection_id", turn=LOOK_EVERY)
    return _claimed(Copy.objects.filter(state=CopyState.BLOCKED), due, now)


def _due_sweeps(now: datetime) -> Iterator[Wake]:
    """Books whose payments are synced; where that was turned off, nobody sweeps."""
    on = PaymentFeed.objects.filter(
        connection__state=ConnectionState.CONNECTED, connection__settings__payments_synced=True
    )
    return _of_payments(_claimed(on, Due(SWEEP, "wakes_at", "connection_id", called="connection_id"), now))


def _due_notices(now: datetime) -> Iterator[Wake]:
    return _of_payments(_claimed(Heard.objects.all(), Due(NOTICE, "wakes_at", "connection_id"), now))


def _due_syncs(now: datetime) -> Iterator[Wake]:
    return _of_payments(_claimed(PaymentSync.objects.all(), Due(PAYMENTS, "wakes_at", "link__connection_id"), now))


def _due_readings(now: datetime) -> Iterator[Wake]:
    return _claimed(Cursor.objects.all(), Due(WATCH, "wakes_at", "connection_id", turn=SWEEP_TURN), now)


def _due_looks(now: datetime) -> Iterator[Wake]:
    return _claimed(Watched.objects.all(), Due(LOOK, "look_at", "copy__connection_id", called="copy_id"), now)


def _of_payments(wakes: Iterator[Wake]) -> Iterator[Wake]:
    """Payments have a lane of their own, so that they never wait behind the copies of their connection."""
    return (dataclasses.replace(each, lane=f"payments:{each.lane}") for each in wakes)


@dataclass(frozen=True)
class Due:
    """A kind of work: which fields say when it is due, in whose lane and by what name; and how long its turn is."""

    kind: str
    at: str
    lane: str
    called: str = "id"
    turn: timedelta = TURN


def _claimed(rows: QuerySet[Any], due: Due, now: datetime) -> Iterator[Wake]:
    """Wakes for the rows whose moment has come, each pushed ahead by a turn."""
    come = rows.filter(**{f"{due.at}__lte": now}).order_by(due.at).values_list("id", due.called, due.at, due.lane)
    for row, called, moment, lane in come[:BATCH_ROWS_MAX]:
        ahead = now + due.turn
        if rows.filter(id=row, **{due.at: moment}).update(**{due.at: ahead}):
            yield Wake(kind=due.kind, id=str(called), lane=str(lane), claim=ahead.isoformat())
