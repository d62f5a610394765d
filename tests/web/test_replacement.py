"""The question before a connection is replaced, on its page: both are named, and nothing happens without a yes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from brygga.connections.models import Connection, ConnectionState, Replacement, Subsidiary
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.tenants.models import User
from sandbox.worlds import cast
from tests.conftest import KARIN
from tests.consent import consent
from tests.outside_world import ManualClock
from tests.web.conftest import signed_in
from tests.web.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P2")]

Way = Callable[[cast.Seller, cast.Seller], str]


@pytest.fixture
def way(karin: Client, decided: Connection, outside_world: Outside) -> Way:
    """Connect App for a subsidiary, and back from Fortnox with the account of a company: the address one is led to."""

    def gone(seller: cast.Seller, company: cast.Seller) -> str:
        subsidiary = Subsidiary.objects.get(productive_subsidiary_id=seller.productive_id)
        there = karin.post("/settings/marketplace/fortnox/consent", {"subsidiary": subsidiary.pk})
        address = there.headers["Location"]
        back = consent(address, person=KARIN, tenant_id=company.fortnox_tenant_id, outside=outside_world)
        return karin.get("/settings/marketplace/fortnox/callback", back).headers["Location"]

    return gone


def seen(client: Client, address: str) -> dict[str, object]:
    """The yes of somebody who has read the page."""
    return {"answer": "replace", "seen": client.get(address).context["seen"]}


def live() -> dict[str, int]:
    rows = Connection.objects.exclude(state=ConnectionState.DISCONNECTED)
    return dict(rows.values_list("subsidiary__name", "fortnox_tenant_id"))


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        (
            "en",
            "belongs to one subsidiary: connecting it to Fyrljus Göteborg AB deletes the previous connection.",
        ),
        ("sv", "är redan anslutet till Fyrljus Stockholm AB."),
    ],
)
def test_it_names_both_and_asks(karin: Client, way: Way, language: str, asked: str) -> None:
    karin.cookies["django_language"] = language

    page = karin.get(way(cast.GOTEBORG, cast.STOCKHOLM))

    assert page.status_code == 200
    assert asked in words(page)
    assert live() == {"Fyrljus Stockholm AB": cast.STOCKHOLM.fortnox_tenant_id}


def test_a_yes_replaces_it_and_leads_to_the_settings(karin: Client, way: Way) -> None:
    address = way(cast.GOTEBORG, cast.STOCKHOLM)

    answer = karin.post(address, seen(karin, address))

    made = Connection.objects.get(subsidiary__name="Fyrljus Göteborg AB")
    assert answer.headers["Location"] == f"/settings/connections/{made.pk}"
    assert "Connected to Fyrljus Stockholm AB." in words(karin.get(answer.headers["Location"]))
    assert live() == {"Fyrljus Göteborg AB": cast.STOCKHOLM.fortnox_tenant_id}


def test_a_second_press_leads_to_what_the_first_one_made(karin: Client, way: Way) -> None:
    address = way(cast.GOTEBORG, cast.STOCKHOLM)
    yes = seen(karin, address)
    first = karin.post(address, yes)

    assert karin.post(address, yes).headers["Location"] == first.headers["Location"]


def test_a_no_changes_nothing(karin: Client, way: Way) -> None:
    address = way(cast.GOTEBORG, cast.STOCKHOLM)

    answer = karin.post(address, {"answer": "keep"})

    assert "Nothing was changed. The connections are as they were." in words(karin.get(answer.headers["Location"]))
    assert live() == {"Fyrljus Stockholm AB": cast.STOCKHOLM.fortnox_tenant_id}
    over = karin.get(address)
    assert over.status_code == 409
    assert "This question is over" in words(over)
    assert "form-action 'self' http://sandbox.test" in over.headers["Content-Security-Policy"]


def test_a_yes_that_saw_something_else_is_asked_again(karin: Client, way: Way) -> None:
    address = way(cast.GOTEBORG, cast.STOCKHOLM)

    page = karin.post(address, {"answer": "replace"})

    assert page.status_code == 409
    assert "The connections have changed since you saw this page" in words(page)
    assert live() == {"Fyrljus Stockholm AB": cast.STOCKHOLM.fortnox_tenant_id}


def test_a_subsidiary_that_gets_another_account_is_asked_about_too(karin: Client, way: Way) -> None:
    address = way(cast.STOCKHOLM, cast.GOTEBORG)

    page = words(karin.get(address))

    assert "Fyrljus Stockholm AB is already connected to the Fortnox account of Fyrljus Stockholm AB." in page
    assert "Brygga’s access to Fyrljus Stockholm AB is revoked at Fortnox and destroyed here." in page
    karin.post(address, seen(karin, address))
    assert live() == {"Fyrljus Stockholm AB": cast.GOTEBORG.fortnox_tenant_id}


def test_it_says_how_many_copies_are_under_way(karin: Client, asked: Copy, way: Way) -> None:
    assert "1 copy is under way" in words(karin.get(way(cast.GOTEBORG, cast.STOCKHOLM)))


def test_what_was_copied_stays_copied_and_says_in_whose_books_it_is(karin: Client, copied: Copy, way: Way) -> None:
    address = way(cast.GOTEBORG, cast.STOCKHOLM)
    assert "What was copied stays known: 1 invoice, with its history." in words(karin.get(address))

    karin.post(address, seen(karin, address))

    page = words(karin.get("/invoices/9001"))
    assert "Invoice copied" in page
    assert "It is in the books of Fyrljus Stockholm AB, 559301-4417 ." in page
    history = words(karin.get("/history"))
    assert "Fortnox account of Fyrljus Stockholm AB moved from Fyrljus Stockholm AB to Fyrljus Göteborg AB" in history


def test_another_admin_cannot_answer(way: Way, finance_user: User) -> None:
    address = way(cast.GOTEBORG, cast.STOCKHOLM)
    finance_user.membership_set.update(role="admin")

    page = signed_in(finance_user).post(address, {"answer": "replace"})

    assert page.status_code == 409
    assert "Somebody else began to connect." in words(page)
    assert Replacement.objects.get().settled_at is None


def test_a_stranger_finds_no_question(way: Way, charlie: Client) -> None:
    address = way(cast.GOTEBORG, cast.STOCKHOLM)

    assert charlie.get(address).status_code == 404
    assert charlie.post(address, {"answer": "replace"}).status_code == 404


def test_finance_may_not_answer(way: Way, elias: Client) -> None:
    assert elias.post(way(cast.GOTEBORG, cast.STOCKHOLM), {"answer": "replace"}).status_code == 403


def test_after_ten_minutes_it_is_over(karin: Client, way: Way, clock: ManualClock) -> None:
    address = way(cast.GOTEBORG, cast.STOCKHOLM)
    yes = seen(karin, address)
    clock.advance(601)

    assert karin.post(address, yes).status_code == 409
    assert live() == {"Fyrljus Stockholm AB": cast.STOCKHOLM.fortnox_tenant_id}
    assert Replacement.objects.get().sealed_tokens == ""


def test_its_page_shows_no_secret_and_carries_strict_headers(karin: Client, way: Way) -> None:
    page = karin.get(way(cast.GOTEBORG, cast.STOCKHOLM))

    assert Replacement.objects.get().sealed_tokens not in page.content.decode()
    assert " style=" not in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"
