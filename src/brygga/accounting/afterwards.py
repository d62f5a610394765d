"""After sending: what somebody has made of a copied invoice in Fortnox since, as problems that a person decides on.

Booked, sent and paid is the ordinary way of an invoice, and no problem.
"""

from __future__ import annotations

from collections.abc import Iterable

from brygga.accounting.compared import Compared
from brygga.accounting.corrections import COUNTED, Change, three_way
from brygga.accounting.invoice_states import NO_REFERENCE
from brygga.accounting.problems import Problem, ProblemKind
from brygga.fortnox import schema as fortnox


def became(
    last: fortnox.InvoiceDraft, written: fortnox.Invoice, now: fortnox.Invoice, *, ours: Iterable[str] = ()
) -> list[Problem]:
    """What differs in an invoice from what Fortnox answered when it was written last; `ours` are our credit notes.

    A cancelled invoice has other sums by that alone, so then nothing else is told.
    """
    number = now.document_number
    if now.cancelled:
        return [Problem(ProblemKind.CANCELLED_AFTERWARDS, {"number": number})]
    problems = [_changed(change) for change in changed(last, written, now)]
    credit_note = now.credit_reference
    if credit_note not in (*NO_REFERENCE, *ours):
        problems.insert(0, Problem(ProblemKind.CREDITED_AFTERWARDS, {"number": number, "credit_note": credit_note}))
    return problems


def gone(number: str) -> list[Problem]:
    """What is told where Fortnox no longer has the invoice."""
    return [Problem(ProblemKind.GONE_AFTERWARDS, {"number": number})]


def changed(last: fortnox.InvoiceDraft, written: fortnox.Invoice, now: fortnox.Invoice) -> tuple[Change, ...]:
    """Every value that is another now; of what Fortnox counts from the others, the total only."""
    found = [each for each in three_way(last, written, now, last) if each.now != each.written]
    if any(each.what not in COUNTED for each in found):
        found = [each for each in found if each.what not in COUNTED or each.what is Compared.TOTAL]
    return tuple(found)


def _changed(change: Change) -> Problem:
    facts = {"what": change.what.value, "written": change.written, "found": change.now}
    return Problem(ProblemKind.CHANGED_AFTERWARDS, facts, change.row)
