"""The table of crash points for paying, changing and unpaying: every effect, each side, each delay; none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.tenants.models import User
from sandbox.app import Sandbox
from tests.faults.payment_stage import FLOWS, PaymentFlow, PaymentStage, stage_of
from tests.faults.snapshots import forget_connection
from tests.outside_world import ManualClock
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True)]

# Before the first look after a death, between two looks, at the sending again, and long after it.
LANDING_DELAYS_SECONDS = (1.0, 60.0, 200.0, 400.0)
WRITES = ("after POST", "after PATCH", "after DELETE")
WRITES_OF_A_FLOW = {
    "pay": {"POST payments", "PATCH invoices"},
    "change": {"PATCH payments"},
    "unpay": {"DELETE payments", "POST payments"},
}


@pytest.fixture(params=FLOWS, ids=lambda flow: flow.name)
def stage(  # noqa: PLR0917  A fixture's arguments are its needs.
    request: pytest.FixtureRequest,
    decided: Connection,
    admin_user: User,
    outside_world: Outside,
    sandbox: Sandbox,
    clock: ManualClock,
) -> Iterator[PaymentStage]:
    flow: PaymentFlow = request.param
    desk = Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)
    desk.copies()
    desk.turns_on()
    yield stage_of(flow, desk, clock)
    forget_connection()


@pytest.mark.reliability("R10")
@pytest.mark.reliability("R11")
def test_it_pays_once_whichever_effect_is_the_last_of_its_process(stage: PaymentStage) -> None:
    for death in stage.deaths():
        stage.restore(death)
        stage.recover()
        stage.check(death.label)


@pytest.mark.reliability("R11")
@pytest.mark.reliability("R12")
def test_it_pays_once_when_a_dead_process_request_lands_late(stage: PaymentStage) -> None:
    for death in stage.deaths_in_flight(LANDING_DELAYS_SECONDS):
        stage.restore(death)
        stage.recover()
        stage.check(f"{death.label}, landing after {death.lands_after} s")


@pytest.mark.reliability("R11")
@pytest.mark.parametrize("stage", [FLOWS[0], FLOWS[2]], indirect=True, ids=lambda flow: flow.name)
def test_it_pays_once_when_the_recovery_dies_too(stage: PaymentStage) -> None:
    first = [each for each in stage.deaths_in_flight([60.0]) if each.label.startswith("POST")][-1]
    stage.restore(first)
    for second in stage.deaths_of_the_recovery():
        stage.restore(second)
        stage.recover()
        stage.check(f"{first.label}, then {second.label}")


def test_the_table_covers_every_write_that_a_sync_makes(stage: PaymentStage) -> None:
    reached = {_write(label) for label in stage.labels() if label.startswith(WRITES)}

    assert reached == WRITES_OF_A_FLOW[stage.flow.name]


def _write(label: str) -> str:
    """A write by its method and what it is about."""
    found = re.match(r"after (\w+) /productive/api/v2/(\w+)", label)
    assert found, label
    return f"{found[1]} {found[2]}"
