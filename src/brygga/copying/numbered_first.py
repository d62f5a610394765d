"""Numbers by Productive: the invoice carries its number there before anything goes to Fortnox under it."""

from __future__ import annotations

from brygga.accounting import comparison, numbers
from brygga.accounting.problems import Problem, ProblemKind
from brygga.copying.acts import CreateInvoice, Finalize, Renumber
from brygga.copying.numbering import NumberQuestion
from brygga.copying.numbering import numbering as judged
from brygga.copying.preview import Preview
from brygga.copying.states import WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.writes import perform
from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.schema import InvoiceDraft
from brygga.productive.client import ProductiveClient
from brygga.productive.schema import Invoice
from brygga.remote.errors import Refused


def under_its_number(
    turn: Turn, seen: Preview, draft: InvoiceDraft, *, in_productive: ProductiveClient, in_fortnox: FortnoxClient
) -> tuple[InvoiceDraft, str]:
    """What is sent to Fortnox, and what its own series must go on from then, "" where it gives the number.

    It is under the number that the invoice surely has in Productive, or will be finalized under: a draft that has one,
    or was given one here, is finalized after it is in Fortnox. One without is finalized first, since only that makes
    Productive give the number; there is no way back.
    """
    numbering = seen.numbering
    if numbering is None:
        return draft, ""
    if not numbering.number:
        return _finalized(turn, seen.invoice, draft, in_productive=in_productive, in_fortnox=in_fortnox)
    if not seen.invoice.is_draft and seen.invoice.number != numbering.number:
        renumber(turn, in_productive, seen.invoice, numbering.number)
    return draft, numbering.next_in_fortnox


def renumber(turn: Turn, client: ProductiveClient, now: Invoice, number: str) -> None:
    """An invoice that was finalized under another number, and not sent, gets this one."""
    with turn.changing() as copy:  # Somebody may have renumbered it since an earlier attempt of this copy did.
        copy.writes.filter(kind=WriteKind.RENUMBER, state=WriteState.LANDED).update(state=WriteState.DROPPED)
    act = Renumber(client=client, invoice_id=now.id, number=number, before=now.number or "")
    perform(turn, act, look_first=True)


def number_is_taken(
    turn: Turn, create: CreateInvoice, *, in_productive: ProductiveClient, in_fortnox: FortnoxClient
) -> None:
    """Fortnox refused an invoice under a number of ours: when that is another's by now, a person is told whose."""
    number = create.draft.document_number
    if not number:
        return
    asked = NumberQuestion(create.source, number, create.reference, in_productive, in_fortnox)
    if problems := judged(asked).problems:
        turn.block(problems)


def _finalized(
    turn: Turn, before: Invoice, draft: InvoiceDraft, *, in_productive: ProductiveClient, in_fortnox: FortnoxClient
) -> tuple[InvoiceDraft, str]:
    """Productive finalizes and gives the number; whether Fortnox can have it is only known now."""
    try:
        perform(turn, Finalize(client=in_productive, invoice_id=before.id, number=""))
    except Refused:
        if in_productive.invoice(before.id).is_draft:
            raise
        turn.block([Problem(ProblemKind.CHANGED_SINCE_SEEN)])  # Somebody was quicker, and gave it a number.
    now = in_productive.invoice(before.id)
    if comparison.productive_changed(before, now):
        turn.block([Problem(ProblemKind.CHANGED_SINCE_SEEN)])
    given = judged(NumberQuestion(now, "", draft.external_invoice_reference1, in_productive, in_fortnox))
    if given.problems:
        turn.block(given.problems)
    return numbers.numbered(draft, given.number), given.next_in_fortnox
