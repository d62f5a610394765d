"""What a draft in Productive says that corrects an invoice: a credit note of what is left of it, or a new invoice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from brygga.productive import schema as productive
from brygga.productive.schema import DraftLine, InvoiceDraft, InvoiceType, Line

PIECE = 2  # Productive's unit id (its reference, read 2026-06).
NOT_CREDITED_YET = "Återstår att kreditera / Not credited yet"


class Kind(NamedTuple):
    """Lines that stand on one account: what is left of them is credited together."""

    tax_rate_id: str
    service_type_id: str


def credit_note_of(
    source: productive.Invoice, links: Mapping[str, str], earlier: Iterable[productive.Invoice], *, today: date
) -> tuple[InvoiceDraft, list[DraftLine]]:
    """A credit note of all that the finalized credit notes `earlier` have left; without lines where nothing is.

    `links` are the ids of what the invoice is tied to. Its lines are the invoice's with negative quantities, as the
    app makes them (help article 6491533); where a part is credited already, one line for each kind of line.
    """
    draft = _draft(source, links, InvoiceType.CREDIT_NOTE, today=today).model_copy(
        update={
            "parent_invoice_id": source.id,
            "subject": f"Kreditering av faktura {source.number} / Credit of invoice {source.number}",
        }
    )
    notes = list(earlier)
    lines = _left_of([source, *notes]) if notes else [_line(each, sign=-1) for each in source.lines]
    return draft, lines


def replacement_of(
    source: productive.Invoice, links: Mapping[str, str], *, today: date
) -> tuple[InvoiceDraft, list[DraftLine]]:
    """A new draft that says what the invoice says, to be corrected by hand."""
    draft = _draft(source, links, InvoiceType.INVOICE, today=today)
    said = {"subject": source.subject, "note": source.note}
    return draft.model_copy(update=said), [_line(each, sign=1) for each in source.lines]


def _draft(
    source: productive.Invoice, links: Mapping[str, str], invoice_type: InvoiceType, *, today: date
) -> InvoiceDraft:
    return InvoiceDraft(
        **{name: links.get(name, "") for name in ("document_type_id", "bank_account_id")},
        invoice_type_id=invoice_type,
        company_id=source.company_id,
        subsidiary_id=source.subsidiary_id,
        currency=source.currency,
        invoiced_on=today,
        delivery_on=source.delivery_on,
        discount=source.discount,
        purchase_order_number=source.purchase_order_number,
    )


def _line(line: Line, *, sign: int) -> DraftLine:
    return DraftLine(
        description=line.description,
        quantity=line.quantity * sign,
        unit_id=line.unit_id,
        unit_price=line.unit_price,
        discount=line.discount,
        position=line.position,
        tax_rate_id=line.tax_rate.id if line.tax_rate else "",
        service_type_id=line.service_type.id if line.service_type else "",
        service_id=line.service_id,
    )


def _left_of(invoices: Iterable[productive.Invoice]) -> list[DraftLine]:
    left: dict[Kind, int] = {}
    for line in (line for invoice in invoices for line in invoice.lines):
        kind = Kind(line.tax_rate.id if line.tax_rate else "", line.service_type.id if line.service_type else "")
        left[kind] = left.get(kind, 0) + line.amount
    return [
        DraftLine(
            description=NOT_CREDITED_YET,
            quantity=Decimal(-1),
            unit_id=PIECE,
            unit_price=amount,
            position=position,
            tax_rate_id=kind.tax_rate_id,
            service_type_id=kind.service_type_id,
        )
        for position, (kind, amount) in enumerate(left.items(), start=1)
        if amount
    ]
