"""Reading both sides of one invoice's payments, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from brygga.accounting.invoice_states import NO_REFERENCE
from brygga.accounting.settlements import Books, CreditNote
from brygga.connections import opening
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.payment_schema import Payment, PaymentListed
from brygga.fortnox.payments import FortnoxPayments
from brygga.fortnox.schema import Invoice
from brygga.productive import schema as productive
from brygga.productive.payment_schema import Payment as ProductivePayment
from brygga.productive.payments import ProductivePayments
from brygga.remote.errors import NotFound


class ReadingTorn(Exception):
    """A payment that was listed could not be read: what was listed is no reading, and changes nothing."""


@dataclass(frozen=True, kw_only=True)
class Remotes:
    """Both remotes, as this connection reaches them."""

    invoices: FortnoxClient
    fortnox: FortnoxPayments
    productive: ProductivePayments


@dataclass(frozen=True, kw_only=True)
class Read:
    """Fortnox's side: what the rules want, and what the list said of each payment, by number."""

    books: Books
    listed: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class InProductive:
    """Productive's side: the invoice, and every payment of it."""

    invoice: productive.InvoiceSummary
    payments: tuple[ProductivePayment, ...]


def remotes(connection: Connection, *, outside: Outside) -> Remotes:
    return Remotes(
        invoices=opening.fortnox(connection, outside=outside),
        fortnox=opening.fortnox_payments(connection, outside=outside),
        productive=opening.productive_payments(connection.organisation, outside=outside),
    )


def read_books(remote: Remotes, number: str, *, credited_by: Iterable[str] = ()) -> Read:
    """All that Fortnox says of an invoice's payments. Raises NotFound for the invoice itself, and ReadingTorn.

    `credited_by` are the credit notes that we know of; Fortnox names one at most (help pages; read 2026-04).
    """
    invoice = remote.invoices.invoice(number)
    payments, listed = _payments(remote.fortnox, number)
    notes = []
    named = {invoice.credit_reference} - set(NO_REFERENCE)
    for each in dict.fromkeys([*named, *credited_by]):
        note_payments, noted = _payments(remote.fortnox, each)
        note = _note(remote.invoices, each)
        listed |= noted
        if not note.cancelled:
            notes.append(CreditNote(invoice=note, payments=note_payments))
    has_too_much = invoice.balance * invoice.total < 0
    lacking = _lacking(remote.fortnox, invoice.customer_number, own=number) if has_too_much else {}
    books = Books(invoice=invoice, payments=payments, notes=tuple(notes), open_elsewhere=lacking)
    return Read(books=books, listed=listed)


def read_productive(client: ProductivePayments, invoice_id: str) -> InProductive | None:
    """The invoice and its payments; None when it was deleted."""
    try:
        return InProductive(invoice=client.invoice(invoice_id), payments=client.payments_of(invoice_id))
    except NotFound:
        return None


def fingerprint(listed: PaymentListed) -> str:
    """What the list says of a payment: when that is the same, it need not be looked at again."""
    return f"{listed.amount} {listed.payment_date} {listed.booked}"


def says_booked(fingerprint: str) -> bool:
    """Whether the list showed this payment as booked."""
    return fingerprint.endswith(" True")


def _payments(client: FortnoxPayments, number: str) -> tuple[tuple[Payment, ...], dict[str, str]]:
    """The booked payments of an invoice, each read whole, and what the list said of every one."""
    listed = client.payments_of(number)
    booked = [each.number for each in listed if each.booked]
    try:
        found = tuple(client.payment(each) for each in booked)
    except NotFound:
        raise ReadingTorn from None
    if [each.number for each in found] != booked:
        raise ReadingTorn
    return found, {each.number: fingerprint(each) for each in listed}


def _note(client: FortnoxClient, number: str) -> Invoice:
    try:
        return client.invoice(number)
    except NotFound:
        raise ReadingTorn from None


def _lacking(client: FortnoxPayments, customer_number: str, *, own: str) -> dict[str, Decimal]:
    """What the customer's other open invoices lack, where too much came in on this one."""
    found = client.invoices_of_customer(customer_number)
    return {each.document_number: each.balance for each in found if each.balance > 0 and each.document_number != own}
