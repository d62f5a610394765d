"""How the sync of payments stands, connection by connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from brygga.connections.models import Connection, ConnectionState
from brygga.payments.models import Mirror, MirrorState, PaymentFeed, PaymentSync
from brygga.tenants.models import Organisation


@dataclass(frozen=True, kw_only=True)
class PaymentStatus:
    """How far the payments of one connection are. `told` are the syncs that a person must look at.

    `mirrored_from` is None where earlier payments are mirrored too; `trouble` is why the last sweep failed.
    """

    connection: Connection
    is_on: bool
    mirrored_from: date | None
    swept_at: datetime | None
    trouble: dict[str, Any] | None
    linked: int
    waiting: int
    told: tuple[PaymentSync, ...]


def statuses(organisation: Organisation) -> tuple[PaymentStatus, ...]:
    """Every live connection of the organisation, by the name of its subsidiary."""
    live = Connection.objects.within(organisation).exclude(state=ConnectionState.DISCONNECTED)
    return tuple(_status(each) for each in live.select_related("settings", "subsidiary").order_by("subsidiary__name"))


def brought(connection: Connection) -> int:
    """How many payments of these books stand in Productive by our hand."""
    mirrors = Mirror.objects.within(connection.organisation).filter(state=MirrorState.LIVE)
    return mirrors.filter(fortnox_tenant_id=connection.fortnox_tenant_id).count()


def _status(connection: Connection) -> PaymentStatus:
    feed = PaymentFeed.objects.filter(connection=connection).first()
    syncs = PaymentSync.objects.within(connection.organisation).filter(
        link__fortnox_tenant_id=connection.fortnox_tenant_id, link__is_live=True
    )
    return PaymentStatus(
        connection=connection,
        is_on=connection.settings.payments_synced,
        mirrored_from=feed.mirrored_from if feed else None,
        swept_at=feed.swept_at if feed else None,
        trouble=feed.trouble if feed else None,
        linked=syncs.count(),
        waiting=syncs.exclude(wakes_at=None).filter(watched_until=None).count(),
        told=tuple(syncs.exclude(disagreements=[]).select_related("link").order_by("id")),
    )
