"""The Fortnox client and the sandbox understand each other, in good times and bad."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.oauth import FortnoxOAuth, OAuthRefused
from brygga.fortnox.schema import CustomerDraft, InvoiceDraft
from brygga.remote.errors import (
    NotAuthorised,
    NotFound,
    OutcomeUnknown,
    Refused,
    RemoteError,
    Throttled,
    Unavailable,
)
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.fortnox.grants import ACCESS_TOKENS
from sandbox.worlds import cast
from tests.fortnox.conftest import REDIRECT
from tests.fortnox.test_client import DRAFT
from tests.outside_world import ManualClock

REFERENCE = "brygga-20401-9001-1."


def _draft(**changed: object) -> InvoiceDraft:
    """An invoice that this ledger takes: its own accounts, units and terms, for a customer that it has."""
    return DRAFT.model_copy(update={"customer_number": "1043", "external_invoice_reference1": REFERENCE, **changed})


def test_it_knows_which_company_it_reached(client: FortnoxClient) -> None:
    company = client.company_information()
    assert (company.tenant_id, company.company_name) == (cast.STOCKHOLM.fortnox_tenant_id, cast.STOCKHOLM.name)
    assert company.organisation_number == cast.STOCKHOLM.organisation_number


def test_it_reads_the_registers(client: FortnoxClient) -> None:
    assert {"SEK", "EUR"} <= {currency.code for currency in client.currencies()}
    assert "h" in {unit.code for unit in client.units()}
    assert {"30": "30 dagar"}.items() <= {each.code: each.description for each in client.terms_of_payment()}.items()
    assert client.locked_until() is None


def test_it_reads_the_chart_of_every_financial_year(client: FortnoxClient) -> None:
    years = client.financial_years()
    assert len(years) >= 2
    for year in years:
        chart = {account.number: account for account in client.accounts(year.id)}
        assert chart[3001].active
        assert not chart[3108].active


def test_it_finds_customers_by_organisation_number(client: FortnoxClient) -> None:
    found = client.customers_with_number("5566771209")
    assert [customer.customer_number for customer in found] == ["1043"]
    assert len(client.customers_with_number("559377-0612")) == 2, "twins are both found"
    assert client.customers_with_number("556450-9825") == ()


def test_it_finds_customers_by_what_people_type(client: FortnoxClient) -> None:
    assert "1043" in {each.customer_number for each in client.customers_named("hamn")}
    assert "1043" in {each.customer_number for each in client.customers_named("1043")}
    assert "1043" in {each.customer_number for each in client.customers_named("556677")}
    assert client.customers_named("nobody of that name") == ()
    assert len(client.customers_named("AB", 3)) == 3


def test_it_tells_an_inactive_customer(client: FortnoxClient) -> None:
    assert client.customer("1043").active
    assert not client.customer("1048").active
    with pytest.raises(NotFound):
        client.customer("999999")


def test_it_creates_a_customer_once(client: FortnoxClient) -> None:
    draft = CustomerDraft(
        customer_number="BRY7004",
        name="Granit & Ljung AB",
        organisation_number="556450-9825",
        address1="Stenhuggarvägen 2",
        zip_code="614 34",
        city="Söderköping",
    )
    assert client.create_customer(draft).customer_number == "BRY7004"
    assert client.customer("BRY7004").name == "Granit & Ljung AB"
    with pytest.raises(Refused) as caught:
        client.create_customer(draft)
    assert caught.value.refusal.code == "2000637"


def test_it_creates_an_invoice_and_finds_it_again(client: FortnoxClient) -> None:
    created = client.create_invoice(_draft())
    assert created == client.invoice(created.document_number)
    work, thanks = created.rows
    assert (work.delivered_quantity, work.price, work.total) == (Decimal("1.5"), Decimal("1847.3"), Decimal("2770.95"))
    assert (thanks.account_number, thanks.delivered_quantity, thanks.total) == (0, Decimal(0), Decimal(0))
    assert created.total == created.net + created.total_vat + created.round_off
    assert [each.document_number for each in client.invoices_referring_to(REFERENCE)] == [created.document_number]
    assert client.invoices_referring_to(REFERENCE[:-1]) == ()
    assert client.newest_invoices(3)[0].document_number == created.document_number


def test_it_cancels_an_invoice(client: FortnoxClient) -> None:
    created = client.create_invoice(_draft())
    cancelled = client.cancel_invoice(created.document_number)
    assert (cancelled.cancelled, cancelled.balance) == (True, Decimal(0))


@pytest.mark.parametrize(
    "changed",
    [{"customer_number": "999999"}, {"currency": "NOK"}, {"remarks": "a | b"}, {"terms_of_payment": "NEVER"}],
    ids=str,
)
def test_it_is_told_why_an_invoice_is_refused(client: FortnoxClient, changed: dict[str, object]) -> None:
    before = client.newest_invoices(1)
    with pytest.raises(Refused) as caught:
        client.create_invoice(_draft(**changed))
    assert caught.value.refusal.sentence
    assert client.newest_invoices(1) == before


FAULTS: list[tuple[Fault, type[RemoteError], int]] = [
    (Fault(kind="refuse", status=400, code="2001304", message="Kunde inte hitta konto"), Refused, 0),
    (Fault(kind="throttle", retry_after=3), Throttled, 0),
    (Fault(kind="html", status=502), OutcomeUnknown, 0),
    (Fault(kind="break_before"), OutcomeUnknown, 0),
    (Fault(kind="lose_answer"), OutcomeUnknown, 1),
]


@pytest.mark.parametrize(("fault", "error", "landed"), FAULTS, ids=lambda value: getattr(value, "kind", None))
def test_it_names_trouble_in_the_middle_of_a_write(
    client: FortnoxClient, sandbox: Sandbox, fault: Fault, error: type[RemoteError], landed: int
) -> None:
    sandbox.faults.plan(replace(fault, method="POST", path="/invoices"))
    with pytest.raises(RemoteError) as caught:
        client.create_invoice(_draft())
    assert type(caught.value) is error
    assert len(client.invoices_referring_to(REFERENCE)) == landed


def test_a_dead_token_is_renewed_and_the_write_made_once(client: FortnoxClient, sandbox: Sandbox) -> None:
    client.company_information()
    for row in sandbox.store.table(ACCESS_TOKENS).values():
        row["dead"] = True
    client.create_invoice(_draft())
    assert len(client.invoices_referring_to(REFERENCE)) == 1


def test_an_access_token_that_has_expired_is_renewed(client: FortnoxClient, clock: ManualClock) -> None:
    client.company_information()
    clock.advance(3601)
    assert client.company_information().company_name == cast.STOCKHOLM.name


def test_a_scope_that_is_missing_is_no_dead_connection(client: FortnoxClient, sandbox: Sandbox) -> None:
    client.company_information()
    for row in sandbox.store.table(ACCESS_TOKENS).values():
        row["scope"] = "companyinformation"
    with pytest.raises(NotAuthorised) as caught:
        client.newest_invoices()
    assert not caught.value.whole_connection


def test_calls_above_the_limit_are_told_to_wait(client: FortnoxClient) -> None:
    """Nothing paces these calls, so that the limit is met."""
    for _ in range(25):
        client.company_information()
    with pytest.raises(Throttled):
        client.company_information()


def test_a_consent_gives_tokens_for_its_company(oauth_service: FortnoxOAuth, code: str) -> None:
    tokens = oauth_service.exchange_code(code, REDIRECT)
    assert tokens.tenant_id == cast.STOCKHOLM.fortnox_tenant_id
    assert tokens.refresh_token is not None
    assert oauth_service.client_credentials(cast.STOCKHOLM.fortnox_tenant_id).tenant_id == tokens.tenant_id
    with pytest.raises(OAuthRefused) as caught:
        oauth_service.exchange_code(code, REDIRECT)
    assert caught.value.error == "invalid_grant"


def test_a_refresh_token_works_once(oauth_service: FortnoxOAuth, code: str, clock: ManualClock) -> None:
    first = oauth_service.exchange_code(code, REDIRECT).refresh_token
    assert first is not None
    second = oauth_service.refresh(first).refresh_token
    assert second is not None
    clock.advance(5)
    with pytest.raises(OAuthRefused):
        oauth_service.refresh(first)
    oauth_service.revoke(second)
    with pytest.raises(OAuthRefused):
        oauth_service.refresh(second)


def test_a_lost_answer_of_the_token_service_is_named(oauth_service: FortnoxOAuth, code: str, sandbox: Sandbox) -> None:
    sandbox.faults.plan(Fault(kind="lose_answer", path="/token"))
    with pytest.raises(OutcomeUnknown):
        oauth_service.exchange_code(code, REDIRECT)
    sandbox.faults.plan(Fault(kind="lose_answer", path="/token"))
    with pytest.raises(Unavailable):
        oauth_service.client_credentials(cast.STOCKHOLM.fortnox_tenant_id)
