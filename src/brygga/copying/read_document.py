"""The document that is the invoice, read where it is now, for a person who wants to have it."""

from __future__ import annotations

from brygga.connections import opening
from brygga.connections.live import speaking_for_books_of
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.states import WriteKind, WriteState


def read_document(copy: Copy, *, outside: Outside) -> bytes:
    """The PDF of a copied invoice: the one attached in Fortnox where there is one, else Fortnox's own.

    Raises the errors of `brygga.remote`. Nothing is marked as sent by it.
    """
    files = opening.fortnox_files(speaking_for_books_of(copy.connection), outside=outside)
    attached = copy.writes.filter(kind=WriteKind.ATTACH_IN_FORTNOX, state=WriteState.LANDED).first()
    if attached:
        return files.content(attached.payload["file_id"])
    return files.invoice_pdf(copy.fortnox_document_number)
