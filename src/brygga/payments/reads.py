"""Reading both sides of one invoice's payments, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import chain

from brygga.accounting.payment_effects import Accounts
from brygga.accounting.settlements import Books, CreditNote, lacks_a_note
from brygga.connections import opening
from brygga.connections.beside import Beside
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.payment_schema import Payment, PaymentListed
from brygga.fortnox.payments import FortnoxPayments
from brygga.fortnox.schema import Invoice
from brygga.payments.credit_notes import copied_notes, note_numbers, notes_naming
from brygga.payments.models import PaymentSync
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


def read_both(
    remote: Remotes, sync: PaymentSync, *, said: Accounts, beside: Beside
) -> tuple[Read, InProductive | None]:
    """All that both sides say of an invoice's payments; None for an invoice that was deleted in Productive.

    `said` is what people said of accounts. Raises NotFound where Fortnox has no such invoice, and ReadingTorn.
    """
    number, identity = sync.link.fortnox_document_number, sync.link.productive_invoice_id
    with beside() as asking:
        invoice = asking.submit(partial(remote.invoices.invoice, number))
        listed = asking.submit(partial(remote.fortnox.payments_of, number))
        expected = [asking.submit(partial(_if_there, remote.fortnox, each)) for each in _expected(sync)]
        shown = asking.submit(partial(_read_productive, remote.productive, identity))
        payments = asking.submit(partial(remote.productive.payments_of, identity))
    whole = {found.number: found for each in expected if (found := each.result()) and found.booked}
    reader = _Reader(remote, whole, beside)
    read = reader.with_notes(reader.read(invoice.result(), listed.result(), said), copied_notes(sync.link))
    there = shown.result()
    return read, InProductive(invoice=there, payments=payments.result()) if there else None


def _expected(sync: PaymentSync) -> list[str]:
    """The payments that are booked by all we know, so that nobody waits for the list before they are read."""
    booked = [number for number, seen in sync.listed.items() if says_booked(seen)]
    return sorted({*booked, sync.noticed_payment} - {""})


class _Reader:
    """Fortnox's side, each booked payment read whole and once; `whole` are those that were read already."""

    def __init__(self, remote: Remotes, whole: dict[str, Payment], beside: Beside) -> None:
        self._remote = remote
        self._whole = whole
        self._beside = beside

    def read(self, invoice: Invoice, listed: Sequence[PaymentListed], said: Accounts) -> Read:
        [payments] = self._booked([listed])
        lacking = _lacking(self._remote.fortnox, invoice) if invoice.balance * invoice.total < 0 else {}
        books = Books(invoice=invoice, payments=payments, open_elsewhere=lacking, said=said)
        return Read(books=books, listed=_fingerprints(listed))

    def with_notes(self, read: Read, copied: Iterable[str]) -> Read:
        """With the credit notes of the invoice: `copied` are those that Brygga copied."""
        invoice = read.books.invoice
        numbers = note_numbers(invoice, copied)
        read = self._and_notes(read, numbers)
        if not lacks_a_note(read.books) or invoice.takes_back:
            return read
        others = notes_naming(self._remote.invoices, self._remote.fortnox, invoice, besides=numbers)
        return self._and_notes(read, others)

    def _and_notes(self, read: Read, numbers: Sequence[str]) -> Read:
        with self._beside() as asking:
            notes = [asking.submit(partial(_note, self._remote.invoices, each)) for each in numbers]
            answers = [asking.submit(partial(self._remote.fortnox.payments_of, each)) for each in numbers]
        lists = [each.result() for each in answers]
        pairs = zip(notes, self._booked(lists), strict=True)
        found = tuple(CreditNote(invoice=note.result(), payments=payments) for note, payments in pairs)
        books = replace(read.books, notes=(*read.books.notes, *found))
        return Read(books=books, listed={**read.listed, **_fingerprints(chain.from_iterable(lists))})

    def _booked(self, lists: Sequence[Sequence[PaymentListed]]) -> list[tuple[Payment, ...]]:
        booked = [[each.number for each in listed if each.booked] for listed in lists]
        rest = {number for numbers in booked for number in numbers} - self._whole.keys()
        with self._beside() as asking:
            asked = [asking.submit(partial(_if_there, self._remote.fortnox, each)) for each in sorted(rest)]
        self._whole |= {payment.number: payment for each in asked if (payment := each.result())}
        if rest - self._whole.keys():
            raise ReadingTorn
        return [tuple(self._whole[number] for number in numbers) for numbers in booked]


def _if_there(client: FortnoxPayments, number: str) -> Payment | None:
    try:
        return client.payment(number)
    except NotFound:
        return None


def _read_productive(client: ProductivePayments, invoice_id: str) -> productive.InvoiceSummary | None:
    try:
        return client.invoice(invoice_id)
    except NotFound:
        return None


def fingerprint(listed: PaymentListed) -> str:
    """What the list says of a payment: when that is the same, it need not be looked at again."""
    return f"{listed.amount} {listed.payment_date} {listed.booked}"


def _fingerprints(listed: Iterable[PaymentListed]) -> dict[str, str]:
    return {each.number: fingerprint(each) for each in listed}


def says_booked(fingerprint: str) -> bool:
    """Whether the list showed this payment as booked."""
    return fingerprint.endswith(" True")


def _note(client: FortnoxClient, number: str) -> Invoice:
    try:
        return client.invoice(number)
    except NotFound:
        raise ReadingTorn from None


def _lacking(client: FortnoxPayments, invoice: Invoice) -> dict[str, Decimal]:
    """What the customer's other open invoices lack, where too much came in on this one."""
    others = [each for each in client.invoices_of_customer(invoice.customer_number) if each.balance > 0]
    return {each.document_number: each.balance for each in others if each.document_number != invoice.document_number}
