"""Turning the sync on and off, and what becomes of payments that were made before."""

from __future__ import annotations

import pytest

from brygga.connections.permission import NotPermitted
from brygga.payments.models import PaymentFeed
from brygga.payments.turning import Earlier, turn_off, turn_on
from brygga.tenants.models import User
from tests.payments.desk import Desk

pytestmark = pytest.mark.django_db

DAY_SECONDS = 24 * 3600


def off_for_a_week(desk: Desk) -> None:
    """Paid once while it was on, and once while it was off."""
    desk.pays(1000)
    desk.sweeps()
    turn_off(desk.connection, user=desk.user, outside=desk.outside)
    desk.outside.clock.sleep(3 * DAY_SECONDS)
    desk.pays(500)
    desk.outside.clock.sleep(3 * DAY_SECONDS)


@pytest.mark.promise("P15")
def test_earlier_payments_can_be_left_and_what_was_mirrored_stays(desk: Desk) -> None:
    off_for_a_week(desk)
    turn_on(desk.connection, earlier=Earlier.LEAVE, user=desk.user, outside=desk.outside)
    desk.pays(200)

    desk.sweeps()

    assert desk.shown == ["1000.00 2026-11-02", "200.00 2026-11-08"]
    assert desk.told == []


@pytest.mark.promise("P15")
def test_earlier_payments_can_be_mirrored_too(desk: Desk) -> None:
    off_for_a_week(desk)
    turn_on(desk.connection, earlier=Earlier.MIRROR, user=desk.user, outside=desk.outside)

    desk.sweeps()

    assert desk.shown == ["1000.00 2026-11-02", "500.00 2026-11-05"]


@pytest.mark.promise("P15")
def test_off_is_off_at_once_even_in_the_middle_of_a_turn(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    desk.pays(500)
    PaymentFeed.objects.update(wakes_at=desk.outside.clock.now())
    desk.meanwhile("GET", "/payments", lambda: turn_off(desk.connection, user=desk.user, outside=desk.outside))

    desk.turns(3)

    assert desk.shown == ["1000.00 2026-11-02"]


def test_only_who_may_set_up_turns_it_on_or_off(desk: Desk, finance_user: User) -> None:
    with pytest.raises(NotPermitted):
        turn_off(desk.connection, user=finance_user, outside=desk.outside)
