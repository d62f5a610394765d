"""Which invoices a credit note takes back: Fortnox's own names its original, and of those that we made the link knows.

Money that went back is booked on the credit note, and is shown on the invoice that it takes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from brygga.accounting.invoice_states import NO_REFERENCE
from brygga.connections.models import Connection
from brygga.fortnox.client import FortnoxClient
from brygga.links.models import DocumentLink
from brygga.remote.errors import NotFound


def credited_by(link: DocumentLink) -> tuple[str, ...]:
    """The numbers of the credit notes that we made of this invoice, of the whole or of a part."""
    notes = DocumentLink.objects.within(link.organisation).filter(
        fortnox_tenant_id=link.fortnox_tenant_id, credits=link.fortnox_document_number, is_live=True
    )
    return tuple(notes.order_by("id").values_list("fortnox_document_number", flat=True))


def originals(
    connection: Connection, numbers: Iterable[str], *, invoices: FortnoxClient
) -> Mapping[str, frozenset[str]]:
    """Of these Fortnox invoices those that are credit notes, with what each takes back.

    One that nobody linked is asked for: whether it names its original as InvoiceReference or CreditInvoiceReference
    is told in two ways (integrators; read 2026-04), so either is followed, and a look that was needless does no harm.
    """
    wanted = set(numbers)
    links = DocumentLink.objects.within(connection.organisation).filter(
        fortnox_tenant_id=connection.fortnox_tenant_id, fortnox_document_number__in=wanted, is_live=True
    )
    linked = dict(links.values_list("fortnox_document_number", "credits"))
    found = {number: frozenset({original}) for number, original in linked.items() if original}
    return found | {number: _named(invoices, number) for number in sorted(wanted - linked.keys())}


def _named(invoices: FortnoxClient, number: str) -> frozenset[str]:
    try:
        note = invoices.invoice(number)
    except NotFound:
        return frozenset()
    named = {note.invoice_reference, note.credit_reference} - set(NO_REFERENCE)
    return frozenset(named) if note.takes_back else frozenset()
