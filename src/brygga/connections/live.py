"""Finding the connection that speaks for a subsidiary now."""

from __future__ import annotations

from brygga.connections.models import Connection, ConnectionState
from brygga.tenants.models import Organisation


class NotConnected(Exception):
    """The subsidiary has no Fortnox account connected."""

    def __init__(self, productive_subsidiary_id: str) -> None:
        self.productive_subsidiary_id = productive_subsidiary_id
        super().__init__(f"Subsidiary {productive_subsidiary_id} has no Fortnox account connected.")


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
