"""What every change of a remote system keeps of itself, from its intention to its answer, and when it is looked for."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from brygga.copying.states import WriteState
from brygga.remote.errors import Refused
from brygga.tenants.models import Organisation, ScopedQuerySet

# When to look, counted from when its answer was missed; what the last look does not find surely never arrived.
LOOKS_AFTER_SECONDS = (3, 10, 40, 90, 180)
# A dead process's request may be under way for its time-out of 30 s, so the looks at 3 and 10 s are left out.
FIRST_LOOK_AFTER_A_DEATH = 2


class Intended(models.Model):
    """One change of a remote system: written down before it is sent, and never sent twice while it may have arrived.

    Each step saves what it changed; whoever takes it holds the turn, in the transaction that says what it means.
    """

    id = models.UUIDField(primary_key=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=WriteState.choices, default=WriteState.INTENDED)
    reference = models.CharField(max_length=80)
    payload = models.JSONField()
    digest = models.CharField(max_length=64)
    intended_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    unanswered_at = models.DateTimeField(null=True)
    looks = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    answer = models.JSONField(null=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def claim(self, at: datetime) -> None:
        """From here on it may have arrived, whatever happens to us."""
        self._keep(state=WriteState.SENT, sent_at=at)

    def refuse(self, refused: Refused, at: datetime) -> None:
        """It was answered with no; or what is needed for it was, such as the file of an attachment, before a claim."""
        said = {"code": refused.refusal.code, "sentence": refused.refusal.sentence}
        self._keep(state=WriteState.REFUSED, sent_at=self.sent_at or at, answered_at=at, answer=said)

    def land(self, answer: dict[str, Any], at: datetime) -> None:
        """It arrived: answered, or found without ever having been claimed."""
        self._keep(state=WriteState.LANDED, sent_at=self.sent_at or at, answered_at=at, answer=answer)

    def lose(self, at: datetime) -> None:
        """It surely never arrived."""
        self._keep(state=WriteState.LOST, answered_at=at)

    def miss_answer(self, at: datetime, *, first_look: int) -> None:
        self._keep(unanswered_at=at, looks=first_look)

    def count_look(self) -> int:
        self._keep(looks=self.looks + 1)
        return self.looks

    def planned_look(self) -> datetime:
        if self.unanswered_at is None:
            raise ValueError("Only a write whose answer was missed is looked for.")
        # Whoever made the last look may have died before it gave the write up: then that look is made once more.
        look = min(self.looks, len(LOOKS_AFTER_SECONDS) - 1)
        return self.unanswered_at + timedelta(seconds=LOOKS_AFTER_SECONDS[look])

    def next_look(self, now: datetime) -> datetime:
        """As planned, and never at once after another look."""
        return max(self.planned_look(), now + timedelta(seconds=LOOKS_AFTER_SECONDS[0]))

    def _keep(self, **kept: Any) -> None:
        for name, value in kept.items():
            setattr(self, name, value)
        self.save(update_fields=list(kept))


def digest(payload: dict[str, Any]) -> str:
    """A fingerprint of exactly this payload."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
