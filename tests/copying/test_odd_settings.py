"""A mistake of the operator must not cost every company a new consent."""

from __future__ import annotations

import dataclasses

import pytest
from pytest_django.fixtures import Settings

from brygga.connections.models import Connection, ConnectionState
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]


def test_a_wrong_client_secret_pauses_no_connection(desk: Desk, settings: Settings) -> None:
    copy = desk.ask("9001")
    right = settings.ENVIRONMENT
    settings.ENVIRONMENT = dataclasses.replace(right, fortnox_client_secret="a-typing-error")
    desk.outside.clock.sleep(3700)  # The access token has run out.

    desk.work(copy)
    settings.ENVIRONMENT = right

    assert Connection.objects.get(id=desk.connection.id).state == ConnectionState.CONNECTED


def test_a_press_without_a_nonce_is_not_taken_for_another_invoice(desk: Desk) -> None:
    first, second = desk.ask("9001", nonce=""), desk.ask("9002", nonce="")

    assert first != second


@pytest.mark.parametrize("template", ["https://x.example/{company}/{number}", "https://x.example/{number"])
def test_an_odd_page_address_stops_no_copy(desk: Desk, settings: Settings, template: str) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, fortnox_app_url=template)

    copy = desk.work(desk.ask("9001"))

    assert copy.state == "copied", (copy.state, copy.reason, desk.productive("9001")["finalized_on"])
