"""What was copied and is not booked in Fortnox yet, the oldest first: nothing of it can be paid before that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from brygga.accounting.money import Money
from brygga.clock import stockholm_date
from brygga.copying.last_written import last_written
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.tenants.models import Organisation
from brygga.watching.looking import CASH


@dataclass(frozen=True, kw_only=True)
class NotBooked:
    """One invoice that stands unbooked in Fortnox; `days` is how long ago it was copied."""

    copy: Copy
    total: Money
    copied_on: date
    days: int


def not_booked(organisation: Organisation, *, today: date) -> list[NotBooked]:
    """All of them. Under the cash method nothing is booked before it is paid, so none of those are here."""
    copies = _copies(organisation).select_related("watched", "connection").order_by("compared_at")
    return [each for copy in copies if (each := _row(copy, today))]


def not_booked_count(organisation: Organisation) -> int:
    """How many they are, as lists count them."""
    return _copies(organisation).count()


def sums(rows: Iterable[NotBooked]) -> list[Money]:
    """What they come to, in each currency."""
    found: dict[str, Money] = {}
    for row in rows:
        currency = row.total.currency
        found[currency] = found[currency] + row.total if currency in found else row.total
    return [found[currency] for currency in sorted(found)]


def _copies(organisation: Organisation) -> QuerySet[Copy, Any]:
    is_open = Q(watched=None) | Q(watched__booked=False, watched__cancelled=False, watched__by_cash_method=False)
    return Copy.objects.within(organisation).filter(is_open, state=CopyState.COPIED, compared_at__isnull=False)


def _row(copy: Copy, today: date) -> NotBooked | None:
    watched = getattr(copy, "watched", None)
    if watched:
        total = Money.from_minor(watched.total, watched.currency)
    else:  # Copied since the last sweep: what Fortnox answered says it.
        answer = last_written(copy).answer
        if answer.accounting_method == CASH or answer.booked:
            return None
        total = Money(answer.total, answer.currency)
    copied_on = stockholm_date(copy.compared_at) if copy.compared_at else today
    return NotBooked(copy=copy, total=total, copied_on=copied_on, days=(today - copied_on).days)
