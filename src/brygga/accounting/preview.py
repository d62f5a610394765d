"""A Productive invoice and its Fortnox invoice side by side, as raw values that a page writes in its own language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brygga.accounting.invoices import Booking
from brygga.accounting.lines import BilledLine, lines_of
from brygga.accounting.money import Money, from_hundredths
from brygga.accounting.rows import BookedRow
from brygga.productive import schema as productive


class Sign(StrEnum):
    """How the two sides of a pair stand to each other."""

    SAME = "same"
    BECOMES = "becomes"
    DIFFERS = "differs"


class Shown(StrEnum):
    """What a pair of the preview is about."""

    NUMBER = "number"
    INVOICE_DATE = "invoice_date"
    DUE_DATE = "due_date"
    DELIVERY_DATE = "delivery_date"
    TERMS_OF_PAYMENT = "terms_of_payment"
    ORDER_NUMBER = "order_number"
    REMARKS = "remarks"
    NET = "net"
    VAT = "vat"
    TOTAL = "total"


Raw = str | date | Money | None


@dataclass(frozen=True)
class Pair:
    """One fact on both sides; None where a side has nothing, or where Fortnox will give it."""

    what: Shown
    productive: Raw
    sign: Sign
    fortnox: Raw


@dataclass(frozen=True)
class LinePair:
    """One Productive line and the rows that it becomes; the rows of the invoice's discount have no line."""

    line: BilledLine | None
    rows: tuple[BookedRow, ...]
    sign: Sign = Sign.BECOMES


@dataclass(frozen=True, kw_only=True)
class Preview:
    """Everything that the side-by-side page shows, in its order. VAT per rate stands in the booking's totals."""

    facts: tuple[Pair, ...]
    lines: tuple[LinePair, ...]
    sums: tuple[Pair, ...]


def preview(invoice: productive.Invoice, booking: Booking) -> Preview:
    """Set an invoice beside what it becomes. Totals are shown before Fortnox rounds to kronor."""
    return Preview(facts=_facts(invoice, booking), lines=_lines(invoice, booking), sums=_sums(invoice, booking))


def _facts(invoice: productive.Invoice, booking: Booking) -> tuple[Pair, ...]:
    draft = booking.draft
    pairs = (
        Pair(Shown.NUMBER, invoice.number, Sign.BECOMES, None),
        _pair(Shown.INVOICE_DATE, invoice.invoiced_on, draft.invoice_date),
        _pair(Shown.DUE_DATE, invoice.pay_on, draft.due_date),
        _pair(Shown.DELIVERY_DATE, invoice.delivery_on, draft.delivery_date),
        Pair(Shown.TERMS_OF_PAYMENT, None, Sign.BECOMES, draft.terms_of_payment or None),
        _pair(Shown.ORDER_NUMBER, invoice.purchase_order_number or None, draft.your_order_number or None),
        _pair(Shown.REMARKS, invoice.note or None, draft.remarks or None),
    )
    return tuple(pair for pair in pairs if pair.what is Shown.NUMBER or pair.productive or pair.fortnox)


def _lines(invoice: productive.Invoice, booking: Booking) -> tuple[LinePair, ...]:
    of_lines = tuple(
        LinePair(line, tuple(row for row in booking.rows if row.line == line.number)) for line in lines_of(invoice)
    )
    of_discount = tuple(LinePair(None, (row,)) for row in booking.rows if row.line is None)
    return of_lines + of_discount


def _sums(invoice: productive.Invoice, booking: Booking) -> tuple[Pair, ...]:
    def said(hundredths: int) -> Money:
        return Money(from_hundredths(hundredths), invoice.currency)

    expected = booking.expected
    pairs = (
        (Shown.NET, said(invoice.amount), expected.net),
        (Shown.VAT, said(invoice.amount_tax), expected.total_vat),
        (Shown.TOTAL, said(invoice.amount_with_tax), expected.total),
    )
    return tuple(
        Pair(what, ours, Sign.SAME if ours == theirs else Sign.DIFFERS, theirs) for what, ours, theirs in pairs
    )


def _pair(what: Shown, ours: Raw, theirs: Raw) -> Pair:
    return Pair(what, ours, Sign.SAME if ours == theirs else Sign.BECOMES, theirs)
