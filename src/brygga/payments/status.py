"""How the sync of payments stands, connection by connection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.payments.feeds import syncs_of
from brygga.payments.models import Mirror, MirrorState, PaymentFeed, PaymentSync
from brygga.payments.sweep import SWEEP_EVERY
from brygga.payments.turns import under_way
from brygga.tenants.models import Organisation

# A list that grows longer is told as a count, and each invoice tells the rest.
LISTED_MAX = 20


@dataclass(frozen=True, kw_only=True)
class PaymentStatus:
    """How far the payments of one connection are. `told` are the syncs that a person must look at.

    `mirrored_from` is None where earlier payments are mirrored too; `trouble` is why the last sweep failed. `read_to`
    is the moment up to which every change in the books has been noted; `productive_compared_at` is when what people
    touch in Productive was last looked for. `waiting` are due, or wait for something;
    `stopped` rest with what stopped them. `unbooked` counts copied invoices that nobody has booked yet.
    """

    connection: Connection
    is_on: bool
    mirrored_from: date | None
    read_to: datetime | None
    swept_at: datetime | None
    productive_compared_at: datetime | None
    is_sweeping: bool
    trouble: dict[str, Any] | None
    linked: int
    waiting: int
    brought: int
    stopped: tuple[PaymentSync, ...]
    unbooked: int
    oldest_unbooked: tuple[PaymentSync, ...]
    told: tuple[PaymentSync, ...]


def statuses(organisation: Organisation, *, outside: Outside) -> tuple[PaymentStatus, ...]:
    """Every live connection of the organisation, by the name of its subsidiary."""
    now = outside.clock.now()
    return tuple(_status(each, now) for each in _live(organisation).select_related("settings", "subsidiary"))


def needing_you(organisation: Organisation) -> QuerySet[PaymentSync]:
    """The syncs that a person must look at, where payments are synced; what was left as it is waits for nobody."""
    on = _live(organisation).filter(settings__payments_synced=True).values("fortnox_tenant_id")
    return _told(PaymentSync.objects.within(organisation).filter(link__fortnox_tenant_id__in=on, link__is_live=True))


def brought(connection: Connection) -> int:
    """How many payments of these books stand in Productive by our hand."""
    mirrors = Mirror.objects.within(connection.organisation).filter(state=MirrorState.LIVE)
    return mirrors.filter(fortnox_tenant_id=connection.fortnox_tenant_id).count()


def _live(organisation: Organisation) -> QuerySet[Connection]:
    live = Connection.objects.within(organisation).exclude(state=ConnectionState.DISCONNECTED)
    return live.order_by("subsidiary__name")


def _told(syncs: QuerySet[PaymentSync]) -> QuerySet[PaymentSync]:
    return syncs.exclude(disagreements=[]).filter(is_left=False).select_related("link__connection").order_by("id")


def _status(connection: Connection, now: datetime) -> PaymentStatus:
    feed = PaymentFeed.objects.filter(connection=connection).first()
    syncs = syncs_of(connection)
    by_age = syncs.select_related("link__connection").order_by("link__made_at")
    unbooked = by_age.filter(statement__waits_for_booking=True, is_listed_open=False)
    return PaymentStatus(
        connection=connection,
        is_on=connection.settings.payments_synced,
        mirrored_from=feed.mirrored_from if feed else None,
        read_to=feed.read_to if feed else None,
        swept_at=feed.swept_at if feed else None,
        productive_compared_at=feed.productive_compared_at if feed else None,
        is_sweeping=_is_sweeping(connection, feed),
        trouble=feed.trouble if feed else None,
        linked=syncs.count(),
        waiting=syncs.filter(under_way(now)).count(),
        brought=brought(connection),
        stopped=tuple(by_age.filter(wakes_at=None, reason__isnull=False)[:LISTED_MAX]),
        unbooked=unbooked.count(),
        oldest_unbooked=tuple(unbooked[:LISTED_MAX]),
        told=tuple(_told(syncs)),
    )


def _is_sweeping(connection: Connection, feed: PaymentFeed | None) -> bool:
    """Whether a sweep is under way or was asked for: after one, the next is due a whole interval after it began."""
    if connection.state != ConnectionState.CONNECTED or not connection.settings.payments_synced:
        return False
    if feed is None or feed.swept_at is None:
        return feed is None or feed.trouble is None
    return feed.trouble is None and feed.wakes_at != feed.swept_at + SWEEP_EVERY
