"""The acts that take a whole invoice back: Fortnox makes the credit note, then it is dated and gets its own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from brygga.accounting.credits import is_mirrored
from brygga.accounting.invoice_states import is_credited
from brygga.copying.acts import link_document
from brygga.copying.acts_correcting import UpdateInvoice
from brygga.copying.models import Write
from brygga.copying.states import WriteKind
from brygga.copying.turns import Turn
from brygga.copying.writes import Act, Landed
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.productive import schema as productive
from brygga.remote.errors import NotFound, OutcomeUnknown, Refusal, RemoteError
from brygga.remote.http import Leaving


@dataclass(kw_only=True)
class CreditInvoice:
    """Fortnox's credit note of a whole invoice. Its making carries nothing of ours: it is read off the original.

    The intention is "the original had no credit note": its payload keeps the original as it was (`original`), what the
    note shall be in the end (`draft`), and the Productive credit note (`source`). A note found there afterwards is this
    one when it takes back the same amounts; any other is for a person to judge.
    """

    client: FortnoxClient
    payload: dict[str, Any]
    kind: WriteKind = field(default=WriteKind.CREDIT_INVOICE, init=False)

    @cached_property
    def draft(self) -> fortnox.InvoiceDraft:
        return fortnox.InvoiceDraft.model_validate(self.payload["draft"])

    @cached_property
    def source(self) -> productive.Invoice:
        """The Productive credit note that it was made from, as it was then."""
        return productive.Invoice.model_validate(self.payload["source"])

    @cached_property
    def original(self) -> fortnox.Invoice:
        """The Fortnox invoice that it takes back, as it was before."""
        return fortnox.Invoice.model_validate(self.payload["original"])

    @property
    def credits(self) -> str:
        return self.original.document_number

    @property
    def reference(self) -> str:
        """Of the original, so that two notes never credit it at once."""
        return f"credit:{self.original.external_invoice_reference1}"

    def send(self, leaving: Leaving) -> Landed:
        """What the request answers is not known for sure, so the original is asked; until it says, nothing is known."""
        self.client.credit_invoice(self.credits, leaving=leaving)
        try:
            note = self._note()
        except RemoteError as error:
            raise OutcomeUnknown(error.refusal) from error
        if note is None:
            raise OutcomeUnknown(Refusal(remote="fortnox", asked=f"PUT /3/invoices/{self.credits}/credit"))
        return Landed(answer=note.model_dump(mode="json"))

    def find(self) -> Landed | None:
        note = self._note()
        is_ours = note is not None and is_mirrored(self.draft, note)
        return Landed(answer=note.model_dump(mode="json")) if note and is_ours else None

    def landed(self, turn: Turn, landed: Landed) -> None:
        """The lasting fact: this credit note is that credit note, and takes that invoice back."""
        number = landed.answer["document_number"]
        link_document(turn, number, self.draft.external_invoice_reference1, takes_back=self.credits)
        turn.note("credit_note_created", fortnox_document_number=number, number=self.credits, after=landed.answer)

    def _note(self) -> fortnox.Invoice | None:
        """The credit note that the original names, if there is one."""
        try:
            original = self.client.invoice(self.credits)
            return self.client.invoice(original.credit_reference) if is_credited(original) else None
        except NotFound:
            return None


@dataclass(kw_only=True)
class DateCreditNote(UpdateInvoice):
    """A credit note that Fortnox just made gets the dates, the texts and the reference that it shall have."""

    kind: WriteKind = field(default=WriteKind.DATE_CREDIT_NOTE, init=False)

    def landed(self, turn: Turn, landed: Landed) -> None:
        number = self.before.document_number
        turn.note(
            "credit_note_dated", fortnox_document_number=number, before=self.payload["before"], after=landed.answer
        )


def crediting_of(write: Write, *, in_fortnox: FortnoxClient) -> Act | None:
    """The act of crediting that a write once was, to look for it again; None for a write of another kind."""
    match write.kind:
        case WriteKind.CREDIT_INVOICE:
            return CreditInvoice(client=in_fortnox, payload=write.payload)
        case WriteKind.DATE_CREDIT_NOTE:
            return DateCreditNote(client=in_fortnox, payload=write.payload)
    return None
