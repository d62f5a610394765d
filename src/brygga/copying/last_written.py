"""What Brygga said to Fortnox last of a document that stands, and whether that may still be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from brygga.accounting import corrections, rates
from brygga.accounting.credits import as_booked
from brygga.accounting.problems import Problem
from brygga.accounting.rulebook import Rate
from brygga.copying.models import Copy
from brygga.copying.states import WriteKind, WriteState
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

SAYING_KINDS = (
    WriteKind.CREATE_INVOICE,
    WriteKind.UPDATE_INVOICE,
    WriteKind.CREDIT_INVOICE,
    WriteKind.DATE_CREDIT_NOTE,
)


@dataclass(frozen=True, kw_only=True)
class LastWritten:
    """What we said to Fortnox last, what it answered, what it was made from, and at which exchange rate."""

    draft: fortnox.InvoiceDraft
    answer: fortnox.Invoice
    source: productive.Invoice
    rate: Rate | None = None


def last_written(copy: Copy) -> LastWritten:
    """The last write that made the Fortnox document what it is, as far as we know."""
    written = copy.writes.filter(kind__in=SAYING_KINDS, state=WriteState.LANDED).order_by("attempt__number")
    # What Fortnox made of a credit note by itself is never said after what was said of it.
    write = written.exclude(kind=WriteKind.CREDIT_INVOICE).last() or written.get()
    said, answer = (
        fortnox.InvoiceDraft.model_validate(write.payload["draft"]),
        fortnox.Invoice.model_validate(write.answer),
    )
    return LastWritten(
        draft=as_booked(said, answer) if write.kind == WriteKind.CREDIT_INVOICE else said,
        answer=answer,
        source=productive.Invoice.model_validate(write.payload["source"]),
        rate=rates.read(write.payload["rate"]) if "rate" in write.payload else None,
    )


def too_late(copy: Copy, last: LastWritten, now: fortnox.Invoice, *, sent_on: date | None = None) -> list[Problem]:
    """Everything why the Fortnox document of a copy may be neither changed nor cancelled any more."""
    ours = last.draft.external_invoice_reference1
    return corrections.too_late(now, reference=ours, sent_on=sent_on, takes_back=copy.is_credit_note)
