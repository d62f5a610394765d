"""Turning the sync of payments on and off on the integration settings, and what is asked about earlier payments."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from brygga.connections.models import Connection
from brygga.history.models import Event
from brygga.payments.models import PaymentFeed
from brygga.wording import events
from tests.web.pages import words
from tests.web.test_setting_up import SETTINGS

pytestmark = pytest.mark.django_db

OFF = {name: value for name, value in SETTINGS.items() if name != "payments_synced"}
TODAY = date(2026, 11, 2)


def told() -> list[str]:
    kinds = ["payments_turned_on", "payments_turned_off"]
    return [events.sentence(each) for each in Event.objects.filter(kind__in=kinds).order_by("number")]


@pytest.mark.promise("P5")
@pytest.mark.promise("P15")
@pytest.mark.parametrize(
    ("said", "first_day", "sentence"),
    [
        ({}, TODAY, "Payments of Fyrljus Stockholm AB are synced from now on"),
        ({"payments_earlier": "leave", "payments_since": "2026-01-01"}, TODAY, "synced from now on"),
        ({"payments_earlier": "since", "payments_since": "2026-01-01"}, date(2026, 1, 1), "those from 1 Jan 2026 on"),
        ({"payments_earlier": "mirror"}, None, "those made before too"),
    ],
    ids=["by default", "from today on", "from a day on", "all"],
)
def test_turning_it_on_asks_about_payments_made_before(
    karin: Client, decided: Connection, said: dict[str, str], first_day: date | None, sentence: str
) -> None:
    answer = karin.post(f"/settings/connections/{decided.pk}", {**SETTINGS, **said}, follow=True)

    decided.settings.refresh_from_db()
    assert decided.settings.payments_synced
    assert PaymentFeed.objects.get(connection=decided).mirrored_from == first_day
    assert "Payments are synced; Brygga looks for them now." in words(answer)
    assert [sentence in each.replace("\N{NO-BREAK SPACE}", " ") for each in told()] == [True]


@pytest.mark.promise("P15")
def test_saving_the_settings_again_leaves_the_first_day_alone(karin: Client, decided: Connection) -> None:
    since = {"payments_earlier": "since", "payments_since": "2026-01-01"}
    karin.post(f"/settings/connections/{decided.pk}", {**SETTINGS, **since})

    page = karin.get(f"/settings/connections/{decided.pk}").content.decode()
    answer = karin.post(f"/settings/connections/{decided.pk}", {**SETTINGS, **since}, follow=True)

    assert 'name="payments_earlier" value="since" checked' in page
    assert 'name="payments_since" value="2026-01-01"' in page
    assert "The settings are saved." in words(answer)
    assert len(told()) == 1


@pytest.mark.promise("P15")
def test_turning_it_off_says_what_stays(karin: Client, decided: Connection) -> None:
    karin.post(f"/settings/connections/{decided.pk}", SETTINGS)

    answer = karin.post(f"/settings/connections/{decided.pk}", OFF, follow=True)

    decided.settings.refresh_from_db()
    assert not decided.settings.payments_synced
    assert "Payments are no longer synced; what was brought stays in Productive." in words(answer)
    assert told()[-1] == "Payments of Fyrljus Stockholm AB are no longer synced; what was brought stays"


@pytest.mark.parametrize("typed", ["", "yesterday"])
def test_from_a_day_on_needs_the_day(karin: Client, decided: Connection, typed: str) -> None:
    said = {**SETTINGS, "payments_earlier": "since", "payments_since": typed}

    page = karin.post(f"/settings/connections/{decided.pk}", said)

    assert page.status_code == 422
    assert "Choose the first day, such as 2026-11-02." in words(page)
    assert told() == []
