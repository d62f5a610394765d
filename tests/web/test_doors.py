"""Who may open which door: roles within an organisation, and strangers at every address there is."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import URLPattern

from brygga.connections.models import Connection, Replacement
from brygga.copying.models import Copy
from brygga.history.models import Event
from brygga.links.models import EnteredRate
from brygga.tenants.models import User
from brygga.web.urls import urlpatterns
from tests.web.pages import words

pytestmark = pytest.mark.django_db

# Who is let in by which door; everybody else is told who can.
FINANCE_DOORS = (
    ("GET", "/invoices/9001/copy"),
    ("POST", "/invoices/9001/copy"),
    ("GET", "/invoices/9001/update"),
    ("GET", "/invoices/9001/new"),
    ("GET", "/invoices/9001/cancellation"),
    ("GET", "/invoices/9001/booking"),
    ("POST", "/invoices/9001/booking"),
    ("GET", "/invoices/9001/customers?q=norr&connection={connection}"),
    ("POST", "/copies/{copy}/attempts"),
    ("POST", "/payments/sweeps"),
    ("POST", "/copies/{copy}/documents"),
    ("POST", "/copies/{copy}/waiting"),
    ("POST", "/copies/{copy}/left"),
)
ADMIN_DOORS = (
    ("POST", "/settings/organisation/token"),
    ("POST", "/settings/marketplace/subsidiaries"),
    ("POST", "/settings/marketplace/fortnox/consent"),
    ("GET", "/settings/connections/{connection}"),
    ("POST", "/settings/connections/{connection}"),
    ("GET", "/settings/connections/{connection}/customers"),
    ("POST", "/settings/connections/{connection}/customers"),
    ("GET", "/settings/connections/{connection}/invoices"),
    ("POST", "/settings/connections/{connection}/invoices"),
    ("GET", "/settings/connections/{connection}/service-types"),
    ("POST", "/settings/connections/{connection}/service-types"),
    ("POST", "/settings/connections/{connection}/payment-accounts"),
    ("POST", "/settings/connections/{connection}/payment-accounts/1686/taken-back"),
    ("GET", "/settings/connections/{connection}/disconnection"),
    ("POST", "/settings/connections/{connection}/disconnection"),
)
READER_DOORS = (
    ("GET", "/invoices"),
    ("GET", "/invoices/9001"),
    ("GET", "/invoices/9001/state"),
    ("GET", "/invoices/9001/afterwards"),
    ("GET", "/invoices/not-booked"),
    ("GET", "/invoices/9001/document"),
    ("GET", "/invoices/9001/document/state"),
    ("GET", "/invoices/9001/after"),
    ("GET", "/invoices/9001/payments/state"),
    ("GET", "/payments"),
    ("GET", "/payments/state"),
    ("GET", "/needs-you"),
    ("GET", "/history"),
    ("GET", "/settings"),
    ("GET", "/settings/organisation"),
    ("GET", "/settings/marketplace"),
    ("GET", "/settings/connections/{connection}/check"),
)
# Doors that belong to a person or to everybody, and not to an organisation.
PERSONAL = {"home", "favicon", "language", "account_login", "account_logout", "account_inactive", "new_organisation"}


def ask(client: Client, method: str, address: str, copy: Copy) -> int:
    filled = address.format(connection=copy.connection_id, copy=copy.pk)
    return client.generic(method, filled, HTTP_HX_REQUEST="true" if "customers" in address else "").status_code


def test_a_reader_sees(rut: Client, copied: Copy) -> None:
    assert {door: ask(rut, *door, copied) for door in READER_DOORS} == dict.fromkeys(READER_DOORS, 200)


def test_a_reader_may_not_copy(rut: Client, copied: Copy) -> None:
    assert {door: ask(rut, *door, copied) for door in FINANCE_DOORS} == dict.fromkeys(FINANCE_DOORS, 403)


def test_a_reader_decides_nothing_about_payments(rut: Client, copied: Copy) -> None:
    doors = [("POST", "/invoices/9001/payments/looks"), ("POST", "/payments/{copy}/left")]
    assert {door: ask(rut, *door, copied) for door in doors} == dict.fromkeys(doors, 403)


def test_a_reader_confirms_nothing_and_enters_no_rate(rut: Client, copied: Copy) -> None:
    doors = [("POST", f"/invoices/9006/{of}") for of in ("confirmation", "confirmation/withdrawal", "exchange-rate")]
    assert {door: ask(rut, *door, copied) for door in doors} == dict.fromkeys(doors, 403)


def test_finance_enters_a_rate(elias: Client, finance_user: User, copied: Copy) -> None:
    said = {"currency": "EUR", "on": "2026-10-28", "unit": "1", "rate": "11.2345", "publisher": "ecb"}

    assert elias.post("/invoices/9006/exchange-rate", said).status_code == 302
    assert EnteredRate.objects.get(organisation=copied.organisation).entered_by == finance_user


@pytest.mark.parametrize(("method", "address"), FINANCE_DOORS)
def test_finance_copies(elias: Client, copied: Copy, method: str, address: str) -> None:
    assert ask(elias, method, address, copied) in {200, 302}


@pytest.mark.parametrize("who", ["rut", "elias"])
def test_only_an_admin_sets_up(request: pytest.FixtureRequest, copied: Copy, who: str) -> None:
    somebody = request.getfixturevalue(who)

    assert {door: ask(somebody, *door, copied) for door in ADMIN_DOORS} == dict.fromkeys(ADMIN_DOORS, 403)


def test_whoever_comes_back_from_fortnox_without_having_set_out_connects_nothing(elias: Client, copied: Copy) -> None:
    """The journey itself says for which organisation it is, and its use case asks who may set that up."""
    events = Event.objects.count()

    assert ask(elias, "GET", "/settings/marketplace/fortnox/callback?code=any&state=forged", copied) == 409
    assert Event.objects.count() == events


def test_a_refusal_says_who_can(elias: Client, connection: Connection) -> None:
    page = elias.get(f"/settings/connections/{connection.pk}")

    assert "Only admins of this organisation can change its settings." in words(page)
    assert "Nothing was written." in words(page)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_somebody_who_is_not_signed_in_is_led_to_sign_in(client: Client, copied: Copy, method: str) -> None:
    for door in urlpatterns:
        answer = client.generic(method, _address(door, copied))

        if door.name not in PERSONAL - {"new_organisation"} and answer.status_code != 405:
            assert answer.status_code == 302, door
            assert answer.headers["Location"].startswith("/accounts/login/"), door


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_stranger_finds_nothing_at_any_door(charlie: Client, copied: Copy, method: str) -> None:
    events = Event.objects.filter(organisation=copied.organisation).count()

    for door in urlpatterns:
        charlie.force_login(User.objects.get(email="charlie@annan.example"))  # One of the doors leads out.
        asked = "true" if door.name == "customers" else ""
        answer = charlie.generic(method, _address(door, copied), HTTP_HX_REQUEST=asked)

        if "<" in str(door.pattern) and door.name != "invoice_state":
            assert answer.status_code in {404, 405}, door
        body = answer.content.decode()
        assert "Fyrljus" not in body, door
        assert copied.fortnox_document_number not in body, door
        assert Event.objects.filter(organisation=copied.organisation).count() == events, door
        assert Connection.objects.get(pk=copied.connection_id).is_live, door


def test_a_stranger_cannot_choose_an_organisation_of_others(charlie: Client, copied: Copy) -> None:
    answer = charlie.post("/organisations/chosen", {"organisation": copied.organisation_id})

    assert answer.status_code == 404
    assert "Annan Byrå" in words(charlie.get("/invoices"))


def _address(door: URLPattern, copy: Copy) -> str:
    known = {"invoice_id": "9001", "copy_id": copy.pk, "sync_id": copy.pk, "connection_id": copy.connection_id}
    question = Replacement.objects.filter(organisation=copy.organisation).first()
    known |= {"question_id": question.pk if question else copy.pk, "account": 1686}
    address = "/" + str(door.pattern)
    for name, value in known.items():
        for converter in ("str", "uuid", "int"):
            address = address.replace(f"<{converter}:{name}>", str(value))
    return address + (f"?q=norr&connection={uuid.UUID(str(copy.connection_id))}" if door.name == "customers" else "")
