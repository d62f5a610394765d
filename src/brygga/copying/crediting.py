"""What a credit note would be in Fortnox: which invoice it takes back there, and how; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

from brygga.accounting.booking import booking_problems
from brygga.accounting.creditable import Link, Way, WhyNot, not_creditable, way_to_credit
from brygga.accounting.credited_lines import is_whole
from brygga.accounting.credits import Original, credit
from brygga.accounting.invoices import Booking
from brygga.accounting.problems import Blocked, Problem, ProblemKind
from brygga.accounting.rulebook import Rulebook
from brygga.connections import opening
from brygga.connections.live import speaking_for_books_of
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.last_written import LastWritten, last_written
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.fortnox import schema as fortnox
from brygga.links.models import DocumentLink
from brygga.productive.schema import Invoice
from brygga.remote.errors import NotFound
from brygga.tenants.models import Organisation


@dataclass(frozen=True, kw_only=True)
class CreditPlan:
    """How a credit note takes its original back. `invoice_id` is the original's in Productive.

    `is_whole` is whether all of it is taken back; `way` says what comes first, and whether Fortnox makes the note.
    """

    original: fortnox.Invoice
    invoice_id: str
    is_whole: bool
    way: Way

    @property
    def is_made_by_fortnox(self) -> bool:
        """Whether Fortnox credits the original itself; else the note is an invoice below zero of our own."""
        return self.is_whole and self.way.by_fortnox

    @property
    def words(self) -> str:
        """What a person agrees to with the preview; booking first they allow by name, and it may be done by then."""
        return f"{self.original.document_number} {self.is_whole} {self.way.by_fortnox}"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """The plan of a credit note and the exact note, each None where it could not be decided, and what stops it."""

    plan: CreditPlan | None = None
    booking: Booking | None = None
    problems: tuple[Problem, ...] = ()


def plan_credit(
    connection: Connection, note: Invoice, rules: Rulebook, *, ordinal: int | None, reference: str, outside: Outside
) -> Planned:
    """Gather the original as it stands in Fortnox and decide. `ordinal` is the copy that asks, None for a new one."""
    organisation = connection.organisation
    if not note.parent_invoice_id:
        return Planned(problems=(Problem(ProblemKind.CREDIT_WITHOUT_ORIGINAL),))
    copy = standing_copy(organisation, note.parent_invoice_id)
    if copy is None:
        facts = {"number": note.parent_number, "invoice": note.parent_invoice_id}
        return Planned(problems=(Problem(ProblemKind.CREDIT_ORIGINAL_NOT_COPIED, facts),))
    last = last_written(copy)
    link = _link(copy, last, note, ordinal)
    number = copy.fortnox_document_number
    books = speaking_for_books_of(copy.connection)
    if books.fortnox_tenant_id != connection.fortnox_tenant_id:
        return Planned(problems=(not_creditable(number, WhyNot.OTHER_COMPANY, link),))
    try:
        now = opening.fortnox(books, outside=outside).invoice(number)
    except NotFound:
        return Planned(problems=(not_creditable(number, WhyNot.GONE, link),))
    way = way_to_credit(now, link)
    if isinstance(way, Problem):
        return Planned(problems=(way,))

    original = Original(
        said=last.draft,
        answered=last.answer,
        now=now,
        source=last.source,
        rate=last.rate,
        taken_back=_taken_back(copy, note, ordinal),
    )
    plan = CreditPlan(
        original=now, invoice_id=copy.productive_invoice_id, is_whole=is_whole(note, last.source), way=way
    )
    first = booking_problems(now, rules.financial_years, rules.locked_until) if way.books_first else []
    booked = credit(note, original, rules, reference=reference)
    if isinstance(booked, Blocked):
        return Planned(plan=plan, problems=(*first, *booked.problems))
    return Planned(plan=plan, booking=booked, problems=tuple(first))


def unallowed(plan: CreditPlan | None, *, books_first: bool) -> list[Problem]:
    """What the plan would do that nobody has allowed: booking the original."""
    if plan is None or books_first or not plan.way.books_first:
        return []
    facts = {"number": plan.original.document_number, "date": plan.original.invoice_date.isoformat()}
    return [Problem(ProblemKind.CREDIT_BOOKS_FIRST, facts)]


def standing_copy(organisation: Organisation, invoice_id: str) -> Copy | None:
    """The newest copy of an invoice that came to its end in Fortnox; None where there is none."""
    copies = Copy.objects.within(organisation).filter(productive_invoice_id=invoice_id, settled_at__isnull=False)
    return copies.exclude(fortnox_document_number="").select_related("connection").order_by("-ordinal").first()


def credit_notes_of(copy: Copy) -> list[DocumentLink]:
    """The credit notes that Brygga made of the invoice of this copy, also those that are cancelled; oldest first."""
    links = DocumentLink.objects.within(copy.organisation).filter(
        fortnox_tenant_id=copy.connection.fortnox_tenant_id, credits=copy.fortnox_document_number
    )
    return list(links.order_by("made_at", "id"))


def _link(copy: Copy, last: LastWritten, note: Invoice, ordinal: int | None) -> Link:
    asking = Copy.objects.within(copy.organisation).filter(productive_invoice_id=note.id, ordinal=ordinal or 0)
    own = asking.first()
    spent = {each.fortnox_document_number for each in credit_notes_of(copy) if not each.is_live}
    return Link(
        reference=last.draft.external_invoice_reference1,
        invoice_id=copy.productive_invoice_id,
        sent_on=note.parent_sent_on,
        own=own.fortnox_document_number if own and own.state != CopyState.CANCELLED else "",
        spent=frozenset(spent),
    )


def _taken_back(copy: Copy, note: Invoice, ordinal: int | None) -> int:
    """What the other credit notes of the invoice come to, as Productive had them when they were copied."""
    taken = 0
    for link in credit_notes_of(copy):
        if not link.is_live or (link.productive_invoice_id, link.ordinal) == (note.id, ordinal):
            continue
        other = Copy.objects.within(copy.organisation).get(
            productive_invoice_id=link.productive_invoice_id, ordinal=link.ordinal
        )
        taken += int(other.summary["amount_with_tax"])
    return taken
