"""What the sync of payments costs: `python -m benchmarks.brygga`.

Requests are counted and hours are simulated: the clock stands still but for the pace that both remotes allow and, for
the way of one payment, the latencies of their wire. So no figure depends on how fast this machine is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from statistics import median, quantiles
from typing import Any, TypeVar

import httpx
from django.core.management import call_command

from brygga.connections.beside import Asking, in_turn
from brygga.connections.models import Pace
from brygga.connections.outside import Outside
from brygga.fortnox.client import RATE
from brygga.jobs.inline import InlineEngine
from brygga.links.models import DocumentLink
from brygga.listening.ear import Ear
from brygga.payments.amounts import Amounts
from brygga.payments.models import PaymentFeed, PaymentSync
from brygga.payments.sweep import sweep
from brygga.payments.turns import ask_all
from brygga.productive.client import RATE_OF_ORGANISATION
from brygga.remote.pacing import book
from sandbox.clock import Dice, Latency
from sandbox.fortnox import payments
from tests.listening.sockets import Switchboard
from tests.outside_world import ManualClock, SandboxTransport, edit
from tests.simulation.simulate import settled
from tests.simulation.stage import INVOICES, Stage, Stages, built

MONDAY_MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
PAYMENTS_IN_LARGE = 100_000
FIRST_SYNC_INVOICES = 30
WAYS = 40  # For each of four invoices.
# The engine looks at its queue so often; the notice of a payment and its sync each wait for that once.
POLLING_MILLISECONDS = 200
# So many copies of a connection run at once, and each wants the next turn.
COPIES_AT_ONCE = 3

T = TypeVar("T")


class Counted(httpx.BaseTransport):
    """Counts requests by remote; before each one somebody may do something."""

    def __init__(self, inner: httpx.BaseTransport, *, before: Callable[[httpx.Request], None] = lambda _: None) -> None:
        self._inner = inner
        self._before = before
        self.asked: Counter[str] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked[request.url.path.split("/")[1]] += 1
        self._before(request)
        return self._inner.handle_request(request)


class BesideInTime:
    """Questions beside each other, by a clock that moves: each begins when the first did, and the last ends it."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock

    @contextmanager
    def __call__(self) -> Iterator[Asking]:
        self._began_at = self._ended_at = self._clock.now()
        yield self
        self._clock.sandbox.freeze(self._ended_at)

    def submit(self, ask: Callable[[], T]) -> Future[T]:
        self._clock.sandbox.freeze(self._began_at)
        with in_turn() as asking:
            answer = asking.submit(ask)
        self._ended_at = max(self._ended_at, self._clock.now())
        return answer


def main() -> None:
    """Report on everything."""
    call_command("migrate", verbosity=0)
    stages = Stages()
    for name, is_crowded in (("alone", False), ("beside a bulk copy", True)):
        seconds = list(ways(stages, is_crowded=is_crowded))
        say(f"From booked to shown, {name}: median {median(seconds):.1f} s, p95 {quantiles(seconds, n=20)[-1]:.1f} s")
    large = stages.other(lambda: built(MONDAY_MORNING, world="large", invoices=("1000000",)))
    link_all(large)
    quiet_sweeps(large)
    first_sync(large)


def ways(stages: Stages, *, is_crowded: bool) -> Iterator[float]:
    """The seconds from booking a payment in Fortnox to its being shown in Productive."""
    latency, dice = Latency(mode="wire"), Dice(1)
    for _ in range(WAYS):
        stage = stages.at(MONDAY_MORNING)
        yield from _ways(stage, latency, dice, Crowd(stage.clock, latency).asks if is_crowded else lambda: None)


def _ways(stage: Stage, latency: Latency, dice: Dice, crowd: Callable[[], None]) -> Iterator[float]:
    shown_at: list[datetime] = []

    def on_its_way(request: httpx.Request) -> None:
        stage.clock.advance(latency.next_seconds())
        crowd()
        if request.method == "POST" and request.url.path.endswith("/payments"):
            shown_at.append(stage.clock.now())

    wire = Counted(SandboxTransport(stage.sandbox), before=on_its_way)
    connect, beside = Switchboard(stage.sandbox), BesideInTime(stage.clock)
    outside = Outside(clock=stage.clock, ids=stage.ids, transport=wire, connect=connect, beside=beside)
    engine, ear = InlineEngine(outside=outside), Ear(outside=outside)
    settled(engine, stage.clock)
    ear.step(0)
    for place, invoice in enumerate(INVOICES):
        number = stage.sandbox.store.table("productive.invoices")[invoice]["attributes"]["export_id"]
        made = payments.create(stage.books, {"InvoiceNumber": int(number), "Amount": "100", "AmountCurrency": "100"})
        booked_at = stage.clock.now()
        payments.bookkeep(stage.books, made["Number"])
        stage.clock.advance(latency.next_seconds() / 2)
        ear.step(0)
        for _ in ("the notice", "the sync"):
            stage.clock.advance(dice.whole(0, POLLING_MILLISECONDS) / 1000)
            crowd()
            engine.run_due()
        if place:  # The very first payment of an organisation also learns whether Productive takes external ids.
            yield (shown_at[-1] - booked_at).total_seconds()
        stage.clock.advance(60)
        crowd()
        settled(engine, stage.clock)


class Crowd:
    """Copies of the same books: each asks for the next turn as soon as it has its answer."""

    def __init__(self, clock: ManualClock, latency: Latency) -> None:
        self._clock = clock
        self._latency = latency
        self._ask_at = [clock.now().timestamp()] * COPIES_AT_ONCE

    def asks(self) -> None:
        """Book whatever they asked for until now, the earliest first."""
        row, now = Pace.objects.filter(key__startswith="fortnox:").first(), self._clock.now().timestamp()
        while row and (asked_at := min(self._ask_at)) <= now:
            booking = book(row.starts, asked_at, rate=RATE)
            start = booking.start if booking else asked_at
            row.starts = [*row.starts, start]
            self._ask_at[self._ask_at.index(asked_at)] = start + self._latency.next_seconds()
        if row:
            row.save()


def link_all(stage: Stage) -> None:
    """Every invoice of the large world, looked at before: all are paid in full."""
    connection, now = stage.connection, stage.clock.now()
    known = set(stage.invoices)
    rows = [
        DocumentLink(
            organisation=connection.organisation,
            connection=connection,
            fortnox_tenant_id=connection.fortnox_tenant_id,
            productive_invoice_id=identity,
            ordinal=1,
            fortnox_document_number=record["attributes"]["export_id"],
            reference=f"brygga {identity}",
            made_at=now - timedelta(days=2),
        )
        for identity, record in stage.sandbox.store.table("productive.invoices").items()
        if record["attributes"]["export_id"] and identity not in known
    ]
    DocumentLink.objects.bulk_create(rows, batch_size=500)
    syncs = [
        PaymentSync(
            id=stage.ids.new(), organisation=connection.organisation, link=link, balance_minor=0, currency="SEK",
            synced_at=now, in_productive=_left_in_productive(stage, link.productive_invoice_id),
        )
        for link in DocumentLink.objects.all()
    ]  # fmt: skip
    PaymentSync.objects.bulk_create(syncs, batch_size=500)
    PaymentFeed.objects.update(read_to=now, compared_at=now, productive_compared_at=now)


def _left_in_productive(stage: Stage, invoice_id: str) -> dict[str, Any]:
    facts = stage.sandbox.store.table("productive.invoices")[invoice_id]["attributes"]
    sums = {name: facts[f"amount_{name}"] for name in ("paid", "written_off", "unpaid")}
    return Amounts(**sums, paid_on=facts["paid_on"] or "").as_json


def quiet_sweeps(stage: Stage) -> None:
    wire = Counted(SandboxTransport(stage.sandbox))
    outside = Outside(clock=stage.clock, ids=stage.ids, transport=wire)
    for name, hours in (("A sweep", 1), ("The sweep that compares all, once a day", 24)):
        stage.clock.advance(hours * 3600)
        wire.asked.clear()
        due = sweep(stage.connection, outside=outside)
        linked = PaymentSync.objects.count()
        say(f"{name} over {linked:,} quiet invoices: {dict(wire.asked)} requests, {due} to look at")


def first_sync(stage: Stage) -> None:
    """Some invoices with ten payments each, which Productive has none of yet; the rest by the same measure."""
    chosen = list(islice(PaymentSync.objects.select_related("link").order_by("link_id"), FIRST_SYNC_INVOICES))
    wanted = {each.link.productive_invoice_id for each in chosen}
    table = stage.sandbox.store.table("productive.payments")
    for identity in [key for key, each in table.items() if each["related"]["invoice"] in wanted]:
        edit(stage.sandbox, "DELETE", f"payments/{identity}")
        stage.clock.advance(1)
    PaymentFeed.objects.update(mirrored_from=None)
    stage.clock.advance(3600)
    wire = Counted(SandboxTransport(stage.sandbox))
    outside = replace(Outside(clock=stage.clock, ids=stage.ids), transport=wire)
    began_at = stage.clock.now()
    ask_all(PaymentSync.objects.filter(id__in=[each.id for each in chosen]), now=began_at)
    settled(InlineEngine(outside=outside), stage.clock)
    made = sum(each["related"]["invoice"] in wanted for each in table.values())
    seconds = (stage.clock.now() - began_at).seconds
    say(f"First sync of {made} payments: {dict(wire.asked)} requests, {seconds} s simulated")
    for remote, rate in (("fortnox", RATE), ("productive", RATE_OF_ORGANISATION)):
        each = wire.asked[remote] / made
        hours = PAYMENTS_IN_LARGE * each * (rate.window_seconds + rate.margin_seconds) / rate.limit / 3600
        say(f"100,000 payments: {each:.2f} requests each to {remote}, {hours:.1f} h at its limit")


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
