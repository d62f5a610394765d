"""What is done with one Fortnox invoice as a whole, beyond what stands on it: it is booked, sent and credited."""

from __future__ import annotations

from typing import Any

from brygga.fortnox.schema import Invoice
from brygga.fortnox.wire import read_inside
from brygga.remote.errors import Refused
from brygga.remote.http import Answer, Ask, Leaving, Sender, nobody_minds
from brygga.remote.wire import segment


class InvoiceActions:
    """The part of the client that books, sends and credits; it raises the errors of `brygga.remote.errors` only."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def book_invoice(self, number: str, *, leaving: Leaving = nobody_minds) -> Invoice:
        """Book an invoice; nothing un-books it. Refused too where Fortnox answers 200 and has not booked it.

        Docs: docs/remotes/fortnox.md#booking
        """
        answer = self._act("PUT", number, "bookkeep", leaving)
        invoice = answer.read(_invoice)
        if not invoice.booked:
            raise Refused(answer.exchange.refusal())
        return invoice

    def email_invoice(self, number: str, *, leaving: Leaving = nobody_minds) -> Invoice:
        """Mail an invoice to its customer; it counts as sent from then on. A GET that must never be repeated.

        Docs: docs/remotes/fortnox.md#sending
        """
        return self._act("GET", number, "email", leaving).read(_invoice)

    def send_e_invoice(self, number: str, *, leaving: Leaving = nobody_minds) -> Invoice:
        """Send an invoice as an e-invoice; it counts as sent from then on. A GET that must never be repeated.

        Docs: docs/remotes/fortnox.md#sending
        """
        return self._act("GET", number, "einvoice", leaving).read(_invoice)

    def credit_invoice(self, number: str, *, leaving: Leaving = nobody_minds) -> None:
        """Have Fortnox make the credit note of a whole invoice, under its next number: read it off the original.

        Whether the answer is the original or the note is not known, so nothing is read out of it.
        Docs: docs/remotes/fortnox.md#credit
        """
        self._act("PUT", number, "credit", leaving).read(_invoice)

    def _act(self, method: str, number: str, act: str, leaving: Leaving) -> Answer:
        path = f"invoices/{segment(number)}/{act}"
        return self._sender.send(Ask(method=method, path=path, writes=True, leaving=leaving))


def _invoice(content: Any) -> Invoice:
    return Invoice.model_validate(read_inside(content, "Invoice"))
