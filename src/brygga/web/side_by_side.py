"""The Productive invoice beside the Fortnox invoice that it becomes, line by line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from brygga.accounting.invoices import Booking
from brygga.accounting.lines import BilledLine, lines_of
from brygga.accounting.rows import BookedRow
from brygga.fortnox.schema import Account, RowDraft
from brygga.productive.schema import Invoice
from brygga.wording import vat_reasons


@dataclass(frozen=True)
class ShownRow:
    """One Fortnox row with the name of its account; a row that only says something has none, and no total."""

    booked: BookedRow
    account: Account | None

    @property
    def why(self) -> str:
        """The case of its VAT, and the reason."""
        return vat_reasons.said(self.booked.decision) if self.booked.decision else ""

    @property
    def is_text(self) -> bool:
        return not isinstance(self.booked.draft, RowDraft)


@dataclass(frozen=True)
class Pair:
    """One Productive line and what it becomes; `line` is None for what only Fortnox has, the invoice's discount."""

    line: BilledLine | None
    rows: tuple[ShownRow, ...]

    @property
    def total(self) -> Decimal:
        return sum((row.booked.total or Decimal(0) for row in self.rows), Decimal(0))


def side_by_side(invoice: Invoice, booking: Booking, chart: Mapping[int, Account]) -> list[Pair]:
    """Every line with its rows, in the order of the invoice; the discount's rows last."""
    shown = [_shown(row, chart) for row in booking.rows]
    pairs = [Pair(line, tuple(row for row in shown if row.booked.line == line.number)) for line in lines_of(invoice)]
    discount = tuple(row for row in shown if row.booked.line is None)
    return [*pairs, Pair(None, discount)] if discount else pairs


def _shown(row: BookedRow, chart: Mapping[int, Account]) -> ShownRow:
    return ShownRow(row, chart.get(row.draft.account_number) if isinstance(row.draft, RowDraft) else None)
