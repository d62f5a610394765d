"""An unclear copy whose looks go wrong stays what it is, says why, and does not run in circles."""

from __future__ import annotations

import pytest

from brygga.connections import connecting
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.history.models import Event
from brygga.jobs.inline import InlineEngine
from brygga.tenants.models import User
from sandbox.faults import Fault
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]


def lose_the_answer(desk: Desk) -> Copy:
    desk.sandbox.faults.plan(Fault(kind="break_before", method="POST", path="/3/invoices$"))
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.UNCLEAR
    return copy


def let_pass(desk: Desk, seconds: int) -> int:
    """Time goes on second by second, as the worker sees it; returns how often it was woken."""
    engine, woken = InlineEngine(outside=desk.outside), 0
    for _ in range(seconds):
        desk.outside.clock.sleep(1)
        woken += engine.run_due()
    return woken


def test_disconnecting_in_the_middle_of_doubt_floods_neither_history_nor_log(desk: Desk, admin_user: User) -> None:
    lose_the_answer(desk)
    connecting.disconnect(desk.connection, user=admin_user, outside=desk.outside)
    events = Event.objects.count()

    woken = let_pass(desk, 600)

    assert (Event.objects.count() - events, woken) <= (3, 20)


def test_a_dead_token_in_the_middle_of_doubt_floods_neither_history_nor_log(desk: Desk) -> None:
    lose_the_answer(desk)
    desk.sandbox.faults.plan(Fault(kind="token_dead", remote="fortnox", method="GET", times=2))
    events = Event.objects.count()

    woken = let_pass(desk, 600)

    assert (Event.objects.count() - events, woken) <= (3, 20)


def test_a_look_that_fortnox_refuses_is_told(desk: Desk) -> None:
    copy = lose_the_answer(desk)
    desk.sandbox.faults.plan(
        Fault(kind="refuse", status=403, method="GET", path="/3/invoices", code="2000663", times=500)
    )

    let_pass(desk, 600)

    copy.refresh_from_db()
    assert copy.reason is not None
    assert copy.reason["kind"] != "outcome_unknown"


def test_a_number_that_another_invoice_has_here_does_not_run_in_circles(desk: Desk) -> None:
    """The company's books were restored, or the sandbox begun anew: Fortnox gives a number that a link here has."""
    first = desk.work(desk.ask("9001"))
    del desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.invoices")[first.fortnox_document_number]
    series = next(
        name for name, at in desk.sandbox.store.counters.items() if at == int(first.fortnox_document_number) + 1
    )
    desk.sandbox.store.counters[series] -= 1
    copy = desk.ask("9002", nonce="second-press")
    events = Event.objects.count()

    copy = desk.work(copy)
    woken = let_pass(desk, 600)

    copy.refresh_from_db()
    assert (Event.objects.count() - events, woken) <= (3, 20), (copy.state, copy.reason)
