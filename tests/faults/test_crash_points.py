"""The table of crash points: every effect of a copy, each side, each delay; zero lost, zero double."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from uuid import UUID

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.copy_invoice import advance
from brygga.copying.models import Attempt
from brygga.tenants.models import User
from sandbox.app import Sandbox
from tests.faults.flows import FLOWS, Flow, ask, assert_copied_once
from tests.faults.points import DyingTransport, Points, ProcessDied, watched
from tests.faults.recovery import begin_again, until_quiet
from tests.faults.snapshots import Snapshot, forget_connection, restore, take
from tests.outside_world import ManualClock

pytestmark = [pytest.mark.django_db(transaction=True)]

# Before the first look after a death, between two looks, after the last look and the sending again.
LANDING_DELAYS_SECONDS = (1.0, 60.0, 200.0, 400.0)


@dataclasses.dataclass(kw_only=True)
class Stage:
    """One flow, asked for and not yet begun, and the moment to go back to."""

    copy_id: UUID
    attempt_id: UUID
    tenant: int
    snapshot: Snapshot
    sandbox: Sandbox
    clock: ManualClock
    outside: Outside

    def run(self, points: Points, *, lands_after: float = 0.0, from_start: bool = True) -> None:
        """The flow in a process that may die on the way."""
        if from_start:
            restore(self.snapshot, self.sandbox, self.clock)
        transport = DyingTransport(self._wire(), points, sandbox=self.sandbox, lands_after=lands_after)
        outside = dataclasses.replace(self.outside, transport=transport)
        try:
            with watched(points):
                if from_start:
                    advance(self.attempt_id, outside=outside)
                else:
                    begin_again(outside)
                    until_quiet(self.copy_id, outside)
        except ProcessDied:
            pass

    def recover(self) -> None:
        """A new process on what the dead one left."""
        forget_connection()
        begin_again(self.outside)
        until_quiet(self.copy_id, self.outside)

    def check(self) -> None:
        assert_copied_once(self.copy_id, self.sandbox, tenant=self.tenant)

    def _wire(self) -> DyingTransport:
        return self.outside.transport  # type: ignore[return-value]


@pytest.fixture(params=FLOWS, ids=lambda flow: flow.name.replace(" ", "-"))
def stage(  # noqa: PLR0917  A fixture's arguments are its needs.
    request: pytest.FixtureRequest,
    decided: Connection,
    admin_user: User,
    sandbox: Sandbox,
    clock: ManualClock,
    outside_world: Outside,
) -> Iterator[Stage]:
    flow: Flow = request.param
    flow.prepare(sandbox)
    copy_id = ask(decided, admin_user, flow, outside_world)
    attempt_id = Attempt.objects.get(copy_id=copy_id).id
    yield Stage(
        copy_id=copy_id,
        attempt_id=attempt_id,
        tenant=decided.fortnox_tenant_id,
        snapshot=take(sandbox, clock),
        sandbox=sandbox,
        clock=clock,
        outside=outside_world,
    )
    forget_connection()


def labels(stage: Stage) -> list[str]:
    """Every point that the flow reaches when nothing goes wrong."""
    points = Points()
    stage.run(points)
    stage.check()
    return points.seen


@pytest.mark.reliability("R1")
@pytest.mark.reliability("R4")
@pytest.mark.reliability("R10")
@pytest.mark.reliability("R11")
def test_it_copies_once_whichever_effect_is_the_last_of_its_process(stage: Stage) -> None:
    seen = labels(stage)
    for number, label in enumerate(seen):
        stage.run(Points(armed=number))
        stage.recover()
        _check(stage, label)


@pytest.mark.reliability("R11")
@pytest.mark.reliability("R12")
@pytest.mark.parametrize("seconds", LANDING_DELAYS_SECONDS)
def test_it_copies_once_when_a_dead_process_request_lands_late(stage: Stage, seconds: float) -> None:
    seen = labels(stage)
    in_flight = [
        number for number, label in enumerate(seen) if label.startswith(("after POST", "after PATCH", "after PUT"))
    ]
    assert in_flight
    for number in in_flight:
        stage.run(Points(armed=number), lands_after=seconds)
        stage.recover()
        _check(stage, f"{seen[number]}, landing after {seconds} s")


@pytest.mark.reliability("R11")
def test_it_copies_once_when_the_recovery_dies_too(stage: Stage) -> None:
    seen = labels(stage)
    sent = next(number for number, label in enumerate(seen) if label.startswith("after POST /fortnox/3/invoices"))
    for lands_after in (0.0, 60.0):
        for second in range(recovery_length(stage, sent, lands_after)):
            stage.run(Points(armed=sent), lands_after=lands_after)
            forget_connection()
            stage.run(Points(armed=second), from_start=False)
            stage.recover()
            _check(stage, f"{seen[sent]}, then point {second} of the recovery")


def recovery_length(stage: Stage, first: int, lands_after: float) -> int:
    stage.run(Points(armed=first), lands_after=lands_after)
    forget_connection()
    points = Points()
    stage.run(points, from_start=False)
    return len(points.seen)


def _check(stage: Stage, label: str) -> None:
    try:
        stage.check()
    except AssertionError as error:
        raise AssertionError(f"Killed at: {label}") from error
