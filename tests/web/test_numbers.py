"""Numbers by Productive on the pages: the choice that cannot be made says why, and another number can be chosen."""

from __future__ import annotations

import pytest
from django.test import Client

from brygga.connections.models import Connection, IntegrationSettings
from brygga.connections.outside import Outside
from brygga.copying.models import Attempt
from brygga.jobs.inline import InlineEngine
from sandbox.app import Sandbox
from tests.copying.series import begin_series, number_of, productive_numbers, take_in_fortnox
from tests.web.pages import hidden_fields, words
from tests.web.test_setting_up import SETTINGS

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P3")]

COPY = "/invoices/9001/copy"


@pytest.fixture
def numbered(decided: Connection, sandbox: Sandbox) -> Connection:
    begin_series(sandbox.store.tables, sandbox.store.counters)
    productive_numbers(decided)
    return decided


@pytest.mark.parametrize(
    ("number_format", "why"), [("F{n}", "F{n}, gives more than digits"), (None, "no number format")]
)
def test_a_format_that_is_not_digits_cannot_be_chosen(
    karin: Client, decided: Connection, sandbox: Sandbox, number_format: str | None, why: str
) -> None:
    sandbox.store.table("productive.subsidiaries")["501"]["attributes"]["invoice_number_format"] = number_format
    page = f"/settings/connections/{decided.id}"

    shown = karin.get(page)
    saved = karin.post(page, {**SETTINGS, "numbers_by": "productive"})

    assert 'value="productive" disabled' in shown.content.decode()
    assert why in words(shown)
    assert (saved.status_code, why in words(saved)) == (422, True)
    assert IntegrationSettings.objects.get(connection=decided).numbers_by == "fortnox"


def test_a_format_of_digits_can_be_chosen(karin: Client, decided: Connection) -> None:
    page = f"/settings/connections/{decided.id}"

    assert "Productive cannot be chosen here" not in words(karin.get(page))
    assert karin.post(page, {**SETTINGS, "numbers_by": "productive"}).status_code == 302
    assert IntegrationSettings.objects.get(connection=decided).numbers_by == "productive"


def test_another_number_is_chosen_and_kept_by_the_attempt(
    karin: Client, numbered: Connection, sandbox: Sandbox
) -> None:
    number_of(sandbox, "9001", "1042")
    take_in_fortnox(sandbox.store.tables, sandbox.store.counters)

    taken = karin.get(COPY)
    chosen = karin.get(COPY, {"number": "1043"})
    karin.post(COPY, hidden_fields(chosen.content.decode()))

    assert "Fortnox has 1042 already, for Hamnverket AB." in words(taken)
    assert 'name="number" value="1043"' in taken.content.decode()
    assert "as 1043, and compares the answer to the öre" in words(chosen)
    assert Attempt.objects.get().invoice_number == "1043"


def test_create_new_asks_for_a_number(karin: Client, numbered: Connection, outside_world: Outside) -> None:
    karin.post(COPY, hidden_fields(karin.get(COPY).content.decode()))
    InlineEngine(outside=outside_world).run_due()

    first = karin.get("/invoices/9001/new")
    second = karin.get("/invoices/9001/new", {"number": "1050"})

    assert "1042 in Fortnox was copied from this invoice before" in words(first)
    assert "It gets the number 1050 on both sides" in words(second)
