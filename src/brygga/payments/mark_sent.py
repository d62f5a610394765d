"""Marking an invoice as sent in Productive for the sake of a payment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from brygga.links.models import DocumentLink
from brygga.payments.models import PaymentWrite, PaymentWriteKind
from brygga.payments.turns import SyncTurn
from brygga.productive.payments import ProductivePayments
from brygga.remote.http import Leaving


@dataclass(kw_only=True)
class MarkSent:
    """An invoice of Productive that was sent, which it wants before it takes payments. Done when it has a day.

    `refused` is what Productive said to the payment. The link keeps the day: by this mark nobody has sent anything.
    """

    client: ProductivePayments
    invoice_id: str
    on: date
    refused: dict[str, str]
    kind: PaymentWriteKind = field(default=PaymentWriteKind.MARK_SENT, init=False)

    @property
    def reference(self) -> str:
        return f"invoice:{self.invoice_id}"

    @property
    def payload(self) -> dict[str, Any]:
        return {"invoice_id": self.invoice_id, "on": self.on.isoformat(), "refused": self.refused}

    def send(self, leaving: Leaving) -> dict[str, Any]:
        self.client.mark_sent(self.invoice_id, self.on, leaving=leaving)
        return {"sent_on": self.on.isoformat()}

    def find(self) -> dict[str, Any] | None:
        sent_on = self.client.invoice(self.invoice_id).sent_on
        return {"sent_on": sent_on.isoformat()} if sent_on else None

    def landed(self, turn: SyncTurn, write: PaymentWrite) -> None:
        answer = write.answer or {}
        if answer["sent_on"] == self.on.isoformat():  # Else a person was quicker, and says so.
            DocumentLink.objects.filter(id=turn.sync.link_id).update(marked_sent_on=self.on)
        turn.note("marked_sent", before=self.refused, after=answer, date=answer["sent_on"])
