"""The act that has Fortnox send an invoice to its customer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from brygga.accounting.sending import SentBy
from brygga.copying.models import Write
from brygga.copying.states import WriteKind
from brygga.copying.turns import Turn
from brygga.copying.writes import Act, Landed
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.remote.errors import NotFound
from brygga.remote.http import Leaving


@dataclass(kw_only=True)
class SendInvoice:
    """A Fortnox invoice goes to its customer; `to` is where, as Fortnox had it when it was asked.

    Whether it went is read off Sent, which printing sets too: what is out of the house is not sent again either way.
    """

    client: FortnoxClient
    number: str
    by: SentBy
    to: str
    kind: WriteKind = field(default=WriteKind.SEND_INVOICE, init=False)

    @property
    def reference(self) -> str:
        return f"invoice:{self.number}"

    @property
    def payload(self) -> dict[str, Any]:
        return {"number": self.number, "by": self.by.value, "to": self.to}

    def send(self, leaving: Leaving) -> Landed:
        if self.by is SentBy.E_INVOICE:
            return self._landed(self.client.send_e_invoice(self.number, leaving=leaving))
        return self._landed(self.client.email_invoice(self.number, leaving=leaving))

    def find(self) -> Landed | None:
        try:
            now = self.client.invoice(self.number)
        except NotFound:
            return None
        return self._landed(now) if now.sent else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note(
            "invoice_sent",
            fortnox_document_number=self.number,
            sent_by=self.by.value,
            to=self.to,
            after=landed.answer,
        )

    def _landed(self, invoice: fortnox.Invoice) -> Landed:
        return Landed(answer=invoice.model_dump(mode="json"))


def sending_of(write: Write, *, in_fortnox: FortnoxClient) -> Act | None:
    """The sending that a write once was, to look for it again; None for a write of another kind."""
    if write.kind != WriteKind.SEND_INVOICE:
        return None
    said = write.payload
    return SendInvoice(client=in_fortnox, number=said["number"], by=SentBy(said["by"]), to=said["to"])
