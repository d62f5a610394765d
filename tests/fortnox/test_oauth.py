"""Consent and tokens."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.fortnox.oauth import FortnoxOAuth, OAuthRefused, Tokens, tenant_in, tokens_in
from brygga.remote.errors import OutcomeUnknown, RemoteError, Throttled, Unavailable, Unintelligible
from tests.remote.fake_wire import Scripted, answer, html, oauth, raw
from tests.remote.odd_values import JSON

SECRET = "secret-of-the-client"
BASIC = "Basic " + base64.b64encode(b"client:secret-of-the-client").decode()

SPENDING: dict[str, Callable[[FortnoxOAuth], Any]] = {
    "exchange_code": lambda service: service.exchange_code("code-1", "https://brygga.test/back"),
    "refresh": lambda service: service.refresh("refresh-1"),
}
HARMLESS: dict[str, Callable[[FortnoxOAuth], Any]] = {
    "client_credentials": lambda service: service.client_credentials(100101),
    "revoke": lambda service: service.revoke("refresh-1"),
}


def _token(claims: Any) -> str:
    encoded = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJIUzI1NiJ9.{encoded}.c2lnbmF0dXJl"


ACCESS = _token({"tenantId": 100101, "userId": 7})
GRANTED = {
    "access_token": ACCESS,
    "refresh_token": "refresh-2",
    "scope": "customer invoice",
    "expires_in": 3600,
    "token_type": "bearer",
}


def test_it_asks_for_consent_as_a_service_account_with_everything_said() -> None:
    address = oauth(Scripted()).authorization_url(
        "state-1", "https://brygga.test/back?a=b", scopes=("customer", "invoice")
    )
    parts = urlsplit(address)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://fortnox.test/oauth-v1/auth"
    assert parse_qs(parts.query) == {
        "client_id": ["client"],
        "redirect_uri": ["https://brygga.test/back?a=b"],
        "scope": ["customer invoice"],
        "state": ["state-1"],
        "access_type": ["offline"],
        "account_type": ["service"],
        "response_type": ["code"],
    }
    assert SECRET not in address


def test_it_exchanges_a_code_for_tokens() -> None:
    wire = Scripted(answer(GRANTED))
    tokens = oauth(wire).exchange_code("code-1", "https://brygga.test/back")
    assert (tokens.access_token, tokens.refresh_token, tokens.expires_in_seconds) == (ACCESS, "refresh-2", 3600)
    assert (tokens.scope, tokens.tenant_id) == ("customer invoice", 100101)
    assert wire.asked == ["POST /oauth-v1/token"]
    assert wire.requests[0].headers["Authorization"] == BASIC
    assert parse_qs(wire.requests[0].content.decode()) == {
        "grant_type": ["authorization_code"],
        "code": ["code-1"],
        "redirect_uri": ["https://brygga.test/back"],
    }


def test_it_refreshes_and_gets_a_new_pair() -> None:
    wire = Scripted(answer(GRANTED))
    assert oauth(wire).refresh("refresh-1").refresh_token == "refresh-2"
    assert parse_qs(wire.requests[0].content.decode()) == {
        "grant_type": ["refresh_token"],
        "refresh_token": ["refresh-1"],
    }


def test_it_needs_no_refresh_token_for_a_service_account() -> None:
    wire = Scripted(answer({"access_token": ACCESS, "expires_in": 3600, "token_type": "Bearer"}))
    assert oauth(wire).client_credentials(100101).refresh_token is None
    assert wire.requests[0].headers["TenantId"] == "100101"
    assert wire.requests[0].content == b"grant_type=client_credentials"


def test_it_gives_a_token_back() -> None:
    wire = Scripted(answer({"revoked": True}))
    oauth(wire).revoke("refresh-1")
    assert wire.asked == ["POST /oauth-v1/revoke"]
    assert parse_qs(wire.requests[0].content.decode()) == {"token_type_hint": ["refresh_token"], "token": ["refresh-1"]}


@pytest.mark.parametrize(
    ("status", "media_type", "error"),
    [(401, "text/plain;charset=UTF-8", "invalid_client"), (400, "text/html; charset=UTF-8", "invalid_grant")],
)
def test_it_reads_a_refusal_whatever_its_content_type(status: int, media_type: str, error: str) -> None:
    body = json.dumps({"error": error, "error_description": "Invalid refresh token"}).encode()
    with pytest.raises(OAuthRefused) as caught:
        oauth(Scripted(raw(body, status, media_type))).refresh("refresh-1")
    assert (caught.value.error, caught.value.description) == (error, "Invalid refresh token")


@pytest.mark.parametrize("ask", SPENDING.values(), ids=SPENDING)
@pytest.mark.parametrize(
    "failure", [httpx.ReadTimeout("slow"), html(502), raw(b"", 200), raw(b'{"access_token": 1}'), html(400)], ids=str
)
def test_it_does_not_know_what_became_of_something_spent(ask: Callable[[FortnoxOAuth], Any], failure: Any) -> None:
    wire = Scripted(failure)
    with pytest.raises(OutcomeUnknown):
        ask(oauth(wire))
    assert len(wire.requests) == 1


@pytest.mark.parametrize("ask", HARMLESS.values(), ids=HARMLESS)
@pytest.mark.parametrize("failure", [httpx.ReadTimeout("slow"), html(502)], ids=str)
def test_it_may_simply_try_again_where_nothing_is_spent(ask: Callable[[FortnoxOAuth], Any], failure: Any) -> None:
    with pytest.raises(Unavailable):
        ask(oauth(Scripted(failure)))


@pytest.mark.parametrize("ask", (SPENDING | HARMLESS).values(), ids=SPENDING | HARMLESS)
def test_it_knows_when_nothing_was_sent_and_when_it_was_too_much(ask: Callable[[FortnoxOAuth], Any]) -> None:
    with pytest.raises(Unavailable):
        ask(oauth(Scripted(httpx.ConnectError("refused"))))
    with pytest.raises(Throttled):
        ask(oauth(Scripted(answer({}, 429))))


def test_a_token_that_cannot_be_read_is_a_matter_for_a_developer() -> None:
    with pytest.raises(Unintelligible):
        oauth(Scripted(answer({"access_token": ACCESS}))).client_credentials(100101)


def test_no_token_and_no_secret_is_ever_shown() -> None:
    tokens = tokens_in(GRANTED)
    service = oauth(
        Scripted(answer({"error": "invalid_grant", "error_description": "bad refresh-1 of " + SECRET}, 400))
    )
    with pytest.raises(RemoteError) as caught:
        service.refresh("refresh-1")
    for shown in (repr(tokens), str(tokens), repr(caught.value.refusal), str(caught.value), repr(service._client)):
        for secret in (ACCESS, "refresh-1", "refresh-2", SECRET):
            assert secret not in shown


def test_a_success_that_cannot_be_read_is_told_without_its_body() -> None:
    with pytest.raises(OutcomeUnknown) as caught:
        oauth(Scripted(answer({**GRANTED, "expires_in": "soon"}))).refresh("refresh-1")
    assert caught.value.refusal.body == ""


@pytest.mark.parametrize(
    ("token", "tenant"),
    [
        (_token({"tenantId": 100101}), 100101),
        (_token({"tenantId": "100101"}), 100101),
        (_token({"tenantId": None}), None),
        (_token({}), None),
        (_token([1]), None),
        ("opaque-token", None),
        ("a.b.c", None),
        ("...", None),
    ],
)
def test_it_reads_the_tenant_where_a_token_tells_it(token: str, tenant: int | None) -> None:
    assert tenant_in(token) == tenant


@given(st.text(max_size=60))
def test_any_text_may_be_a_token(token: str) -> None:
    assert tenant_in(token) is None or isinstance(tenant_in(token), int)


@given(JSON, st.sampled_from(["access_token", "refresh_token", "expires_in", "scope"]))
def test_an_odd_answer_is_read_or_refused_and_never_anything_else(value: Any, name: str) -> None:
    try:
        tokens = tokens_in({**GRANTED, name: value})
    except ValueError:
        return
    assert isinstance(tokens, Tokens)
    assert 0 < tokens.expires_in_seconds <= 86_400
