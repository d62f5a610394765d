"""The schema of listening: wrong states are refused by the database itself, whoever writes them."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from brygga.listening.models import Heard, LastNotice, Listening, Topic
from tests.conftest import MONDAY_MORNING
from tests.payments.test_schema import Rows

pytestmark = pytest.mark.django_db

HOLDER = uuid.UUID(int=1)


class Told:
    """Right rows to spoil: somebody listens, and has heard of one payment of our books."""

    def __init__(self) -> None:
        books = Rows()
        self.theirs = books.theirs
        whose = {"organisation": books.ours, "connection": books.connection}
        Listening.objects.create(key="fortnox", holder=HOLDER, held_until=MONDAY_MORNING, connected_at=MONDAY_MORNING)
        Topic.objects.create(name="invoices", offset="41")
        self.last = LastNotice.objects.create(**whose, kind="invoicepayment-bookkeep-v1", at=MONDAY_MORNING)
        self.what = {**whose, "kind": "invoicepayment-bookkeep-v1", "number": "17"}
        self.heard = Heard.objects.create(**self.what, heard_at=MONDAY_MORNING, wakes_at=MONDAY_MORNING)


@pytest.fixture
def told(db: None) -> Told:
    return Told()


# For each constraint of the models, by its name: an act that breaks it and no other.
BREAKING: dict[str, Callable[[Told], object]] = {
    "a_lease_has_a_holder_and_an_end": lambda _: Listening.objects.update(held_until=None),
    "only_its_holder_listens": lambda _: Listening.objects.update(holder=None, held_until=None),
    "one_notice_of_a_kind": lambda told: Heard.objects.create(
        **told.what, heard_at=MONDAY_MORNING, wakes_at=MONDAY_MORNING
    ),
}


@pytest.mark.parametrize("name", BREAKING)
def test_a_constraint_refuses(told: Told, name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BREAKING[name](told)


def test_every_constraint_has_its_row_here() -> None:
    models = apps.get_app_config("listening").get_models()

    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(BREAKING)


@pytest.mark.parametrize("name", ["heard", "last"])
def test_a_row_belongs_to_the_organisation_of_its_connection(told: Told, name: str) -> None:
    row = getattr(told, name)
    row.organisation = told.theirs

    with pytest.raises(IntegrityError, match="organisation differs"), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "act",
    [
        lambda: Listening.objects.create(key="fortnox"),
        lambda: Topic.objects.create(name="invoices", offset="42"),
        lambda: LastNotice.objects.create(
            organisation=LastNotice.objects.get().organisation,
            connection=LastNotice.objects.get().connection,
            kind="invoice-updated-v1",
            at=MONDAY_MORNING,
        ),
    ],
    ids=["lease", "offset", "last notice"],
)
def test_there_is_one_of_each(told: Told, act: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        act()
