"""Access tokens: renewed before they die, stored before they are used, and never another company's."""

from __future__ import annotations

import base64
import json
from datetime import timedelta

import pytest
from django.db import transaction

from brygga.connections.models import Connection, ConnectionState, FortnoxAccess, Grant, Subsidiary
from brygga.connections.opening import fortnox, fortnox_oauth
from brygga.connections.outside import Outside
from brygga.connections.sealing import Sealer
from brygga.connections.tokens import FortnoxTokens
from brygga.fortnox.oauth import Tokens
from brygga.history.models import Event
from brygga.remote.errors import NotAuthorised, Unavailable
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.connections.journeys import connected, sent_back
from tests.outside_world import ManualClock

TOKEN_PATH = "oauth-v1/token"
HOUR = 3600


@pytest.fixture
def by_refresh(admin_user: User, subsidiary: Subsidiary, sandbox: Sandbox, outside_world: Outside) -> Connection:
    """A connection whose consent allows no client credentials, so that it lives by its refresh token."""
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    sandbox.faults.plan(Fault(kind="refuse", path=TOKEN_PATH, skip=1))
    connection = connected(admin_user, back, outside=outside_world)
    assert FortnoxAccess.objects.get().grant == Grant.REFRESH_TOKEN
    sandbox.requests.clear()
    return connection


def tokens_of(connection: Connection, outside: Outside) -> FortnoxTokens:
    return FortnoxTokens(connection, fortnox_oauth(outside=outside), outside=outside)


def asked(sandbox: Sandbox) -> int:
    return len(sandbox.requests.seen(method="POST", path=TOKEN_PATH))


def test_a_fresh_token_is_used_without_asking(by_refresh: Connection, sandbox: Sandbox, outside_world: Outside) -> None:
    tokens = tokens_of(by_refresh, outside_world)

    assert tokens.token() == tokens.token()
    assert asked(sandbox) == 0


@pytest.mark.parametrize("seconds", [HOUR - 100, HOUR, 10 * HOUR])
def test_a_token_is_renewed_before_it_dies(
    seconds: int, by_refresh: Connection, clock: ManualClock, outside_world: Outside
) -> None:
    first = tokens_of(by_refresh, outside_world).token()
    clock.advance(seconds)

    assert tokens_of(by_refresh, outside_world).token() != first
    assert fortnox(by_refresh, outside=outside_world).company_information().tenant_id == 100101


def test_the_new_refresh_token_serves_the_next_time(
    by_refresh: Connection, clock: ManualClock, outside_world: Outside
) -> None:
    for _ in range(3):
        clock.advance(HOUR)
        assert fortnox(by_refresh, outside=outside_world).currencies()


def test_client_credentials_renew_without_a_refresh_token(
    connection: Connection, clock: ManualClock, outside_world: Outside
) -> None:
    kept = FortnoxAccess.objects.get().sealed_refresh_token
    clock.advance(100 * 24 * HOUR)

    assert fortnox(connection, outside=outside_world).currencies()
    assert FortnoxAccess.objects.get().sealed_refresh_token == kept


def test_a_token_that_fortnox_refuses_is_renewed_once_and_the_call_succeeds(
    by_refresh: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    sandbox.faults.plan(Fault(kind="token_dead", path="currencies"))

    assert fortnox(by_refresh, outside=outside_world).currencies()
    assert asked(sandbox) == 1


def test_a_refused_token_that_somebody_has_renewed_already_is_not_renewed_again(
    by_refresh: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    tokens = tokens_of(by_refresh, outside_world)
    first = tokens.token()

    assert tokens.renew(first)
    assert tokens.renew(first)
    assert asked(sandbox) == 1


def test_new_tokens_are_stored_before_they_are_used(
    by_refresh: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(HOUR)
    sandbox.faults.plan(Fault(kind="html", path="currencies"))

    with pytest.raises(Unavailable):
        fortnox(by_refresh, outside=outside_world).currencies()

    assert FortnoxAccess.objects.get().generation == 2
    assert fortnox(by_refresh, outside=outside_world).currencies()


@pytest.mark.reliability("R14")
def test_a_spent_refresh_token_pauses_the_connection_and_the_history_says_so_once(
    by_refresh: Connection, clock: ManualClock, outside_world: Outside
) -> None:
    _spend(by_refresh, outside_world)
    clock.advance(HOUR)

    for _ in range(2):
        with pytest.raises(NotAuthorised) as refused:
            tokens_of(by_refresh, outside_world).token()
        assert refused.value.whole_connection

    assert Connection.objects.get().state == ConnectionState.RECONNECT_NEEDED
    assert [event.facts["why"] for event in Event.objects.filter(kind="reconnect_needed")] == ["invalid_grant"]


def test_a_paused_connection_asks_fortnox_nothing(
    by_refresh: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    Connection.objects.update(state=ConnectionState.RECONNECT_NEEDED)
    clock.advance(HOUR)

    with pytest.raises(NotAuthorised):
        tokens_of(by_refresh, outside_world).token()

    assert asked(sandbox) == 0


def test_a_consent_that_was_taken_back_pauses_the_connection(
    connection: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    sandbox.store.table("fortnox.consents").clear()
    clock.advance(HOUR)

    with pytest.raises(NotAuthorised):
        fortnox(connection, outside=outside_world).currencies()

    assert Connection.objects.get().state == ConnectionState.RECONNECT_NEEDED


@pytest.mark.parametrize("kind", ["break_before", "lose_answer", "html"])
def test_a_lost_answer_is_asked_for_once_more(
    kind: str, by_refresh: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(HOUR)
    sandbox.faults.plan(Fault(kind=kind, path=TOKEN_PATH))  # type: ignore[arg-type]

    assert fortnox(by_refresh, outside=outside_world).currencies()
    assert Connection.objects.get().state == ConnectionState.CONNECTED


@pytest.mark.reliability("R14")
def test_an_answer_that_is_lost_after_the_token_was_spent_for_good_needs_a_person(
    by_refresh: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(HOUR)
    sandbox.store.table("fortnox.switches")["simultaneous_seconds"] = {"value": -1}
    sandbox.faults.plan(Fault(kind="lose_answer", path=TOKEN_PATH))

    with pytest.raises(NotAuthorised):
        tokens_of(by_refresh, outside_world).token()

    assert Connection.objects.get().state == ConnectionState.RECONNECT_NEEDED


@pytest.mark.parametrize("kind", ["break_before", "html"])
def test_while_fortnox_is_away_the_connection_is_kept(
    kind: str, by_refresh: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(HOUR)
    sandbox.faults.plan(Fault(kind=kind, path=TOKEN_PATH, times=2))  # type: ignore[arg-type]

    with pytest.raises(Unavailable):
        tokens_of(by_refresh, outside_world).token()

    assert Connection.objects.get().state == ConnectionState.CONNECTED
    assert fortnox(by_refresh, outside=outside_world).currencies()


def test_our_own_wrong_secret_does_not_blame_the_connection(
    by_refresh: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(HOUR)
    oauth = fortnox_oauth(outside=outside_world)
    oauth._client = type(oauth._client)(client_id="sandbox-client", client_secret="wrong")

    with pytest.raises(NotAuthorised):
        FortnoxTokens(by_refresh, oauth, outside=outside_world).token()

    assert Connection.objects.get().state == ConnectionState.CONNECTED


@pytest.mark.reliability("R8")
def test_a_token_of_another_company_is_never_used(
    by_refresh: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    foreign = Sealer().seal(
        _token_of_tenant(100102), organisation_id=by_refresh.organisation_id, field=_field(by_refresh, "access_token")
    )
    FortnoxAccess.objects.update(sealed_access_token=foreign)

    with pytest.raises(NotAuthorised):
        fortnox(by_refresh, outside=outside_world).currencies()

    assert not sandbox.requests.seen(path="currencies")
    assert Event.objects.get(kind="reconnect_needed").facts["why"] == "other_tenant"


def test_a_secret_whose_key_is_gone_needs_a_person(by_refresh: Connection, outside_world: Outside) -> None:
    FortnoxAccess.objects.update(sealed_access_token="gone:AAAA")

    with pytest.raises(NotAuthorised):
        tokens_of(by_refresh, outside_world).token()

    assert Connection.objects.get().state == ConnectionState.RECONNECT_NEEDED


def test_a_lease_of_a_dead_process_ends_by_itself(
    by_refresh: Connection, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(HOUR)
    FortnoxAccess.objects.update(lease_holder=outside_world.ids.new(), lease_until=clock.now() + timedelta(seconds=30))

    assert fortnox(by_refresh, outside=outside_world).currencies()


def test_who_loses_the_race_uses_what_the_winner_stored(
    by_refresh: Connection, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(HOUR)
    winner, loser = tokens_of(by_refresh, outside_world), tokens_of(by_refresh, outside_world)
    late = FortnoxAccess.objects.get()
    stored = winner.token()

    assert loser._stored(late, _pair(_token_of_tenant(100101))) == stored


@pytest.mark.django_db(transaction=True)
def test_nothing_is_renewed_inside_a_transaction(
    by_refresh: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(HOUR)

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        tokens_of(by_refresh, outside_world).token()

    assert asked(sandbox) == 0


def _spend(connection: Connection, outside: Outside) -> None:
    """Somebody uses the refresh token and dies before storing what it gave."""
    refresh_token = Sealer().open(
        FortnoxAccess.objects.get().sealed_refresh_token,
        organisation_id=connection.organisation_id,
        field=_field(connection, "refresh_token"),
    )
    fortnox_oauth(outside=outside).refresh(refresh_token)


def _pair(access_token: str) -> Tokens:
    return Tokens(access_token=access_token, refresh_token="late", expires_in_seconds=HOUR, scope="", tenant_id=100101)


def _token_of_tenant(tenant_id: int) -> str:
    claims = base64.urlsafe_b64encode(json.dumps({"tenantId": tenant_id}).encode()).decode().rstrip("=")
    return f"e30.{claims}.signature"


def _field(connection: Connection, name: str) -> str:
    return f"connection:{connection.id}:fortnox.{name}"
