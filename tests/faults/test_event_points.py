"""The table of crash points from what Fortnox tells to Productive's payment: nothing is lost, nothing is double."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.tenants.models import User
from sandbox.app import Sandbox
from tests.faults.event_stage import TOLD, EventStage, stage_of
from tests.faults.points import Points
from tests.faults.snapshots import forget_connection
from tests.listening.sockets import Switchboard
from tests.outside_world import ManualClock
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.fixture
def stage(
    decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox, clock: ManualClock
) -> Iterator[EventStage]:
    desk = Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)
    desk.copies()
    desk.turns_on()
    yield stage_of(desk, clock, Switchboard(sandbox))
    forget_connection()


@pytest.mark.reliability("R11")
@pytest.mark.reliability("R16")
def test_what_was_told_is_in_productive_once_whichever_effect_is_the_last_of_its_process(stage: EventStage) -> None:
    deaths = stage.deaths()
    assert [label for label in deaths.values() if label.startswith(f"{TOLD}invoicepayment-")]

    for number, label in deaths.items():
        stage.run(Points(armed=number))
        stage.recover()
        stage.check(label)
