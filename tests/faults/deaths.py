"""Every moment at which a process can die, kept as the world that it leaves: a recovery begins there at once."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence

import httpx
import pytest
from django.db import connection

from brygga.connections.outside import Outside
from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.faults.points import MAILS, DyingTransport, Points, is_write, watched
from tests.faults.snapshots import Snapshot, fingerprint, restore, take
from tests.outside_world import ManualClock

# Files are put where the sandbox has no faults: there each write lands at once.
STORAGE = "/productive/storage/"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Death:
    """One effect that was the last of its process; its request was still on its way for so many seconds."""

    number: int
    label: str
    left: Snapshot
    lands_after: float = 0.0


@dataclasses.dataclass(kw_only=True)
class Place:
    """Where something is done again and again, in a process that may die, and the moment before it."""

    sandbox: Sandbox
    clock: ManualClock
    outside: Outside
    snapshot: Snapshot

    def restore(self, death: Death | None = None) -> None:
        """What a death left; without one, the moment before."""
        restore(death.left if death else self.snapshot, self.sandbox, self.clock)

    def watch(
        self, points: Points, act: Callable[[Outside], object], *, wire: httpx.BaseTransport | None = None
    ) -> None:
        inner = wire or self.outside.transport
        if inner is None:
            raise ValueError("A place has a wire of its own.")
        with watched(points):
            act(dataclasses.replace(self.outside, transport=DyingTransport(inner, points)))

    def labels(self, act: Callable[[Outside], object]) -> list[str]:
        points = Points()
        self.watch(points, act)
        return points.seen

    def deaths(self, act: Callable[[Outside], object]) -> list[Death]:
        """What is done from here on, and every death on the way that leaves something else than the one before.

        SQLite takes them all; on PostgreSQL, where only a commit could differ, those around each write will do.
        """
        points = Points(left=_Keeper(self.sandbox, self.clock))
        self.watch(points, act)
        assert points.seen
        deaths = [Death(number=at, label=label, left=points.leaves[at]) for at, label in points.deaths().items()]
        return deaths if connection.vendor == "sqlite" else around_writes(deaths)

    def deaths_in_flight(self, act: Callable[[Outside], object], delays: Sequence[float]) -> list[Death]:
        """The same, and every death while a write is on its way, which lands so many seconds later.

        When it lands is a matter of our rules and not of the engine: on PostgreSQL the first of the delays will do.
        """
        delays = delays if connection.vendor == "sqlite" else delays[:1]
        if self.outside.transport is None:
            raise ValueError("A place has a wire of its own.")
        wire = _InFlight(self.outside.transport, self.sandbox, self.clock, delays)
        self.watch(Points(), act, wire=wire)
        assert wire.deaths
        return wire.deaths


def around_writes(deaths: Sequence[Death]) -> list[Death]:
    """The deaths before and after each write to a remote: intended and not sent, done and not written down."""
    both = itertools.pairwise(deaths)
    return [death for before, after in both if is_write(after.label) for death in (before, after)]


class _Keeper:
    """The world as it is; the very same snapshot as long as nothing has changed in it."""

    def __init__(self, sandbox: Sandbox, clock: ManualClock) -> None:
        self._sandbox = sandbox
        self._clock = clock
        self._print = ""
        self._kept: Snapshot | None = None

    def __call__(self) -> Snapshot:
        now = fingerprint(self._sandbox)
        if self._kept is None or now != self._print:
            self._print, self._kept = now, take(self._sandbox, self._clock)
        return self._kept


class _InFlight(httpx.BaseTransport):
    """A wire on which each write is first sent by a process that dies meanwhile; then all is as before, and it goes on.

    What is kept is the world whose write has yet to land.
    """

    def __init__(
        self, inner: httpx.BaseTransport, sandbox: Sandbox, clock: ManualClock, delays: Sequence[float]
    ) -> None:
        self._inner = inner
        self._sandbox = sandbox
        self._clock = clock
        self._delays = delays
        self.deaths: list[Death] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if (request.method != "GET" or request.url.path.endswith(MAILS)) and not request.url.path.startswith(STORAGE):
            request.read()
            for seconds in self._delays:
                self._dies(request, seconds)
        return self._inner.handle_request(request)

    def _dies(self, request: httpx.Request, seconds: float) -> None:
        before, moment = self._sandbox.store.snapshot(), self._clock.now()
        self._sandbox.faults.plan(Fault(kind="land_late", method=request.method, seconds=seconds))
        with pytest.raises(httpx.TransportError):
            self._inner.handle_request(request)
        left = take(self._sandbox, self._clock)
        label = f"{request.method} {request.url.path}"
        self.deaths.append(Death(number=len(self.deaths), label=label, left=left, lands_after=seconds))
        self._sandbox.store.restore(before)
        self._clock.sandbox.freeze(moment)
