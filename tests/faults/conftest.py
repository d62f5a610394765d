"""The stages on which flows are killed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Attempt
from brygga.tenants.models import User
from sandbox.app import Sandbox
from tests.faults.after_copy import AFTER_COPY
from tests.faults.corrections import CORRECTIONS
from tests.faults.credits import CREDITS
from tests.faults.deaths import Place
from tests.faults.flows import FLOWS, Desk, Flow
from tests.faults.numbered import NUMBERED
from tests.faults.snapshots import forget_connection, take
from tests.faults.stage import Stage
from tests.outside_world import ManualClock


@pytest.fixture(
    params=[*FLOWS, *CORRECTIONS, *NUMBERED, *AFTER_COPY, *CREDITS], ids=lambda flow: flow.name.replace(" ", "-")
)
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
    copy_id = flow.ask(Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox), flow)
    yield Stage(
        flow=flow,
        copy_id=copy_id,
        attempt_id=Attempt.objects.get(copy_id=copy_id, finished_at=None).id,
        tenant=decided.fortnox_tenant_id,
        place=Place(sandbox=sandbox, clock=clock, outside=outside_world, snapshot=take(sandbox, clock)),
    )
    forget_connection()
