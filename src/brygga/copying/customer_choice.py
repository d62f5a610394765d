"""Which customer an invoice would go to: the one a person named, the one that is surely it, or a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from brygga.accounting import customer_updates, customers, names
from brygga.accounting.buyers import Buyer, buyer_of
from brygga.accounting.customer_updates import FieldChange
from brygga.accounting.customers import NumberSays
from brygga.accounting.new_customers import chosen_number, customer_draft
from brygga.accounting.problems import Blocked, Problem, ProblemKind
from brygga.accounting.rulebook import Rulebook
from brygga.connections.customer_fields import updated_fields
from brygga.connections.models import Connection
from brygga.copying.models import Copy
from brygga.copying.states import WriteKind
from brygga.copying.writes import live_write
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.links.models import CustomerLink
from brygga.productive.schema import Invoice
from brygga.remote.errors import NotFound

NEW_CUSTOMER = "new"
# So many customers of one number, or of a name, are read whole; a list tells neither state nor VAT number.
SAME_NUMBER_MAX = 10
ALIKE_MAX = 5


@dataclass(frozen=True, kw_only=True)
class CustomerChoice:
    """The customer that would be used.

    `number` is its Fortnox number, NEW_CUSTOMER for one to be made, or "" where a person must choose. `customer` is
    the customer as Fortnox has it, where it was read; `draft` is the one that would be made; `match` is how Brygga
    looked for it, None where a person chose. `changes` is what would be brought up to date in Fortnox.
    """

    number: str = ""
    customer: fortnox.Customer | None = None
    draft: fortnox.CustomerDraft | None = None
    match: customers.Match | None = None
    problems: tuple[Problem, ...] = ()
    changes: tuple[FieldChange, ...] = ()

    @property
    def booked_number(self) -> str:
        """The customer number that stands in the invoice."""
        return self.draft.customer_number if self.draft else self.number

    @property
    def unconfirmed(self) -> tuple[Problem, ...]:
        """What a person must say yes to where none has looked: a new customer that nobody asked for."""
        problem = customers.match_problem(self.match) if self.draft and self.match else None
        return (problem,) if problem else ()

    @property
    def writes(self) -> list[str]:
        """Exactly what of a customer would be written, and over what."""
        made = [self.draft.model_dump_json()] if self.draft else []
        return [*made, *(f"{each.name}: {each.before} > {each.after}" for each in self.changes)]


@dataclass(frozen=True, kw_only=True)
class Question:
    """For which invoice a customer is wanted, in whose books; `copy` is the copy that asks, None for a person."""

    connection: Connection
    invoice: Invoice
    rulebook: Rulebook
    client: FortnoxClient
    copy: Copy | None = None


def choose(question: Question, chosen: str) -> CustomerChoice:
    """`chosen` is a person's choice, "" to let Brygga look. What a copy was told is trusted, which spares a request."""
    if chosen == NEW_CUSTOMER:
        return _new(question)
    if not chosen:
        return _matched(question)
    if question.copy and not updated_fields(question.connection):
        return CustomerChoice(number=chosen)
    return _chosen(question, chosen)


def changes_of(kept: dict[str, Any]) -> tuple[FieldChange, ...]:
    """The changes of a customer as an intention keeps them."""
    return tuple(FieldChange(**each) for each in kept["changes"])


def _new(question: Question, match: customers.NoMatch | None = None) -> CustomerChoice:
    number = chosen_number(question.invoice.company_id)
    draft = customer_draft(question.invoice, number, question.rulebook)
    if isinstance(draft, Blocked):
        return CustomerChoice(number=NEW_CUSTOMER, match=match, problems=draft.problems)
    return CustomerChoice(number=NEW_CUSTOMER, draft=draft, match=match)


def _chosen(question: Question, number: str) -> CustomerChoice:
    customer = _read(number, question.client)
    if customer is None:
        return CustomerChoice(number=number, problems=(Problem(ProblemKind.CUSTOMER_GONE, {"customer": number}),))
    return _known(question, customer)


def _known(question: Question, customer: fortnox.Customer, match: customers.Sure | None = None) -> CustomerChoice:
    return CustomerChoice(
        number=customer.customer_number,
        customer=customer,
        match=match,
        problems=tuple(customers.customer_problems(customer)),
        changes=_changes(question, customer),
    )


def _changes(question: Question, customer: fortnox.Customer) -> tuple[FieldChange, ...]:
    """What would be brought up to date; what this copy has changed already counts as still to be changed.

    So a copy that was interrupted sees what the person saw, and anything else as what somebody changed meanwhile.
    """
    allowed = updated_fields(question.connection)
    if not allowed:
        return ()
    wanted = customer_draft(question.invoice, customer.customer_number, question.rulebook)
    if isinstance(wanted, Blocked):
        return ()
    made = _made(question.copy, customer)
    before = customer.model_copy(update={each.name: each.before for each in made})
    return customer_updates.changes(before, wanted, allowed)


def _made(copy: Copy | None, customer: fortnox.Customer) -> tuple[FieldChange, ...]:
    write = live_write(copy, WriteKind.UPDATE_CUSTOMER) if copy else None
    if write is None or write.payload["customer_number"] != customer.customer_number:
        return ()
    made = changes_of(write.payload)
    return () if customer_updates.missed(customer, made) else made


def _matched(question: Question) -> CustomerChoice:
    buyer, remembered = buyer_of(question.invoice), _remembered(question)
    found = _candidates(buyer, remembered, question.client)
    if remembered and not found:
        # It was deleted in Fortnox, so what was remembered helps no more.
        remembered, found = None, _candidates(buyer, None, question.client)
    match = customers.match(buyer, remembered=remembered, customers=found)
    if isinstance(match, customers.NoMatch):
        return _new(question, match)
    if isinstance(match, customers.Sure):
        return _known(question, next(each for each in found if each.customer_number == match.customer_number), match)
    problem = customers.match_problem(match)
    return CustomerChoice(match=match, problems=(problem,) if problem else ())


def _remembered(question: Question) -> str | None:
    connection = question.connection
    return (
        CustomerLink.objects.within(connection.organisation)
        .filter(fortnox_tenant_id=connection.fortnox_tenant_id, productive_company_id=question.invoice.company_id)
        .values_list("fortnox_customer_number", flat=True)
        .first()
    )


def _candidates(buyer: Buyer, remembered: str | None, client: FortnoxClient) -> list[fortnox.Customer]:
    """Whoever could be meant, whole: the remembered one; else those of its number; else those with a name like it."""
    if remembered:
        return _whole([remembered], client)
    number = buyer.organisation_number or buyer.foreign_number
    listed = client.customers_with_number(number) if number else ()
    found = _whole([each.customer_number for each in listed[:SAME_NUMBER_MAX]], client)
    if any(each.number is NumberSays.SAME and each.customer.active for each in customers.ranked(buyer, found)):
        return found
    # An inactive one may have been replaced by another under the same name.
    known = {each.customer_number for each in found}
    return [*found, *_whole([each for each in _alike(buyer, client) if each not in known], client)]


def _alike(buyer: Buyer, client: FortnoxClient) -> list[str]:
    """The numbers of the customers whose names are most alike, best first."""
    listed = client.customers_containing(names.stem(buyer.name))
    scored = [(names.compare(buyer.name, each.name).score, each.customer_number) for each in listed]
    likely = [each for each in scored if each[0] >= customers.CANDIDATE_SCORE_MIN]
    return [number for _, number in sorted(likely, key=lambda each: -each[0])[:ALIKE_MAX]]


def _whole(numbers: list[str], client: FortnoxClient) -> list[fortnox.Customer]:
    return [customer for number in numbers if (customer := _read(number, client))]


def _read(number: str, client: FortnoxClient) -> fortnox.Customer | None:
    try:
        return client.customer(number)
    except NotFound:
        return None
