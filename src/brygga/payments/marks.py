"""The mark that a payment of ours carries in Productive, so that it is known again whoever lost its id.

It stands at the end of the note, which Productive documents as writable, and alone in `external_id` where that is
taken. No mark is part of another, and text of people around it does no harm.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from brygga.accounting.settlements import Part
from brygga.productive.payment_schema import Payment

MARK = re.compile(r"brygga:(\d+):([^:\s]+):(money|write_off);")
LABELS = {False: "Fortnox", True: "Fortnox Finans"}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Which part of which Fortnox payment of which tenant it stands for."""

    tenant_id: int
    number: str
    part: Part

    def __str__(self) -> str:
        return f"brygga:{self.tenant_id}:{self.number}:{self.part.value};"


def note_of(mark: Mark, *, sold: bool) -> str:
    """What people read in Productive: where the payment comes from, and by whose money an invoice was bought."""
    return f"{LABELS[sold]} {mark.number} · {mark}"


def mark_of(payment: Payment) -> Mark | None:
    """The mark of a payment of ours, by `external_id` or by its note; None of a payment that people made."""
    found = MARK.fullmatch(payment.external_id) or MARK.search(payment.note)
    return Mark(tenant_id=int(found[1]), number=found[2], part=Part(found[3])) if found else None
