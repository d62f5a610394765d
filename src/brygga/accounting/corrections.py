"""Correcting a Fortnox invoice that stands: whether it may still be changed, and what an update would change in it.

An update is three-way: what we last wrote, what Fortnox has now, and what is wanted now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from brygga.accounting.compared import Compared, Sides
from brygga.accounting.comparison import Difference, differences
from brygga.accounting.fortnox_side import found, meant
from brygga.accounting.invoice_states import May, is_credited, may
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.totals import totals_of
from brygga.fortnox import schema as fortnox

# What Fortnox counts from the rest: nobody writes it.
COUNTED = frozenset({Compared.NET, Compared.VAT, Compared.TOTAL, Compared.ROW_TOTAL})
# Texts of ours that an update can empty, by their wire names. A due date is always said, so old terms do no harm.
CLEARABLE = {
    Compared.ORDER_NUMBER: ("your_order_number", "YourOrderNumber"),
    Compared.OUR_REFERENCE: ("our_reference", "OurReference"),
    Compared.YOUR_REFERENCE: ("your_reference", "YourReference"),
    Compared.REMARKS: ("remarks", "Remarks"),
}
# What a person's hand may have changed in Fortnox without changing the claim or its VAT: it can stay as it is.
KEPT_IN_DOCUMENT = {
    Compared.CUSTOMER: "customer_number",
    Compared.INVOICE_DATE: "invoice_date",
    Compared.DUE_DATE: "due_date",
    Compared.DELIVERY_DATE: "delivery_date",
    Compared.TERMS_OF_PAYMENT: "terms_of_payment",
    Compared.ORDER_NUMBER: "your_order_number",
    Compared.OUR_REFERENCE: "our_reference",
    Compared.YOUR_REFERENCE: "your_reference",
    Compared.LANGUAGE: "language",
    Compared.REMARKS: "remarks",
    Compared.OTHER_REFERENCE: "external_invoice_reference2",
}
KEPT_IN_ROW = {
    Compared.ROW_ACCOUNT: "account_number",
    Compared.ROW_TEXT: "description",
    Compared.ROW_UNIT: "unit",
    Compared.ROW_PROJECT: "project",
    Compared.ROW_COST_CENTER: "cost_center",
}


class Why(StrEnum):
    """Why a Fortnox invoice can no longer be changed or cancelled."""

    GONE = "gone"
    NOT_OURS = "not_ours"
    OTHER_COMPANY = "other_company"
    CANCELLED = "cancelled"
    CREDITED = "credited"
    PAID = "paid"
    BOOKED = "booked"
    SENT = "sent"
    SENT_FROM_PRODUCTIVE = "sent_from_productive"


@dataclass(frozen=True)
class Change:
    """One thing of the invoice, three times, as raw text; `row` counts from 1, None for the document.

    `written` is what Fortnox answered when we last wrote, `now` what it has, `wanted` what it shall have.
    """

    what: Compared
    row: int | None
    written: str
    now: str
    wanted: str

    @property
    def is_change(self) -> bool:
        """Whether an update changes it."""
        return self.now != self.wanted

    @property
    def is_asked(self) -> bool:
        """Whether an update would take back what a person changed in Fortnox."""
        return self.is_change and self.now != self.written


def too_late(
    invoice: fortnox.Invoice, *, reference: str, sent_on: date | None = None, takes_back: bool = False
) -> list[Problem]:
    """Everything why this Fortnox invoice may be neither changed nor cancelled; `sent_on` is Productive's.

    What may be done is for the table of `invoice_states` to say; these are its reasons. `takes_back` is whether it is
    to be a credit note.
    """
    number = invoice.document_number
    if invoice.external_invoice_reference1 != reference:
        return [not_changeable(number, Why.NOT_OURS)]
    if invoice.cancelled:
        return [not_changeable(number, Why.CANCELLED)]
    if invoice.takes_back != takes_back:
        return [not_changeable(number, Why.NOT_OURS)]
    if May.UPDATE in may(invoice, sent_on=sent_on):
        return []
    facts = {
        Why.CREDITED: is_credited(invoice),
        Why.PAID: invoice.balance != invoice.total or invoice.final_pay_date is not None,
        Why.BOOKED: invoice.booked,
        Why.SENT: invoice.sent,
    }
    kind = {"takes_back": "yes"} if takes_back else {}
    problems = [not_changeable(number, why, **kind) for why, is_so in facts.items() if is_so]
    if sent_on is not None:
        problems.append(not_changeable(number, Why.SENT_FROM_PRODUCTIVE, date=sent_on.isoformat(), **kind))
    return problems


def not_changeable(number: str, why: Why, **facts: str) -> Problem:
    """One reason why a Fortnox invoice may be neither changed nor cancelled."""
    return Problem(ProblemKind.NOT_CHANGEABLE, {"number": number, "why": why.value, **facts})


def three_way(
    last: fortnox.InvoiceDraft,
    written: fortnox.Invoice,
    now: fortnox.Invoice,
    wanted: fortnox.InvoiceDraft,
) -> tuple[Change, ...]:
    """Everything that is compared, in the order of the invoice; a text counts when we said it, last time or now."""
    after = meant(wanted, totals_of(wanted)) | _emptied(last, wanted, wanted)
    before, current = (found(wanted, each) | _emptied(last, wanted, each) for each in (written, now))
    places = {**after, **current}
    return tuple(
        Change(what, row, before.get((what, row), ""), current.get((what, row), ""), after.get((what, row), ""))
        for what, row in places
    )


def writes_anything(changes: Iterable[Change]) -> bool:
    """Whether there is anything to send: what Fortnox only counts cannot be sent."""
    return any(change.is_change for change in changes if change.what not in COUNTED)


def asked(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What a person changed in Fortnox and an update would take back."""
    return tuple(change for change in changes if change.is_asked)


def can_stay(changes: Iterable[Change]) -> bool:
    """Whether all that a person changed can be left: else the claim would differ from Productive's."""
    return all(change.what in (KEPT_IN_DOCUMENT if change.row is None else KEPT_IN_ROW) for change in asked(changes))


def with_theirs(wanted: fortnox.InvoiceDraft, changes: Iterable[Change]) -> fortnox.InvoiceDraft:
    """What is wanted, but for what a person changed in Fortnox, which stays; raises ValueError where it cannot."""
    theirs = asked(changes)
    if not can_stay(theirs):
        raise ValueError("What changes the claim is not left to Fortnox alone.")
    document = {KEPT_IN_DOCUMENT[each.what]: each.now for each in theirs if each.row is None}
    rows = [row.model_dump() for row in wanted.rows]
    for each in theirs:
        if each.row is not None:
            rows[each.row - 1][KEPT_IN_ROW[each.what]] = each.now
    return fortnox.InvoiceDraft.model_validate({**wanted.model_dump(), "rows": rows, **document})


def clears(last: fortnox.InvoiceDraft, wanted: fortnox.InvoiceDraft) -> tuple[str, ...]:
    """The wire names of the texts that we said last time and shall be empty now."""
    return tuple(wire for field, wire in CLEARABLE.values() if getattr(last, field) and not getattr(wanted, field))


def stands(changes: Iterable[Change]) -> bool:
    """Whether Fortnox has all that was meant to be sent, whatever it counts from it."""
    return not writes_anything(changes)


def not_as_meant(
    last: fortnox.InvoiceDraft, before: fortnox.Invoice, wanted: fortnox.InvoiceDraft, answer: fortnox.Invoice
) -> tuple[Difference, ...]:
    """Everything in which the updated invoice is not what was meant; its number and its OCR stay what they were."""
    stays = (
        Difference(Compared.OCR, before.ocr, answer.ocr),
        Difference(Compared.NUMBER, before.document_number, answer.document_number),
    )
    kept = _emptied(last, wanted, answer)
    return (
        *differences(wanted, totals_of(wanted), answer),
        *(Difference(what, "", text, row) for (what, row), text in kept.items() if text),
        *(each for each in stays if each.meant != each.found),
    )


def changed_in_fortnox(changes: Iterable[Change]) -> list[Problem]:
    """What a person changed in Fortnox, as problems: somebody has to choose."""
    return [
        Problem(
            ProblemKind.CHANGED_IN_FORTNOX,
            {"what": each.what.value, "written": each.written, "meant": each.wanted, "found": each.now},
            each.row,
        )
        for each in asked(changes)
    ]


def _emptied(last: fortnox.InvoiceDraft, wanted: fortnox.InvoiceDraft, side: Any) -> Sides:
    """The texts that we said last time and no longer want, as one side has them."""
    return {
        (what, None): getattr(side, field)
        for what, (field, _wire) in CLEARABLE.items()
        if getattr(last, field) and not getattr(wanted, field)
    }
