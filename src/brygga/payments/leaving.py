"""Leaving a disagreement of payments as it is: a person has seen both values, and nobody is asked again."""

from __future__ import annotations

from django.db import transaction

from brygga.connections.outside import Outside
from brygga.connections.permission import require_copying
from brygga.copying.intended import digest
from brygga.history.models import record
from brygga.payments.models import PaymentSync
from brygga.tenants.models import User


def leave(sync: PaymentSync, *, seen: str, user: User, outside: Outside) -> bool:
    """Nothing is changed on either side. What differs later in another way is told anew.

    `seen` is `seen_of` what the person was shown; returns False where something else is told by now.
    """
    require_copying(user, sync.organisation)
    with transaction.atomic():
        sync = PaymentSync.objects.within(sync.organisation).select_for_update().get(id=sync.id)
        if not sync.disagreements or sync.is_left or seen != seen_of(sync):
            return False
        PaymentSync.objects.filter(id=sync.id).update(is_left=True)
        record(
            sync.organisation,
            "payments_left",
            subject=sync.subject,
            at=outside.clock.now(),
            actor=user,
            before=sync.disagreements,
        )
    return True


def seen_of(sync: PaymentSync) -> str:
    """A short text for exactly these disagreements, so that nobody leaves what they were not shown."""
    return digest({"told": sync.disagreements})
