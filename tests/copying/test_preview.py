"""The preview: which customer, exactly what, and everything that stops; nothing is written."""

from __future__ import annotations

import pytest

from brygga.accounting.customers import How, NoMatch, Sure
from brygga.accounting.problems import ProblemKind
from brygga.copying.customer_choice import NEW_CUSTOMER
from sandbox.worlds import cast
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]

# What this release cannot send is a named problem, never a wrong invoice.
STOPS = {
    "9006": {"rate_to_enter", "buyer_to_confirm"},
    "9007": {"customer_inactive"},
    "9008": {"customer_to_choose"},
    "9009": {"customer_to_choose", "delivery_date_missing"},
    "9010": {"currency_not_in_fortnox"},
    "9011": {"credit_original_not_copied"},
    "9012": {"no_lines"},
    "9014": {"zero_rate_needs_reason"},
}


@pytest.mark.promise("P9")
@pytest.mark.parametrize("invoice", STOPS)
def test_it_names_everything_that_stops(desk: Desk, invoice: str) -> None:
    seen = desk.preview(invoice)

    assert STOPS[invoice] <= {str(each.kind) for each in seen.problems}


def test_it_writes_nothing(desk: Desk) -> None:
    desk.sandbox.requests.clear()

    for invoice in ("9001", "9004", *STOPS):
        desk.preview(invoice)

    assert {each.method for each in desk.sandbox.requests.seen() if "/oauth" not in each.path} == {"GET"}


@pytest.mark.promise("P10")
def test_it_finds_the_customer_by_organisation_number(desk: Desk) -> None:
    choice = desk.preview("9001").choice

    assert (choice.number, choice.match) == ("1042", Sure("1042", How.ORGANISATION_NUMBER))
    assert choice.customer is not None
    assert choice.customer.name == "Norrsken Energi AB"


@pytest.mark.promise("P10")
def test_it_proposes_a_new_customer_when_there_is_surely_none(desk: Desk) -> None:
    choice = desk.preview("9004").choice

    assert choice.number == NEW_CUSTOMER
    assert isinstance(choice.match, NoMatch)
    assert choice.draft is not None
    assert (choice.draft.name, choice.draft.organisation_number) == ("Granit & Ljung AB", "556450-9825")


@pytest.mark.promise("P10")
def test_it_takes_any_customer_that_a_person_chooses(desk: Desk) -> None:
    seen = desk.preview("9001", customer="1187")

    assert seen.problems == ()
    assert seen.booking is not None
    assert seen.booking.draft.customer_number == "1187"


def test_it_stops_at_a_customer_that_does_not_exist(desk: Desk) -> None:
    kinds = [each.kind for each in desk.preview("9001", customer="999999").problems]

    assert kinds == [ProblemKind.CUSTOMER_GONE]


def test_it_remembers_whom_a_person_chose(desk: Desk) -> None:
    desk.work(desk.ask("9001", customer="1187"))

    choice = desk.preview("9016").choice

    assert choice.match == Sure("1187", How.REMEMBERED)


def test_it_stops_when_the_subsidiary_is_not_connected(desk: Desk) -> None:
    kinds = [each.kind for each in desk.preview("9101").problems]

    assert kinds == [ProblemKind.NOT_CONNECTED]


def test_it_names_an_account_that_was_made_inactive_once_the_registers_are_read_again(desk: Desk) -> None:
    desk.preview("9001")
    accounts = desk.sandbox.store.table(f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.accounts")
    for account in accounts.values():
        if account["Number"] == desk.preview("9001").booking.draft.rows[0].account_number:  # type: ignore[union-attr]
            account["Active"] = False

    kinds = {each.kind for each in desk.preview("9001", fresh=True).problems}

    assert kinds == {ProblemKind.ACCOUNT_INACTIVE}
