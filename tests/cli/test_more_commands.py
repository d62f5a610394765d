"""The document, the rates and the mapping from the command line, and what a Swede reads there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from brygga.accounting.rulebook import Mapped
from brygga.cli.exits import Exit
from brygga.connections import mappings
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.history.models import Event
from brygga.tenants.models import User
from sandbox.app import Sandbox
from tests.cli.test_commands import as_json, brygga

pytestmark = [pytest.mark.django_db, pytest.mark.promise("B15")]

ENTER = ("rate", "enter", "eur", "11,2345", "--on", "2026-10-28", "--publisher", "ecb")


@pytest.mark.promise("P4")
@pytest.mark.django_db(transaction=True)
def test_it_fetches_the_document_of_a_copied_invoice(decided: Connection, tmp_path: Path) -> None:
    refused, _ = as_json("pdf", "9001")
    _, copied = as_json("copy", "9001", "--wait")
    file = tmp_path / "faktura.pdf"

    code, found = as_json("pdf", "9001", "--output", str(file))

    assert (refused, code) == (Exit.NEEDS_YOU, Exit.DONE)
    assert found["fortnox_document_number"] == copied["fortnox_document_number"]
    assert file.read_bytes().startswith(b"%PDF-")
    assert brygga("pdf", "9001", "--output", str(tmp_path))[0] == Exit.WRONG_USAGE


@pytest.mark.promise("P9")
def test_a_rate_is_entered_listed_and_used(decided: Connection) -> None:
    code, entered = as_json(*ENTER)
    _, listed = as_json("rate", "list")
    _, seen = as_json("preview", "9006")

    told = {"currency": "EUR", "on": "2026-10-28", "rate": "11.2345", "unit": 1, "publisher": "ecb"}
    assert (code, entered, listed) == (Exit.DONE, told, [told])
    assert "rate_to_enter" not in {each["kind"] for each in seen["problems"]}
    assert Event.objects.get(kind="rate_entered").facts["code"] == "EUR"
    assert "1 EUR = 11.2345 SEK" in brygga("rate", "list")[1].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("place", "typed"), [(2, "euro"), (3, "1"), (3, "11.23456"), (3, "nan"), (5, "28/10"), (7, "me")]
)
def test_a_rate_that_cannot_be_sent_is_not_kept(decided: Connection, place: int, typed: str) -> None:
    wrong = [*ENTER[:place], typed, *ENTER[place + 1 :]]

    assert brygga(*wrong)[0] == Exit.WRONG_USAGE
    assert as_json("rate", "list")[1] == []


@pytest.mark.promise("P6")
def test_the_whole_mapping_is_checked_against_fortnox_as_it_is_now(
    decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox
) -> None:
    wanted = {"401": Mapped(article="101"), "402": Mapped(account=3041)}
    mappings.save(decided, wanted, is_on=True, user=admin_user, outside=outside_world)
    well, _ = as_json("mapping", "check")
    sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.articles")["101"]["Active"] = False

    code, found = as_json("mapping", "check")

    (company,) = found
    problems = {each["name"]: [of["kind"] for of in each["problems"]] for each in company["service_types"]}
    assert (well, code) == (Exit.DONE, Exit.NEEDS_YOU)
    assert problems == {"Strategy": ["article_inactive"], "Design": []}
    assert "2 service types, 1 to correct." in brygga("mapping", "check")[1]


@pytest.mark.django_db(transaction=True)
def test_a_state_is_said_in_the_language_of_the_user(decided: Connection) -> None:
    copied = brygga("--language", "sv", "copy", "9001", "--wait")[1]
    listed = brygga("--language", "sv", "invoices")[1]

    assert copied.startswith("9001: Kopierad, Fortnox ")
    assert "Ej kopierad" in listed
    assert not {"copied", "not copied", "waiting"} & set(json.dumps(listed).split())
