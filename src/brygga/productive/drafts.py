"""Making a draft in Productive that says what another invoice says: a credit note of it, or a new invoice like it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from brygga.productive import reading
from brygga.productive.jsonapi import BULK_MEDIA_TYPE, Resource, bulk_body, new_body, read_one, read_several
from brygga.productive.schema import DraftLine, InvoiceDraft, InvoiceSummary
from brygga.remote.http import Ask, Leaving, Sender, nobody_minds
from brygga.remote.wire import segment

lines_at_once_max = 100

# What a new document takes over from the one that it is made of, besides its lines.
LINKS = ("company", "subsidiary", "document_type", "bank_account")


class InvoiceDrafts:
    """The part of the client that makes drafts. Every method raises the errors of `brygga.remote.errors` only."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def links_of(self, identifier: str) -> Mapping[str, str]:
        """What an invoice is tied to, as the ids that a new one is made with. Raises NotFound.

        Docs: docs/remotes/productive.md#drafts
        """
        path = f"invoices/{segment(identifier)}"
        answer = self._sender.send(Ask(method="GET", path=path, query={"include": ",".join(LINKS)}))
        return answer.read(lambda body: _links(read_one(body, "invoices")))

    def create_draft(self, draft: InvoiceDraft, *, leaving: Leaving = nobody_minds) -> InvoiceSummary:
        """A new draft without lines. Never sent twice: OutcomeUnknown means look among the drafts.

        Docs: docs/remotes/productive.md#drafts
        """
        body = new_body("invoices", _said(draft.model_dump(mode="json")))
        answer = self._sender.send(Ask(method="POST", path="invoices", body=body, writes=True, leaving=leaving))
        return answer.read(lambda content: reading.written(read_one(content, "invoices")))

    def add_lines(self, identifier: str, lines: Iterable[DraftLine], *, leaving: Leaving = nobody_minds) -> None:
        """Add up to `lines_at_once_max` lines to a draft, in one request.

        Docs: docs/remotes/productive.md#drafts
        """
        said = [_said({**line.model_dump(mode="json"), "invoice_id": identifier}) for line in lines]
        body = bulk_body("line_items", said)
        ask = Ask(method="POST", path="line_items", body=body, media_type=BULK_MEDIA_TYPE, writes=True, leaving=leaving)
        self._sender.send(ask).read(lambda content: read_several(content, "line_items"))


def _links(resource: Resource) -> dict[str, str]:
    ids = {f"{name}_id": resource.related_id(name) for name in LINKS}
    return {name: identifier for name, identifier in ids.items() if identifier}


def _said(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Only what is said; quantities and shares are texts on the wire (recorded)."""
    return {name: value for name, value in attributes.items() if value not in (None, "")}
