"""Which rows are due, each claimed before it is woken, so that two processes never wake the same one.

A claimed row is pushed ahead: when its worker dies it becomes due again, and one that always fails is never in the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

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


def _due_when_fixed(now: datetime) -> Iterator[Wake]:
    due = Copy.objects.filter(state=CopyState.BLOCKED, looks_when_fixed_at__lte=now).order_by("looks_when_fixed_at")
    for copy_id, at, lane in due.values_list("id", "looks_when_fixed_at", "connection_id")[:BATCH_ROWS_MAX]:
        ahead = now + LOOK_EVERY
        if Copy.objects.filter(id=copy_id, looks_when_fixed_at=at).update(looks_when_fixed_at=ahead):
            yield Wake(kind=WHEN_FIXED, id=str(copy_id), lane=str(lane), claim=ahead.isoformat())


def _due_sweeps(now: datetime) -> Iterator[Wake]:
    """Books whose payments are synced; where that was turned off, nobody sweeps."""
    on = PaymentFeed.objects.filter(
        connection__state=ConnectionState.CONNECTED, connection__settings__payments_synced=True
    )
    due = on.filter(wakes_at__lte=now).order_by("wakes_at")
    for feed_id, wakes_at, connection_id in due.values_list("id", "wakes_at", "connection_id")[:BATCH_ROWS_MAX]:
        ahead = now + timedelta(seconds=TURN_SECONDS)
        if PaymentFeed.objects.filter(id=feed_id, wakes_at=wakes_at).update(wakes_at=ahead):
            connection = str(connection_id)
            yield Wake(kind=SWEEP, id=connection, lane=f"payments:{connection}", claim=ahead.isoformat())


def _due_notices(now: datetime) -> Iterator[Wake]:
    due = Heard.objects.filter(wakes_at__lte=now).order_by("wakes_at")
    for heard_id, wakes_at, connection_id in due.values_list("id", "wakes_at", "connection_id")[:BATCH_ROWS_MAX]:
        ahead = now + timedelta(seconds=TURN_SECONDS)
        if Heard.objects.filter(id=heard_id, wakes_at=wakes_at).update(wakes_at=ahead):
            yield Wake(kind=NOTICE, id=str(heard_id), lane=f"payments:{connection_id}", claim=ahead.isoformat())


def _due_syncs(now: datetime) -> Iterator[Wake]:
    """Payments have a lane of their own, so that they never wait behind the copies of their connection."""
    due = PaymentSync.objects.filter(wakes_at__lte=now).order_by("wakes_at")
    for sync_id, wakes_at, lane in due.values_list("id", "wakes_at", "link__connection_id")[:BATCH_ROWS_MAX]:
        ahead = now + timedelta(seconds=TURN_SECONDS)
        if PaymentSync.objects.filter(id=sync_id, wakes_at=wakes_at).update(wakes_at=ahead):
            yield Wake(kind=PAYMENTS, id=str(sync_id), lane=f"payments:{lane}", claim=ahead.isoformat())


def _due_readings(now: datetime) -> Iterator[Wake]:
    due = Cursor.objects.filter(wakes_at__lte=now).order_by("wakes_at")
    for cursor_id, wakes_at, lane in due.values_list("id", "wakes_at", "connection_id")[:BATCH_ROWS_MAX]:
        ahead = now + SWEEP_TURN
        if Cursor.objects.filter(id=cursor_id, wakes_at=wakes_at).update(wakes_at=ahead):
            yield Wake(kind=WATCH, id=str(cursor_id), lane=str(lane), claim=ahead.isoformat())


def _due_looks(now: datetime) -> Iterator[Wake]:
    due = Watched.objects.filter(look_at__lte=now).order_by("look_at")
    for copy_id, look_at, lane in due.values_list("copy_id", "look_at", "copy__connection_id")[:BATCH_ROWS_MAX]:
        ahead = now + timedelta(seconds=TURN_SECONDS)
        if Watched.objects.filter(copy_id=copy_id, look_at=look_at).update(look_at=ahead):
            yield Wake(kind=LOOK, id=str(copy_id), lane=str(lane), claim=ahead.isoformat())
