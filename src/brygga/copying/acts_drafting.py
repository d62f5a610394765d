"""The acts that make a draft in Productive of an invoice that is copied: the document first, then all of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from brygga.copying.models import Write
from brygga.copying.states import WriteKind
from brygga.copying.turns import Turn
from brygga.copying.writes import Act, Landed
from brygga.productive.client import ProductiveClient
from brygga.productive.schema import DraftLine, InvoiceDraft, InvoiceSummary, InvoiceType, Line
from brygga.remote.errors import NotFound
from brygga.remote.http import Leaving

Words = tuple[str, str, int, str]


@dataclass(kw_only=True)
class CreateDraft:
    """A draft without lines. It carries nothing of ours: it is the one that was not `known` before.

    `adopts` is the draft of a credit note that is there already and is taken instead, "" for none.
    """

    client: ProductiveClient
    payload: dict[str, Any]
    kind: WriteKind = field(default=WriteKind.CREATE_DRAFT, init=False)

    @cached_property
    def draft(self) -> InvoiceDraft:
        return InvoiceDraft.model_validate(self.payload["draft"])

    @property
    def is_credit_note(self) -> bool:
        return self.draft.invoice_type_id is InvoiceType.CREDIT_NOTE

    @property
    def reference(self) -> str:
        return reference_of(self.payload["invoice_id"], self.draft)

    def send(self, leaving: Leaving) -> Landed:
        return Landed(answer={"id": self.client.create_draft(self.draft, leaving=leaving).id})

    def find(self) -> Landed | None:
        if self.payload["adopts"]:
            return Landed(answer={"id": self.payload["adopts"]})
        return next((Landed(answer={"id": each.id}) for each in self._candidates() if self._is_it(each)), None)

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("draft_created", is_credit_note=self.is_credit_note, draft=landed.answer["id"])

    def _candidates(self) -> Iterable[InvoiceSummary]:
        if self.is_credit_note:
            return self.client.credit_notes_of(self.payload["invoice_id"])
        return self.client.drafts_of(self.draft.company_id)

    def _is_it(self, found: InvoiceSummary) -> bool:
        """Nobody else makes a draft of these words without a line on it."""
        is_new = found.is_draft and found.id not in self.payload["known"] and found.amount == 0
        return is_new and (found.invoice_type, found.subject, found.invoiced_on) == (
            self.draft.invoice_type_id,
            self.draft.subject,
            self.draft.invoiced_on,
        )


@dataclass(kw_only=True)
class FillDraft:
    """All lines of a draft. Whether several at once are made all or none is not known: only what lacks is ever sent."""

    client: ProductiveClient
    payload: dict[str, Any]
    kind: WriteKind = field(default=WriteKind.FILL_DRAFT, init=False)

    @cached_property
    def lines(self) -> list[DraftLine]:
        return [DraftLine.model_validate(each) for each in self.payload["lines"]]

    @property
    def reference(self) -> str:
        return f"lines:{self.payload['id']}"

    def send(self, leaving: Leaving) -> Landed:
        self.client.add_lines(self.payload["id"], self._lacking(), leaving=leaving)
        return Landed(answer={"id": self.payload["id"]})

    def find(self) -> Landed | None:
        try:
            return None if self._lacking() else Landed(answer={"id": self.payload["id"]})
        except NotFound:
            return None

    def landed(self, turn: Turn, landed: Landed) -> None:
        turn.note("draft_filled", draft=landed.answer["id"])

    def _lacking(self) -> list[DraftLine]:
        there = Counter(_words(each) for each in self.client.invoice(self.payload["id"]).lines)
        lacking = []
        for line in self.lines:
            if there[_words(line)]:
                there[_words(line)] -= 1
            else:
                lacking.append(line)
        return lacking


def drafting_of(write: Write, *, in_productive: ProductiveClient) -> Act | None:
    """The act of drafting that a write once was, to look for it again; None for a write of another kind."""
    match write.kind:
        case WriteKind.CREATE_DRAFT:
            return CreateDraft(client=in_productive, payload=write.payload)
        case WriteKind.FILL_DRAFT:
            return FillDraft(client=in_productive, payload=write.payload)
    return None


def is_credit_note(write: Write) -> bool:
    """Whether the draft that this write made is a credit note."""
    return bool(write.payload["draft"]["invoice_type_id"] == InvoiceType.CREDIT_NOTE)


def reference_of(invoice_id: str, draft: InvoiceDraft) -> str:
    """Which draft of an invoice this is: its credit note, or the one that takes its place."""
    what = "credit_note" if draft.invoice_type_id is InvoiceType.CREDIT_NOTE else "replacement"
    return f"{what}:{invoice_id}"


def _words(line: Line | DraftLine) -> Words:
    return line.description, f"{line.quantity.normalize():f}", line.unit_price, str(line.position)
