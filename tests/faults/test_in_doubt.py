"""A write was sent, no answer came, and then something else goes wrong: the doubt is settled all the same, once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from brygga.connections import connecting
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.connections.journeys import connect
from tests.copying.conftest import Desk
from tests.faults.flows import assert_copied_once
from tests.faults.telling import assert_explained
from tests.outside_world import ManualClock

pytestmark = [pytest.mark.django_db]

INVOICE = "9004"  # Its customer is made too.
DELIVERED_ON = "2026-10-29"
LOST = {
    "creating the customer": Fault(kind="lose_answer", method="POST", path="/3/customers$"),
    "creating the invoice": Fault(kind="lose_answer", method="POST", path="/3/invoices$"),
    "finalizing": Fault(kind="lose_answer", method="PATCH", path="/finalize$"),
    "marking": Fault(kind="lose_answer", method="PATCH", path="/invoices/9004$"),
}
NEVER_ARRIVED = {name: dataclasses.replace(fault, kind="break_before") for name, fault in LOST.items()}


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    return Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Second:
    """What goes wrong next, and what mends it."""

    happens: Callable[[Desk], object]
    mended: Callable[[Desk], object]


def deleted(desk: Desk) -> None:
    table = desk.sandbox.store.table("productive.invoices")
    desk.sandbox.store.table("test.deleted")[INVOICE] = table.pop(INVOICE)


def restored(desk: Desk) -> None:
    table = desk.sandbox.store.table("productive.invoices")
    table[INVOICE] = desk.sandbox.store.table("test.deleted").pop(INVOICE)


def faulty(**fault: object) -> Callable[[Desk], object]:
    return lambda desk: desk.sandbox.faults.plan(Fault(times=500, **fault))  # type: ignore[arg-type]


def works_again(desk: Desk) -> None:
    desk.sandbox.faults.clear()


def connected_again(desk: Desk) -> None:
    works_again(desk)
    connect(desk.user, desk.connection.subsidiary, outside=desk.outside)


SECOND = {
    "the draft is deleted": Second(happens=deleted, mended=restored),
    "the draft is edited": Second(
        happens=lambda desk: desk.productive(INVOICE).update(delivery_on="2026-10-01"),
        mended=lambda desk: desk.productive(INVOICE).update(delivery_on=DELIVERED_ON),
    ),
    "Fortnox takes no token any more": Second(
        happens=faulty(kind="token_dead", remote="fortnox"), mended=connected_again
    ),
    "Productive takes no token any more": Second(
        happens=faulty(kind="token_dead", remote="productive"), mended=works_again
    ),
    "Fortnox lets us read nothing": Second(
        happens=faulty(
            kind="refuse", status=403, code="2000663", message="Har inte behörighet för scope", remote="fortnox"
        ),
        mended=works_again,
    ),
    "Fortnox answers with pages": Second(happens=faulty(kind="html", status=404, remote="fortnox"), mended=works_again),
    "Productive is broken": Second(happens=faulty(kind="html", status=500, remote="productive"), mended=works_again),
    "an admin disconnects": Second(
        happens=lambda desk: connecting.disconnect(desk.connection, user=desk.user, outside=desk.outside),
        mended=connected_again,
    ),
}


def let_pass(desk: Desk, clock: ManualClock, copy: Copy, *, minutes: int) -> Copy:
    """Time goes on in steps, as the worker sees it."""
    for _ in range(minutes * 4):
        clock.advance(15)
        desk.work(copy)
    return copy


@pytest.mark.reliability("R12")
@pytest.mark.parametrize("arrived", [True, False], ids=["it arrived", "it never arrived"])
@pytest.mark.parametrize("second", SECOND)
@pytest.mark.parametrize("write", LOST)
def test_a_second_trouble_is_told_and_the_first_is_settled_once(
    desk: Desk, clock: ManualClock, write: str, second: str, *, arrived: bool
) -> None:
    assert desk.productive(INVOICE)["delivery_on"] == DELIVERED_ON
    trouble = SECOND[second]
    desk.sandbox.faults.plan(dataclasses.replace((LOST if arrived else NEVER_ARRIVED)[write]))
    copy = desk.work(desk.ask(INVOICE))
    assert copy.state == CopyState.UNCLEAR

    trouble.happens(desk)
    let_pass(desk, clock, copy, minutes=8)
    if copy.state != CopyState.COPIED:
        assert copy.state in {CopyState.BLOCKED, CopyState.UNCLEAR, CopyState.WAITING, CopyState.FAILED}
        assert_explained(copy)
    trouble.mended(desk)
    let_pass(desk, clock, copy, minutes=20)
    if copy.state in {CopyState.BLOCKED, CopyState.FAILED}:
        copy = desk.try_again(copy)

    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)
