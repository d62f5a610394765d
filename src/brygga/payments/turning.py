"""Turning the sync of payments on and off, and what becomes of payments that were made before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
    """What becomes of payments that were made before: left to people, mirrored from a day on, or all mirrored."""

    LEAVE = "leave"
    SINCE = "since"
    MIRROR = "mirror"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Whether payments are synced, and which of those that were made before; `since` is the first day with SINCE."""

    is_on: bool
    earlier: Earlier = Earlier.LEAVE
    since: date | None = None


def chosen(connection: Connection) -> Choice:
    """What stands now; who turns it on the next time begins with the default."""
    if not connection.settings.payments_synced:
        return Choice(is_on=False)
    feed = PaymentFeed.objects.filter(connection=connection).first()
    if feed is None:
        return Choice(is_on=True)
    since = feed.mirrored_from
    return Choice(is_on=True, earlier=Earlier.SINCE if since else Earlier.MIRROR, since=since)


def decide(connection: Connection, choice: Choice, *, user: User, outside: Outside) -> bool:
    """Turn it on or off, or change from which day on; returns whether that changed anything."""
    before = chosen(connection)
    if choice == before or not (choice.is_on or before.is_on):
        return False
    if choice.is_on:
        turn_on(connection, earlier=choice.earlier, since=choice.since, user=user, outside=outside)
    else:
        turn_off(connection, user=user, outside=outside)
    return True


def turn_on(
    connection: Connection, *, earlier: Earlier, since: date | None = None, user: User, outside: Outside
) -> None:
    """Payments are synced from now on. What was mirrored before stays mirrored, whatever was chosen."""
    require_set_up(user, connection.organisation)
    now = outside.clock.now()
    first_day = {Earlier.LEAVE: stockholm_date(now), Earlier.SINCE: since, Earlier.MIRROR: None}[earlier]
    with transaction.atomic():
        feed = feed_of(connection, outside=outside)
        PaymentFeed.objects.filter(id=feed.id).update(mirrored_from=first_day, wakes_at=now)
        IntegrationSettings.objects.filter(connection=connection).update(payments_synced=True)
        syncs = PaymentSync.objects.within(connection.organisation)
        ask_all(syncs.filter(link__fortnox_tenant_id=connection.fortnox_tenant_id), now=now)
        facts = {**_named(connection), "earlier": earlier.value, "date": first_day.isoformat() if first_day else ""}
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
