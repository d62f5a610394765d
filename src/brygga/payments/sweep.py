"""A sweep over the books of a connection: which linked invoices have payments to look at; it proves what was missed.

It reads what changed since the last one, with an overlap, and then the balances of what is open; once a day those of
all invoices, for nothing tells of a deleted payment. A list that could not be read whole changes nothing, and the feed
stays where it was: it moves on together with the rows that are due, so that no change is ever passed over. Once a day
what people touched in Productive is looked for too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import F, Q, QuerySet

from brygga.accounting.money import Money
from brygga.connections import opening
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.connections.tokens import OUR_SECRET_WRONG, need_reconnect
from brygga.copying.next_step import Wait, facts_of, next_step
from brygga.fortnox.payment_schema import InvoiceOpen, PaymentListed
from brygga.payments.credit_notes import concerned, named_by_unknown
from brygga.payments.feeds import BATCH_ROWS, feed_of, follow, syncs_of
from brygga.payments.models import PaymentFeed, PaymentSync, SyncedNote
from brygga.payments.reads import fingerprint
from brygga.payments.touched import look_where_touched
from brygga.payments.turns import ask_all, may_sync
from brygga.remote.errors import NotAuthorised, RemoteError

SWEEP_EVERY = timedelta(minutes=10)
# Whether lastmodified includes its own second, and how far two clocks disagree, nobody knows.
OVERLAP = timedelta(minutes=10)
COMPARE_ALL_EVERY = timedelta(hours=24)

T = TypeVar("T")
Syncs = QuerySet[PaymentSync]

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the lists said; `every` is None where only what is open was compared.

    `named` are the invoices that an unknown credit note names, by its number, where money went back on it.
    """

    payments: tuple[PaymentListed, ...]
    named: Mapping[str, frozenset[str]]
    invoices: tuple[InvoiceOpen, ...]
    unpaid: tuple[InvoiceOpen, ...]
    every: tuple[InvoiceOpen, ...] | None


def sweep(connection: Connection, *, outside: Outside) -> int | None:
    """Read what changed and mark what is due; returns how many invoices that is, None when it could not be read."""
    if not may_sync(connection):
        return None
    feed, began_at = feed_of(connection, outside=outside), outside.clock.now()
    follow(connection, outside=outside)
    try:
        found = _read(connection, feed, began_at, outside=outside)
    except RemoteError as error:
        _put_off(feed, connection, error, outside)
        return None
    return _apply(feed, connection, found, began_at=began_at) + look_where_touched(connection, outside=outside)


def _read(connection: Connection, feed: PaymentFeed, now: datetime, *, outside: Outside) -> Found:
    client = opening.fortnox_payments(connection, outside=outside)
    since = feed.read_to and feed.read_to - OVERLAP
    is_time = feed.compared_at is None or now - feed.compared_at >= COMPARE_ALL_EVERY
    payments = client.payments_changed_since(since) if since else ()
    back = {each.invoice_number for each in payments if each.amount < 0}
    return Found(
        payments=payments,
        named=named_by_unknown(connection, back, invoices=opening.fortnox(connection, outside=outside)),
        invoices=client.invoices_changed_since(since) if since else (),
        unpaid=client.unpaid_invoices(),
        every=client.every_invoice() if is_time and since else None,
    )


def _apply(feed: PaymentFeed, connection: Connection, found: Found, *, began_at: datetime) -> int:
    """What is due is written down in the transaction that moves the feed on."""
    with transaction.atomic():
        due = _due(connection, found, is_first=feed.read_to is None)
        for batch in _batches(sorted(due)):
            ask_all(PaymentSync.objects.filter(id__in=batch), now=began_at)
        PaymentFeed.objects.filter(Q(read_to=None) | Q(read_to__lt=began_at), id=feed.id).update(
            read_to=began_at,
            compared_at=began_at if found.every is not None or feed.read_to is None else F("compared_at"),
            swept_at=began_at,
            wakes_at=began_at + SWEEP_EVERY,
            tries=0,
            trouble=None,
        )
    return len(due)


def _due(connection: Connection, found: Found, *, is_first: bool) -> set[UUID]:
    """The syncs that have something to look at. Only linked invoices count."""
    syncs = syncs_of(connection)
    if is_first:
        return set(syncs.values_list("id", flat=True))
    stopped = syncs.filter(wakes_at=None).filter(Q(reason__isnull=False) | _unsettled(found))
    due: set[UUID] = set(stopped.values_list("id", flat=True))
    due |= _with_changed_payments(connection, syncs, found)
    return due | _with_other_balances(syncs, found)


def _unsettled(found: Found) -> Q:
    """Once a day also what a person was told of: it may have been settled where no list shows it."""
    return ~Q(disagreements=[]) if found.every is not None else Q(pk__in=[])


def _with_changed_payments(connection: Connection, syncs: Syncs, found: Found) -> set[UUID]:
    """Not what was looked at as it is now, which is only in the overlap; nor what nobody has booked."""
    by_invoice: dict[str, list[PaymentListed]] = {}
    for payment in found.payments:
        for number in (payment.invoice_number, *found.named.get(payment.invoice_number, ())):
            by_invoice.setdefault(number, []).append(payment)
    due = set()
    for batch in _batches(sorted(by_invoice)):
        pairs = concerned(connection, batch)
        seen = dict(syncs.filter(id__in={identity for identity, _ in pairs}).values_list("id", "listed"))
        for identity, number in pairs:
            if any(_is_news(payment, seen[identity]) for payment in by_invoice[number]):
                due.add(identity)
    return due


def _is_news(payment: PaymentListed, seen: Mapping[str, str]) -> bool:
    return (payment.booked or payment.number in seen) and seen.get(payment.number) != fingerprint(payment)


def _with_other_balances(syncs: Syncs, found: Found) -> set[UUID]:
    """Invoices whose balance, or a note's, is not what it was, and those that have left the list of what is unpaid."""
    told = [*(found.every or ()), *found.invoices, *found.unpaid]
    balances = {each.document_number: each.balance for each in told}
    return _with_other_note_balances(syncs, balances) | _moved(syncs, found, balances)


def _with_other_note_balances(syncs: Syncs, balances: Mapping[str, Decimal]) -> set[UUID]:
    notes = SyncedNote.objects.filter(sync__in=syncs, balance_minor__isnull=False)
    rows = notes.values_list("sync_id", "number", "balance_minor", "currency")
    return {
        identity
        for identity, number, balance_minor, currency in rows.iterator()
        if number in balances and Money(balances[number], currency).minor != balance_minor
    }


def _moved(syncs: Syncs, found: Found, balances: Mapping[str, Decimal]) -> set[UUID]:
    unpaid = {each.document_number for each in found.unpaid}
    due, opened, closed = set(), [], []
    rows = syncs.values_list("id", "link__fortnox_document_number", "balance_minor", "currency", "is_listed_open")
    for identity, number, balance_minor, currency, was_unpaid in rows.iterator():
        if number in balances and Money(balances[number], currency).minor != balance_minor:
            due.add(identity)
        if was_unpaid and number not in unpaid:
            due.add(identity)
            closed.append(identity)
        if not was_unpaid and number in unpaid:
            opened.append(identity)
    for changed, is_open in ((opened, True), (closed, False)):
        for batch in _batches(changed):
            syncs.filter(id__in=batch).update(is_listed_open=is_open)
    return due


def _batches(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), BATCH_ROWS):
        yield items[start : start + BATCH_ROWS]


def _put_off(feed: PaymentFeed, connection: Connection, error: RemoteError, outside: Outside) -> None:
    """Nothing was learnt, so nothing is changed and the feed stays where it was."""
    step = next_step(error, tries=feed.tries)
    is_dead = isinstance(error, NotAuthorised) and error.whole_connection and error.refusal.code != OUR_SECRET_WRONG
    if is_dead:
        need_reconnect(connection, why="token_refused", outside=outside)
    log.warning("sweep of payments failed", connection=str(connection.id), error=str(error))
    after = step.after if isinstance(step, Wait) else SWEEP_EVERY
    PaymentFeed.objects.filter(id=feed.id).update(
        wakes_at=outside.clock.now() + after,
        tries=F("tries") + 1,
        trouble={"kind": type(error).__name__, "facts": facts_of(error)},
    )
