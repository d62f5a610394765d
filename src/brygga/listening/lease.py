"""Of several processes one listens: whoever holds the row, until it lets go or is not heard of for a while."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from brygga.connections.outside import Outside
from brygga.listening.models import Listening

KEY = "fortnox"
# The trouble of a listener to whom no company gives a token that is taken.
NO_ACCESS = "no_access"
HELD_FOR = timedelta(seconds=60)
RENEWED_AFTER = timedelta(seconds=20)


class Lease:
    """The right to listen. Two that listen at once do no harm: what is told twice is followed up once."""

    def __init__(self, *, outside: Outside) -> None:
        self._outside = outside
        self._holder = outside.ids.new()

    def take(self) -> bool:
        """Take it, or keep it; False while another process has it."""
        now = self._outside.clock.now()
        row, _ = Listening.objects.get_or_create(key=KEY)
        if row.holder == self._holder and row.held_until and row.held_until - now > HELD_FOR - RENEWED_AFTER:
            return True
        free = Q(holder=None) | Q(holder=self._holder) | Q(held_until=None) | Q(held_until__lt=now)
        rows = Listening.objects.filter(free, key=KEY)
        if rows.filter(holder=self._holder).update(held_until=now + HELD_FOR):
            return True
        # Whoever had it may have died while it listened: that conversation is none of ours.
        return bool(rows.update(holder=self._holder, held_until=now + HELD_FOR, connected_at=None))

    def note(self, **said: Any) -> None:
        """Say in the row how listening goes, while it is ours."""
        self._ours().update(**said)

    def let_go(self) -> None:
        self._ours().update(holder=None, held_until=None, connected_at=None)

    def _ours(self) -> QuerySet[Listening]:
        return Listening.objects.filter(key=KEY, holder=self._holder)


def held() -> Listening | None:
    """The row, if anybody has ever listened."""
    return Listening.objects.filter(key=KEY).first()
