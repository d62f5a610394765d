"""Access tokens of one connection: renewed by one process at a time, and stored before anybody uses them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from brygga.connections.models import Connection, ConnectionState, FortnoxAccess, Grant
from brygga.connections.outside import Outside
from brygga.connections.sealing import CANNOT_OPEN, CannotOpen, Sealer
from brygga.fortnox.oauth import FortnoxOAuth, OAuthRefused, Tokens, tenant_in
from brygga.history.models import record
from brygga.remote.errors import NotAuthorised, OutcomeUnknown, Refusal, Unavailable, Unintelligible

# A caller may wait a minute for its turn and half a minute for its answer, all with one token.
FRESH_SECONDS_MIN = 120
# Longer than both tries of a refresh take together (twice 5 s to connect and 30 s to answer), so that nobody takes the
# lease from a process that still waits for its answer.
LEASE_SECONDS = 90
LEASE_LOOK_SECONDS = 0.2
LEASE_LOOKS_MAX = 500

# The operator's to mend, and the same for every connection: connecting again would not help.
OUR_SECRET_WRONG = "invalid_client"  # noqa: S105  A code of OAuth's.

ACCESS = "access_token"
REFRESH = "refresh_token"


class FortnoxTokens:
    """The TokenSource of one connection."""

    def __init__(self, connection: Connection, oauth: FortnoxOAuth, *, outside: Outside) -> None:
        self._connection = connection
        self._oauth = oauth
        self._outside = outside

    def token(self) -> str:
        """A token that is good for longer than one call can take."""
        access = self._access()
        if access.access_expires_at - self._outside.clock.now() > timedelta(seconds=FRESH_SECONDS_MIN):
            return self._opened(access)
        return self._renewed(access)

    def renew(self, refused: str) -> bool:
        """Fortnox refused this token: see to it that there is another one."""
        access = self._access()
        if self._opened(access) == refused:
            self._renewed(access)
        return True

    def _renewed(self, seen: FortnoxAccess) -> str:
        """The token after the one seen: renewed by us, or by whoever holds the lease meanwhile."""
        holder = self._outside.ids.new()
        for _ in range(LEASE_LOOKS_MAX):
            access = self._access()
            if access.generation != seen.generation:
                return self._opened(access)
            if self._takes_lease(access, holder):
                return self._renewed_by_us(access, holder)
            self._outside.clock.sleep(LEASE_LOOK_SECONDS)
        raise Unavailable(_refusal("Another process is renewing the access and does not come to an end."))

    def _takes_lease(self, access: FortnoxAccess, holder: UUID) -> bool:
        now = self._outside.clock.now()
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        with transaction.atomic(durable=True):  # Durable: Fortnox is asked next, and no transaction may be open then.
            rows = FortnoxAccess.objects.filter(free, id=access.id, generation=access.generation)
            return rows.update(lease_holder=holder, lease_until=now + timedelta(seconds=LEASE_SECONDS)) == 1

    def _renewed_by_us(self, access: FortnoxAccess, holder: UUID) -> str:
        try:
            return self._stored(access, self._asked(access))
        except OAuthRefused as refused:
            return self._after_refusal(access, refused)
        finally:
            FortnoxAccess.objects.filter(id=access.id, lease_holder=holder).update(lease_holder=None, lease_until=None)

    def _asked(self, access: FortnoxAccess) -> Tokens:
        """New tokens. A lost answer is asked for once more: the question may never have arrived."""
        try:
            try:
                return self._asked_once(access)
            except OutcomeUnknown:
                return self._asked_once(access)
        except (OutcomeUnknown, Unintelligible) as error:
            raise Unavailable(error.refusal) from error

    def _asked_once(self, access: FortnoxAccess) -> Tokens:
        if access.grant == Grant.CLIENT_CREDENTIALS:
            return self._oauth.client_credentials(self._connection.fortnox_tenant_id)
        return self._oauth.refresh(self._unsealed(access.sealed_refresh_token, REFRESH))

    def _stored(self, access: FortnoxAccess, tokens: Tokens) -> str:
        """Store from the generation that was read, and only then use. Who comes too late uses what the other stored."""
        self._insist_on_our_tenant(tokens.access_token)
        fields = sealed_fields(self._connection, tokens, outside=self._outside)
        rows = FortnoxAccess.objects.filter(id=access.id, generation=access.generation)
        if rows.update(**fields, generation=F("generation") + 1, lease_holder=None, lease_until=None) == 1:
            return tokens.access_token
        return self._opened(self._access())

    def _after_refusal(self, access: FortnoxAccess, refused: OAuthRefused) -> str:
        """Fortnox wants none of it. Was the token spent by somebody who stored its successor meanwhile?

        If not, it was spent by a process that died before it could store, or a person took the consent back.
        """
        current = self._access()
        if current.generation != access.generation:
            return self._opened(current)
        if refused.error == OUR_SECRET_WRONG:
            raise NotAuthorised(refused.refusal, whole_connection=True) from refused
        raise self._reconnect_needed(refused.error, refused.refusal) from refused

    def _access(self) -> FortnoxAccess:
        access = FortnoxAccess.objects.select_related("connection").filter(connection=self._connection).first()
        if access is None or access.connection.state != ConnectionState.CONNECTED:
            raise NotAuthorised(_refusal("The connection is not connected."), whole_connection=True)
        return access

    def _opened(self, access: FortnoxAccess) -> str:
        token = self._unsealed(access.sealed_access_token, ACCESS)
        self._insist_on_our_tenant(token)
        return token

    def _unsealed(self, sealed: str, name: str) -> str:
        try:
            return Sealer().open(sealed, **_place(self._connection, name))
        except CannotOpen as error:
            raise self._reconnect_needed("cannot_open", _refusal(str(error), code=CANNOT_OPEN)) from error

    def _insist_on_our_tenant(self, token: str) -> None:
        """Whatever went wrong before: nothing is ever written into another company's books."""
        if tenant_in(token) != self._connection.fortnox_tenant_id:
            raise self._reconnect_needed("other_tenant", _refusal("The token is not of this connection's company."))

    def _reconnect_needed(self, why: str, refusal: Refusal) -> NotAuthorised:
        need_reconnect(self._connection, why=why, outside=self._outside)
        return NotAuthorised(refusal, whole_connection=True)


def need_reconnect(connection: Connection, *, why: str, outside: Outside) -> None:
    """Pause the connection until a person connects it again; said once in the history."""
    with transaction.atomic():
        live = Connection.objects.filter(id=connection.id, state=ConnectionState.CONNECTED)
        if live.update(state=ConnectionState.RECONNECT_NEEDED):
            record(
                connection.organisation,
                "reconnect_needed",
                subject=f"connection:{connection.id}",
                at=outside.clock.now(),
                facts={"company": connection.company_name, "why": why},
            )


def sealed_fields(connection: Connection, tokens: Tokens, *, outside: Outside) -> dict[str, Any]:
    """The columns of FortnoxAccess for these tokens; a refresh token stays where the grant gives no new one."""
    fields: dict[str, Any] = {
        "sealed_access_token": Sealer().seal(tokens.access_token, **_place(connection, ACCESS)),
        "access_expires_at": outside.clock.now() + timedelta(seconds=tokens.expires_in_seconds),
    }
    if tokens.refresh_token:
        fields["sealed_refresh_token"] = Sealer().seal(tokens.refresh_token, **_place(connection, REFRESH))
    return fields


def refresh_token_of(connection: Connection) -> str | None:
    """The refresh token, to give it back; None where there is none or it does not open."""
    access = FortnoxAccess.objects.filter(connection=connection).first()
    if access is None or not access.sealed_refresh_token:
        return None
    try:
        return Sealer().open(access.sealed_refresh_token, **_place(connection, REFRESH))
    except CannotOpen:
        return None


def _place(connection: Connection, name: str) -> dict[str, Any]:
    return {"organisation_id": connection.organisation_id, "field": f"connection:{connection.id}:fortnox.{name}"}


def _refusal(sentence: str, code: str = "") -> Refusal:
    return Refusal(remote="fortnox", asked="an access token", code=code, sentence=sentence)
