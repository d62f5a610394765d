"""Taking up the sync of an invoice, changing its rows while nobody else has taken it up, and laying it to rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from brygga.connections.live import speaking_for_books_of
from brygga.connections.models import Connection, ConnectionState, IntegrationSettings
from brygga.connections.outside import Outside
from brygga.copying.turns import TURN_SECONDS, Rested, TurnLost
from brygga.history.models import record
from brygga.payments.models import PaymentSync


class SyncTurn:
    """The right to move one sync on, until somebody else takes it up."""

    def __init__(self, sync: PaymentSync, connection: Connection, outside: Outside) -> None:
        self.sync = sync
        self.connection = connection
        self.outside = outside
        self._asked = sync.asked

    def now(self) -> datetime:
        return self.outside.clock.now()

    @contextmanager
    def changing(self) -> Iterator[PaymentSync]:
        """One transaction in which this turn is surely still ours; the sync it gives is fresh."""
        with transaction.atomic():
            held = PaymentSync.objects.filter(id=self.sync.id, turn=self.sync.turn).update(
                wakes_at=self.now() + timedelta(seconds=TURN_SECONDS)
            )
            if not held:
                raise TurnLost
            self.sync.refresh_from_db()
            yield self.sync

    def note(self, kind: str, *, before: Any = None, after: Any = None, **facts: Any) -> None:
        """Add to the invoice's history; whoever asked for this look is its actor, else Brygga by itself."""
        record(
            self.sync.organisation,
            kind,
            subject=self.sync.subject,
            at=self.now(),
            actor=self.sync.asked_by or "",
            facts=facts,
            before=before,
            after=after,
        )

    def insist_on_being_on(self) -> None:
        """Turned off means at once: nothing leaves any more, and what was mirrored stays."""
        if not may_sync(self.connection):
            self.rest({"kind": "turned_off"})

    def wait(self, until: datetime, reason: dict[str, Any]) -> NoReturn:
        """Rest until a moment."""
        with self.changing() as sync:
            sync.reason, sync.wakes_at, sync.tries, sync.is_working = reason, until, sync.tries + 1, False
            sync.save(update_fields=["reason", "wakes_at", "tries", "is_working"])
        raise Rested

    def rest(self, reason: dict[str, Any]) -> NoReturn:
        """Rest with what stopped it, until the next sweep."""
        with self.changing() as sync:
            sync.reason, sync.is_working = reason, False
            self._lay_down(sync)
            sync.save(update_fields=["reason", "is_working", "wakes_at"])
        raise Rested

    def finish(self, sync: PaymentSync, **said: Any) -> None:
        """Nothing is left to do, in the caller's `changing`; what was said meanwhile is looked at soon."""
        for name, value in said.items():
            setattr(sync, name, value)
        sync.reason, sync.tries, sync.is_working, sync.asked_by = None, 0, False, None
        self._lay_down(sync)
        sync.save()

    def _lay_down(self, sync: PaymentSync) -> None:
        """Somebody may have found another reason to look since this turn began: then it is due again."""
        is_watched = sync.watched_until is not None and sync.watched_until > self.now()
        again = self.now() if sync.asked != self._asked else None
        sync.wakes_at = again or (self.now() + WATCH_EVERY if is_watched else None)


WATCH_EVERY = timedelta(minutes=30)


def begin(sync_id: UUID, outside: Outside, *, claimed_until: datetime | None = None) -> SyncTurn | None:
    """Take a sync up; None when it is at rest, or when another wake of it was quicker."""
    claimed = {"wakes_at": claimed_until} if claimed_until else {}
    with transaction.atomic():
        due = PaymentSync.objects.filter(id=sync_id, wakes_at__isnull=False, **claimed)
        ahead = outside.clock.now() + timedelta(seconds=TURN_SECONDS)
        if not due.update(turn=F("turn") + 1, wakes_at=ahead, is_working=True):
            return None
        sync = PaymentSync.objects.select_related("link__connection", "organisation", "asked_by").get(id=sync_id)
    connection = speaking_for_books_of(sync.link.connection)
    return SyncTurn(sync, Connection.objects.select_related("settings").get(id=connection.id), outside)


def under_way(now: datetime) -> Q:
    """The syncs that are due or wait for something; not those that are only watched, for a payment that lands late."""
    is_only_watched = Q(watched_until__isnull=False, reason__isnull=True, is_working=False, wakes_at__gt=now)
    return Q(wakes_at__isnull=False) & ~is_only_watched


def may_sync(connection: Connection) -> bool:
    """Whether payments of these books may be mirrored now, as the rows say at this moment."""
    on = IntegrationSettings.objects.filter(connection=connection, payments_synced=True)
    return on.filter(connection__state=ConnectionState.CONNECTED).exists()


def ask_all(syncs: QuerySet[PaymentSync], *, now: datetime, **said: Any) -> None:
    """There is a reason to look at the payments of these invoices."""
    with transaction.atomic():
        syncs.update(asked=F("asked") + 1, **said)
        # A turn that is under way sees that it was asked again when it ends.
        syncs.filter(is_working=False).update(wakes_at=now)
