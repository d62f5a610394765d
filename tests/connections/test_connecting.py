"""Connecting: what comes of each way back from Fortnox's consent page."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pytest_django.fixtures import Settings

from brygga.connections import connecting, opening
from brygga.connections.connecting import ConnectingFailed, ConnectingProblem
from brygga.connections.models import Connection, ConnectionState, ConsentRequest, FortnoxAccess, Grant, Subsidiary
from brygga.connections.outside import Outside
from brygga.connections.permission import NotPermitted
from brygga.history.models import Event
from brygga.links.models import DocumentLink
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.conftest import KARIN, SESSION_KEY
from tests.connections.journeys import Answering, connect, sent_back, set_out
from tests.consent import consent
from tests.outside_world import ManualClock

TOKEN_PATH = "oauth-v1/token"


def failure(user: User, back: dict[str, str], *, session_key: str = SESSION_KEY, outside: Outside) -> ConnectingFailed:
    with pytest.raises(ConnectingFailed) as raised:
        connecting.complete(user, **back, session_key=session_key, outside=outside)
    return raised.value


@pytest.mark.promise("P1")
def test_it_ties_the_subsidiary_to_the_company_that_the_person_chose(connection: Connection) -> None:
    assert connection.state == ConnectionState.CONNECTED
    assert connection.fortnox_tenant_id == cast.STOCKHOLM.fortnox_tenant_id
    assert connection.company_name == "Fyrljus Stockholm AB"
    assert connection.organisation_number == "559301-4417"


def test_it_asks_for_what_brygga_uses_as_a_service_account(
    admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    address = set_out(admin_user, subsidiary, outside=outside_world)

    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["scope"].split() == list(connecting.SCOPES)
    assert (asked["account_type"], asked["access_type"]) == ("service", "offline")
    assert asked["redirect_uri"] == "http://testserver/settings/marketplace/fortnox/callback"


def test_the_history_says_who_connected_what(connection: Connection) -> None:
    event = Event.objects.get(kind="connected")
    assert event.actor == "Karin Lindqvist"
    assert event.facts["company"] == "Fyrljus Stockholm AB"
    assert event.facts["subsidiary"] == "Fyrljus Stockholm AB"


def test_client_credentials_serve_where_the_consent_allows_them(connection: Connection) -> None:
    assert FortnoxAccess.objects.get().grant == Grant.CLIENT_CREDENTIALS


def test_the_refresh_token_serves_where_they_do_not(
    admin_user: User, subsidiary: Subsidiary, sandbox: Sandbox, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    sandbox.faults.plan(Fault(kind="refuse", path=TOKEN_PATH, skip=1))

    connecting.complete(admin_user, **back, session_key=SESSION_KEY, outside=outside_world)

    assert FortnoxAccess.objects.get().grant == Grant.REFRESH_TOKEN


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("access_denied", ConnectingProblem.CONSENT_DENIED),
        ("invalid_scope", ConnectingProblem.SCOPE_REFUSED),
        ("server_error", ConnectingProblem.CONSENT_FAILED),
        ("", ConnectingProblem.CODE_MISSING),
    ],
)
def test_it_names_what_fortnox_said_instead_of_a_code(
    said: str, kind: ConnectingProblem, admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world) | {"code": "", "error": said}

    failed = failure(admin_user, back, outside=outside_world)

    assert failed.kind is kind
    assert failed.facts["tokens"] == "none"
    assert not Connection.objects.exists()


def test_a_person_who_says_no_is_sent_back_with_that(
    admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    address = set_out(admin_user, subsidiary, outside=outside_world)
    back = consent(
        address, person=KARIN, tenant_id=cast.STOCKHOLM.fortnox_tenant_id, approves=False, outside=outside_world
    )

    assert failure(admin_user, back, outside=outside_world).kind is ConnectingProblem.CONSENT_DENIED


@pytest.mark.parametrize("state", ["", "0" * 32, "0" * 32 + ":forged", "å\n"])
def test_a_state_that_we_never_gave_out_is_refused(
    state: str, admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world) | {"state": state}

    assert failure(admin_user, back, outside=outside_world).kind is ConnectingProblem.STATE_FORGED
    assert not Connection.objects.exists()


@pytest.mark.parametrize("seconds", [10 * 60 + 1, 3 * 24 * 3600])
def test_a_state_lives_ten_minutes(
    seconds: int, admin_user: User, subsidiary: Subsidiary, clock: ManualClock, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    clock.advance(seconds)
    set_out(admin_user, subsidiary, outside=outside_world)  # Journeys of long ago are cleared away meanwhile.

    assert failure(admin_user, back, outside=outside_world).kind is ConnectingProblem.STATE_EXPIRED


def test_a_state_works_once(admin_user: User, subsidiary: Subsidiary, outside_world: Outside) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    connecting.complete(admin_user, **back, session_key=SESSION_KEY, outside=outside_world)

    assert failure(admin_user, back, outside=outside_world).kind is ConnectingProblem.STATE_USED


def test_a_state_of_another_session_is_refused_and_not_used_up(
    admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)

    failed = failure(admin_user, back, session_key="another", outside=outside_world)

    assert failed.kind is ConnectingProblem.OTHER_SESSION
    assert ConsentRequest.objects.get().used_at is None


def test_a_state_of_another_user_is_refused(
    admin_user: User, subsidiary: Subsidiary, stranger: User, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)

    assert failure(stranger, back, outside=outside_world).kind is ConnectingProblem.OTHER_USER
    assert not Connection.objects.exists()


def test_who_lost_the_right_on_the_way_is_refused(
    admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    admin_user.membership_set.update(role="reader")

    with pytest.raises(NotPermitted):
        connecting.complete(admin_user, **back, session_key=SESSION_KEY, outside=outside_world)


def test_a_code_that_is_too_old_is_refused(admin_user: User, subsidiary: Subsidiary, outside_world: Outside) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world) | {"code": "spent"}

    failed = failure(admin_user, back, outside=outside_world)

    assert failed.kind is ConnectingProblem.CODE_REFUSED
    assert failed.facts["error"] == "invalid_grant"


def test_a_wrong_client_secret_is_the_operators_to_mend(
    admin_user: User, subsidiary: Subsidiary, settings: Settings, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, fortnox_client_secret="wrong")

    assert failure(admin_user, back, outside=outside_world).kind is ConnectingProblem.CLIENT_REFUSED


def test_it_does_not_set_out_without_a_client_id(
    admin_user: User, subsidiary: Subsidiary, settings: Settings, outside_world: Outside
) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, fortnox_client_id="")

    with pytest.raises(ConnectingFailed) as failed:
        set_out(admin_user, subsidiary, outside=outside_world)

    assert failed.value.kind is ConnectingProblem.NOT_CONFIGURED


@pytest.mark.parametrize(
    "trouble",
    [
        (Fault(kind="break_before", path=TOKEN_PATH), ConnectingProblem.ANSWER_LOST),
        (Fault(kind="lose_answer", path=TOKEN_PATH), ConnectingProblem.ANSWER_LOST),
        (Fault(kind="html", path=TOKEN_PATH), ConnectingProblem.ANSWER_LOST),
        (Fault(kind="html", path="companyinformation"), ConnectingProblem.FORTNOX_UNAVAILABLE),
        (Fault(kind="throttle", path="companyinformation"), ConnectingProblem.FORTNOX_UNAVAILABLE),
        (
            Fault(kind="refuse", path="companyinformation", status=403, code="2001101"),
            ConnectingProblem.NOT_AUTHORISED,
        ),
    ],
)
def test_it_names_what_went_wrong_after_the_consent(
    trouble: tuple[Fault, ConnectingProblem],
    admin_user: User,
    subsidiary: Subsidiary,
    sandbox: Sandbox,
    outside_world: Outside,
) -> None:
    fault, kind = trouble
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    sandbox.faults.plan(dataclasses.replace(fault))

    assert failure(admin_user, back, outside=outside_world).kind is kind
    assert not Connection.objects.exists()


def test_tokens_of_a_refused_connection_are_revoked(
    admin_user: User, subsidiary: Subsidiary, sandbox: Sandbox, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    sandbox.faults.plan(Fault(kind="html", path="companyinformation"))

    failed = failure(admin_user, back, outside=outside_world)

    assert failed.facts["tokens"] == "revoked"
    assert all(row["dead"] for row in sandbox.store.table("fortnox.refresh_tokens").values())


def test_a_token_that_names_another_company_than_it_reaches_is_refused(
    admin_user: User, subsidiary: Subsidiary, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    other = {"DatabaseNumber": 100102, "CompanyName": "Another", "OrganizationNumber": "559301-4425"}
    lying = dataclasses.replace(outside_world, transport=_answering_company(outside_world, other))

    failed = failure(admin_user, back, outside=lying)

    assert failed.kind is ConnectingProblem.TENANT_DISAGREES
    assert (failed.facts["named"], failed.facts["reached"]) == ("100101", "100102")
    assert not Connection.objects.exists()


def test_an_account_in_use_elsewhere_is_refused_without_naming_anybody(
    connection: Connection, stranger: User, outside_world: Outside
) -> None:
    theirs = Subsidiary.objects.get(productive_subsidiary_id=cast.OTHER_SELLER.productive_id)
    back = sent_back(stranger, theirs, outside=outside_world)

    failed = failure(stranger, back, outside=outside_world)

    assert failed.kind is ConnectingProblem.IN_USE_ELSEWHERE
    assert failed.facts == {"tokens": "forgotten"}


def test_a_refused_connection_does_not_harm_the_one_that_works(
    connection: Connection, stranger: User, clock: ManualClock, outside_world: Outside
) -> None:
    theirs = Subsidiary.objects.get(productive_subsidiary_id=cast.OTHER_SELLER.productive_id)
    failure(stranger, sent_back(stranger, theirs, outside=outside_world), outside=outside_world)
    clock.advance(2 * 3600)

    company = opening.fortnox(connection, outside=outside_world).company_information()

    assert company.tenant_id == cast.STOCKHOLM.fortnox_tenant_id


@pytest.mark.promise("P18")
@pytest.mark.parametrize("before", ["connected", "disconnected"])
def test_connecting_again_carries_on_where_it_was(
    before: str,
    decided: Connection,
    subsidiary: Subsidiary,
    admin_user: User,
    outside_world: Outside,
) -> None:
    link = _link(decided, outside_world)
    if before == "disconnected":
        connecting.disconnect(decided, user=admin_user, outside=outside_world)

    again = connect(admin_user, subsidiary, outside=outside_world)

    assert again == decided
    assert again.state == ConnectionState.CONNECTED
    assert again.settings.account_25 == 3001
    assert DocumentLink.objects.get(connection=again) == link


def test_connecting_again_makes_a_paused_connection_work(
    connection: Connection, subsidiary: Subsidiary, admin_user: User, outside_world: Outside
) -> None:
    Connection.objects.update(state=ConnectionState.RECONNECT_NEEDED)

    connect(admin_user, subsidiary, outside=outside_world)

    assert opening.fortnox(connection, outside=outside_world).currencies()


def _answering_company(outside: Outside, company: dict[str, object]) -> httpx.BaseTransport:
    assert outside.transport is not None
    answer: Callable[[httpx.Request], httpx.Response | None] = lambda request: (  # noqa: E731
        httpx.Response(200, json={"CompanyInformation": company})
        if request.url.path.endswith("/companyinformation")
        else None
    )
    return Answering(outside.transport, answer)


def _link(connection: Connection, outside: Outside) -> DocumentLink:
    return DocumentLink.objects.create(
        organisation=connection.organisation,
        connection=connection,
        fortnox_tenant_id=connection.fortnox_tenant_id,
        productive_invoice_id="9001",
        ordinal=1,
        fortnox_document_number="10483",
        reference="BRY-20401-9001-1.",
        made_at=outside.clock.now(),
    )
