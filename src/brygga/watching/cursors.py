"""Reading what was changed in a list of Fortnox since the last time, whole or not at all.

A sweep of one list is a `Sweep`: how to read it, and how to keep what was read. Invoices are one; another list is read
the same way by making another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import structlog
from django.db import transaction

from brygga.connections import opening
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.fortnox.client import FortnoxClient
from brygga.remote.errors import RemoteError
from brygga.watching.models import Cursor, Listing

SWEEP_EVERY = timedelta(minutes=10)
# What is read again each time: the clocks of two machines differ, and a change may show late (integrators overlap by
# ten minutes, read 2026-04).
OVERLAP = timedelta(minutes=10)
# How soon a reading that failed is tried again.
AGAIN_AFTER = timedelta(minutes=2)

ItemT = TypeVar("ItemT")

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Sweep(Generic[ItemT]):
    """How to read what was changed in one list since a moment, and how to keep it, in one transaction."""

    read: Callable[[FortnoxClient, datetime], tuple[ItemT, ...]]
    keep: Callable[[Connection, tuple[ItemT, ...], Outside], None]


def begin(connection: Connection, listing: Listing, *, since: datetime, outside: Outside) -> None:
    """Read this list from a moment on, from now on; nothing where it is read already."""
    Cursor.objects.get_or_create(
        connection=connection,
        listing=listing,
        defaults={
            "organisation": connection.organisation,
            "read_until": since,
            "wakes_at": outside.clock.now() + SWEEP_EVERY,
        },
    )


def sweep(cursor_id: int, how: Sweep[ItemT], *, outside: Outside) -> None:
    """Read on from the cursor. A reading that fails or is cut off changes nothing, and the cursor stays."""
    cursor = Cursor.objects.select_related("connection__organisation").get(id=cursor_id)
    now, connection = outside.clock.now(), cursor.connection
    if connection.state != ConnectionState.CONNECTED:
        _wake(cursor, now + SWEEP_EVERY)
        return
    try:
        client = opening.fortnox(connection, outside=outside)
        items = how.read(client, cursor.read_until - OVERLAP)
    except RemoteError as error:
        log.warning("a sweep failed", connection=str(connection.id), listing=cursor.listing, error=str(error))
        _wake(cursor, now + AGAIN_AFTER)
        return
    with transaction.atomic():
        # Whoever read meanwhile has kept it, and the cursor with it.
        stood = Cursor.objects.filter(id=cursor.id, read_until=cursor.read_until)
        if stood.update(read_until=now, wakes_at=now + SWEEP_EVERY):
            how.keep(connection, items, outside)


def _wake(cursor: Cursor, at: datetime) -> None:
    Cursor.objects.filter(id=cursor.id, read_until=cursor.read_until).update(wakes_at=at)
