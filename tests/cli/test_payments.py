"""`brygga payments`, as a person and as a program use it."""

from __future__ import annotations

import pytest

from brygga.cli.exits import Exit
from brygga.connections.models import Connection
from tests.cli.test_commands import as_json, brygga
from tests.payments.conftest import desk
from tests.payments.desk import Desk

__all__ = ["desk"]

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_it_brings_payments_now_and_says_so(desk: Desk) -> None:
    desk.pays(1000)

    code, said = brygga("payments", "sync")

    assert code == Exit.DONE
    assert "Payments of Fyrljus Stockholm AB are in step." in said
    assert desk.shown == ["1000.00 2026-11-02"]


def test_it_tells_what_a_person_must_look_at(desk: Desk) -> None:
    desk.in_productive("POST", "payments", invoice_id="9001", amount=100000, paid_on="2026-11-02")
    desk.pays(1000)

    code, found = as_json("payments", "sync")
    _, standing = as_json("payments", "status")

    assert code == Exit.NEEDS_YOU
    assert found == standing
    [told] = found["connections"][0]["disagreements"]
    assert (told["productive_invoice_id"], told["told"][0]["kind"]) == ("9001", "paid_in_productive")


def test_what_somebody_deleted_is_put_back_when_it_is_wanted(desk: Desk) -> None:
    desk.pays(1000)
    brygga("payments", "sync")
    [mirror] = desk.mirrors
    desk.in_productive("DELETE", f"payments/{mirror.productive_payment_id}")

    told, _ = brygga("payments", "sync", "--invoice", "9001")
    code, _ = brygga("payments", "sync", "--invoice", "9001", "--put-back")

    assert (told, code) == (Exit.NEEDS_YOU, Exit.DONE)
    assert desk.shown == ["1000.00 2026-11-02"]


def test_what_an_account_is_is_said_once_and_taken_back(desk: Desk) -> None:
    desk.pays(1000, ModeOfPaymentAccount=2420)
    brygga("payments", "sync")

    code, said = brygga("payments", "account", "2420", "--is", "money")
    brygga("payments", "sync")
    brought = desk.shown
    _, listed = as_json("payments", "account")
    taken_back, _ = brygga("payments", "account", "2420", "--is", "ask")
    brygga("payments", "sync")

    assert code == taken_back == Exit.DONE
    assert "1 invoices are looked at again." in said
    assert (brought, desk.shown) == (["1000.00 2026-11-02"], [])
    assert [(each["account"], each["is"]) for each in listed] == [(2420, "money")]
    assert brygga("payments", "account", "1930", "--is", "money")[0] == Exit.WRONG_USAGE
    assert brygga("payments", "account", "--subsidiary", "none")[0] == Exit.WRONG_USAGE


def test_where_nothing_is_synced_it_says_how_to_turn_it_on(decided: Connection) -> None:
    code, _ = brygga("payments", "sync")
    shown, table = brygga("payments", "status")

    assert (code, shown) == (Exit.WRONG_USAGE, Exit.DONE)
    assert "never" in table
