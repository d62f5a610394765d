"""How Brygga may speak for a Fortnox company: consent, tokens, and giving them back."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx

from brygga.fortnox.errors import throttled_seconds
from brygga.remote.errors import OutcomeUnknown, Refusal, Refused, RemoteError, Throttled, Unavailable, Unintelligible
from brygga.remote.redaction import redacted
from brygga.remote.wire import AnswerLost, NothingSent, Received, Wire

REMOTE = "fortnox"
body_shown_characters = 500
# An access token lives an hour (recorded 2023); a longer life than a day would be a misreading.
expires_in_seconds_max = 86_400


@dataclass(frozen=True, kw_only=True)
class OAuthClient:
    """Who Brygga is to Fortnox."""

    client_id: str
    client_secret: str = field(repr=False)

    def authorization(self) -> str:
        pair = f"{self.client_id}:{self.client_secret}".encode()
        return "Basic " + base64.b64encode(pair).decode("ascii")


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """What a grant gave. `refresh_token` is None for client credentials; `tenant_id` is None where no claim says it."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(repr=False)
    expires_in_seconds: int
    scope: str
    tenant_id: int | None


class OAuthRefused(Refused):
    """Fortnox gave no token and said why: `error` is a code of OAuth's, such as invalid_grant or invalid_client."""

    def __init__(self, refusal: Refusal) -> None:
        self.error = refusal.code
        self.description = refusal.sentence
        super().__init__(refusal)


class FortnoxOAuth:
    """Fortnox's log-in and token service. Docs: docs/remotes/fortnox.md#authorisation"""

    def __init__(self, wire: Wire, client: OAuthClient) -> None:
        self._wire = wire
        self._client = client

    def authorization_url(
        self,
        state: str,
        redirect_uri: str,
        *,
        scopes: Iterable[str],
        account_type: str = "service",
    ) -> str:
        """The page where a person gives consent. A service account needs an administrator, and outlives the person.

        Docs: docs/remotes/fortnox.md#consent
        """
        query = {
            "client_id": self._client.client_id,
            "redirect_uri": redirect_uri,
            "scope": " ".join(scopes),
            "state": state,
            "access_type": "offline",
            "account_type": account_type,
            "response_type": "code",
        }
        return f"{self._wire.base_url}auth?{urlencode(query)}"

    def exchange_code(self, code: str, redirect_uri: str) -> Tokens:
        """The first tokens, for a code that works once and for ten minutes.

        Raises OAuthRefused, Unavailable, or OutcomeUnknown when the answer was lost: the code is spent then, and only
        a new consent helps. Docs: docs/remotes/fortnox.md#token
        """
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri}
        return self._grant(form, secrets=(code,), spends=True)

    def refresh(self, refresh_token: str) -> Tokens:
        """A new pair, for a refresh token that works once.

        Raises OAuthRefused (invalid_grant: reconnect), Unavailable, or OutcomeUnknown when the answer was lost: the
        old token may be spent then. Docs: docs/remotes/fortnox.md#refresh
        """
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token}
        return self._grant(form, secrets=(refresh_token,), spends=True)

    def client_credentials(self, tenant_id: int) -> Tokens:
        """An access token by our own secret, where the tenant consented to a service account; nothing is spent.

        Docs: docs/remotes/fortnox.md#client-credentials
        """
        return self._grant({"grant_type": "client_credentials"}, tenant_id=tenant_id)

    def revoke(self, token: str) -> None:
        """Give a refresh token back; unknown ones are taken too. An access token lives out its hour.

        Docs: docs/remotes/fortnox.md#revoke
        """
        form = {"token_type_hint": "refresh_token", "token": token}
        self._post("revoke", form, headers={}, secrets=(token,), spends=False)

    def _grant(
        self, form: Mapping[str, str], *, secrets: tuple[str, ...] = (), spends: bool = False, tenant_id: int = 0
    ) -> Tokens:
        headers = {"TenantId": str(tenant_id)} if tenant_id else {}
        call = self._post("token", form, headers=headers, secrets=secrets, spends=spends)
        try:
            return tokens_in(call.received.json())
        except ValueError as error:
            raise call.unreadable(str(error)) from None

    def _post(
        self, path: str, form: Mapping[str, str], *, headers: Mapping[str, str], secrets: tuple[str, ...], spends: bool
    ) -> _Call:
        headers = {**headers, "Authorization": self._client.authorization(), "Accept": "application/json"}
        request = self._wire.request("POST", path, data=dict(form), headers=headers)
        secrets = (*secrets, self._client.client_secret)
        asked = f"POST {request.url.path}"
        call = _Call(
            asked=asked, received=self._received(request, asked, spends=spends), secrets=secrets, spends=spends
        )
        if error := call.error():
            raise error
        return call

    def _received(self, request: httpx.Request, asked: str, *, spends: bool) -> Received:
        try:
            return self._wire.exchange(request)
        except NothingSent as failure:
            raise Unavailable(Refusal(remote=REMOTE, asked=asked, sentence=str(failure))) from failure
        except AnswerLost as failure:
            refusal = Refusal(remote=REMOTE, asked=asked, sentence=str(failure))
            raise (OutcomeUnknown(refusal) if spends else Unavailable(refusal)) from failure


def tokens_in(body: Any) -> Tokens:
    """The tokens in an answer. Raises ValueError, without what stood in it, when they cannot be read."""
    if not isinstance(body, Mapping):
        raise _unreadable("The answer")
    access_token, refresh_token = body.get("access_token"), body.get("refresh_token")
    if not isinstance(access_token, str) or not access_token:
        raise _unreadable("access_token")
    if refresh_token is not None and not isinstance(refresh_token, str):
        raise _unreadable("refresh_token")
    scope = body.get("scope")
    return Tokens(
        access_token=access_token,
        refresh_token=refresh_token or None,
        expires_in_seconds=_life(body.get("expires_in")),
        scope=scope if isinstance(scope, str) else "",
        tenant_id=tenant_in(access_token),
    )


def tenant_in(access_token: str) -> int | None:
    """The tenant that a token names in its claim; not verified, as Fortnox publishes no key (documentation, 2026-04).

    It is only compared with the tenant that we already know, and asked of /3/companyinformation where it is missing.
    """
    parts = access_token.split(".")
    if len(parts) != 3:
        return None
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
        tenant = claims.get("tenantId") if isinstance(claims, Mapping) else None
        return int(tenant) if isinstance(tenant, int | str) and not isinstance(tenant, bool) else None
    except (ValueError, binascii.Error, RecursionError):
        return None


@dataclass(frozen=True, kw_only=True)
class _Call:
    """One call to the token service and what came back; `spends` when the call uses something up."""

    asked: str
    received: Received
    secrets: tuple[str, ...] = field(repr=False)
    spends: bool

    def error(self) -> RemoteError | None:
        """OAuth's errors are JSON whatever their content type says (text/html and text/plain recorded 2023)."""
        status = self.received.status
        if self.received.is_success:
            return None
        if status == 429:
            return Throttled(self._refusal(), after=timedelta(seconds=throttled_seconds))
        error, description = self._told()
        refusal = self._refusal(error, description)
        if status < 500 and error:
            return OAuthRefused(refusal)
        return OutcomeUnknown(refusal) if self.spends else Unavailable(refusal)

    def unreadable(self, sentence: str) -> RemoteError:
        """A success whose tokens we cannot read; the body stays out of it, since it may hold them."""
        refusal = Refusal(remote=REMOTE, asked=self.asked, status=self.received.status, sentence=sentence)
        return OutcomeUnknown(refusal) if self.spends else Unintelligible(refusal)

    def _told(self) -> tuple[str, str]:
        try:
            body = self.received.json()
        except ValueError:
            return "", ""
        told = body if isinstance(body, Mapping) else {}
        error, description = told.get("error"), told.get("error_description")
        return (error if isinstance(error, str) else "", description if isinstance(description, str) else "")

    def _refusal(self, error: str = "", description: str = "") -> Refusal:
        return Refusal(
            remote=REMOTE,
            asked=self.asked,
            status=self.received.status,
            code=redacted(error, secrets=self.secrets),
            sentence=redacted(description, secrets=self.secrets),
            body=redacted(self.received.text(), secrets=self.secrets)[:body_shown_characters],
        )


def _life(value: Any) -> int:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text) <= expires_in_seconds_max:
        raise _unreadable("expires_in")
    return int(text)


def _unreadable(what: str) -> ValueError:
    return ValueError(f"{what} cannot be read.")
