"""Both remotes in every kind of trouble, at every call of a copy: nothing lost, nothing double, and it goes on."""

from __future__ import annotations

import dataclasses

import pytest
from django.test import Client

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.states import CopyState
from brygga.tenants.models import User
from sandbox.app import Sandbox
from tests.copying.conftest import Desk
from tests.faults.flows import assert_copied_once
from tests.faults.odd_wire import ODD, Odd, OddWire
from tests.faults.telling import assert_explained
from tests.outside_world import ManualClock

pytestmark = [pytest.mark.django_db]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Call:
    """A call that a copy makes; `skip` is how often it goes well before."""

    name: str
    method: str
    path: str
    skip: int = 0

    def __str__(self) -> str:
        return self.name


READS = (
    Call(name="reading the draft", method="GET", path=r"productive/.*/invoices/9004$"),
    Call(name="reading it again", method="GET", path=r"productive/.*/invoices/9004$", skip=1),
)
WRITES = (
    Call(name="creating the customer", method="POST", path=r"/3/customers$"),
    Call(name="creating the invoice", method="POST", path=r"/3/invoices$"),
    Call(name="finalizing", method="PATCH", path=r"/finalize$"),
    Call(name="marking", method="PATCH", path=r"/invoices/9004$"),
)


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    return Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)


@pytest.fixture
def karin(admin_user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(admin_user)
    return client


def wire(desk: Desk, clock: ManualClock, odd: Odd, *, call: Call, lands: bool = False) -> OddWire:
    """From now on this call is answered oddly, once."""
    assert desk.outside.transport is not None
    made = OddWire(desk.outside.transport, clock, odd, lands=lands)
    made.method, made.path, made.skip = call.method, call.path, call.skip
    desk.outside = dataclasses.replace(desk.outside, transport=made)
    return made


@pytest.mark.reliability("R12")
@pytest.mark.parametrize("odd", ODD, ids=str)
@pytest.mark.parametrize("call", READS, ids=str)
def test_a_read_that_goes_wrong_is_told_and_the_copy_goes_on(
    desk: Desk, clock: ManualClock, call: Call, odd: Odd
) -> None:
    copy = desk.ask("9004")
    wire(desk, clock, odd, call=call)

    rested = desk.work(copy).state
    assert rested in {CopyState.WAITING, CopyState.FAILED}
    assert_explained(copy)
    if rested == CopyState.FAILED:
        desk.try_again(copy)
    desk.work_until_quiet(copy)

    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


@pytest.mark.reliability("R12")
@pytest.mark.parametrize(
    ("odd", "lands"),
    [(odd, lands) for odd in ODD for lands in (True, False) if odd.lands or not lands],
    ids=lambda told: {True: "it arrived", False: "it never arrived"}.get(told, str(told)),
)
@pytest.mark.parametrize("call", WRITES, ids=str)
def test_a_write_that_is_answered_wrongly_takes_effect_once(
    desk: Desk, clock: ManualClock, call: Call, odd: Odd, *, lands: bool
) -> None:
    copy = desk.ask("9004")
    wire(desk, clock, odd, call=call, lands=lands)

    rested = desk.work(copy).state
    assert rested in {CopyState.WAITING, CopyState.UNCLEAR}
    assert_explained(copy)
    desk.work_until_quiet(copy)

    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)
