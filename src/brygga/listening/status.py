"""How listening to Fortnox goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.listening.lease import held
from brygga.listening.models import Heard, LastNotice, Topic


@dataclass(frozen=True, kw_only=True)
class ListeningStatus:
    """`connected_at` is None while nobody listens; `last_at` when Fortnox told something last, and `last_kind` what.

    `is_held` says that a process is there to listen. `waiting` are notices that are not followed up yet; `offset` is
    how far invoices were heard. All of it is about this installation, whichever the organisation. `trouble` is why
    the process that is there does not listen.
    """

    is_wanted: bool
    is_held: bool
    connected_at: datetime | None
    last_at: datetime | None
    last_kind: str
    offset: str
    waiting: int
    trouble: dict[str, Any] | None


def listening_status(*, outside: Outside) -> ListeningStatus:
    """What the rows say; a listener that was not heard of for a while listens no longer."""
    row = held()
    is_held = row is not None and row.held_until is not None and row.held_until >= outside.clock.now()
    last = Topic.objects.exclude(last_at=None).order_by("-last_at").first()
    invoices = Topic.objects.filter(name="invoices").first()
    return ListeningStatus(
        is_wanted=bool(settings.ENVIRONMENT.fortnox_events_url),
        is_held=is_held,
        connected_at=row.connected_at if row and is_held else None,
        last_at=last.last_at if last else None,
        last_kind=last.last_kind if last else "",
        offset=invoices.offset if invoices else "",
        waiting=Heard.objects.count(),
        trouble=row.trouble if row and is_held else None,
    )


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """Whether one company is listened to now, and what came last of its books; None where nothing did."""

    is_heard: bool
    last_at: datetime | None
    last_kind: str


def hearing_of(connection: Connection, *, outside: Outside) -> Hearing:
    """A company is not listened to while the socket stands without it: its token was refused, or it has just come."""
    row, last = held(), LastNotice.objects.filter(connection=connection).first()
    is_open = listening_status(outside=outside).connected_at is not None
    return Hearing(
        is_heard=row is not None and is_open and connection.fortnox_tenant_id in row.heard_tenants,
        last_at=last.at if last else None,
        last_kind=last.kind if last else "",
    )
