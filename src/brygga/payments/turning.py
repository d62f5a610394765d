"""Turning the sync of payments on and off, and what becomes of payments that were made before."""

from __future__ import annotations

from enum import StrEnum

from django.db import transaction

from brygga.clock import stockholm_date
from brygga.connections.models import Connection, IntegrationSettings
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.history.models import record
from brygga.payments.feeds import feed_of
from brygga.payments.models import PaymentFeed, PaymentSync
from brygga.payments.turns import ask_all
from brygga.tenants.models import User


class Earlier(StrEnum):
    """What becomes of payments that were made before: people have recorded them, or they are mirrored as well."""

    LEAVE = "leave"
    MIRROR = "mirror"


def turn_on(connection: Connection, *, earlier: Earlier, user: User, outside: Outside) -> None:
    """Payments are synced from now on. What was mirrored before stays mirrored, whatever was chosen."""
    require_set_up(user, connection.organisation)
    now = outside.clock.now()
    with transaction.atomic():
        feed = feed_of(connection, outside=outside)
        since = stockholm_date(now) if earlier is Earlier.LEAVE else None
        PaymentFeed.objects.filter(id=feed.id).update(mirrored_from=since, wakes_at=now)
        IntegrationSettings.objects.filter(connection=connection).update(payments_synced=True)
        syncs = PaymentSync.objects.within(connection.organisation)
        ask_all(syncs.filter(link__fortnox_tenant_id=connection.fortnox_tenant_id), now=now)
        facts = {**_named(connection), "earlier": earlier.value}
        record(
            connection.organisation, "payments_turned_on", subject=_subject(connection), at=now, actor=user, facts=facts
        )


def turn_off(connection: Connection, *, user: User, outside: Outside) -> None:
    """Nothing more is written to Productive, at once; what was mirrored stays."""
    require_set_up(user, connection.organisation)
    now, facts = outside.clock.now(), _named(connection)
    with transaction.atomic():
        IntegrationSettings.objects.filter(connection=connection).update(payments_synced=False)
        record(
            connection.organisation,
            "payments_turned_off",
            subject=_subject(connection),
            at=now,
            actor=user,
            facts=facts,
        )


def _subject(connection: Connection) -> str:
    return f"connection:{connection.id}"


def _named(connection: Connection) -> dict[str, str]:
    return {"company": connection.company_name, "subsidiary": connection.subsidiary.name}
