"""A payment that was booked, edited or deleted in Fortnox, and the moment before Brygga learns of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q

from brygga.connections.outside import Outside
from brygga.jobs.inline import InlineEngine
from brygga.jobs.waking import make_all_due
from brygga.payments.models import Mirror, MirrorState, PaymentFeed, PaymentSync, PaymentWrite
from tests.faults.deaths import Death, Place
from tests.faults.snapshots import take
from tests.outside_world import ManualClock
from tests.payments.desk import Desk

TURNS_MAX = 60
# Longer than the last landing delay, so that a second payment has landed and was found.
WATCHED_FOR = timedelta(minutes=70)
TODAY = "2026-11-02"


@dataclasses.dataclass(frozen=True, kw_only=True)
class PaymentFlow:
    """What the bookkeeper did, and what Productive shall show in the end."""

    name: str
    prepare: Callable[[Desk], None]
    shown: tuple[str, ...]


def _pay(desk: Desk) -> None:
    """The invoice was not sent yet: it is marked so first, where Productive wants that."""
    desk.in_productive("PATCH", "invoices/9001", sent_on=None)
    desk.pays(1000)


def _change(desk: Desk) -> None:
    payment = desk.pays(1000)
    desk.pays(500)
    desk.sweeps()
    desk.edits(payment, 900)


def _unpay(desk: Desk) -> None:
    """One is deleted and another booked instead: less comes before more."""
    payment = desk.pays(1000)
    desk.sweeps()
    desk.deletes(payment)
    desk.pays(700)


FLOWS = (
    PaymentFlow(name="pay", prepare=_pay, shown=(f"1000.00 {TODAY}",)),
    PaymentFlow(name="change", prepare=_change, shown=(f"500.00 {TODAY}", f"900.00 {TODAY}")),
    PaymentFlow(name="unpay", prepare=_unpay, shown=(f"700.00 {TODAY}",)),
)


@dataclasses.dataclass(kw_only=True)
class PaymentStage:
    """Where a sync is run, dies at each of its effects, and is recovered from what every death left."""

    flow: PaymentFlow
    desk: Desk
    place: Place

    def restore(self, death: Death) -> None:
        self.place.restore(death)

    def deaths(self) -> list[Death]:
        """Where the sync can die, each by another leaving; it is whole when nothing goes wrong."""
        self.place.restore()
        deaths = self.place.deaths(self._sync)
        self.check("nothing")
        return deaths

    def deaths_in_flight(self, delays: Sequence[float]) -> list[Death]:
        self.place.restore()
        deaths = self.place.deaths_in_flight(self._sync, delays)
        self.check("nothing")
        return deaths

    def recover(self) -> None:
        """A new process on what the dead one left."""
        self._recover(self.place.outside)

    def deaths_of_the_recovery(self) -> list[Death]:
        """Where the new process can die too."""
        return self.place.deaths(self._recover)

    def labels(self) -> list[str]:
        """Every point that the sync reaches when nothing goes wrong."""
        self.place.restore()
        labels = self.place.labels(self._sync)
        self.check("nothing")
        return labels

    def check(self, label: str) -> None:
        shown, told = self.desk.shown, f"Killed at: {label}"
        assert shown == list(self.flow.shown), told
        live = Mirror.objects.filter(state=MirrorState.LIVE)
        assert live.count() == len(shown), told
        assert not PaymentWrite.objects.filter(state__in=["intended", "sent"]).exists(), told
        assert self.desk.told == [], told

    def _sync(self, outside: Outside) -> None:
        _until_quiet(outside, began_at=self.place.snapshot.moment)

    def _recover(self, outside: Outside) -> None:
        make_all_due(outside=outside)
        self._sync(outside)


def stage_of(flow: PaymentFlow, desk: Desk, clock: ManualClock) -> PaymentStage:
    flow.prepare(desk)
    PaymentFeed.objects.update(wakes_at=clock.now())
    snapshot = take(desk.sandbox, clock)
    place = Place(sandbox=desk.sandbox, clock=clock, outside=desk.outside, snapshot=snapshot)
    return PaymentStage(flow=flow, desk=desk, place=place)


def _until_quiet(outside: Outside, *, began_at: datetime) -> None:
    """Work and let time pass until it was swept and nothing waits, and then while a late payment may still land."""
    engine = InlineEngine(outside=outside)
    until = outside.clock.now() + WATCHED_FOR
    for _ in range(TURNS_MAX):
        engine.run_due()
        unswept = PaymentFeed.objects.filter(Q(swept_at=None) | Q(swept_at__lt=began_at))
        waiting = PaymentSync.objects.exclude(wakes_at=None)
        due = [at for rows in (unswept, waiting) for at in rows.values_list("wakes_at", flat=True) if at]
        if not due or min(due) > until:
            return
        outside.clock.sleep(max((min(due) - outside.clock.now()).total_seconds(), 0.001))
    raise AssertionError(f"Never quiet: {list(PaymentSync.objects.values('reason', 'wakes_at'))}")
