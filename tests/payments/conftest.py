"""The desk at which payments are tried, with one invoice in both systems."""

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
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    """Norrsken's invoice is in Fortnox and booked, and payments are synced."""
    made = Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)
    made.copies()
    made.turns_on()
    return made


@pytest.fixture
def ear(desk: Desk) -> Ear:
    """Brygga listens from now on."""
    desk.outside = dataclasses.replace(desk.outside, connect=Switchboard(desk.sandbox))
    made = Ear(outside=desk.outside)
    made.step(0)
    return made
