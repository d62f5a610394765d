"""What Fortnox tells of payments, from the socket to Productive, in a process that may die; no sweep helps."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from brygga.connections.outside import Outside
from brygga.jobs.inline import InlineEngine
from brygga.jobs.waking import make_all_due
from brygga.listening.ear import Ear
from brygga.listening.models import Heard, Topic
from brygga.payments.models import Mirror, MirrorState, PaymentFeed, PaymentSync, PaymentWrite
from brygga.watching.models import Cursor
from sandbox.fortnox import event_log
from tests.faults.points import DyingTransport, Points, ProcessDied, watched
from tests.faults.snapshots import Snapshot, fingerprint, forget_connection, restore, take
from tests.listening.sockets import SandboxSocket, Switchboard
from tests.outside_world import ManualClock
from tests.payments.desk import Desk

STEPS_MAX = 200
NO_SWEEP_BEFORE = timedelta(days=30)
TOLD = "told "
# Where the commits of a sync are made: the table of payments dies at each of them.
OF_SYNCS = "@ payments/turns.py:37"
SHOWN = ["1000.00 2026-11-02"]


class DyingConnect:
    """The third seam, beside the wire and the database: what a socket tells is gone with the process that read it."""

    def __init__(self, switchboard: Switchboard, points: Points) -> None:
        self._switchboard = switchboard
        self._points = points

    def __call__(self, address: str, *, remote: str) -> DyingSocket:
        return DyingSocket(self._switchboard(address, remote=remote), self._points)


class DyingSocket:
    """One conversation of a process that may die with what it has just been told."""

    def __init__(self, inner: SandboxSocket, points: Points) -> None:
        self._inner = inner
        self._points = points

    def send(self, said: str) -> None:
        self._inner.send(said)

    def receive(self, seconds: float) -> str | None:
        message = self._inner.receive(seconds)
        if message is not None:
            said: dict[str, Any] = json.loads(message)
            self._points.reach(f"{TOLD}{said.get('type') or said.get('response')}")
        return message

    def close(self) -> None:
        self._inner.close()


@dataclasses.dataclass(kw_only=True)
class EventStage:
    """Where it is run again and again, dies, and is recovered."""

    desk: Desk
    clock: ManualClock
    switchboard: Switchboard
    snapshot: Snapshot

    def run(self, points: Points) -> None:
        """From opening the socket on, in a process that may die on the way."""
        restore(self.snapshot, self.desk.sandbox, self.clock)
        self._live(points, lambda _: None)

    def recover(self) -> None:
        """A new process on what the dead one left."""
        self._live(Points(), lambda outside: make_all_due(outside=outside))

    def deaths(self) -> dict[int, str]:
        """Each that leaves something else, and each between being told and writing it down."""
        points = Points(left=lambda: fingerprint(self.desk.sandbox))
        self.run(points)
        self.check("nothing")
        told = {at: label for at, label in enumerate(points.seen) if label.startswith(TOLD)}
        return {at: label for at, label in (points.deaths() | told).items() if OF_SYNCS not in label}

    def check(self, label: str) -> None:
        """Nothing is lost and nothing double, and no sweep had a hand in it."""
        said = f"Killed at: {label}"
        assert self.desk.shown == SHOWN, said
        assert Mirror.objects.filter(state=MirrorState.LIVE).count() == len(SHOWN), said
        assert not PaymentWrite.objects.filter(state__in=["intended", "sent"]).exists(), said
        assert not Heard.objects.exists(), said
        newest = event_log.events(self.desk.sandbox.store, "invoices")[-1]
        assert Topic.objects.get(name="invoices").offset == newest["offset"], said
        assert not PaymentFeed.objects.filter(swept_at__gt=self.snapshot.moment).exists(), said
        assert self.desk.told == [], said

    def _live(self, points: Points, begin: Callable[[Outside], None]) -> None:
        assert self.desk.outside.transport is not None
        outside = dataclasses.replace(
            self.desk.outside,
            transport=DyingTransport(self.desk.outside.transport, points),
            connect=DyingConnect(self.switchboard, points),
        )
        try:
            with watched(points):
                begin(outside)
                _until_quiet(outside, Ear(outside=outside))
        except ProcessDied:
            forget_connection()


def stage_of(desk: Desk, clock: ManualClock, switchboard: Switchboard) -> EventStage:
    """A payment was heard of and came so; then the process ended, and now that one is gone and another is booked."""
    desk.sweeps()
    outside = dataclasses.replace(desk.outside, connect=switchboard)
    ear = Ear(outside=outside)
    ear.step(0)
    earlier = desk.pays(100)
    _until_quiet(outside, ear)
    clock.advance(3600)  # Its lease has run out.
    desk.deletes(earlier)
    desk.pays(1000)
    for swept in (PaymentFeed, Cursor):
        swept._default_manager.update(wakes_at=clock.now() + NO_SWEEP_BEFORE)
    return EventStage(desk=desk, clock=clock, switchboard=switchboard, snapshot=take(desk.sandbox, clock))


def _until_quiet(outside: Outside, ear: Ear) -> None:
    """Listen and work until all that was told is followed up and nothing waits; a dead listener's lease runs out."""
    engine = InlineEngine(outside=outside)
    for _ in range(STEPS_MAX):
        was_open = ear.is_open
        heard = ear.step(0)
        engine.run_due()
        wakes_at = _next_moment()
        if was_open and not heard and wakes_at is None:
            return
        seconds = (wakes_at - outside.clock.now()).total_seconds() if wakes_at else 1
        outside.clock.sleep(max(min(seconds, 60), 0.001))
    raise AssertionError(f"Never quiet: {list(PaymentSync.objects.values('reason', 'wakes_at'))}")


def _next_moment() -> datetime | None:
    """When something is waited for; not where an invoice is only watched for a payment that lands late."""
    notices = Heard.objects.values_list("wakes_at", flat=True)
    waiting = PaymentSync.objects.filter(Q(watched_until=None) | Q(reason__isnull=False))
    syncs = waiting.values_list("wakes_at", flat=True)
    return min([*notices, *(at for at in syncs if at)], default=None)
