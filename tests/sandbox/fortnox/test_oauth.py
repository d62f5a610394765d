"""Tokens: three grants, rotation, revoking, and errors whose content type lies."""

from __future__ import annotations

import base64
import json
from typing import Any

import httpx
import pytest

from sandbox.app import Sandbox
from sandbox.fortnox import switches
from sandbox.worlds.cast import FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET
from tests.sandbox.ledger import Ledger

SCOPES_RECORDED = "article invoice settings customer order project"
OURS = (FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET)


@pytest.fixture
def pair(client: httpx.Client, ledger_sandbox: Sandbox) -> dict[str, Any]:
    """The first tokens of a consent to a service account."""
    return Ledger(client=client, sandbox=ledger_sandbox, scope=SCOPES_RECORDED).tokens()


def ask(client: httpx.Client, *, auth: tuple[str, str] = OURS, tenant: str = "", **form: str) -> httpx.Response:
    headers = {"TenantId": tenant} if tenant else {}
    return client.post("/fortnox/oauth-v1/token", data=form, auth=auth, headers=headers)


def refresh(client: httpx.Client, token: str) -> httpx.Response:
    return ask(client, grant_type="refresh_token", refresh_token=token)


def works(client: httpx.Client, access_token: str) -> bool:
    answer = client.get("/fortnox/3/customers", headers={"Authorization": f"Bearer {access_token}"})
    return answer.status_code == 200


def claims(token: str) -> dict[str, Any]:
    return dict(json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "==")))


def test_it_refuses_a_wrong_secret_in_plain_text(client: httpx.Client, pair: dict[str, Any]) -> None:
    """C17b."""
    answer = ask(client, auth=(FORTNOX_CLIENT_ID, "wrong"), grant_type="refresh_token", refresh_token="x")
    assert answer.status_code == 401
    assert answer.json() == {"error": "invalid_client", "error_description": "The client credentials are invalid"}
    assert answer.headers["Content-Type"] == "text/plain;charset=UTF-8"


def test_it_gives_a_new_pair_once_for_each_refresh_token(
    client: httpx.Client, pair: dict[str, Any], ledger_sandbox: Sandbox
) -> None:
    """C17b: the second use is refused in JSON that calls itself HTML."""
    answer = refresh(client, pair["refresh_token"])
    told = answer.json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert (told["expires_in"], told["token_type"], told["scope"]) == (3600, "bearer", SCOPES_RECORDED)
    assert told["refresh_token"] != pair["refresh_token"]
    ledger_sandbox.clock.advance(2)
    used = refresh(client, pair["refresh_token"])
    assert used.status_code == 400
    assert used.json() == {"error": "invalid_grant", "error_description": "Invalid refresh token"}
    assert used.headers["Content-Type"] == "text/html; charset=UTF-8"
    assert works(client, told["access_token"])
    assert refresh(client, told["refresh_token"]).status_code == 200


def test_it_answers_two_simultaneous_refreshes_but_only_the_last_pair_lives(
    client: httpx.Client, pair: dict[str, Any]
) -> None:
    """Measured by another integrator 2026-10-01; that simultaneous means within a second is a guess."""
    first, last = (refresh(client, pair["refresh_token"]).json() for _ in range(2))
    assert not works(client, first["access_token"])
    assert refresh(client, first["refresh_token"]).status_code == 400
    assert works(client, last["access_token"])
    assert refresh(client, last["refresh_token"]).status_code == 200


def test_it_lets_a_refresh_token_live_45_days(
    client: httpx.Client, pair: dict[str, Any], ledger_sandbox: Sandbox
) -> None:
    ledger_sandbox.clock.advance(44 * 86_400)
    following = refresh(client, pair["refresh_token"]).json()["refresh_token"]
    ledger_sandbox.clock.advance(46 * 86_400)
    assert refresh(client, following).status_code == 400


def test_it_gives_access_alone_for_client_credentials(client: httpx.Client, pair: dict[str, Any]) -> None:
    told = ask(client, tenant="100101", grant_type="client_credentials").json()
    assert "refresh_token" not in told
    assert works(client, told["access_token"])
    assert works(client, pair["access_token"])


def test_it_needs_a_service_consent_for_client_credentials(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    ledger_sandbox.store.table("fortnox.consents").clear()
    ledger = Ledger(client=client, sandbox=ledger_sandbox)
    ledger_sandbox.store.table("fortnox.consents").clear()
    ledger.tokens(service=False)
    assert ask(client, tenant="100101", grant_type="client_credentials").status_code == 400
    assert ask(client, tenant="100102", grant_type="client_credentials").status_code == 400


@pytest.mark.parametrize(("replaces", "status"), [(False, 200), (True, 400)])
def test_a_persons_consent_leaves_the_service_consent_unless_switched(
    client: httpx.Client, ledger_sandbox: Sandbox, *, replaces: bool, status: int
) -> None:
    switches.turn(ledger_sandbox.store, "consent_replaces_service", to=replaces)
    ledger = Ledger(client=client, sandbox=ledger_sandbox)
    ledger.tokens(service=True)
    person = ledger.tokens(service=False)
    assert works(client, person["access_token"])
    assert ask(client, tenant="100101", grant_type="client_credentials").status_code == status


@pytest.mark.parametrize("error", switches.POSITIONS["service_token_error"])
def test_client_credentials_without_a_consent_are_refused_as_the_switch_says(
    client: httpx.Client, ledger_sandbox: Sandbox, error: str
) -> None:
    switches.turn(ledger_sandbox.store, "service_token_error", to=error)
    answer = ask(client, tenant="100103", grant_type="client_credentials")
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_the_token_of_client_credentials_may_not_name_its_tenant(
    client: httpx.Client, pair: dict[str, Any], ledger_sandbox: Sandbox
) -> None:
    switches.turn(ledger_sandbox.store, "service_token_names_tenant", to=False)
    told = ask(client, tenant="100101", grant_type="client_credentials").json()
    assert "tenantId" not in claims(told["access_token"])
    assert works(client, told["access_token"])


@pytest.mark.parametrize(("span", "status"), [(30, 200), (0, 400), (-1, 400)])
def test_how_long_two_refreshes_are_simultaneous_is_a_switch(
    client: httpx.Client, pair: dict[str, Any], ledger_sandbox: Sandbox, span: int, status: int
) -> None:
    switches.turn(ledger_sandbox.store, "simultaneous_seconds", to=span)
    refresh(client, pair["refresh_token"])
    ledger_sandbox.clock.advance(20)
    assert refresh(client, pair["refresh_token"]).status_code == status


def test_a_log_in_in_odd_letters_is_no_log_in(client: httpx.Client) -> None:
    for path in ("token", "revoke"):
        answer = client.post(f"/fortnox/oauth-v1/{path}", data={"token": "x"}, auth=("klient-å", "hemlig-ö"))
        assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_it_revokes_what_it_knows_and_what_it_does_not(client: httpx.Client, pair: dict[str, Any]) -> None:
    """The access token lives out its hour."""
    for token in (pair["refresh_token"], "unknown"):
        form = {"token_type_hint": "refresh_token", "token": token}
        answer = client.post("/fortnox/oauth-v1/revoke", data=form, auth=OURS)
        assert (answer.status_code, answer.json()) == (200, {"revoked": True})
    assert refresh(client, pair["refresh_token"]).status_code == 400
    assert works(client, pair["access_token"])


def test_it_ends_the_consent_with_the_refresh_token_unless_switched(
    client: httpx.Client, pair: dict[str, Any], ledger_sandbox: Sandbox
) -> None:
    """A guess, so both positions exist."""
    switches.turn(ledger_sandbox.store, "revoke_ends_consent", to=False)
    client.post("/fortnox/oauth-v1/revoke", data={"token": pair["refresh_token"]}, auth=OURS)
    assert ask(client, tenant="100101", grant_type="client_credentials").status_code == 200
    switches.turn(ledger_sandbox.store, "revoke_ends_consent", to=True)
    client.post("/fortnox/oauth-v1/revoke", data={"token": pair["refresh_token"]}, auth=OURS)
    assert ask(client, tenant="100101", grant_type="client_credentials").status_code == 400


def test_it_names_the_tenant_in_a_token_that_looks_like_a_jwt(pair: dict[str, Any]) -> None:
    assert claims(pair["access_token"])["tenantId"] == 100101


def test_it_says_what_is_missing(client: httpx.Client) -> None:
    assert ask(client, grant_type="authorization_code").json()["error"] == "invalid_request"
    assert ask(client, grant_type="password").json()["error"] == "unsupported_grant_type"
