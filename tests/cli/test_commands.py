"""The command line, as a person and as a program use it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from brygga.cli.commands import app
from brygga.cli.exits import Exit
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.tenants.models import Organisation, User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.copying.series import begin_series, productive_numbers

pytestmark = [pytest.mark.django_db]


def brygga(*arguments: str, typed: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(app, list(arguments), input=typed, catch_exceptions=False)
    return done.exit_code, done.output


def as_json(*arguments: str) -> tuple[int, Any]:
    code, said = brygga(*arguments, "--json")
    return code, json.loads(said)


def test_it_lists_invoices_with_the_state_of_their_copies(organisation: Organisation) -> None:
    code, found = as_json("invoices")

    listed = {each["id"]: each for each in found["invoices"]}
    assert code == Exit.DONE
    assert listed["9001"]["client_company"] == "Norrsken Energi AB"
    assert (listed["9001"]["amount_with_tax"], listed["9001"]["state"]) == ("198990.25", "not copied")


def test_it_previews_the_exact_fortnox_invoice(decided: Connection) -> None:
    code, found = as_json("preview", "9001")

    assert code == Exit.DONE
    assert found["customer"] == "1042"
    assert found["total_before_rounding"] == "198990.25"
    assert found["fortnox_invoice"]["InvoiceRows"][0]["Price"] == 1450


def test_it_tells_every_problem_and_exits_with_3(decided: Connection) -> None:
    code, found = as_json("preview", "9006")

    assert code == Exit.NEEDS_YOU
    assert {"rate_to_enter", "buyer_to_confirm"} <= {each["kind"] for each in found["problems"]}
    assert all(each["title"] and each["remedy"] for each in found["problems"])


def test_it_speaks_swedish(decided: Connection) -> None:
    _, english = brygga("preview", "9006")
    _, swedish = brygga("--language", "sv", "preview", "9006")

    assert "Nothing was written." in english
    assert "Inget har skrivits" in swedish


@pytest.mark.promise("P3")
@pytest.mark.django_db(transaction=True)
def test_a_number_is_chosen_where_productive_gives_them(decided: Connection, sandbox: Sandbox) -> None:
    refused, said = brygga("copy", "9001", "--number", "1050")
    begin_series(sandbox.store.tables, sandbox.store.counters)
    productive_numbers(decided)

    _, found = as_json("preview", "9001", "--number", "1050")
    code, copied = as_json("copy", "9001", "--number", "1050", "--wait")

    assert refused
    assert "Fortnox gives the numbers" in said
    assert found["numbers"] == {
        "number": "1050",
        "expected": "",
        "free": "1042",
        "last_in_productive": "1041",
        "last_in_fortnox": "1041",
    }
    assert (code, copied["fortnox_document_number"]) == (Exit.DONE, "1050")


@pytest.mark.django_db(transaction=True)
def test_it_copies_and_waits(decided: Connection) -> None:
    code, found = as_json("copy", "9001", "--wait")

    assert (code, found["state"]) == (Exit.DONE, "copied")
    assert found["fortnox_document_number"] == Copy.objects.get().fortnox_document_number


@pytest.mark.django_db(transaction=True)
def test_copying_again_says_what_is_there_and_writes_nothing(decided: Connection, sandbox: Sandbox) -> None:
    _, first = as_json("copy", "9001", "--wait")
    sandbox.requests.clear()

    code, second = as_json("copy", "9001", "--wait")

    assert (code, second["fortnox_document_number"]) == (Exit.DONE, first["fortnox_document_number"])
    assert not sandbox.requests.seen(remote="fortnox", method="POST", path="/3/")


def test_without_waiting_it_leaves_the_copy_to_the_worker(decided: Connection) -> None:
    code, found = as_json("copy", "9001")

    assert (code, found["state"]) == (Exit.DONE, CopyState.WAITING)


def test_it_copies_to_the_customer_that_is_named(decided: Connection) -> None:
    as_json("copy", "9001", "--customer", "1187")

    assert Copy.objects.get().attempts.get().customer == "1187"


def test_it_makes_no_customer_that_nobody_asked_for(decided: Connection, sandbox: Sandbox) -> None:
    code, found = as_json("copy", "9004")

    assert (code, [each["kind"] for each in found["problems"]]) == (Exit.NEEDS_YOU, ["customer_to_create"])
    assert not Copy.objects.exists()
    assert as_json("copy", "9004", "--customer", "new")[0] == Exit.DONE


def test_the_preview_says_which_customer_and_who_else_it_could_be(decided: Connection) -> None:
    _, made = as_json("preview", "9004")
    _, asked = as_json("preview", "9009")

    assert made["new_customer"]["Name"] == "Granit & Ljung AB"
    assert [(each["customer"], each["score"]) for each in asked["candidates"]] == [("1203", 100)]
    assert "Customer 1042, Norrsken Energi AB" in brygga("preview", "9001")[1]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault(kind="html", status=503, remote="productive", times=9), Exit.NOT_REACHABLE),
        (Fault(kind="token_dead", remote="productive", times=9), Exit.NOT_AUTHORISED),
    ],
    ids=["not reachable", "not authorised"],
)
def test_it_exits_with_a_code_of_its_own(decided: Connection, sandbox: Sandbox, fault: Fault, code: Exit) -> None:
    sandbox.faults.plan(fault)

    assert as_json("preview", "9001")[0] == code


def test_an_invoice_that_does_not_exist_is_wrong_usage(decided: Connection) -> None:
    assert as_json("preview", "123456")[0] == Exit.WRONG_USAGE


def test_it_asks_which_organisation_when_there_are_several(organisation: Organisation, stranger: User) -> None:
    code, said = brygga("invoices")

    assert code == Exit.WRONG_USAGE
    assert cast.PRODUCTIVE_ORGANISATION_ID in said
    assert as_json("invoices", "--organisation", cast.PRODUCTIVE_ORGANISATION_ID)[0] == Exit.DONE


def test_it_adds_an_organisation_once(admin_user: User, outside_world: Outside) -> None:
    add = ("organisations", "add", "--organisation-id", cast.PRODUCTIVE_ORGANISATION_ID, "--token-stdin")

    first = brygga(*add, typed=cast.PRODUCTIVE_TOKEN + "\n")
    second = brygga(*add, "--if-missing", typed=cast.PRODUCTIVE_TOKEN + "\n")

    assert (first[0], second[0]) == (Exit.DONE, Exit.DONE)
    assert Organisation.objects.get().name == cast.PRODUCTIVE_ORGANISATION_NAME
    assert cast.PRODUCTIVE_TOKEN not in first[1]


def test_it_refuses_a_wrong_token_and_adds_nothing(admin_user: User, outside_world: Outside) -> None:
    add = ("organisations", "add", "--organisation-id", cast.PRODUCTIVE_ORGANISATION_ID, "--token-stdin")

    code, said = brygga(*add, typed="no-such-token\n")

    assert code == Exit.NEEDS_YOU
    assert "no-such-token" not in said
    assert not Organisation.objects.exists()


def test_it_adds_a_user_who_may_copy(organisation: Organisation) -> None:
    code, said = brygga("users", "add", "Elin@fyrljus.example", "--password-stdin", typed="ett-ganska-langt-ord\n")

    assert (code, said) == (Exit.DONE, "elin@fyrljus.example is finance of Fyrljus Byrå.\n")
    elin = User.objects.get(email="elin@fyrljus.example")
    assert elin.check_password("ett-ganska-langt-ord")
    assert elin.membership_set.get().role == "finance"


def test_it_refuses_a_password_that_anybody_guesses(organisation: Organisation) -> None:
    code, _ = brygga("users", "add", "elin@fyrljus.example", "--password-stdin", typed="password\n")

    assert code == Exit.WRONG_USAGE
    assert not User.objects.filter(email="elin@fyrljus.example").exists()


def test_it_gives_a_user_a_new_password(admin_user: User) -> None:
    code, _ = brygga("users", "password", admin_user.email, "--password-stdin", typed="ett-nytt-langt-ord\n")

    admin_user.refresh_from_db()
    assert code == Exit.DONE
    assert admin_user.check_password("ett-nytt-langt-ord")


def test_there_is_no_password_for_nobody(admin_user: User) -> None:
    assert brygga("users", "password", "nobody@fyrljus.example", "--password-stdin", typed="x\n")[0] == Exit.WRONG_USAGE


def test_the_doctor_finds_everything_well(decided: Connection) -> None:
    code, found = as_json("doctor")

    assert code == Exit.DONE, found
    assert {each["what"] for each in found} >= {"Productive for Fyrljus Byrå", "Fortnox for Fyrljus Stockholm AB"}


def test_the_doctor_says_what_to_do_about_a_dead_token(decided: Connection, sandbox: Sandbox) -> None:
    sandbox.faults.plan(Fault(kind="token_dead", remote="productive", times=9))

    code, found = as_json("doctor")

    ill = [each for each in found if not each["is_well"]]
    assert code == Exit.NEEDS_YOU
    assert [each["what"] for each in ill] == ["Productive for Fyrljus Byrå"]
    assert "token" in ill[0]["says"].lower()


def _description(sandbox: Sandbox, text: str) -> None:
    sandbox.store.table("productive.line_items")["900101"]["attributes"]["description"] = text


@pytest.mark.promise("P12")
@pytest.mark.django_db(transaction=True)
def test_it_updates_what_stands_and_says_how_it_went(decided: Connection, sandbox: Sandbox) -> None:
    _, copied = as_json("copy", "9001", "--wait")
    _description(sandbox, "Workshop")

    code, found = as_json("copy", "9001", "--update", "--wait")

    assert (code, found["state"], found["problems"]) == (Exit.DONE, "copied", [])
    assert found["fortnox_document_number"] == copied["fortnox_document_number"]


@pytest.mark.django_db(transaction=True)
def test_an_update_that_comes_too_late_exits_with_3(decided: Connection, sandbox: Sandbox) -> None:
    _, copied = as_json("copy", "9001", "--wait")
    books = sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.invoices")
    books[copied["fortnox_document_number"]]["Booked"] = True

    code, found = as_json("copy", "9001", "--update", "--wait")

    assert (code, [each["kind"] for each in found["problems"]]) == (Exit.NEEDS_YOU, ["not_changeable"])


@pytest.mark.promise("P12")
@pytest.mark.django_db(transaction=True)
def test_a_second_invoice_is_made_by_naming_the_first(decided: Connection) -> None:
    _, copied = as_json("copy", "9001", "--wait")
    first = copied["fortnox_document_number"]

    refused, _ = as_json("copy", "9001", "--new", "1", "--wait")
    code, found = as_json("copy", "9001", "--new", first, "--wait")

    assert (refused, code, found["state"]) == (Exit.NEEDS_YOU, Exit.DONE, "copied")
    assert found["fortnox_document_number"] != first


def test_what_was_never_copied_cannot_be_updated(decided: Connection) -> None:
    assert as_json("copy", "9001", "--update")[0] == Exit.NEEDS_YOU
