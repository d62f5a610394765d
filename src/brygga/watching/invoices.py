"""Which copied invoices were changed in Fortnox: what its list says of them, and that each is to be read whole."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max, Min

from brygga.accounting.money import Money
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.fortnox.schema import Invoice, InvoiceListed
from brygga.history.models import record
from brygga.links.models import DocumentLink
from brygga.watching import cursors
from brygga.watching.cursors import Sweep
from brygga.watching.models import Cursor, Listing, Watched

NUMBERS_AT_ONCE_MAX = 500


def begin_where_copied(*, outside: Outside) -> None:
    """Watch every connected company that has a copied invoice, from where an earlier connection of it was read to."""
    unread = Connection.objects.filter(state=ConnectionState.CONNECTED).exclude(cursors__listing=Listing.INVOICES)
    for connection in unread.select_related("organisation"):
        of_company = {"organisation": connection.organisation_id}
        links = DocumentLink.objects.filter(fortnox_tenant_id=connection.fortnox_tenant_id, is_live=True, **of_company)
        read = Cursor.objects.filter(
            connection__fortnox_tenant_id=connection.fortnox_tenant_id, listing=Listing.INVOICES, **of_company
        )
        since = read.aggregate(at=Max("read_until"))["at"] or links.aggregate(at=Min("made_at"))["at"]
        if since:
            cursors.begin(connection, Listing.INVOICES, since=since, outside=outside)


def sweep(cursor_id: int, *, outside: Outside) -> None:
    """Read which invoices were changed; each that we copied is looked at soon."""
    how = Sweep(read=lambda client, since: client.invoices_changed_since(since), keep=_keep)
    cursors.sweep(cursor_id, how, outside=outside)


def look_soon(connection: Connection, number: str, *, outside: Outside) -> None:
    """Fortnox told of a change: if the invoice was copied, it is read whole at once, and not at the next sweep."""
    copies = copies_in(connection, [number]).values()
    Watched.objects.filter(copy__in=copies).update(look_at=outside.clock.now())


def copies_in(connection: Connection, numbers: Iterable[str]) -> dict[str, Copy]:
    """The copies that stand in the books of this connection's company under these numbers."""
    wanted = list(numbers)
    found = Copy.objects.within(connection.organisation).filter(
        state=CopyState.COPIED, connection__fortnox_tenant_id=connection.fortnox_tenant_id
    )
    parts = (wanted[at : at + NUMBERS_AT_ONCE_MAX] for at in range(0, len(wanted), NUMBERS_AT_ONCE_MAX))
    return {
        copy.fortnox_document_number: copy for part in parts for copy in found.filter(fortnox_document_number__in=part)
    }


def learn(copy: Copy, shown: InvoiceListed | Invoice, *, outside: Outside) -> Watched:
    """Keep what Fortnox shows of a copied invoice; that it was booked or sent there is noted in its history."""
    now, currency = outside.clock.now(), shown.currency or copy.summary["currency"]
    total = Money(shown.total, currency).minor
    watched = Watched.objects.filter(copy=copy).first() or Watched(
        organisation=copy.organisation, copy=copy, total=total, currency=currency, seen_at=now
    )
    if shown.booked and not watched.booked and not _is_booked_by_us(copy):
        _note(copy, "booked_in_fortnox", outside)
    if shown.sent and not watched.sent:
        _note(copy, "sent_from_fortnox", outside)
    watched.booked, watched.sent, watched.cancelled = shown.booked, shown.sent, shown.cancelled
    if not shown.cancelled:  # Its total is 0 then, as recorded, and was something else before.
        watched.total, watched.currency = total, currency
    watched.seen_at = now
    watched.save()
    return watched


def _is_booked_by_us(copy: Copy) -> bool:
    """The booking is in the history already."""
    return copy.writes.filter(kind=WriteKind.BOOK_INVOICE, state=WriteState.LANDED).exists()


def _note(copy: Copy, kind: str, outside: Outside) -> None:
    facts = {"fortnox_document_number": copy.fortnox_document_number}
    record(copy.organisation, kind, subject=copy.subject, at=outside.clock.now(), facts=facts)


def _keep(connection: Connection, listed: tuple[InvoiceListed, ...], outside: Outside) -> None:
    shown = {each.document_number: each for each in listed}
    for number, copy in copies_in(connection, shown).items():
        watched = learn(copy, shown[number], outside=outside)
        watched.look_at = outside.clock.now()
        watched.save(update_fields=["look_at"])
