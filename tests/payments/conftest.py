"""The desk at which payments are tried, with one invoice in both systems."""

from __future__ import annotations

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.tenants.models import User
from sandbox.app import Sandbox
from tests.payments.desk import Desk


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    """Norrsken's invoice is in Fortnox and booked, and payments are synced."""
    made = Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)
    made.copies()
    made.turns_on()
    return made
