"""The credit notes of an invoice: what is booked on them is part of its story, and leads to a look at it.

Brygga copied some; Fortnox links one with the original; others name it, and are looked for only where it lacks one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from brygga.accounting.invoice_states import NO_REFERENCE
from brygga.accounting.money import Money
from brygga.accounting.settlements import CreditNote
from brygga.connections.models import Connection
from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.payments import FortnoxPayments
from brygga.fortnox.schema import Invoice
from brygga.links.models import DocumentLink
from brygga.payments.feeds import syncs_of
from brygga.payments.models import PaymentSync, SyncedNote
from brygga.remote.errors import NotFound

# Of a customer with more of them, the newest are read.
NOTES_READ_MAX = 20


def copied_notes(link: DocumentLink) -> tuple[str, ...]:
    """The numbers of the credit notes of this invoice that Brygga copied."""
    notes = DocumentLink.objects.within(link.organisation).filter(
        fortnox_tenant_id=link.fortnox_tenant_id, credits=link.fortnox_document_number, is_live=True
    )
    return tuple(notes.order_by("id").values_list("fortnox_document_number", flat=True))


def note_numbers(invoice: Invoice, copied: Iterable[str]) -> tuple[str, ...]:
    """Those, and the one that Fortnox links with the original (help pages; read 2026-04)."""
    linked = [] if invoice.credit_reference in NO_REFERENCE else [invoice.credit_reference]
    return tuple(dict.fromkeys([*linked, *copied]))


def notes_naming(
    invoices: FortnoxClient, payments: FortnoxPayments, original: Invoice, *, besides: Iterable[str]
) -> tuple[str, ...]:
    """The customer's other invoices below zero that name this one; made by hand, nothing else tells of them."""
    listed = payments.invoices_of_customer(original.customer_number)
    below_zero = [each.document_number for each in listed if each.total < 0 and not each.cancelled]
    unknown = [each for each in below_zero if each not in set(besides)][-NOTES_READ_MAX:]
    return tuple(each for each in unknown if original.document_number in _originals(invoices, each))


def keep(sync: PaymentSync, notes: Sequence[CreditNote]) -> None:
    """Remember the notes as they were seen, in the caller's `changing`."""
    sync.notes.exclude(number__in=[each.invoice.document_number for each in notes]).delete()
    for each in notes:
        balance = Money(each.invoice.balance, each.invoice.currency)
        SyncedNote.objects.update_or_create(
            sync=sync,
            number=each.invoice.document_number,
            defaults={
                "organisation": sync.organisation,
                "balance_minor": balance.minor,
                "currency": each.invoice.currency,
            },
        )


def named_by_unknown(
    connection: Connection, numbers: Collection[str], *, invoices: FortnoxClient
) -> dict[str, frozenset[str]]:
    """What those of these invoices name that nobody knows and that are below zero: somebody credited by hand.

    A look at what one names by mistake does no harm.
    """
    known = {number for _, number in concerned(connection, sorted(numbers))}
    return {number: _originals(invoices, number) for number in sorted(set(numbers) - known)}


def _originals(invoices: FortnoxClient, number: str) -> frozenset[str]:
    """What a credit note names; in which of two fields is contradictory (two clients; read 2026-04), so in either."""
    try:
        note = invoices.invoice(number)
    except NotFound:
        return frozenset()
    named = {note.invoice_reference, note.credit_reference} - set(NO_REFERENCE)
    return frozenset(named) if note.takes_back else frozenset()


def concerned(connection: Connection, numbers: Sequence[str]) -> set[tuple[UUID, str]]:
    """The syncs that what happens to these invoices concerns, each with the number: their own, and what they credit."""
    syncs = syncs_of(connection)
    own = syncs.filter(link__fortnox_document_number__in=numbers)
    noted = syncs.filter(notes__number__in=numbers)
    return {
        *own.values_list("id", "link__fortnox_document_number"),
        *noted.values_list("id", "notes__number"),
        *_of_copied_notes(connection, syncs, numbers),
    }


def _of_copied_notes(
    connection: Connection, syncs: QuerySet[PaymentSync], numbers: Sequence[str]
) -> set[tuple[UUID, str]]:
    """Notes that were copied after the last look at what they credit."""
    notes = DocumentLink.objects.within(connection.organisation).filter(
        fortnox_tenant_id=connection.fortnox_tenant_id, fortnox_document_number__in=numbers, is_live=True
    )
    credited = notes.exclude(credits="").values_list("credits", "fortnox_document_number")
    originals = syncs.filter(link__fortnox_document_number__in={original for original, _ in credited})
    identities = dict(originals.values_list("link__fortnox_document_number", "id"))
    return {(identities[original], number) for original, number in credited if original in identities}
