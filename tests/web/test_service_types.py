"""Map service types on its page: what is typed, what is wrong, what is told, and confirming a buyer abroad."""

from __future__ import annotations

import pytest
from django.test import Client

from brygga.connections.models import Connection, IntegrationSettings, ServiceTypeMapping
from brygga.links.models import BuyerConfirmation
from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.web.pages import hidden_fields, words

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P6")]

TYPED = {"account_402": "3041 Försäljning av tjänster", "article_402": "102 Formgivning", "treatment_402": "normal"}


def address(connection: Connection) -> str:
    return f"/settings/connections/{connection.pk}/service-types"


@pytest.mark.promise("P7")
def test_a_service_type_is_mapped_to_an_account_and_an_article(karin: Client, decided: Connection) -> None:
    answer = karin.post(address(decided), {**TYPED, "service_types_mapped": "on"})

    kept = ServiceTypeMapping.objects.get()
    assert answer.headers["Location"] == address(decided)
    assert (kept.name, kept.account, kept.article, kept.treatment) == ("Design", 3041, "102", "normal")
    assert IntegrationSettings.objects.get(connection=decided).service_types_mapped
    page = words(karin.get(address(decided)))
    assert "The mapping is saved." in page
    assert "Mapping of service types changed for Fyrljus Stockholm AB" in page


def test_every_service_type_is_there_with_pickers_of_fortnoxs_registers(karin: Client, decided: Connection) -> None:
    page = karin.get(address(decided)).content.decode()

    assert page.count('name="treatment_') == 7
    assert '<option value="3041 Försäljning av tjänster inom Sverige, 25 % moms">MP1</option>' in page
    assert '<option value="102 Formgivning">' in page
    assert "Fortnox has 101 Strategi" in page


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"account_402": "many"}, "Start with the four digits of an account."),
        ({"article_402": "999"}, "Article 999 is not in Fortnox."),
        ({"account_402": "9999"}, "Account 9999 does not exist in Fortnox"),
        (
            {"account_402": "", "article_402": "", "treatment_402": "advance"},
            "is an advance, and has no account for it",
        ),
    ],
)
def test_what_is_wrong_stands_beside_its_service_type_and_nothing_is_kept(
    karin: Client, decided: Connection, said: dict[str, str], answer: str
) -> None:
    page = karin.post(address(decided), {**TYPED, **said, "service_types_mapped": "on"})

    assert page.status_code == 422
    assert answer in words(page)
    assert not ServiceTypeMapping.objects.exists()


def test_only_what_is_shown_is_changed(karin: Client, decided: Connection) -> None:
    karin.post(address(decided), {**TYPED, "service_types_mapped": "on"})
    others = {"account_401": "3041", "article_401": "", "treatment_401": "normal", "service_types_mapped": "on"}

    found = karin.get(address(decided), {"q": "strat"}).content.decode()
    karin.post(address(decided), others)

    assert found.count('name="treatment_') == 1
    assert ServiceTypeMapping.objects.count() == 2


def test_one_click_checks_the_whole_mapping_against_fortnox(
    karin: Client, decided: Connection, sandbox: Sandbox
) -> None:
    karin.post(address(decided), {**TYPED, "service_types_mapped": "on"})
    right = words(karin.get(address(decided), {"check": "1"}))
    sandbox.store.table(f"fortnox.{decided.fortnox_tenant_id}.articles")["102"]["Active"] = False
    wrong = words(karin.get(address(decided), {"check": "1"}))

    assert "every account and article is right" in right
    assert "one service type needs you" in wrong
    assert "Article 102, Formgivning, is inactive in Fortnox." in wrong


def test_it_says_so_when_fortnox_does_not_answer(karin: Client, decided: Connection, sandbox: Sandbox) -> None:
    sandbox.faults.plan(Fault(kind="html", remote="fortnox", status=503, times=20))

    page = karin.get(address(decided), {"check": "1"})

    assert page.status_code == 503
    assert 'role="alert"' in page.content.decode()


def test_a_buyer_abroad_is_confirmed_in_the_preview_and_taken_back(karin: Client, decided: Connection) -> None:
    asked = karin.get("/invoices/9006/copy").content.decode()
    said = hidden_fields(asked) | {"standing": "business", "country": "EE", "vat_number": "EE100931558"}
    answer = karin.post("/invoices/9006/confirmation", said)
    confirmed = words(karin.get("/invoices/9006/copy"))
    karin.post("/invoices/9006/confirmation/withdrawal", {"company": "7010"})

    assert "Confirm that it is a business" in asked
    assert answer.headers["Location"] == "/invoices/9006/copy"
    assert "Confirmed as a business, Estonia, EE100931558" in confirmed
    assert not BuyerConfirmation.objects.exists()


def test_a_confirmation_that_nobody_asks_for_is_refused(karin: Client, decided: Connection) -> None:
    nonsense = karin.post("/invoices/9006/confirmation", {"standing": "friend"})
    another = karin.post("/invoices/9006/confirmation", {"standing": "business", "country": "EE", "vat_number": "EE1"})

    assert nonsense.status_code == 404
    assert another.status_code == 302
    assert "Nothing was confirmed." in words(karin.get("/invoices/9006/copy"))
    assert not BuyerConfirmation.objects.exists()


def test_the_preview_shows_the_case_and_the_reason_of_each_row(karin: Client, decided: Connection) -> None:
    page = words(karin.get("/invoices/9001/copy"))

    assert "VAT 25 %: the buyer is in Sweden" in page
    assert "VAT 6 %: the buyer is in Sweden" in page
