"""The schema of watching: wrong rows are refused by the database itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from brygga.watching.models import Cursor, Listing, Watched
from tests.conftest import MONDAY_MORNING
from tests.copying.test_schema import Rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(db: None) -> Rows:
    return Rows()


def cursor(rows: Rows, **fields: object) -> Cursor:
    usual = {"organisation": rows.ours, "connection": rows.connection, "listing": Listing.INVOICES}
    return Cursor.objects.create(**usual | fields, read_until=MONDAY_MORNING, wakes_at=MONDAY_MORNING)


def watched(rows: Rows, **fields: object) -> Watched:
    usual = {"organisation": rows.ours, "copy": rows.copy, "total": 1, "currency": "SEK", "seen_at": MONDAY_MORNING}
    return Watched.objects.create(**usual | fields)


BREAKING: dict[str, Callable[[Rows], object]] = {
    "one_cursor_per_list": lambda rows: (cursor(rows), cursor(rows)),
    "listing_is_known": lambda rows: cursor(rows, listing="vouchers"),
    "a cursor of another organisation": lambda rows: cursor(rows, organisation=rows.theirs),
    "a copy of another organisation": lambda rows: watched(rows, organisation=rows.theirs),
    "a copy watched twice": lambda rows: (watched(rows), watched(rows)),
}


@pytest.mark.parametrize("name", BREAKING)
def test_it_refuses(name: str, rows: Rows) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BREAKING[name](rows)


def test_every_constraint_has_its_row_here() -> None:
    models = apps.get_app_config("watching").get_models()
    assert {each.name for model in models for each in model._meta.constraints} <= set(BREAKING)
