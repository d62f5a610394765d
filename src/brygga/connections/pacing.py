"""Keeps a remote tenant's limits for all processes together: one row holds when its last calls started."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction

from brygga.clock import SystemClock
from brygga.connections.models import Pace
from brygga.connections.outside import Outside
from brygga.remote.errors import Refusal, Throttled
from brygga.remote.pacing import Rate, ahead_max_seconds, book

BOOKINGS_MAX = 10


class DatabasePacer:
    """A Pacer whose turns are shared by every process on the same database.

    `key` names the remote tenant ("fortnox:100101"). A crash only wastes the moment that was booked.
    """

    def __init__(self, key: str, rates: Sequence[Rate], *, outside: Outside) -> None:
        self._key = key
        self._rates = rates
        self._outside = outside

    def wait_turn(self) -> None:
        """Sleep until a moment that is booked for this caller alone; raises Throttled when the queue is too long."""
        for _ in range(BOOKINGS_MAX):
            turn_at = self._booked_turn()
            wait_seconds = turn_at - self._outside.clock.monotonic()
            if wait_seconds > 0:
                self._outside.clock.sleep(wait_seconds)
            if self._outside.clock.monotonic() <= turn_at + self._margin_seconds:
                return
            # We woke too late: others may have counted on our having started, so this moment is given up.
        raise self._throttled()

    @property
    def _margin_seconds(self) -> float:
        return min(rate.margin_seconds for rate in self._rates)

    def _booked_turn(self) -> float:
        """Book the next free moment and say when it is on our own monotonic clock.

        The transaction is durable: it refuses to run inside another one, and so no call to a remote is ever made
        while a transaction is open.
        """
        Pace.objects.get_or_create(key=self._key)
        with transaction.atomic(durable=True):
            row = Pace.objects.select_for_update().get(key=self._key)
            now, monotonic = self._now_seconds(), self._outside.clock.monotonic()
            start, row.starts = self._book(row.starts, now)
            row.save(update_fields=["starts"])
        return monotonic + start - now

    def _book(self, starts: list[float], now: float) -> tuple[float, list[float]]:
        """The first moment that every rate allows: a moment that one rate allows stays allowed when it is put off."""
        longest = max(self._rates, key=lambda rate: rate.window_seconds)
        kept = [each for each in starts if each > now - longest.window_seconds - longest.margin_seconds]
        start = now
        for rate in self._rates:
            booking = book(kept, start, rate=rate)
            if booking is None:
                raise self._throttled()
            start = booking.start
        return start, [*kept, start]

    def _now_seconds(self) -> float:
        """The time, after the row is ours. Machines disagree about it, so they all read their database's clock."""
        if connection.vendor == "sqlite" or not isinstance(self._outside.clock, SystemClock):
            return self._outside.clock.now().timestamp()
        with connection.cursor() as cursor:
            cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
            return float(cursor.fetchone()[0])

    def _throttled(self) -> Throttled:
        remote = self._key.partition(":")[0]
        refusal = Refusal(remote=remote, asked="a turn", sentence="Too many calls are waiting already.")
        return Throttled(refusal, timedelta(seconds=ahead_max_seconds))
