"""The history is numbered without gaps, and nobody changes or deletes what stands in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from brygga.history.models import Event, record
from brygga.tenants.models import Organisation, User
from tests.conftest import MONDAY_MORNING
from tests.threads import together

THREADS = 8


@pytest.fixture
def agency(db: None) -> Organisation:
    return Organisation.objects.create(productive_organisation_id="1", name="Fyrljus", added_at=MONDAY_MORNING)


def add(organisation: Organisation, kind: str = "connected") -> Event:
    return record(organisation, kind, subject="connection:1", at=MONDAY_MORNING)


@pytest.mark.promise("B14")
def test_events_are_numbered_from_one(agency: Organisation) -> None:
    assert [add(agency).number for _ in range(3)] == [1, 2, 3]


def test_each_organisation_counts_its_own(agency: Organisation) -> None:
    other = Organisation.objects.create(productive_organisation_id="2", name="Annan", added_at=MONDAY_MORNING)
    add(agency)

    assert add(other).number == 1


def test_an_event_says_who_when_what_and_what_changed(agency: Organisation) -> None:
    karin = User.objects.create_user("karin@fyrljus.example", name="Karin Lindqvist")
    record(
        agency,
        "settings_changed",
        subject="connection:1",
        at=MONDAY_MORNING,
        actor=karin,
        facts={"company": "Fyrljus Stockholm AB"},
        before={"account_25": 3001},
        after={"account_25": 3041},
    )

    event = Event.objects.get()
    assert (event.actor, event.at, event.kind) == ("Karin Lindqvist", MONDAY_MORNING, "settings_changed")
    assert (event.before, event.after) == ({"account_25": 3001}, {"account_25": 3041})


def test_what_is_rolled_back_leaves_no_gap(agency: Organisation) -> None:
    with transaction.atomic():
        add(agency)
        transaction.set_rollback(True)

    assert add(agency).number == 1


CHANGES: dict[str, Callable[[], object]] = {
    "updated": lambda: Event.objects.update(actor="nobody"),
    "deleted": lambda: Event.objects.all().delete(),
    "saved again": lambda: Event.objects.get().save(),
    "updated by hand": lambda: _by_hand("UPDATE history_event SET actor = 'nobody'"),
    "deleted by hand": lambda: _by_hand("DELETE FROM history_event"),
}


@pytest.mark.reliability("R7")
@pytest.mark.parametrize("how", CHANGES)
def test_nobody_touches_it(how: str, agency: Organisation) -> None:
    add(agency)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        CHANGES[how]()

    assert Event.objects.get().actor == ""


def test_a_number_is_given_once(agency: Organisation) -> None:
    event = add(agency)

    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(organisation=agency, number=event.number, at=MONDAY_MORNING, kind="x", subject="x")


@pytest.mark.django_db(transaction=True)
def test_many_threads_at_once_leave_neither_gap_nor_twin(agency: Organisation) -> None:
    together(*[lambda: add(agency)] * THREADS)

    assert sorted(Event.objects.values_list("number", flat=True)) == list(range(1, THREADS + 1))


def _by_hand(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
