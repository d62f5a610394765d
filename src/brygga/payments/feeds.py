"""The feed of a connection's books: since when they are followed, and the rows of the invoices that are."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import QuerySet

from brygga.clock import stockholm_date
from brygga.connections.models import Connection, ConnectionState, IntegrationSettings
from brygga.connections.outside import Outside
from brygga.links.models import DocumentLink
from brygga.payments.models import PaymentFeed, PaymentSync

BATCH_ROWS = 500


def feed_of(connection: Connection, *, outside: Outside) -> PaymentFeed:
    """The feed of these books. A new one begins when it was decided on, or where another of the account began."""
    same = PaymentFeed.objects.filter(
        organisation=connection.organisation_id, connection__fortnox_tenant_id=connection.fortnox_tenant_id
    )
    before = same.exclude(connection=connection).order_by("-id").first()
    now = outside.clock.now()
    feed, _ = PaymentFeed.objects.get_or_create(
        connection=connection,
        defaults={
            "organisation": connection.organisation,
            "mirrored_from": before.mirrored_from if before else stockholm_date(_decided_at(connection) or now),
            "wakes_at": now,
        },
    )
    return feed


def _decided_at(connection: Connection) -> datetime | None:
    return IntegrationSettings.objects.values_list("decided_at", flat=True).get(connection=connection)


def mirrored_since(sync: PaymentSync, feed: PaymentFeed) -> date | None:
    """The first day whose payments are mirrored; None for all, as for what was linked once payments were synced."""
    is_newer = feed.mirrored_from is not None and stockholm_date(sync.link.made_at) >= feed.mirrored_from
    return None if is_newer else feed.mirrored_from


def open_feeds(*, outside: Outside) -> None:
    """Connections whose payments are synced and that nobody follows yet."""
    on = Connection.objects.filter(state=ConnectionState.CONNECTED, settings__payments_synced=True)
    for connection in on.filter(payment_feed=None).select_related("organisation"):
        feed_of(connection, outside=outside)


def syncs_of(connection: Connection) -> QuerySet[PaymentSync]:
    """The syncs of every linked invoice of these books, by whichever connection it was copied."""
    syncs = PaymentSync.objects.within(connection.organisation)
    return syncs.filter(link__fortnox_tenant_id=connection.fortnox_tenant_id, link__is_live=True)


def follow(connection: Connection, *, outside: Outside) -> None:
    """A row for every linked invoice of these books; a new one is looked at for the first time at once."""
    now: datetime = outside.clock.now()
    links = DocumentLink.objects.within(connection.organisation).filter(
        fortnox_tenant_id=connection.fortnox_tenant_id, is_live=True, payment_sync=None
    )
    new = [
        PaymentSync(id=outside.ids.new(), organisation=connection.organisation, link=link, wakes_at=now)
        for link in links
    ]
    PaymentSync.objects.bulk_create(new, batch_size=BATCH_ROWS, ignore_conflicts=True)
