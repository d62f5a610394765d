"""Invoices that somebody touched in Productive since the last look: nothing tells of it, so their sums are compared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from brygga.connections import opening
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.payments.amounts import Amounts
from brygga.payments.feeds import BATCH_ROWS, syncs_of
from brygga.payments.models import MirrorState, PaymentFeed, PaymentSync
from brygga.payments.turns import ask_all
from brygga.productive.lists import page_size_max
from brygga.productive.schema import InvoiceSummary
from brygga.remote.errors import RemoteError

COMPARE_EVERY = timedelta(hours=24)

log = structlog.get_logger()


def look_where_touched(connection: Connection, *, outside: Outside) -> int:
    """Ask for a look at every invoice that Productive no longer shows as the last look left it; returns how many.

    Once a day. What could not be read is read again with the next sweep: nothing was learnt, and nothing is changed.
    """
    now = outside.clock.now()
    feed = PaymentFeed.objects.get(connection=connection)
    if feed.productive_compared_at is not None and now - feed.productive_compared_at < COMPARE_EVERY:
        return 0
    try:
        touched = _touched(connection, outside)
    except RemoteError as error:
        log.warning("Productive's side could not be compared", connection=str(connection.id), error=str(error))
        return 0
    _ask(touched, now)
    PaymentFeed.objects.filter(id=feed.id).update(productive_compared_at=now)
    return len(touched)


def _touched(connection: Connection, outside: Outside) -> list[UUID]:
    syncs = _left(connection)
    ids = sorted({each.link.productive_invoice_id for each in syncs})
    client = opening.productive_payments(connection.organisation, outside=outside)
    found: dict[str, InvoiceSummary] = {}
    for start in range(0, len(ids), page_size_max):
        found |= {each.id: each for each in client.amounts_of(ids[start : start + page_size_max])}
    return [each.id for each in syncs if not _is_as_left(each, found.get(each.link.productive_invoice_id))]


def _left(connection: Connection) -> list[PaymentSync]:
    """What looks at rest left, and mirrors of which nothing is known: such a look was made by an earlier version."""
    syncs = syncs_of(connection).filter(wakes_at=None)
    mirrored = set(syncs.filter(mirrors__state=MirrorState.LIVE).values_list("id", flat=True))
    rows = syncs.select_related("link").only("id", "in_productive", "synced_at", "link__productive_invoice_id")
    return [each for each in rows if each.in_productive or each.id in mirrored]


def _is_as_left(sync: PaymentSync, now: InvoiceSummary | None) -> bool:
    if not sync.in_productive or now is None:
        return False
    left = Amounts.from_json(sync.in_productive)
    if left.agree_with(now) and left.paid_on is None:  # The day that a write of ours led to is known only now.
        same = PaymentSync.objects.filter(id=sync.id, synced_at=sync.synced_at)
        same.update(in_productive=Amounts.of(now).as_json)
    return left.agree_with(now)


def _ask(touched: Sequence[UUID], now: datetime) -> None:
    for start in range(0, len(touched), BATCH_ROWS):
        ask_all(PaymentSync.objects.filter(id__in=touched[start : start + BATCH_ROWS]), now=now)
