"""What Productive says of an invoice's payments in sums: while these are as they were left, nobody touched them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from brygga.accounting.settlements import Part
from brygga.productive.schema import InvoiceSummary


@dataclass(frozen=True, kw_only=True)
class Amounts:
    """Whole numbers in Productive's units. `paid_on` is None where a write of ours may have moved it, "" for no day."""

    paid: int
    written_off: int
    unpaid: int
    paid_on: str | None

    @classmethod
    def of(cls, invoice: InvoiceSummary) -> Amounts:
        return cls(
            paid=invoice.amount_paid,
            written_off=invoice.amount_written_off,
            unpaid=invoice.amount_unpaid,
            paid_on=invoice.paid_on.isoformat() if invoice.paid_on else "",
        )

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Amounts:
        return cls(**kept)

    @property
    def as_json(self) -> dict[str, Any]:
        return {"paid": self.paid, "written_off": self.written_off, "unpaid": self.unpaid, "paid_on": self.paid_on}

    def after(self, part: Part, more: int) -> Amounts:
        """What they are once a write of ours brought so much more."""
        if part is Part.WRITE_OFF:
            return replace(self, written_off=self.written_off + more, unpaid=self.unpaid - more, paid_on=None)
        return replace(self, paid=self.paid + more, unpaid=self.unpaid - more, paid_on=None)

    def agree_with(self, now: InvoiceSummary) -> bool:
        """Whether they are still so."""
        found = Amounts.of(now)
        return self == (replace(found, paid_on=None) if self.paid_on is None else found)
