"""The act that books a Fortnox invoice: into the ledger, for good."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from brygga.copying.models import Write
from brygga.copying.states import WriteKind
from brygga.copying.turns import Turn
from brygga.copying.writes import Act, Landed, perform
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.remote.errors import NotFound, Refused
from brygga.remote.http import Leaving


@dataclass(kw_only=True)
class BookInvoice:
    """A Fortnox invoice becomes booked, whoever made it. Booking what is booked changes nothing; it is read off it."""

    client: FortnoxClient
    number: str
    kind: WriteKind = field(default=WriteKind.BOOK_INVOICE, init=False)

    @property
    def reference(self) -> str:
        return f"invoice:{self.number}"

    @property
    def payload(self) -> dict[str, Any]:
        return {"number": self.number}

    def send(self, leaving: Leaving) -> Landed:
        return self._landed(self.client.book_invoice(self.number, leaving=leaving))

    def find(self) -> Landed | None:
        try:
            now = self.client.invoice(self.number)
        except NotFound:
            return None
        return self._landed(now) if now.booked else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("invoice_booked", fortnox_document_number=self.number, after=landed.answer)

    def _landed(self, invoice: fortnox.Invoice) -> Landed:
        return Landed(answer=invoice.model_dump(mode="json"))


def book(turn: Turn, client: FortnoxClient, number: str) -> fortnox.Invoice:
    """Book an invoice, unless it is booked already: a company may have Fortnox book whatever it sends.

    Raises Refused where Fortnox refuses; that a person was quicker is no refusal.
    """
    act = BookInvoice(client=client, number=number)
    try:
        landed = perform(turn, act, look_first=True)
    except Refused:
        if act.find() is None:
            raise
        landed = perform(turn, act, look_first=True)
    return fortnox.Invoice.model_validate(landed.answer)


def booking_of(write: Write, *, in_fortnox: FortnoxClient) -> Act | None:
    """The booking that a write once was, to look for it again; None for a write of another kind."""
    return BookInvoice(client=in_fortnox, **write.payload) if write.kind == WriteKind.BOOK_INVOICE else None
