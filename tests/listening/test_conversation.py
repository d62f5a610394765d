"""How the conversation with Fortnox lasts: silence, cuts, tokens that grow old, and offsets that nobody knows."""

from __future__ import annotations

import dataclasses
import itertools
import json
from typing import Any

import pytest

from brygga.connections.tokens import need_reconnect
from brygga.listening.ear import BACK_OFF_SECONDS_MAX, KEPT, Ear
from brygga.listening.models import Heard, Listening, Topic
from brygga.payments.models import PaymentFeed
from brygga.remote.sockets import open_socket
from sandbox.__main__ import events_of
from sandbox.fortnox import switches
from tests.listening.sockets import Switchboard
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.reliability("R16")]


def listens(desk: Desk, ear: Ear, seconds: int, *, every: int = 1) -> None:
    for _ in range(0, seconds, every):
        ear.step(0)
        desk.outside.clock.sleep(every)


def commands(switchboard: Switchboard, name: str) -> list[dict[str, Any]]:
    said = (json.loads(each) for each in switchboard.opened[-1].said)
    return [each for each in said if each["command"] == name]


def is_swept_soon(desk: Desk) -> bool:
    return PaymentFeed.objects.get().wakes_at <= desk.outside.clock.now()


def test_it_is_asked_for_again_ever_later_and_at_once_after_it_stood_for_a_while(
    desk: Desk, ear: Ear, switchboard: Switchboard
) -> None:
    switchboard.is_down = True
    switchboard.cut_all()
    switchboard.asked_at.clear()
    listens(desk, ear, 20 * 60)
    waits = [(b - a).total_seconds() for a, b in itertools.pairwise(switchboard.asked_at)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, BACK_OFF_SECONDS_MAX, BACK_OFF_SECONDS_MAX]

    switchboard.is_down = False
    listens(desk, ear, BACK_OFF_SECONDS_MAX + 60)
    assert ear.is_open
    switchboard.cut_all()
    listens(desk, ear, 4)

    assert ear.is_open


def test_a_silent_socket_that_fortnox_closes_is_opened_again(desk: Desk) -> None:
    """Over a real socket; how long silence may last, and whether it may, nobody has written down."""
    switches.turn(desk.sandbox.store, "events_idle_seconds", to=60)
    with events_of(desk.sandbox).listening("127.0.0.1", 0) as address:
        world = dataclasses.replace(
            desk.outside, connect=lambda _address, *, remote: open_socket(address, remote=remote)
        )
        ear = Ear(outside=world)
        ear.step(0)
        assert ear.is_open

        desk.outside.clock.sleep(60)
        _somebody_looks(desk)
        ear.step(10)
        assert not ear.is_open
        desk.outside.clock.sleep(1)
        ear.step(0)
        desk.pays(1000)
        _somebody_looks(desk)

        assert ear.step(10) >= 1
        ear.stop()
    assert Heard.objects.filter(kind="invoicepayment-bookkeep-v1").exists()


def _somebody_looks(desk: Desk) -> None:
    with desk.sandbox.happening:
        desk.sandbox.happening.notify_all()


def test_fresh_tokens_are_handed_in_before_those_that_were_run_out(
    desk: Desk, ear: Ear, switchboard: Switchboard
) -> None:
    listens(desk, ear, 65 * 60, every=60)

    handed_in = [each["accessTokens"] for each in commands(switchboard, "add-tenants-v1")]
    assert len(handed_in) == 3
    assert handed_in[-1] != handed_in[0]
    assert len(switchboard.opened) == 1, "for that nothing is cut"


def test_an_offset_that_fortnox_does_not_know_is_given_up_and_the_books_are_swept(
    desk: Desk, ear: Ear, switchboard: Switchboard
) -> None:
    listens(desk, ear, 2)
    ear.stop()
    Topic.objects.update_or_create(
        name="invoices", defaults={"offset": "from another time", "last_at": desk.outside.clock.now()}
    )
    PaymentFeed.objects.update(wakes_at=desk.outside.clock.now() + KEPT)
    again = Ear(outside=desk.outside)

    again.step(0)

    assert again.is_open
    assert is_swept_soon(desk)
    [*_, asked] = commands(switchboard, "add-topics-v1")
    assert {"topic": "invoices"} in asked["topics"]


def test_books_that_left_and_come_back_are_swept_for_what_was_told_meanwhile(desk: Desk, ear: Ear) -> None:
    desk.pays(1000)
    listens(desk, ear, 1)
    need_reconnect(desk.connection, why="token_refused", outside=desk.outside)
    desk.outside.clock.sleep(61)
    ear.step(0)
    assert Listening.objects.get().heard_tenants == []
    desk.connection.state = "connected"
    desk.connection.save()
    PaymentFeed.objects.update(wakes_at=desk.outside.clock.now() + KEPT)
    desk.outside.clock.sleep(61)

    ear.step(0)

    assert is_swept_soon(desk)
