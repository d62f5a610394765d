"""Disconnecting: the consent is given back, the tokens are destroyed, and what was copied stays known."""

from __future__ import annotations

import pytest

from brygga.connections import connecting
from brygga.connections.models import Connection, ConnectionState, FortnoxAccess, IntegrationSettings
from brygga.connections.opening import fortnox
from brygga.connections.outside import Outside
from brygga.history.models import Event
from brygga.remote.errors import NotAuthorised
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.outside_world import ManualClock

DAY = 24 * 3600


@pytest.mark.promise("P18")
def test_it_revokes_at_fortnox_and_destroys_the_tokens(
    connection: Connection, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    assert connecting.disconnect(connection, user=admin_user, outside=outside_world)

    assert connection.state == ConnectionState.DISCONNECTED
    assert not FortnoxAccess.objects.exists()
    assert all(row["dead"] for row in sandbox.store.table("fortnox.refresh_tokens").values())


def test_nothing_more_can_be_asked(connection: Connection, admin_user: User, outside_world: Outside) -> None:
    connecting.disconnect(connection, user=admin_user, outside=outside_world)

    with pytest.raises(NotAuthorised):
        fortnox(connection, outside=outside_world).currencies()


def test_what_was_decided_stays(decided: Connection, admin_user: User, outside_world: Outside) -> None:
    connecting.disconnect(decided, user=admin_user, outside=outside_world)

    assert IntegrationSettings.objects.get(connection=decided).account_25 == 3001


@pytest.mark.parametrize("kind", ["break_before", "html", "throttle"])
def test_the_tokens_are_destroyed_also_when_fortnox_cannot_be_asked(
    kind: str, connection: Connection, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    sandbox.faults.plan(Fault(kind=kind, path="oauth-v1/revoke"))  # type: ignore[arg-type]

    assert not connecting.disconnect(connection, user=admin_user, outside=outside_world)

    assert not FortnoxAccess.objects.exists()
    assert Event.objects.get(kind="disconnected").facts["confirmed"] is False


def test_a_yes_about_a_token_that_has_died_of_age_confirms_nothing(
    connection: Connection, admin_user: User, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(46 * DAY)

    assert not connecting.disconnect(connection, user=admin_user, outside=outside_world)


def test_a_connection_that_was_paused_can_be_disconnected(
    connection: Connection, admin_user: User, outside_world: Outside
) -> None:
    Connection.objects.update(state=ConnectionState.RECONNECT_NEEDED)

    connecting.disconnect(connection, user=admin_user, outside=outside_world)

    assert connection.state == ConnectionState.DISCONNECTED


def test_disconnecting_twice_is_told_once(connection: Connection, admin_user: User, outside_world: Outside) -> None:
    connecting.disconnect(connection, user=admin_user, outside=outside_world)
    connecting.disconnect(connection, user=admin_user, outside=outside_world)

    assert Event.objects.filter(kind="disconnected").count() == 1
