"""Customers in Fortnox: found with few requests, brought up to date only as allowed and as seen."""

from __future__ import annotations

import dataclasses
from typing import Any

import httpx
import pytest

from brygga.accounting.customer_updates import CustomerField, FieldChange
from brygga.accounting.customers import Choose, How, NoMatch, Sure, Why
from brygga.accounting.problems import ProblemKind
from brygga.connections import customer_fields
from brygga.copying.customer_choice import NEW_CUSTOMER
from brygga.copying.states import CopyState, WriteKind
from brygga.history.models import Event
from sandbox.worlds import cast
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]

OLD = {"Email": "gammal@norrsken.example", "Address1": "Gamla vägen 1"}


class Deaf(httpx.BaseTransport):
    """A Fortnox that takes a change of a customer and keeps nothing of it."""

    def __init__(self, inner: httpx.BaseTransport | None) -> None:
        if inner is None:
            raise ValueError("There is no wire to be deaf on.")
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method == "PUT" and "/customers/" in request.url.path:
            headers = {name: value for name, value in request.headers.items() if name != "content-length"}
            request = httpx.Request("PUT", request.url, headers=headers, json={"Customer": {"Active": True}})
        return self._inner.handle_request(request)


def customer(desk: Desk, number: str, **changed: Any) -> dict[str, Any]:
    """The sandbox's own record of a customer, with these changes."""
    table = desk.sandbox.store.table(f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.customers")
    table[number].update(changed)
    return table[number]


def company(desk: Desk, identity: str, **changed: Any) -> None:
    desk.sandbox.store.table("productive.companies")[identity]["attributes"].update(changed)


def allow(desk: Desk, *fields: CustomerField) -> None:
    customer_fields.save(desk.connection, fields, user=desk.user, outside=desk.outside)


def asked(desk: Desk) -> list[str]:
    """What was asked about customers, in order."""
    seen = [each for each in desk.sandbox.requests.seen() if "/3/customers" in each.path]
    return [f"{each.method} {each.path.rsplit('/3/', 1)[1]}" for each in seen]


@pytest.mark.promise("P10")
@pytest.mark.reliability("R22")
@pytest.mark.parametrize(
    ("invoice", "searches", "reads_max"),
    [("9001", 1, 1), ("9008", 1, 2), ("9004", 2, 5), ("9009", 1, 5), ("9006", 2, 5)],
    ids=["by number", "twins", "unknown", "without a number", "abroad"],
)
def test_a_customer_is_looked_for_with_few_requests(desk: Desk, invoice: str, searches: int, reads_max: int) -> None:
    desk.preview(invoice)
    desk.sandbox.requests.clear()

    desk.preview(invoice)

    requests = asked(desk)
    assert requests.count("GET customers") == searches
    assert len(requests) - searches <= reads_max


@pytest.mark.promise("P10")
def test_a_customer_abroad_is_found_by_its_vat_number(desk: Desk) -> None:
    assert desk.preview("9006").choice.match == Sure("1050", How.VAT_NUMBER)


@pytest.mark.promise("P10")
def test_a_swedish_customer_is_found_by_its_vat_number_alone(desk: Desk) -> None:
    customer(desk, "1042", OrganisationNumber="", VATNumber="SE559214307601")

    assert desk.preview("9001").choice.match == Sure("1042", How.VAT_NUMBER)


@pytest.mark.promise("P10")
def test_a_namesake_without_a_number_is_asked_about_with_its_score(desk: Desk) -> None:
    customer(desk, "1042", OrganisationNumber="", VATNumber="", Name="Norrsken Energi Aktiebolag")
    match = desk.preview("9001").choice.match

    assert isinstance(match, Choose)
    assert match.why is Why.SAME_NAME
    assert [(each.customer.customer_number, each.score) for each in match.candidates] == [("1042", 100)]


@pytest.mark.promise("P10")
def test_a_near_namesake_is_shown_beside_the_new_customer(desk: Desk) -> None:
    customer(desk, "1187", Name="Granit & Ljung Stenhuggeri AB")
    match = desk.preview("9004").choice.match

    assert isinstance(match, NoMatch)
    assert [each.customer.customer_number for each in match.near] == ["1187"]


def test_a_customer_that_was_remembered_and_deleted_is_looked_for_again(desk: Desk) -> None:
    desk.work(desk.ask("9001", customer="1187"))
    del desk.sandbox.store.table(f"fortnox.{cast.STOCKHOLM.fortnox_tenant_id}.customers")["1187"]

    assert desk.preview("9016").choice.match == Sure("1042", How.ORGANISATION_NUMBER)


def test_a_customer_of_another_vat_type_stops_whoever_chose_it(desk: Desk) -> None:
    customer(desk, "1187", VATType="EXPORT")
    problems = desk.preview("9001", customer="1187").problems

    assert [(each.kind, each.facts["wanted"]) for each in problems] == [(ProblemKind.CUSTOMER_VAT_TYPE, "SEVAT")]


def test_nothing_is_brought_up_to_date_unless_somebody_says_so(desk: Desk) -> None:
    customer(desk, "1042", **OLD)
    seen = desk.preview("9001")
    desk.work(desk.ask("9001"))

    assert seen.choice.changes == ()
    assert customer(desk, "1042")["Email"] == "gammal@norrsken.example"


def test_only_what_is_allowed_is_changed_and_both_values_are_shown_before(desk: Desk) -> None:
    allow(desk, CustomerField.EMAIL)
    customer(desk, "1042", **OLD)

    changes = desk.preview("9001").choice.changes
    copy = desk.work(desk.ask("9001"))

    assert changes == (
        FieldChange("email", "gammal@norrsken.example", "faktura@norrsken.example"),
        FieldChange("email_invoice", "", "faktura@norrsken.example"),
    )
    assert copy.state == CopyState.COPIED
    made = customer(desk, "1042")
    assert (made["Email"], made["EmailInvoice"]) == ("faktura@norrsken.example", "faktura@norrsken.example")
    assert made["Address1"] == "Gamla vägen 1"
    event = Event.objects.get(kind="customer_updated")
    assert event.before == {"email": "gammal@norrsken.example", "email_invoice": ""}
    assert event.after == {"email": "faktura@norrsken.example", "email_invoice": "faktura@norrsken.example"}


def test_a_field_is_never_emptied(desk: Desk) -> None:
    allow(desk, *CustomerField)
    company(desk, "7001", vat="559214-3076")
    seen = desk.preview("9001")

    assert customer(desk, "1042")["VATNumber"] == "SE559214307601"
    assert "vat_number" not in {each.name for each in seen.choice.changes}


def test_what_a_person_changed_after_the_preview_is_not_overwritten(desk: Desk) -> None:
    allow(desk, CustomerField.EMAIL)
    customer(desk, "1042", **OLD)
    copy = desk.ask("9001")
    customer(desk, "1042", Email="ny@norrsken.example")

    copy = desk.work(copy)

    assert [each["kind"] for each in copy.problems] == [ProblemKind.CHANGED_SINCE_SEEN]
    assert customer(desk, "1042")["Email"] == "ny@norrsken.example"
    assert not copy.writes.filter(kind=WriteKind.UPDATE_CUSTOMER).exists()


def test_what_fortnox_did_not_keep_stops_the_copy_before_its_invoice(desk: Desk) -> None:
    allow(desk, CustomerField.EMAIL)
    customer(desk, "1042", **OLD)
    copy = desk.ask("9001")
    before = desk.invoices_in_fortnox()
    desk.outside = dataclasses.replace(desk.outside, transport=Deaf(desk.outside.transport))

    copy = desk.work(copy)

    assert {each["kind"] for each in copy.problems} == {ProblemKind.CUSTOMER_NOT_UPDATED}
    assert desk.invoices_in_fortnox() == before


def test_a_new_customer_that_nobody_looked_at_must_be_confirmed(desk: Desk) -> None:
    looked_for, chosen = desk.preview("9004").choice, desk.preview("9004", customer=NEW_CUSTOMER).choice

    assert [each.kind for each in looked_for.unconfirmed] == [ProblemKind.CUSTOMER_TO_CREATE]
    assert chosen.unconfirmed == ()
