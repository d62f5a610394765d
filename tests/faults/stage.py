"""One flow, asked for and not yet begun, and the moment to go back to."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from brygga.connections.outside import Outside
from brygga.copying.advancing import advance
from sandbox.app import Sandbox
from tests.faults.flows import Flow
from tests.faults.points import DyingTransport, Points, ProcessDied, watched
from tests.faults.recovery import begin_again, until_quiet
from tests.faults.snapshots import Snapshot, fingerprint, forget_connection, restore
from tests.outside_world import ManualClock


@dataclasses.dataclass(kw_only=True)
class Stage:
    """Where a flow is run again and again, dies, and is recovered."""

    flow: Flow
    copy_id: UUID
    attempt_id: UUID
    tenant: int
    snapshot: Snapshot
    sandbox: Sandbox
    clock: ManualClock
    outside: Outside

    def restore(self) -> None:
        restore(self.snapshot, self.sandbox, self.clock)

    def run(self, points: Points, *, lands_after: float = 0.0) -> None:
        """The flow from its start, in a process that may die on the way."""
        self.restore()
        outside = self._watched_outside(points, lands_after)
        try:
            with watched(points):
                advance(self.attempt_id, outside=outside)
        except ProcessDied:
            forget_connection()

    def deaths(self) -> dict[int, str]:
        """Where the flow can die, each by another leaving; it is whole when nothing goes wrong."""
        points = self.counting()
        self.run(points)
        self.check("nothing")
        return points.deaths()

    def counting(self) -> Points:
        """Points that nobody dies at, and that tell what each death would leave."""
        return Points(left=lambda: fingerprint(self.sandbox))

    def recover(self, points: Points | None = None) -> None:
        """A new process on what the dead one left; it may die too."""
        points = points or Points()
        outside = self._watched_outside(points, 0.0)
        try:
            with watched(points):
                begin_again(outside)
                until_quiet(self.copy_id, outside)
        except ProcessDied:
            forget_connection()

    def labels(self) -> list[str]:
        """Every point that the flow reaches when nothing goes wrong."""
        points = Points()
        self.run(points)
        self.check("nothing")
        return points.seen

    def check(self, label: str, *, twin_may_have_been: bool = False) -> None:
        try:
            self.flow.holds(self.copy_id, self.sandbox, tenant=self.tenant, twin_may_have_been=twin_may_have_been)
        except AssertionError as error:
            raise AssertionError(f"Killed at: {label}") from error

    def _watched_outside(self, points: Points, lands_after: float) -> Outside:
        if self.outside.transport is None:
            raise ValueError("A stage has a wire of its own.")
        transport = DyingTransport(self.outside.transport, points, sandbox=self.sandbox, lands_after=lands_after)
        return dataclasses.replace(self.outside, transport=transport)
