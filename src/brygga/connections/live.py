"""Finding the connection that speaks for a subsidiary now, or for the books of a company."""

from __future__ import annotations

from django.db.models import Q

from brygga.connections.models import Connection, ConnectionState, Subsidiary
from brygga.tenants.models import Organisation


class NotConnected(Exception):
    """The subsidiary has no Fortnox account connected."""

    def __init__(self, productive_subsidiary_id: str) -> None:
        self.productive_subsidiary_id = productive_subsidiary_id
        super().__init__(f"Subsidiary {productive_subsidiary_id} has no Fortnox account connected.")


class InUseElsewhere(Exception):
    """Another organisation has this Fortnox account connected; nobody is named."""


def live_connection(organisation: Organisation, productive_subsidiary_id: str) -> Connection:
    """The subsidiary's connection, also one that needs reconnecting. Raises NotConnected."""
    found = (
        Connection.objects.within(organisation)
        .filter(subsidiary__productive_subsidiary_id=productive_subsidiary_id)
        .exclude(state=ConnectionState.DISCONNECTED)
        .select_related("subsidiary", "settings")
        .first()
    )
    if found is None:
        raise NotConnected(productive_subsidiary_id)
    return found


def in_the_way(subsidiary: Subsidiary, fortnox_tenant_id: int) -> tuple[Connection, ...]:
    """The live connections that end when this subsidiary gets this account: the account's, the subsidiary's, or both.

    Raises InUseElsewhere. The connection of this very pair is not in the way.
    """
    live = Connection.objects.exclude(state=ConnectionState.DISCONNECTED)
    if live.filter(fortnox_tenant_id=fortnox_tenant_id).exclude(organisation=subsidiary.organisation_id).exists():
        raise InUseElsewhere
    either = Q(fortnox_tenant_id=fortnox_tenant_id) | Q(subsidiary=subsidiary)
    others = live.filter(either).exclude(fortnox_tenant_id=fortnox_tenant_id, subsidiary=subsidiary)
    return tuple(others.select_related("subsidiary", "organisation").order_by("connected_at"))


def successors(connection: Connection) -> tuple[Connection, ...]:
    """Of a connection that was replaced: what its account, or else its subsidiary, is connected to now."""
    live = Connection.objects.within(connection.organisation).exclude(state=ConnectionState.DISCONNECTED)
    either = Q(fortnox_tenant_id=connection.fortnox_tenant_id) | Q(subsidiary=connection.subsidiary_id)
    found = live.filter(either).select_related("subsidiary", "organisation")
    return tuple(sorted(found, key=lambda each: each.fortnox_tenant_id != connection.fortnox_tenant_id))


def speaking_for_books_of(connection: Connection) -> Connection:
    """Who reaches the books of this connection now: itself, or one that took its account over; else still itself."""
    if connection.is_live:
        return connection
    same = (each for each in successors(connection) if each.fortnox_tenant_id == connection.fortnox_tenant_id)
    return next(same, connection)
