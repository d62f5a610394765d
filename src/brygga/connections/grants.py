"""What Fortnox gives for good, and what is given back to it: the means to speak for a company."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from brygga.connections.models import Connection, FortnoxAccess, Grant
from brygga.connections.opening import fortnox_oauth
from brygga.connections.outside import Outside
from brygga.connections.tokens import refresh_token_of
from brygga.fortnox.oauth import Tokens
from brygga.remote.errors import RemoteError

# A refresh token that nobody uses dies after 45 days (documentation, read 2026-04); to revoke it later proves nothing.
REFRESH_TOKEN_DAYS = 45


@dataclass(frozen=True, kw_only=True)
class Granted:
    """Tokens to keep, and how to have the next ones."""

    grant: Grant
    tokens: Tokens


def lasting(tokens: Tokens, tenant_id: int, *, outside: Outside) -> Granted:
    """How to have tokens from now on: by our own secret where the consent allows it, else by the refresh token.

    The refresh token is kept in either case: only with it can the consent be given back at disconnecting.
    """
    by_refresh_token = Granted(grant=Grant.REFRESH_TOKEN, tokens=tokens)
    try:
        own = fortnox_oauth(outside=outside).client_credentials(tenant_id)
    except RemoteError:
        return by_refresh_token
    if own.tenant_id != tenant_id:
        return by_refresh_token
    return Granted(grant=Grant.CLIENT_CREDENTIALS, tokens=replace(own, refresh_token=tokens.refresh_token))


def given_back(connection: Connection, *, outside: Outside) -> bool:
    """Whether Fortnox confirmed; it says yes to unknown tokens too, so a token that has died by age proves nothing."""
    access = FortnoxAccess.objects.filter(connection=connection).first()
    if access is None:
        return False
    got_at = connection.connected_at if access.grant == Grant.CLIENT_CREDENTIALS else access.access_expires_at
    alive = outside.clock.now() - got_at < timedelta(days=REFRESH_TOKEN_DAYS)
    return revoked(refresh_token_of(connection), outside=outside) and alive


def revoked(refresh_token: str | None, *, outside: Outside) -> bool:
    """Give one consent back; False when Fortnox did not confirm it."""
    if not refresh_token:
        return False
    try:
        fortnox_oauth(outside=outside).revoke(refresh_token)
    except RemoteError:
        return False
    return True
