"""Our questions about payments to one Productive organisation, and the changes that we make there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from brygga.productive import reading
from brygga.productive.jsonapi import Resource, body_for, new_body, read_one
from brygga.productive.lists import read_whole
from brygga.productive.payment_schema import Payment, PaymentDraft
from brygga.productive.schema import InvoiceSummary
from brygga.remote.http import Ask, Leaving, Sender, nobody_minds
from brygga.remote.wire import segment


class ProductivePayments:
    """Payments of one organisation. Every method raises the errors of `brygga.remote.errors` and nothing else."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def invoice(self, identifier: str) -> InvoiceSummary:
        """An invoice without its lines: its amounts, and whether it was sent. Raises NotFound.

        Docs: docs/remotes/productive.md#one-invoice
        """
        query = {"include": reading.SUMMARY_INCLUDES}
        answer = self._sender.send(Ask(method="GET", path=f"invoices/{segment(identifier)}", query=query))
        return answer.read(lambda body: reading.summary(read_one(body, "invoices")))

    def amounts_of(self, identifiers: Sequence[str]) -> tuple[InvoiceSummary, ...]:
        """How these invoices stand, at most a page of them in one request; those that are gone are left out.

        Nothing tells of changed payments: their list can be neither filtered nor sorted by that, and they carry no
        time of it. Docs: docs/remotes/productive.md#payments
        """
        resources, answer = read_whole(self._sender, "invoices", {"filter[id]": ",".join(identifiers)})
        return answer.read(lambda _: tuple(reading.written(each) for each in resources))

    def payments_of(self, invoice_id: str) -> tuple[Payment, ...]:
        """Every payment and write-off of one invoice, whoever made it. Docs: docs/remotes/productive.md#payments"""
        resources, answer = read_whole(self._sender, "payments", {"filter[invoice_id]": invoice_id})
        return answer.read(lambda _: tuple(_payment(each) for each in resources))

    def create(self, draft: PaymentDraft, *, leaving: Leaving = nobody_minds) -> Payment:
        """Record a payment. Never sent twice: OutcomeUnknown means look for its note among the invoice's payments.

        Docs: docs/remotes/productive.md#payments
        """
        said = {name: value for name, value in draft.model_dump(mode="json").items() if value not in (None, "")}
        body = new_body("payments", said)
        return self._write(Ask(method="POST", path="payments", body=body, writes=True, leaving=leaving))

    def change(self, identifier: str, attributes: Mapping[str, Any], *, leaving: Leaving = nobody_minds) -> Payment:
        """Change the amount or the day of a payment. Raises NotFound. Docs: docs/remotes/productive.md#payments"""
        path, body = f"payments/{segment(identifier)}", body_for("payments", identifier, attributes)
        return self._write(Ask(method="PATCH", path=path, body=body, writes=True, leaving=leaving))

    def remove(self, identifier: str, *, leaving: Leaving = nobody_minds) -> None:
        """Delete a payment. Raises NotFound where it is gone. Docs: docs/remotes/productive.md#payments"""
        path = f"payments/{segment(identifier)}"
        self._sender.send(Ask(method="DELETE", path=path, writes=True, leaving=leaving))

    def mark_sent(self, invoice_id: str, on: date, *, leaving: Leaving = nobody_minds) -> None:
        """Mark an invoice as sent on a day; nothing is mailed. Docs: docs/remotes/productive.md#payments"""
        body = body_for("invoices", invoice_id, {"sent_on": on.isoformat()})
        path = f"invoices/{segment(invoice_id)}"
        self._sender.send(Ask(method="PATCH", path=path, body=body, writes=True, leaving=leaving))

    def _write(self, ask: Ask) -> Payment:
        return self._sender.send(ask).read(lambda body: _payment(read_one(body, "payments")))


def _payment(resource: Resource) -> Payment:
    return Payment.model_validate({**resource.attributes, "id": resource.id})
