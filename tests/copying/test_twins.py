"""A twin is cancelled only while the other one lives, and no turn is taken from somebody who is at work."""

from __future__ import annotations

from datetime import datetime

import pytest

from brygga.copying.models import Copy, Write
from brygga.copying.states import CopyState, WriteState
from brygga.history.models import Event
from brygga.jobs.engine import Wake
from brygga.jobs.inline import InlineEngine
from brygga.jobs.kinds import run
from brygga.jobs.waking import wake_due
from sandbox.faults import Fault
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]


def live(desk: Desk, copy: Copy) -> list[str]:
    reference = Write.objects.filter(copy=copy, kind="create_invoice").latest("intended_at").reference
    table = desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.invoices")
    return [
        number
        for number, each in table.items()
        if each["ExternalInvoiceReference1"] == reference and not each["Cancelled"]
    ]


def run_for(desk: Desk, seconds: int, *, step: int = 1) -> None:
    engine = InlineEngine(outside=desk.outside)
    for _ in range(0, seconds, step):
        desk.outside.clock.sleep(step)
        engine.run_due()


def test_one_invoice_is_left_when_the_bookkeeper_was_first_to_cancel_a_twin(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="land_late", seconds=250, method="POST", path="/3/invoices$"))
    copy = desk.work(desk.ask("9001"))
    run_for(desk, 260)
    copy.refresh_from_db()
    assert copy.state == CopyState.COPIED, copy.reason
    desk.preview("9002")  # Any request lets the sandbox land what is due.
    assert len(live(desk, copy)) == 2
    desk.fortnox(copy.fortnox_document_number)["Cancelled"] = True

    run_for(desk, 3600, step=30)

    assert len(live(desk, copy)) == 1


def test_a_live_turn_is_not_taken_by_another_wake_of_the_same_attempt(desk: Desk) -> None:
    """The lane was full for two minutes, so the same attempt is in the queue twice; both are run side by side."""
    copy = desk.ask("9001")
    wakes = Wakes()
    wake_due(wakes, outside=desk.outside)
    desk.outside.clock.sleep(121)
    wake_due(wakes, outside=desk.outside)
    older, newer = wakes.said
    world = desk.outside
    desk.meanwhile("POST", "/3/invoices", lambda: run(older, outside=world))

    run(newer, outside=desk.outside)

    copy.refresh_from_db()
    assert copy.state == CopyState.COPIED, (copy.state, copy.reason)
    assert not Event.objects.filter(kind="unclear").exists()


class Wakes:
    """An engine that only remembers what it was told to wake."""

    def __init__(self) -> None:
        self.said: list[Wake] = []

    def wake(self, wake: Wake) -> None:
        self.said.append(wake)

    def tidy(self, now: datetime) -> None:
        """Nothing is kept."""


def test_a_request_that_leaves_late_leaves_one_invoice(desk: Desk) -> None:
    """The machine sleeps between the claim and the sending; another worker has given the write up meanwhile."""
    copy = desk.ask("9001")
    world = desk.outside

    def asleep() -> None:
        other = InlineEngine(outside=world)
        for _ in range(400):
            world.clock.sleep(1)
            other.run_due()

    desk.meanwhile("POST", "/3/invoices", asleep)
    desk.work(copy)
    run_for(desk, 3600, step=30)

    assert len(live(desk, copy)) == 1


def test_a_machine_that_wakes_up_gives_its_own_request_time_before_it_is_given_up(desk: Desk) -> None:
    """Suspended for an hour between the claim and the sending (a queue, a token): how long do the looks last then?"""
    copy = desk.ask("9001")
    world = desk.outside
    lost_after: list[float] = []

    def suspended() -> None:
        world.clock.sleep(3600)
        woke = world.clock.now()
        other = InlineEngine(outside=world)
        while not Write.objects.filter(copy=copy, state=WriteState.LOST).exists():
            world.clock.sleep(1)
            other.run_due()
        lost_after.append((world.clock.now() - woke).total_seconds())

    desk.meanwhile("POST", "/3/invoices", suspended)
    desk.work(copy)

    assert lost_after[0] >= 90


def test_numbers_are_the_same_when_somebody_renumbers_between_two_attempts(desk: Desk) -> None:
    copy = desk.ask("9001")
    finalized = {"number": "777", "finalized_on": "2026-11-02"}
    desk.meanwhile("POST", "/3/invoices", lambda: desk.productive("9001").update(finalized))
    desk.sandbox.faults.plan(
        Fault(kind="refuse", status=422, method="PATCH", path="/invoices/9001$", skip=1, code="nope", message="No.")
    )
    desk.work(copy)
    assert copy.state == CopyState.BLOCKED, (copy.state, copy.reason)
    desk.productive("9001")["number"] = "888"

    desk.try_again(copy)

    copy.refresh_from_db()
    assert copy.state != CopyState.COPIED or desk.productive("9001")["number"] == copy.fortnox_document_number
