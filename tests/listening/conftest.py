"""The desk at which payments are tried, with an ear to Fortnox."""

from __future__ import annotations

import dataclasses

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.listening.ear import Ear
from brygga.tenants.models import User
from sandbox.app import Sandbox
from tests.listening.sockets import Switchboard
from tests.payments.desk import Desk


@pytest.fixture
def switchboard(sandbox: Sandbox) -> Switchboard:
    return Switchboard(sandbox)


@pytest.fixture
def desk(
    decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox, switchboard: Switchboard
) -> Desk:
    """Norrsken's invoice is in Fortnox and booked, payments are synced and were swept once."""
    world = dataclasses.replace(outside_world, connect=switchboard)
    made = Desk(connection=decided, user=admin_user, outside=world, sandbox=sandbox)
    made.copies()
    made.turns_on()
    made.sweeps()
    return made


@pytest.fixture
def ear(desk: Desk) -> Ear:
    """It listens already."""
    made = Ear(outside=desk.outside)
    made.step(0)
    assert made.is_open
    return made
