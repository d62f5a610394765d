"""Pacing: whatever asks, and from however many threads, a remote's limit holds."""

from __future__ import annotations

import pytest
from django.db import transaction

from brygga.clock import SystemClock
from brygga.connections.models import Connection, Pace
from brygga.connections.opening import fortnox
from brygga.connections.outside import Outside
from brygga.connections.pacing import DatabasePacer
from brygga.remote.errors import Throttled
from brygga.remote.pacing import Rate
from sandbox.app import Sandbox
from tests.conftest import MONDAY_MORNING
from tests.outside_world import ManualClock
from tests.threads import together

THREE_IN_TEN = Rate(limit=3, window_seconds=10, margin_seconds=0.3)
FIVE_IN_A_MINUTE = Rate(limit=5, window_seconds=60, margin_seconds=0.3)


class SleepyClock(ManualClock):
    """Oversleeps once, as a machine that was suspended."""

    slept = False

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds if self.slept else seconds + 30)
        self.slept = True


def paced(outside: Outside, *rates: Rate) -> DatabasePacer:
    return DatabasePacer("fortnox:1", rates or (THREE_IN_TEN,), outside=outside)


@pytest.mark.django_db
def test_calls_within_the_limit_start_at_once(clock: ManualClock) -> None:
    pacer = paced(Outside(clock=clock))

    for _ in range(3):
        pacer.wait_turn()

    assert clock.monotonic() == 0


@pytest.mark.django_db
def test_the_call_after_them_waits_until_the_first_has_left_the_window(clock: ManualClock) -> None:
    pacer = paced(Outside(clock=clock))

    for _ in range(4):
        pacer.wait_turn()

    assert clock.monotonic() == pytest.approx(10.3)


@pytest.mark.django_db
def test_every_limit_of_a_tenant_holds(clock: ManualClock) -> None:
    pacer = paced(Outside(clock=clock), THREE_IN_TEN, FIVE_IN_A_MINUTE)

    for _ in range(6):
        pacer.wait_turn()

    assert clock.monotonic() == pytest.approx(60.3)


@pytest.mark.django_db
def test_tenants_do_not_wait_for_each_other(clock: ManualClock) -> None:
    for tenant in range(10):
        DatabasePacer(f"fortnox:{tenant}", (THREE_IN_TEN,), outside=Outside(clock=clock)).wait_turn()

    assert clock.monotonic() == 0


@pytest.mark.django_db
def test_who_wakes_too_late_gives_the_moment_up_and_books_again() -> None:
    clock = SleepyClock(MONDAY_MORNING)
    pacer = paced(Outside(clock=clock))

    for _ in range(4):
        pacer.wait_turn()

    starts = Pace.objects.get().starts
    assert clock.slept
    assert starts[-1] == clock.now().timestamp()


@pytest.mark.django_db
def test_a_queue_that_is_too_long_is_told(clock: ManualClock) -> None:
    now = clock.now().timestamp()
    Pace.objects.create(key="fortnox:1", starts=[now + 58, now + 59, now + 59.5])

    with pytest.raises(Throttled) as told:
        paced(Outside(clock=clock)).wait_turn()

    assert told.value.refusal.remote == "fortnox"


@pytest.mark.django_db
def test_old_starts_are_forgotten(clock: ManualClock) -> None:
    pacer = paced(Outside(clock=clock))
    for _ in range(100):
        pacer.wait_turn()

    assert len(Pace.objects.get().starts) <= 2 * THREE_IN_TEN.limit


def test_the_sandbox_never_sees_too_many_calls(
    connection: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    client = fortnox(connection, outside=outside_world)

    for _ in range(80):
        client.units()

    assert sandbox.requests.violations() == 0


@pytest.mark.django_db(transaction=True)
def test_no_call_waits_for_its_turn_inside_a_transaction(clock: ManualClock) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        paced(Outside(clock=clock)).wait_turn()


@pytest.mark.reliability("R13")
@pytest.mark.django_db(transaction=True)
def test_threads_together_book_no_more_than_the_limit() -> None:
    brief = Rate(limit=4, window_seconds=0.1, margin_seconds=0.1)
    pacer = paced(Outside(clock=SystemClock()), brief)

    together(*[pacer.wait_turn] * 12)

    starts = sorted(Pace.objects.get().starts)
    assert all(later - earlier > brief.window_seconds for earlier, later in zip(starts, starts[4:], strict=False))
