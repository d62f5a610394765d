"""What is said of listening is true: while it goes, while it does not, and whoever does it."""

from __future__ import annotations

import dataclasses

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django.fixtures import Settings

from brygga.listening.ear import Ear
from brygga.listening.lease import Lease
from brygga.listening.models import Listening
from brygga.listening.status import listening_status
from brygga.wording.listening import told_of_listening
from sandbox.fortnox.grants import ACCESS_TOKENS
from tests.listening.sockets import Switchboard
from tests.payments.desk import Desk
from tests.web.conftest import signed_in
from tests.web.pages import words

pytestmark = pytest.mark.django_db

LISTENING = "Listening to Fortnox’s events since 2 Nov 2026, 09:30."


@pytest.fixture
def karin(desk: Desk) -> Client:
    return signed_in(desk.user)


def said(desk: Desk) -> str:
    return told_of_listening(listening_status(outside=desk.outside)).replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_tells_what_came_last_of_these_books(desk: Desk, ear: Ear, karin: Client) -> None:
    assert "Last event none yet" in words(karin.get("/payments"))
    desk.pays(1000)
    desk.outside.clock.sleep(120)
    ear.step(0)

    page = words(karin.get("/payments"))

    assert LISTENING in page
    assert "Last event 2 Nov 2026, 09:30 Last sweep" in page


def test_the_page_says_which_company_is_not_listened_to(desk: Desk, ear: Ear, karin: Client) -> None:
    Listening.objects.update(heard_tenants=[100102])

    page = words(karin.get("/payments"))

    assert LISTENING in page
    assert "(not listened to now)" in page


def test_a_socket_that_is_down_is_no_listening(desk: Desk, ear: Ear, switchboard: Switchboard, karin: Client) -> None:
    switchboard.is_down = True
    switchboard.cut_all()
    ear.step(0)

    page = words(karin.get("/payments"))

    assert "Not listening to Fortnox’s events now (cut); the sweeps find what changed." in page
    assert "not listened to now" not in page, "it is said once"


def test_a_process_that_died_listens_no_longer_and_who_takes_over_has_not_begun(desk: Desk, ear: Ear) -> None:
    assert said(desk) == LISTENING
    desk.outside.clock.sleep(61)
    assert said(desk) == "Nobody listens to Fortnox’s events now; brygga serve does."

    Lease(outside=desk.outside).take()

    assert said(desk) == "Fortnox’s events are listened to once a company is connected."


def test_a_process_that_waits_for_another_says_what_the_other_does(desk: Desk, ear: Ear) -> None:
    Ear(outside=desk.outside).step(0)

    assert said(desk) == LISTENING


def test_where_no_company_gives_access_it_says_so(desk: Desk, switchboard: Switchboard) -> None:
    desk.sandbox.store.table(ACCESS_TOKENS).clear()
    waiting = Ear(outside=desk.outside)

    waiting.step(0)

    assert said(desk) == "Not listening to Fortnox’s events now: no company gives access to them."
    desk.outside.clock.sleep(61)
    waiting.step(0)
    assert said(desk).startswith("Listening to Fortnox’s events since")


def test_where_events_are_off_the_page_says_that_the_sweeps_do_it(
    desk: Desk, karin: Client, settings: Settings
) -> None:
    settings.ENVIRONMENT = dataclasses.replace(django_settings.ENVIRONMENT, fortnox_events_url="")

    page = words(karin.get("/payments"))

    assert "Fortnox’s events are turned off in this installation; the sweeps find what changed." in page
    assert "not listened to now" not in page
