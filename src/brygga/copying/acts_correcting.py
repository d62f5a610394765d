"""The acts that correct what stands in Fortnox: an invoice is changed, or cancelled."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from brygga.accounting import corrections
from brygga.accounting.corrections import Change
from brygga.copying.acts import remember_customer
from brygga.copying.acts_of_documents import drop_outdated
from brygga.copying.models import Write
from brygga.copying.states import DocumentChoice, WriteKind
from brygga.copying.turns import Turn
from brygga.copying.writes import Act, Landed
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.links.models import DocumentLink
from brygga.productive import schema as productive
from brygga.remote.errors import NotFound
from brygga.remote.http import Leaving


@dataclass(kw_only=True)
class UpdateInvoice:
    """The Fortnox invoice becomes what is wanted now. Its number, its OCR and its references stay.

    Its payload keeps what we last said (`last`), what Fortnox had before (`before`), what is meant (`draft`) and what
    that was made from (`source`). Sending it twice changes nothing more; whether it arrived is read off the invoice.
    """

    client: FortnoxClient
    payload: dict[str, Any]
    kind: WriteKind = field(default=WriteKind.UPDATE_INVOICE, init=False)

    @cached_property
    def draft(self) -> fortnox.InvoiceDraft:
        return fortnox.InvoiceDraft.model_validate(self.payload["draft"])

    @cached_property
    def last(self) -> fortnox.InvoiceDraft:
        return fortnox.InvoiceDraft.model_validate(self.payload["last"])

    @cached_property
    def before(self) -> fortnox.Invoice:
        return fortnox.Invoice.model_validate(self.payload["before"])

    @cached_property
    def source(self) -> productive.Invoice:
        """The Productive invoice that it was made from, as it was then."""
        return productive.Invoice.model_validate(self.payload["source"])

    @property
    def reference(self) -> str:
        return self.draft.external_invoice_reference1

    def changes(self, now: fortnox.Invoice) -> tuple[Change, ...]:
        """What an invoice is, beside what it was before and what is meant."""
        return corrections.three_way(self.last, self.before, now, self.draft)

    def send(self, leaving: Leaving) -> Landed:
        clears = corrections.clears(self.last, self.draft)
        number = self.before.document_number
        return self._landed(self.client.update_invoice(number, self.draft, clears=clears, leaving=leaving))

    def find(self) -> Landed | None:
        """It arrived when the invoice has all that was sent; what Fortnox counts from it is compared later."""
        try:
            now = self.client.invoice(self.before.document_number)
        except NotFound:
            return None
        return self._landed(now) if corrections.stands(self.changes(now)) else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        """The copy is no longer compared and settled: it has to be again. Nor is any document the invoice any more."""
        copy = turn.copy
        copy.compared_at = copy.settled_at = None
        if copy.document_choice == DocumentChoice.FILE:
            copy.document_choice = ""
        copy.save(update_fields=["compared_at", "settled_at", "document_choice"])
        drop_outdated(copy)
        remember_customer(turn, self.source.company_id, self.draft.customer_number)
        turn.note(
            "invoice_updated",
            fortnox_document_number=self.before.document_number,
            before=self.payload["before"],
            after=landed.answer,
        )

    def _landed(self, invoice: fortnox.Invoice) -> Landed:
        return Landed(answer=invoice.model_dump(mode="json"))


@dataclass(kw_only=True)
class CancelInvoice:
    """The Fortnox invoice is cancelled: it keeps its number, and nothing is claimed by it any more."""

    client: FortnoxClient
    payload: dict[str, Any]
    kind: WriteKind = field(default=WriteKind.CANCEL_INVOICE, init=False)

    @property
    def number(self) -> str:
        return str(self.payload["before"]["document_number"])

    @property
    def reference(self) -> str:
        return str(self.payload["before"]["external_invoice_reference1"])

    def send(self, leaving: Leaving) -> Landed:
        return self._landed(self.client.cancel_invoice(self.number, leaving=leaving))

    def find(self) -> Landed | None:
        try:
            now = self.client.invoice(self.number)
        except NotFound:
            return None
        return self._landed(now) if now.cancelled else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        """Nothing stands in Fortnox for this copy any more."""
        links = DocumentLink.objects.within(turn.copy.organisation)
        links.filter(reference=self.reference, is_live=True).update(is_live=False)
        turn.note(
            "invoice_cancelled",
            fortnox_document_number=self.number,
            before=self.payload["before"],
            after=landed.answer,
        )

    def _landed(self, invoice: fortnox.Invoice) -> Landed:
        return Landed(answer=invoice.model_dump(mode="json"))


def correction_of(write: Write, *, in_fortnox: FortnoxClient) -> Act | None:
    """The correction that a write once was, to look for it again; None for a write of another kind."""
    match write.kind:
        case WriteKind.UPDATE_INVOICE:
            return UpdateInvoice(client=in_fortnox, payload=write.payload)
        case WriteKind.CANCEL_INVOICE:
            return CancelInvoice(client=in_fortnox, payload=write.payload)
    return None
