"""Our questions about payments to one Fortnox tenant: what was paid, what changed, what is open."""

from __future__ import annotations

from datetime import datetime

from brygga.fortnox.lists import INVOICES, ListOf, page_size_max, read_whole
from brygga.fortnox.moments import changed_since
from brygga.fortnox.payment_schema import InvoiceOpen, Payment, PaymentListed
from brygga.fortnox.wire import read_inside
from brygga.remote.http import Ask, Sender
from brygga.remote.wire import segment

PAYMENTS = ListOf(path="invoicepayments", plural="InvoicePayments", key="Number")


class FortnoxPayments:
    """Payments of one Fortnox tenant. Every method raises the errors of `brygga.remote.errors` and nothing else.

    Every list is read whole or not at all: all pages told the same total, that many items came, none came twice.
    """

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    def payments_of(self, invoice_number: str) -> tuple[PaymentListed, ...]:
        """Every payment of one invoice, booked or not. Docs: docs/remotes/fortnox.md#payments"""
        query: dict[str, str | int] = {"invoicenumber": invoice_number, "limit": page_size_max}
        found = read_whole(self._sender, PAYMENTS, PaymentListed, query)
        return tuple(each for each in found if each.invoice_number == invoice_number)

    def payment(self, number: str) -> Payment:
        """One payment, whole. Raises NotFound. Docs: docs/remotes/fortnox.md#payments"""
        answer = self._sender.send(Ask(method="GET", path=f"invoicepayments/{segment(number)}"))
        return answer.read(lambda content: Payment.model_validate(read_inside(content, "InvoicePayment")))

    def payments_changed_since(self, moment: datetime) -> tuple[PaymentListed, ...]:
        """Every payment that was made or changed since; a deleted one is not told of (nobody has seen one listed).

        Docs: docs/remotes/fortnox.md#changed-since
        """
        return read_whole(self._sender, PAYMENTS, PaymentListed, changed_since(moment))

    def invoices_changed_since(self, moment: datetime) -> tuple[InvoiceOpen, ...]:
        """Every invoice that was made or changed since. Docs: docs/remotes/fortnox.md#changed-since"""
        return read_whole(self._sender, INVOICES, InvoiceOpen, changed_since(moment))

    def unpaid_invoices(self) -> tuple[InvoiceOpen, ...]:
        """The booked invoices with a balance; others that are open may be left out, and under the cash method are.

        Docs: docs/remotes/fortnox.md#payments
        """
        return read_whole(self._sender, INVOICES, InvoiceOpen, {"filter": "unpaid", "limit": page_size_max})

    def every_invoice(self) -> tuple[InvoiceOpen, ...]:
        """How every invoice stands, 500 to a request. Docs: docs/remotes/fortnox.md#invoice-list"""
        return read_whole(self._sender, INVOICES, InvoiceOpen, {"limit": page_size_max})

    def invoices_of_customer(self, customer_number: str) -> tuple[InvoiceOpen, ...]:
        """How the invoices of one customer stand; the search means "contains", so it is compared exactly.

        Docs: docs/remotes/fortnox.md#search
        """
        query: dict[str, str | int] = {"customernumber": customer_number, "limit": page_size_max}
        found = read_whole(self._sender, INVOICES, InvoiceOpen, query)
        return tuple(each for each in found if each.customer_number == customer_number)
