"""What is done with one Fortnox invoice as a whole, beyond what stands on it: it is booked, or credited."""

from __future__ import annotations

from brygga.fortnox.schema import Invoice
from brygga.fortnox.wire import read_inside
from brygga.remote.errors import Refused
from brygga.remote.http import Ask, Leaving, Sender, nobody_minds
from brygga.remote.wire import segment


class InvoiceActions:
    """The part of the client that books and credits. Every method raises the errors of `brygga.remote.errors` only."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def book_invoice(self, number: str, *, leaving: Leaving = nobody_minds) -> Invoice:
        """Book an invoice; nothing un-books it. Refused too where Fortnox answers 200 and has not booked it.

        Docs: docs/remotes/fortnox.md#booking
        """
        ask = Ask(method="PUT", path=f"invoices/{segment(number)}/bookkeep", writes=True, leaving=leaving)
        answer = self._sender.send(ask)
        invoice = answer.read(lambda content: Invoice.model_validate(read_inside(content, "Invoice")))
        if not invoice.booked:
            raise Refused(answer.exchange.refusal())
        return invoice

    def credit_invoice(self, number: str, *, leaving: Leaving = nobody_minds) -> None:
        """Have Fortnox make the credit note of a whole invoice, under its next number: read it off the original.

        Whether the answer is the original or the note is not known, so nothing is read out of it.
        Docs: docs/remotes/fortnox.md#credit
        """
        path = f"invoices/{segment(number)}/credit"
        answer = self._sender.send(Ask(method="PUT", path=path, writes=True, leaving=leaving))
        answer.read(lambda content: Invoice.model_validate(read_inside(content, "Invoice")))
