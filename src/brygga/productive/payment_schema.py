"""Payments in Productive as values: what we read of them, and what we make."""

from __future__ import annotations

from datetime import date

from brygga.productive.schema import Value
from brygga.productive.wire import DayOrNone, MinorUnits, Text


class Payment(Value):
    """A payment of an invoice, or a write-off: that one has `written_off_on` instead of `paid_on` (specification).

    `amount` is a whole number of hundredths of the invoice's currency (recorded; read 2026-06). `note` is free text;
    `external_id` can be read and filtered by, and is not in the documented list of what can be written.
    """

    id: str
    amount: MinorUnits
    currency: str
    paid_on: DayOrNone = None
    written_off_on: DayOrNone = None
    note: Text = ""
    external_id: Text = ""


class PaymentDraft(Value):
    """A payment as we make it. Exactly one day is said; `external_id` only where Productive is known to take it."""

    invoice_id: str
    amount: int
    paid_on: date | None = None
    written_off_on: date | None = None
    note: str
    external_id: str = ""
