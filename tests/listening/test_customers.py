"""A copy that its customer stops is looked at when Fortnox tells of that customer, and not only at its next round."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.preview import preview
from brygga.copying.states import CopyState
from brygga.jobs.inline import InlineEngine
from brygga.jobs.requests import request_copy
from brygga.listening.ear import Ear
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.fortnox import event_log
from sandbox.fortnox.books import Books
from tests.listening.sockets import Switchboard

pytestmark = [pytest.mark.django_db, pytest.mark.reliability("R16")]


@pytest.mark.parametrize(("told_of", "state"), [("1042", CopyState.COPIED), ("1043", CopyState.BLOCKED)])
def test_it_goes_on_once_its_customer_is_active_again(  # noqa: PLR0917  A world and two cases.
    decided: Connection,
    admin_user: User,
    outside_world: Outside,
    sandbox: Sandbox,
    switchboard: Switchboard,
    told_of: str,
    state: CopyState,
) -> None:
    world = dataclasses.replace(outside_world, connect=switchboard)
    books = Books(store=sandbox.store, clock=sandbox.clock, tenant=str(decided.fortnox_tenant_id))
    customer: dict[str, Any] = books.table("customers")["1042"]
    copy = _asked(decided, admin_user, world)
    customer["Active"] = False
    ear, engine = Ear(outside=world), InlineEngine(outside=world)
    ear.step(0)
    engine.run_due()
    copy.refresh_from_db()
    assert [each["kind"] for each in copy.problems] == ["customer_inactive"]

    customer["Active"] = True
    event_log.tell(books, "customers", event_type="customer-updated-v2", entity_id=told_of)
    for _ in range(10):
        ear.step(0)
        engine.run_due()
        world.clock.sleep(1)

    copy.refresh_from_db()
    assert copy.state == state


def _asked(connection: Connection, user: User, world: Outside) -> Copy:
    """Karin leaves the choice of the customer to Brygga."""
    seen = preview(connection.organisation, "9001", outside=world)
    return request_copy(
        connection.organisation,
        productive_invoice_id="9001",
        customer="",
        seen_fingerprint=seen.fingerprint,
        nonce="press",
        user=user,
        outside=world,
    )
