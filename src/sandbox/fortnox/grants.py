"""Consents and tokens of Fortnox, without HTTP.

A code lives 10 minutes and works once; an access token lives an hour; a refresh token lives 45 days and works once,
but two simultaneous refreshes both succeed and only the pair issued last works (docs; measured by another integrator
2026-10-01). Client credentials rest on a consent given with account_type=service (docs, about 2025-12).
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.fortnox import switches
from sandbox.store import Record, Store

CODE_LIVES = timedelta(minutes=10)
ACCESS_TOKEN_LIVES_SECONDS = 3600
REFRESH_TOKEN_LIVES = timedelta(days=45)

CODES = "fortnox.codes"
CONSENTS = "fortnox.consents"
ACCESS_TOKENS = "fortnox.access_tokens"
REFRESH_TOKENS = "fortnox.refresh_tokens"


class InvalidGrant(Exception):
    """The code, token or consent is not good (any more)."""


@dataclass(frozen=True, kw_only=True)
class Consent:
    """What somebody allowed a client to do in one company."""

    client_id: str
    tenant: str
    scope: str
    service: bool


class Grants:
    """What was allowed, and the tokens that were given out for it."""

    def __init__(self, store: Store, clock: SandboxClock) -> None:
        self._store = store
        self._clock = clock

    def allow(self, consent: Consent, *, redirect_uri: str) -> str:
        """Remember a consent; the answer is its code."""
        facts = _facts(consent)
        self._store.table(CONSENTS)[_key(facts)] = facts
        if not consent.service and self._switch("consent_replaces_service"):
            self._store.table(CONSENTS).pop(_key({**facts, "service": True}), None)
        code = self._secret("code")
        self._store.table(CODES)[code] = {**facts, "redirect_uri": redirect_uri, "at": self._now()}
        return code

    def by_code(self, code: str, *, client_id: str, redirect_uri: str) -> dict[str, Any]:
        """Tokens for a code, once, with the same redirect address as in the request for it."""
        row = self._store.table(CODES).pop(code, None)
        if row is None or row["client_id"] != client_id or row["redirect_uri"] != redirect_uri:
            raise InvalidGrant
        if self._age(row["at"]) > CODE_LIVES:
            raise InvalidGrant
        return self._pair(row, parent=code)

    def by_refresh_token(self, token: str, *, client_id: str) -> dict[str, Any]:
        """A new pair; the one before it dies, even when both were asked for at once."""
        row = self._store.table(REFRESH_TOKENS).get(token)
        if row is None or row["dead"] or row["client_id"] != client_id:
            raise InvalidGrant
        if self._age(row["at"]) > REFRESH_TOKEN_LIVES:
            raise InvalidGrant
        if row["used_at"] and self._age(row["used_at"]) > self._simultaneous():
            raise InvalidGrant
        row["used_at"] = row["used_at"] or self._now()
        self._kill_children(token)
        return self._pair(row, parent=token)

    def by_client_credentials(self, *, client_id: str, tenant: str) -> dict[str, Any]:
        """An access token alone, where the company's consent is for a service account."""
        consent = self._service_consent(client_id, tenant)
        if consent is None:
            raise InvalidGrant
        return self._access(consent, parent="", names_tenant=self._switch("service_token_names_tenant"))

    def revoke(self, token: str) -> None:
        """Kill a refresh token; access tokens live out their hour, and an unknown token is no error (docs)."""
        row = self._store.table(REFRESH_TOKENS).get(token)
        if row is None:
            return
        row["dead"] = True
        if switches.read(self._store, "revoke_ends_consent"):
            self._store.table(CONSENTS).pop(_key(row), None)

    def kill(self, token: str) -> None:
        """Kill an access token, which no call of Fortnox's can; for planned trouble."""
        row = self._store.table(ACCESS_TOKENS).get(token)
        if row is not None:
            row["dead"] = True

    def kill_grant(self, *, code: str, refresh_token: str, client_id: str, tenant: str) -> None:
        """End whatever a request for tokens rests on; for planned trouble."""
        self._store.table(CODES).pop(code, None)
        row = self._store.table(REFRESH_TOKENS).get(refresh_token)
        if row is not None:
            row["dead"] = True
        consent = self._service_consent(client_id, tenant)
        if consent is not None:
            self._store.table(CONSENTS).pop(_key(consent))

    def access(self, token: str, *, landing: bool = False) -> Record | None:
        """What a living access token allows; a request that lands late was let in when it was sent."""
        row = self._store.table(ACCESS_TOKENS).get(token)
        if row is None or row["dead"]:
            return None
        expired = self._age(row["at"]).total_seconds() >= ACCESS_TOKEN_LIVES_SECONDS
        return None if expired and not landing else row

    def _pair(self, row: Record, *, parent: str) -> dict[str, Any]:
        refresh_token = self._secret("refresh")
        kept = {name: row[name] for name in ("client_id", "tenant", "scope", "service")}
        self._store.table(REFRESH_TOKENS)[refresh_token] = {
            **kept, "at": self._now(), "used_at": None, "dead": False, "parent": parent
        }  # fmt: skip
        return {**self._access(row, parent=parent), "refresh_token": refresh_token}

    def _service_consent(self, client_id: str, tenant: str) -> Record | None:
        return self._store.table(CONSENTS).get(_key({"client_id": client_id, "tenant": tenant, "service": True}))

    def _access(self, row: Record, *, parent: str, names_tenant: bool = True) -> dict[str, Any]:
        token = self._json_web_token(row["tenant"], names_tenant=names_tenant)
        self._store.table(ACCESS_TOKENS)[token] = {
            "client_id": row["client_id"],
            "tenant": row["tenant"],
            "scope": row["scope"],
            "at": self._now(),
            "dead": False,
            "parent": parent,
        }
        return {
            "access_token": token,
            "expires_in": ACCESS_TOKEN_LIVES_SECONDS,
            "token_type": "bearer",
            "scope": row["scope"],
        }

    def _kill_children(self, parent: str) -> None:
        for table in (ACCESS_TOKENS, REFRESH_TOKENS):
            for row in self._store.table(table).values():
                row["dead"] = row["dead"] or row["parent"] == parent

    def _json_web_token(self, tenant: str, *, names_tenant: bool) -> str:
        """What looks like a JWT with the claims that the docs name; integrators cannot check the signature either."""
        told = {"tenantId": int(tenant), "userId": 1} if names_tenant else {}
        head = {"alg": "RS256", "typ": "JWT"}
        identity = self._secret("access")
        claims = {**told, "jti": identity}
        signature = hashlib.sha256(identity.encode()).digest()
        return f"{_segment(json.dumps(head).encode())}.{_segment(json.dumps(claims).encode())}.{_segment(signature)}"

    def _secret(self, kind: str) -> str:
        """40 characters that nobody has had; the series is in the state, so a restart does not repeat one."""
        number = self._store.next_id(f"fortnox.secret.{kind}")
        return hashlib.sha256(f"{kind} {number} {self._now()}".encode()).hexdigest()[:40]

    def _simultaneous(self) -> timedelta:
        return timedelta(seconds=self._switch("simultaneous_seconds"))

    def _switch(self, name: str) -> Any:
        return switches.read(self._store, name)

    def _age(self, moment: str) -> timedelta:
        return self._clock.now() - datetime.fromisoformat(moment)

    def _now(self) -> str:
        return self._clock.now().isoformat()


def _facts(consent: Consent) -> Record:
    return {
        "client_id": consent.client_id,
        "tenant": consent.tenant,
        "scope": consent.scope,
        "service": consent.service,
    }


def _key(facts: Record) -> str:
    """The company's service consent and a person's consent stand side by side."""
    return f"{facts['client_id']}:{facts['tenant']}{'' if facts['service'] else ':person'}"


def _segment(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
