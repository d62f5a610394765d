"""What copying an invoice would do, and everything that stops it; nothing is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from brygga.accounting import comparison, customers, invoices
from brygga.accounting.buyers import buyer_of
from brygga.accounting.problems import Blocked, Problem, ProblemKind, blocked
from brygga.accounting.rulebook import NumbersBy, Rulebook, ZeroRate
from brygga.clock import stockholm_date
from brygga.connections import opening
from brygga.connections.live import NotConnected, live_connection
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.connections.registers import registers
from brygga.copying.models import Copy, CopyState
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.links.models import CustomerLink
from brygga.productive.schema import Invoice
from brygga.remote.errors import NotFound
from brygga.tenants.models import Organisation

NEW_CUSTOMER = "new"
CANDIDATES_MAX = 10


@dataclass(frozen=True, kw_only=True)
class CustomerChoice:
    """The customer that would be used.

    `number` is its Fortnox number, NEW_CUSTOMER for one to be made, or "" where a person must choose. `customer` is
    the customer as Fortnox has it, where it was read; `draft` is the one that would be made; `match` is how Brygga
    looked for it, None where a person chose.
    """

    number: str = ""
    customer: fortnox.Customer | None = None
    draft: fortnox.CustomerDraft | None = None
    match: customers.Match | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def booked_number(self) -> str:
        """The customer number that stands in the invoice."""
        return self.draft.customer_number if self.draft else self.number


@dataclass(frozen=True, kw_only=True)
class Preview:
    """One invoice as it would be copied now.

    `booking` is the exact Fortnox invoice, None where it could not be decided. `problems` is everything that stops,
    gravest first; empty means that it can be copied. `fingerprint` names what was seen: the Productive invoice, the
    company whose books it goes to, and exactly what would be made there.
    """

    invoice: Invoice
    connection: Connection | None
    choice: CustomerChoice
    booking: invoices.Booking | None
    problems: tuple[Problem, ...]
    fingerprint: str


def preview(
    organisation: Organisation,
    productive_invoice_id: str,
    *,
    customer: str = "",
    reads_customer: bool = True,
    fresh: bool = False,
    outside: Outside,
) -> Preview:
    """Gather and decide, but write nothing. Raises the errors of `brygga.remote`.

    `customer` is a person's choice, "" to let Brygga look. Without `reads_customer` a chosen customer is trusted, which
    spares a request. `fresh` reads Fortnox's registers again.
    """
    invoice = opening.productive(organisation, outside=outside).invoice(productive_invoice_id)
    problems = [*_copied_already(organisation, invoice)]
    try:
        connection = live_connection(organisation, invoice.subsidiary_id)
    except NotConnected:
        return _stopped(invoice, None, [*problems, Problem(ProblemKind.NOT_CONNECTED)])
    if not_ready := _not_ready(connection):
        return _stopped(invoice, connection, [*problems, *not_ready])

    rules = rulebook(connection, invoice, fresh=fresh, outside=outside)
    client = opening.fortnox(connection, outside=outside)
    choice = _choice(connection, invoice, customer, client, reads_customer=reads_customer)

    booked = invoices.book(invoice, choice.booked_number or "-", rules, reference=reference(organisation, invoice.id))
    problems += [*choice.problems, *(_new_problems(booked, problems) if isinstance(booked, Blocked) else ())]
    booking = None if isinstance(booked, Blocked) else booked
    return Preview(
        invoice=invoice,
        connection=connection,
        choice=choice,
        booking=booking,
        problems=blocked(problems).problems,
        fingerprint=_fingerprint(invoice, connection, choice, booking),
    )


def reference(organisation: Organisation, invoice_id: str, ordinal: int = 1) -> str:
    """What a copy is looked for by in Fortnox. It ends in a stop, so that no reference is part of another."""
    return f"BRY-{organisation.productive_organisation_id}-{invoice_id}-{ordinal}."


def rulebook(connection: Connection, invoice: Invoice, *, fresh: bool, outside: Outside) -> Rulebook:
    """The connection's settings and Fortnox's registers, as the rules want them."""
    decided = connection.settings
    known = registers(connection, on=invoice.invoiced_on, fresh=fresh, outside=outside)
    return Rulebook(
        accounts={25: decided.account_25, 12: decided.account_12, 6: decided.account_6, 0: decided.account_0},
        zero_rate=ZeroRate(decided.zero_rate),
        chart=known.chart,
        financial_years=known.financial_years,
        locked_until=known.locked_until,
        currencies=known.currencies,
        units=known.units,
        terms_of_payment=known.terms_of_payment,
        numbers_by=NumbersBy(decided.numbers_by),
        today=stockholm_date(outside.clock.now()),
    )


def _copied_already(organisation: Organisation, invoice: Invoice) -> list[Problem]:
    copied = (
        Copy.objects.within(organisation)
        .filter(productive_invoice_id=invoice.id, state=CopyState.COPIED)
        .order_by("-ordinal")
        .first()
    )
    return [Problem(ProblemKind.ALREADY_COPIED, {"number": copied.fortnox_document_number})] if copied else []


def _new_problems(booked: Blocked, known: list[Problem]) -> list[Problem]:
    """What the rules found, less what a copy of our own explains: Productive shows it as exported."""
    if not known:
        return list(booked.problems)
    return [each for each in booked.problems if each.kind != ProblemKind.ALREADY_EXPORTED]


def _not_ready(connection: Connection) -> list[Problem]:
    if connection.state == ConnectionState.RECONNECT_NEEDED:
        return [Problem(ProblemKind.RECONNECT_NEEDED, {"company": connection.company_name})]
    if not connection.settings.are_decided:
        return [Problem(ProblemKind.NOT_DECIDED, {"company": connection.company_name})]
    return []


def _stopped(invoice: Invoice, connection: Connection | None, problems: list[Problem]) -> Preview:
    return Preview(
        invoice=invoice,
        connection=connection,
        choice=CustomerChoice(),
        booking=None,
        problems=blocked(problems).problems,
        fingerprint=comparison.fingerprint(invoice),
    )


def _fingerprint(
    invoice: Invoice, connection: Connection, choice: CustomerChoice, booking: invoices.Booking | None
) -> str:
    """Different whenever anything that would be written is: a press on an old page must not book something else."""
    made = [each.model_dump_json() for each in (choice.draft, booking.draft if booking else None) if each]
    seen = [comparison.fingerprint(invoice), str(connection.fortnox_tenant_id), *made]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()


def _choice(
    connection: Connection, invoice: Invoice, chosen: str, client: FortnoxClient, *, reads_customer: bool
) -> CustomerChoice:
    if chosen == NEW_CUSTOMER:
        return _new_customer(invoice)
    if chosen and not reads_customer:
        return CustomerChoice(number=chosen)
    if chosen:
        return _chosen_customer(chosen, client)
    return _matched_customer(connection, invoice, client)


def _new_customer(invoice: Invoice, match: customers.Match | None = None) -> CustomerChoice:
    draft = customers.customer_draft(invoice, customers.chosen_number(invoice.company_id))
    if isinstance(draft, Blocked):
        return CustomerChoice(number=NEW_CUSTOMER, match=match, problems=draft.problems)
    return CustomerChoice(number=NEW_CUSTOMER, draft=draft, match=match)


def _chosen_customer(number: str, client: FortnoxClient) -> CustomerChoice:
    try:
        customer = client.customer(number)
    except NotFound:
        return CustomerChoice(number=number, problems=(Problem(ProblemKind.CUSTOMER_GONE, {"customer": number}),))
    return CustomerChoice(number=number, customer=customer, problems=tuple(customers.customer_problems(customer)))


def _matched_customer(connection: Connection, invoice: Invoice, client: FortnoxClient) -> CustomerChoice:
    remembered = _remembered(connection, invoice)
    candidates = _candidates(invoice, remembered, client)
    if remembered and not any(each.customer_number == remembered for each in candidates):
        remembered = None  # It was deleted in Fortnox, so what was remembered helps no more.
    match = customers.match(buyer_of(invoice), remembered=remembered, candidates=candidates)
    if isinstance(match, customers.NoMatch):
        return _new_customer(invoice, match)
    if isinstance(match, customers.Sure):
        customer = next(each for each in candidates if each.customer_number == match.customer_number)
        problems = tuple(customers.customer_problems(customer))
        return CustomerChoice(number=match.customer_number, customer=customer, match=match, problems=problems)
    problem = customers.match_problem(match)
    return CustomerChoice(match=match, problems=(problem,) if problem else ())


def _remembered(connection: Connection, invoice: Invoice) -> str | None:
    return (
        CustomerLink.objects.within(connection.organisation)
        .filter(fortnox_tenant_id=connection.fortnox_tenant_id, productive_company_id=invoice.company_id)
        .values_list("fortnox_customer_number", flat=True)
        .first()
    )


def _candidates(invoice: Invoice, remembered: str | None, client: FortnoxClient) -> list[fortnox.Customer]:
    """Whoever could be meant, whole: the remembered one, else those of its number, else its namesakes."""
    buyer = buyer_of(invoice)
    numbers = [remembered] if remembered else []
    if not numbers and buyer.organisation_number:
        listed = client.customers_with_organisation_number(buyer.organisation_number)
        numbers = [each.customer_number for each in listed]
    if not numbers and buyer.name:
        numbers = [each.customer_number for each in client.customers_named(buyer.name, limit=CANDIDATES_MAX)]
    return [customer for number in numbers[:CANDIDATES_MAX] if (customer := _read(number, client))]


def _read(number: str, client: FortnoxClient) -> fortnox.Customer | None:
    try:
        return client.customer(number)
    except NotFound:
        return None
