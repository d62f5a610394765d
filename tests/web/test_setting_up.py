"""Adding an organisation, App Marketplace, the decisions and disconnecting, on the pages."""

from __future__ import annotations

import pytest
from django.test import Client

from brygga.connections.models import Connection, ConnectionState, FortnoxAccess, IntegrationSettings, Subsidiary
from brygga.connections.outside import Outside
from brygga.tenants.models import Membership, Organisation, Role, User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.conftest import KARIN
from tests.consent import consent
from tests.web.conftest import signed_in
from tests.web.pages import words

pytestmark = pytest.mark.django_db

SETTINGS = {
    "numbers_by": "fortnox",
    "pdf_by": "productive",
    "payments_synced": "on",
    "account_25": "3001 Försäljning inom Sverige, 25 % moms",
    "account_12": "3002",
    "account_6": "",
    "zero_rate": "ask",
    "rate_source": "ask",
    "rate_day": "delivery",
    "account_eu": "3308 Försäljning av tjänster till annat EU-land",
}


def test_who_has_no_organisation_is_asked_to_add_one(admin_user: User, outside_world: Outside) -> None:
    answer = signed_in(admin_user).get("/invoices")

    assert answer.headers["Location"] == "/organisations/new"


def test_an_organisation_is_added_by_its_token(admin_user: User, outside_world: Outside) -> None:
    client = signed_in(admin_user)

    answer = client.post(
        "/organisations/new",
        {"productive_organisation_id": cast.PRODUCTIVE_ORGANISATION_ID, "token": cast.PRODUCTIVE_TOKEN},
    )

    assert answer.headers["Location"] == "/settings/marketplace"
    assert "Fyrljus Byrå is added." in words(client.get("/settings/marketplace"))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"token": "not-a-token-at-all"}, "Productive does not know this API token."),
        ({"token": ""}, "Paste the token here."),
        ({"productive_organisation_id": ""}, "Type the number of the organisation."),
    ],
)
def test_what_is_wrong_with_a_token_is_named_and_the_token_never_shown(
    admin_user: User, outside_world: Outside, said: dict[str, str], answer: str
) -> None:
    right = {"productive_organisation_id": cast.PRODUCTIVE_ORGANISATION_ID, "token": cast.PRODUCTIVE_TOKEN}

    page = signed_in(admin_user).post("/organisations/new", {**right, **said})

    assert page.status_code == 422
    assert answer in words(page)
    assert "not-a-token-at-all" not in page.content.decode()
    assert cast.PRODUCTIVE_TOKEN not in page.content.decode()
    assert Organisation.objects.count() == 0


def test_a_token_is_replaced_and_a_wrong_one_changes_nothing(karin: Client) -> None:
    wrong = karin.post("/settings/organisation/token", {"token": "wrong-token"})
    right = karin.post("/settings/organisation/token", {"token": cast.PRODUCTIVE_TOKEN})

    assert wrong.status_code == 422
    assert "wrong-token" not in wrong.content.decode()
    assert right.headers["Location"] == "/settings/organisation"
    assert "The token is replaced." in words(karin.get("/settings/organisation"))


@pytest.mark.promise("P1")
def test_the_marketplace_lists_fortnox_and_can_be_searched(karin: Client) -> None:
    page = words(karin.get("/settings/marketplace"))

    assert "Copies invoices from Productive to Fortnox" in page
    assert page.count("Connect App") == 2
    assert "Connect App" in words(karin.get("/settings/marketplace", {"q": "fort"}))
    assert "No app matches" in words(karin.get("/settings/marketplace", {"q": "xero"}))


@pytest.mark.promise("P1")
def test_connect_app_goes_to_fortnox_and_comes_back_connected(
    karin: Client, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    there = karin.post("/settings/marketplace/fortnox/consent", {"subsidiary": subsidiary.pk})
    back = consent(
        there.headers["Location"], person=KARIN, tenant_id=cast.STOCKHOLM.fortnox_tenant_id, outside=outside_world
    )
    answer = karin.get("/settings/marketplace/fortnox/callback", back)

    connection = Connection.objects.get()
    assert answer.headers["Location"] == f"/settings/connections/{connection.pk}"
    assert "Fortnox: Fyrljus Stockholm AB · 559301-4417" in words(karin.get("/settings/marketplace"))
    assert "Three decisions are left" in words(karin.get("/settings/marketplace"))


def test_who_comes_back_after_choosing_another_organisation_is_led_to_the_right_one(
    karin: Client, admin_user: User, subsidiary: Subsidiary, stranger: User, outside_world: Outside
) -> None:
    other = Organisation.objects.get(membership__user=stranger)
    Membership.objects.create(user=admin_user, organisation=other, role=Role.READER)
    there = karin.post("/settings/marketplace/fortnox/consent", {"subsidiary": subsidiary.pk})
    karin.post("/organisations/chosen", {"organisation": other.pk})

    back = consent(
        there.headers["Location"], person=KARIN, tenant_id=cast.STOCKHOLM.fortnox_tenant_id, outside=outside_world
    )
    page = karin.get("/settings/marketplace/fortnox/callback", back, follow=True)

    assert page.status_code == 200
    assert "Connected to Fyrljus Stockholm AB." in words(page)
    assert "Invoice Number Generation" in words(page)


def test_who_is_no_admin_any_more_when_coming_back_is_told_who_can_connect(
    karin: Client, admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    there = karin.post("/settings/marketplace/fortnox/consent", {"subsidiary": subsidiary.pk})
    back = consent(
        there.headers["Location"], person=KARIN, tenant_id=cast.STOCKHOLM.fortnox_tenant_id, outside=outside_world
    )
    Membership.objects.filter(user=admin_user).update(role=Role.FINANCE)

    page = karin.get("/settings/marketplace/fortnox/callback", back)

    assert page.status_code == 403
    assert "Only an admin may do this. Nothing was written." in words(page)
    assert Connection.objects.count() == 0


@pytest.mark.parametrize("language", ["en", "sv"])
def test_after_a_failure_connect_app_still_leads_to_fortnox(
    karin: Client, sandbox: Sandbox, subsidiary: Subsidiary, language: str
) -> None:
    """A browser holds the form to the policy of the page that shows it, which here is the page of the failure."""
    karin.cookies["django_language"] = language
    sandbox.faults.plan(Fault(kind="html", remote="productive", status=500, times=20))

    pages = [
        karin.get("/settings/marketplace/fortnox/callback", {"error": "access_denied", "state": "forged"}),
        karin.post("/settings/marketplace/subsidiaries"),
    ]

    for page in pages:
        assert page.status_code == 409
        assert "form-action 'self' http://sandbox.test" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "back",
    [{"state": "forged", "code": "any"}, {"code": "any"}, {"error": "access_denied", "state": "forged"}, {}],
    ids=["forged", "no state", "denied", "nothing"],
)
def test_a_way_back_that_makes_no_sense_connects_nothing(karin: Client, back: dict[str, str]) -> None:
    page = karin.get("/settings/marketplace/fortnox/callback", back)

    assert page.status_code == 409
    assert 'role="alert"' in page.content.decode()
    assert Connection.objects.count() == 0


def test_a_consent_that_began_in_another_browser_connects_nothing(
    karin: Client, admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    there = karin.post("/settings/marketplace/fortnox/consent", {"subsidiary": subsidiary.pk})
    back = consent(
        there.headers["Location"], person=KARIN, tenant_id=cast.STOCKHOLM.fortnox_tenant_id, outside=outside_world
    )

    page = signed_in(admin_user).get("/settings/marketplace/fortnox/callback", back)

    assert page.status_code == 409
    assert Connection.objects.count() == 0


@pytest.mark.promise("P3")
@pytest.mark.promise("P4")
@pytest.mark.promise("P5")
@pytest.mark.promise("P15")
def test_the_three_decisions_carry_the_labels_of_the_article(karin: Client, connection: Connection) -> None:
    page = words(karin.get(f"/settings/connections/{connection.pk}"))

    for label in (
        "Invoice Number Generation",
        "Invoice PDF Generation",
        "Payment Synchronization",
        "Synchronize payments from Fortnox to Productive",
    ):
        assert label in page


@pytest.mark.promise("P17")
def test_it_says_that_expenses_are_not_synced(karin: Client, connection: Connection) -> None:
    assert "Expenses are not synced." in words(karin.get(f"/settings/connections/{connection.pk}"))
    assert "Expenses made in Productive are not synced" in words(karin.get("/settings/marketplace"))


def test_it_proposes_the_accounts_of_the_chart(karin: Client, connection: Connection) -> None:
    page = karin.get(f"/settings/connections/{connection.pk}").content.decode()

    assert 'value="3001 Försäljning inom Sverige, 25 % moms"' in page
    assert '<datalist id="chart-25">' in page


def test_it_keeps_what_was_decided(karin: Client, connection: Connection) -> None:
    answer = karin.post(f"/settings/connections/{connection.pk}", SETTINGS)

    kept = IntegrationSettings.objects.get()
    assert answer.status_code == 302
    assert (kept.pdf_by, kept.payments_synced) == ("productive", True)
    assert (kept.account_25, kept.account_12, kept.account_6, kept.account_eu) == (3001, 3002, None, 3308)
    assert "The settings are saved." in words(karin.get(f"/settings/connections/{connection.pk}"))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"account_25": "3002"}, "3002"),
        ({"account_25": "9999"}, "9999"),
        ({"account_12": "many"}, "Start with the four digits of an account."),
        ({"account_outlay": "3004"}, "3004"),
        ({"account_export": "3308"}, "different boxes of the VAT return"),
        ({"numbers_by": "somebody"}, "Nothing was saved yet"),
    ],
)
def test_an_account_that_cannot_carry_its_rate_is_named_at_its_field(
    karin: Client, connection: Connection, said: dict[str, str], answer: str
) -> None:
    page = karin.post(f"/settings/connections/{connection.pk}", {**SETTINGS, **said})

    assert page.status_code == 422
    assert "Nothing was saved yet" in words(page)
    assert answer in words(page) + page.content.decode()
    assert not IntegrationSettings.objects.get().are_decided


def test_zero_rate_has_an_account_of_its_own_for_each_meaning(karin: Client, connection: Connection) -> None:
    said = {"zero_rate": "exempt", "account_outlay": "1681", "account_exempt": "3004"}

    karin.post(f"/settings/connections/{connection.pk}", {**SETTINGS, **said})

    kept = IntegrationSettings.objects.get()
    assert (kept.zero_rate, kept.account_outlay, kept.account_exempt) == ("exempt", 1681, 3004)


def test_what_was_typed_stays_when_fortnox_does_not_answer(
    karin: Client, connection: Connection, sandbox: Sandbox
) -> None:
    sandbox.faults.plan(Fault(kind="html", remote="fortnox", status=503, times=20))

    page = karin.post(f"/settings/connections/{connection.pk}", SETTINGS)

    assert page.status_code == 503
    assert 'value="3002"' in page.content.decode()
    assert 'role="alert"' in page.content.decode()


@pytest.mark.promise("P18")
def test_the_bin_asks_first_and_says_what_is_kept(karin: Client, decided: Connection) -> None:
    marketplace = karin.get("/settings/marketplace").content.decode()
    page = words(karin.get(f"/settings/connections/{decided.pk}/disconnection"))

    assert 'aria-label="Disconnect Fyrljus Stockholm AB from Fortnox"' in marketplace
    assert "What was copied stays known" in page
    assert FortnoxAccess.objects.count() == 1


@pytest.mark.promise("P18")
def test_disconnecting_destroys_the_tokens_and_says_so(karin: Client, decided: Connection) -> None:
    karin.post(f"/settings/connections/{decided.pk}/disconnection")

    decided.refresh_from_db()
    page = words(karin.get("/settings/marketplace"))
    assert decided.state == ConnectionState.DISCONNECTED
    assert FortnoxAccess.objects.count() == 0
    assert "Was connected to Fyrljus Stockholm AB; what was copied stays known" in page
    assert karin.get(f"/settings/connections/{decided.pk}").status_code == 404


def test_a_subsidiary_that_is_new_in_productive_is_read_again(karin: Client) -> None:
    Subsidiary.objects.filter(name="Fyrljus Göteborg AB").delete()

    karin.post("/settings/marketplace/subsidiaries")

    assert "Fyrljus Göteborg AB" in words(karin.get("/settings/marketplace"))
