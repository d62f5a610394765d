"""The number of an invoice where Productive gives the numbers: what both sides say of it, read and judged."""

from __future__ import annotations

from dataclasses import dataclass

from brygga.accounting import numbers
from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.numbers import Numbering, Series
from brygga.copying.models import Copy, Write
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.fortnox.client import FortnoxClient
from brygga.links.models import DocumentLink
from brygga.productive.client import ProductiveClient
from brygga.productive.schema import Invoice, InvoiceSummary
from brygga.tenants.models import Organisation

# So many of the subsidiary's newest invoices show which number Productive gave last.
NEWEST_MAX = 50
# Where the intention of an invoice keeps what Fortnox's own series must go on from.
NEXT_NUMBER = "next_number"


@dataclass(frozen=True)
class NumberQuestion:
    """For which invoice a number is wanted, `chosen` by a person or "" for Productive's, under which reference.

    `foresees` asks for the number that Productive will probably give, which only a person wants to know.
    """

    invoice: Invoice
    chosen: str
    reference: str
    in_productive: ProductiveClient
    in_fortnox: FortnoxClient
    foresees: bool = True


def numbering(question: NumberQuestion) -> Numbering:
    """Two requests to Fortnox, and one to Productive where its own next number, or another one, is wanted."""
    invoice, fortnox = question.invoice, question.in_fortnox
    number = numbers.wanted(invoice, question.chosen)
    if not number and not question.foresees:
        return numbers.numbering(invoice, Series(reference=question.reference))
    newest = _newest(question) if question.chosen or not number else ()
    likely = number or numbers.expected(invoice, newest)
    holder = fortnox.invoice_numbered(likely) if numbers.is_usable(likely) else None
    if holder and not newest:
        newest = _newest(question)
    highest = fortnox.newest_invoices(limit=1)
    return numbers.numbering(
        invoice,
        Series(
            chosen=question.chosen,
            reference=question.reference,
            holder=holder,
            in_fortnox=max((int(each.document_number) for each in highest), default=0),
            in_productive=newest,
        ),
    )


def given_by_productive(organisation: Organisation, invoice_id: str, ordinal: int) -> str:
    """The number that Productive gave when this copy finalized the draft without one, "" where it did not."""
    finalized = Write.objects.within(organisation).filter(
        copy__productive_invoice_id=invoice_id,
        copy__ordinal=ordinal,
        kind=WriteKind.FINALIZE,
        state=WriteState.LANDED,
        payload__number="",
    )
    write = finalized.first()
    return str((write.answer or {}).get("number") or "") if write else ""


def series_to_move(copy: Copy) -> Note | None:
    """What is left to do in Fortnox after a number of Productive's, until another invoice was copied."""
    if copy.state != CopyState.COPIED:
        return None
    links = DocumentLink.objects.within(copy.organisation).filter(connection=copy.connection, is_live=True)
    newest = links.order_by("made_at").last()
    write = copy.writes.filter(kind=WriteKind.CREATE_INVOICE, state=WriteState.LANDED).first()
    following = str(write.payload.get(NEXT_NUMBER, "")) if write else ""
    if newest is None or newest.fortnox_document_number != copy.fortnox_document_number or not following:
        return None
    return Note(NoteKind.SERIES_TO_MOVE, {"next": following})


def _newest(question: NumberQuestion) -> tuple[InvoiceSummary, ...]:
    subsidiary = question.invoice.subsidiary_id
    return question.in_productive.invoices(subsidiary_ids=[subsidiary], size=NEWEST_MAX).invoices
