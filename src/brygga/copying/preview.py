"""What copying an invoice would do, and everything that stops it; nothing is written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from brygga.accounting import comparison, customers, invoices, numbers
from brygga.accounting.numbers import Numbering
from brygga.accounting.problems import Blocked, Problem, ProblemKind, blocked
from brygga.accounting.rulebook import NumbersBy
from brygga.accounting.sending import customer_problems
from brygga.connections import opening
from brygga.connections.invoice_settings import InvoiceSettings
from brygga.connections.live import NotConnected, live_connection
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.copying.crediting import CreditPlan, Planned, plan_credit
from brygga.copying.customer_choice import CustomerChoice, Question, choose
from brygga.copying.fixed_rates import fixed_rate
from brygga.copying.models import Copy
from brygga.copying.numbering import NumberQuestion, given_by_productive, numbering
from brygga.copying.rulebooks import rulebook
from brygga.copying.states import CopyState
from brygga.fortnox.schema import InvoiceDraft
from brygga.productive.schema import Invoice
from brygga.tenants.models import Organisation


@dataclass(frozen=True, kw_only=True)
class Preview:
    """One invoice as it would be copied now.

    `booking` is the exact Fortnox invoice, None where it could not be decided. `problems` is everything that stops,
    gravest first; empty means that it can be copied. `settings` say what happens afterwards. `fingerprint` names what
    was seen: the Productive invoice, the company whose books it goes to, and exactly what would be made there.
    `numbering` is None where Fortnox numbers.
    `credit` is how a credit note takes its original back, None for an invoice.
    """

    invoice: Invoice
    connection: Connection | None
    choice: CustomerChoice
    booking: invoices.Booking | None
    problems: tuple[Problem, ...]
    settings: InvoiceSettings
    fingerprint: str
    numbering: Numbering | None = None
    credit: CreditPlan | None = None


def preview(  # noqa: PLR0913  The one question before a copy has so many sides.
    organisation: Organisation,
    productive_invoice_id: str,
    *,
    customer: str = "",
    number: str | None = "",
    copy: Copy | None = None,
    fresh: bool = False,
    ordinal: int | None = None,
    outside: Outside,
) -> Preview:
    """Gather and decide, but write nothing. Raises the errors of `brygga.remote`.

    `ordinal` is the copy that is meant, where a person knows that others stand: that one is there already is then no
    problem. None asks for the first copy that stands. `customer` is a person's choice, "" to let Brygga look; so is
    `number`, where Productive gives the numbers, and None leaves it as it stands. `copy` is the copy that looks before
    it writes. `fresh` reads Fortnox's registers again.
    """
    productive = opening.productive(organisation, outside=outside)
    invoice = productive.invoice(productive_invoice_id)
    problems = copied = [] if ordinal else _copied_already(organisation, invoice)
    try:
        connection = live_connection(organisation, invoice.subsidiary_id)
    except NotConnected:
        return _stopped(invoice, None, [*problems, Problem(ProblemKind.NOT_CONNECTED)])
    if not_ready := _not_ready(connection):
        return _stopped(invoice, connection, [*problems, *not_ready])

    meant = ordinal or next_ordinal(organisation, invoice.id)
    ours = reference(organisation, invoice.id, meant)
    fixed = fixed_rate(organisation, invoice, ordinal) if ordinal else None
    rules = rulebook(connection, invoice, fixed=fixed, fresh=fresh, outside=outside)
    unmarked = _without_our_mark(organisation, invoice)
    if invoice.is_credit_note:
        planned = plan_credit(connection, unmarked, rules, ordinal=ordinal, reference=ours, outside=outside)
        return _of_credit_note(invoice, connection, planned, copied)
    client = opening.fortnox(connection, outside=outside)
    question = Question(connection=connection, invoice=invoice, rulebook=rules, client=client, copy=copy)
    choice = choose(question, customer)
    settings = InvoiceSettings.of(connection)
    booked = invoices.book(unmarked, choice.booked_number or "-", rules, reference=ours)
    problems = [*copied, *_problems(booked, choice, settings)]
    if not isinstance(booked, Blocked):
        choice = _for_vat_type(choice, booked.vat_type)
    numbered = None
    if rules.numbers_by is NumbersBy.PRODUCTIVE and number is not None and not copied:
        numbered = numbering(NumberQuestion(invoice, number, ours, productive, client, foresees=copy is None))
        problems = [*problems, *numbered.problems]
    booking = None if isinstance(booked, Blocked) else _under_its_number(booked, numbered)
    shown = _before_finalizing(organisation, invoice, booking, meant)
    return Preview(
        invoice=invoice,
        connection=connection,
        choice=choice,
        booking=booking,
        problems=blocked(problems).problems,
        settings=settings,
        fingerprint=_fingerprint(invoice, connection, choice, _words(shown), settings),
        numbering=numbered,
    )


def _of_credit_note(invoice: Invoice, connection: Connection, planned: Planned, problems: Sequence[Problem]) -> Preview:
    """A credit note goes to the customer of its original, whoever that client company is by now."""
    plan, booking = planned.plan, planned.booking
    choice = CustomerChoice(number=plan.original.customer_number if plan else "")
    settings = InvoiceSettings.of(connection)
    made = [*_words(booking.draft if booking else None), *([plan.words] if plan else [])]
    return Preview(
        invoice=invoice,
        connection=connection,
        choice=choice,
        booking=booking,
        problems=blocked([*problems, *planned.problems]).problems,
        settings=settings,
        fingerprint=_fingerprint(invoice, connection, choice, made, settings),
        credit=plan,
    )


def reference(organisation: Organisation, invoice_id: str, ordinal: int = 1) -> str:
    """What a copy is looked for by in Fortnox. It ends in a stop, so that no reference is part of another."""
    return f"BRY-{organisation.productive_organisation_id}-{invoice_id}-{ordinal}."


def _copied_already(organisation: Organisation, invoice: Invoice) -> list[Problem]:
    newest = Copy.objects.within(organisation).filter(productive_invoice_id=invoice.id).order_by("-ordinal").first()
    if newest is None or newest.state != CopyState.COPIED:
        return []  # Another copy that was asked for, and stopped, is the one that is meant.
    return [Problem(ProblemKind.ALREADY_COPIED, {"number": newest.fortnox_document_number})]


def next_ordinal(organisation: Organisation, invoice_id: str) -> int:
    """Which copy of the invoice a new one would be: the one that is under way, or the next after what was cancelled."""
    newest = Copy.objects.within(organisation).filter(productive_invoice_id=invoice_id).order_by("-ordinal").first()
    if newest is None:
        return 1
    return newest.ordinal + (newest.state in (CopyState.COPIED, CopyState.CANCELLED))


def _without_our_mark(organisation: Organisation, invoice: Invoice) -> Invoice:
    """The invoice without the mark "exported" that an earlier copy of ours set."""
    ours = Copy.objects.within(organisation).filter(productive_invoice_id=invoice.id)
    if not invoice.exported or not ours.filter(fortnox_document_number=invoice.export_id).exists():
        return invoice
    return invoice.model_copy(update={"exported": False, "export_id": ""})


def _for_vat_type(choice: CustomerChoice, vat_type: str) -> CustomerChoice:
    """A new customer has the VAT type that this invoice's VAT wants."""
    if choice.draft is None:
        return choice
    return replace(choice, draft=choice.draft.model_copy(update={"vat_type": vat_type}))


def _under_its_number(booking: invoices.Booking, numbered: Numbering | None) -> invoices.Booking:
    """What is sent under a number of Productive's, and what that leads to."""
    if numbered is None:
        return booking
    draft = numbers.numbered(booking.draft, numbered.number) if numbered.number else booking.draft
    return replace(booking, draft=draft, notes=(*numbered.notes, *booking.notes))


def _before_finalizing(
    organisation: Organisation, invoice: Invoice, booking: invoices.Booking | None, ordinal: int
) -> InvoiceDraft | None:
    """What a person saw of a draft that this copy has finalized since: its number was Productive's to give."""
    if booking is None:
        return None
    number = booking.draft.document_number
    if number and number == given_by_productive(organisation, invoice.id, ordinal):
        return numbers.unnumbered(booking.draft, invoice)
    return booking.draft


def _problems(booked: invoices.Booking | Blocked, choice: CustomerChoice, settings: InvoiceSettings) -> list[Problem]:
    """What is wrong with the invoice, with reaching its customer, and with the customer; each once."""
    of_booking = list(booked.problems) if isinstance(booked, Blocked) else _customer_vat(booked, choice)
    of_choice = [each for each in choice.problems if each not in of_booking]
    return [*of_booking, *_unreachable(settings, choice), *of_choice]


def _customer_vat(booking: invoices.Booking, choice: CustomerChoice) -> list[Problem]:
    return customers.vat_type_problems(choice.customer, booking.vat_type) if choice.customer else []


def _unreachable(settings: InvoiceSettings, choice: CustomerChoice) -> list[Problem]:
    """What the customer lacks for being sent the invoice, where that is set."""
    customer = choice.draft or choice.customer
    return customer_problems(customer, settings.sent_by) if customer else []


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
        settings=InvoiceSettings(),
        fingerprint=comparison.fingerprint(invoice),
    )


def _words(draft: InvoiceDraft | None) -> list[str]:
    return [draft.model_dump_json()] if draft else []


def _fingerprint(
    invoice: Invoice,
    connection: Connection,
    choice: CustomerChoice,
    made: Sequence[str],
    settings: InvoiceSettings,
) -> str:
    """Different whenever anything that would be written is: a press on an old page must not book something else."""
    where = [str(connection.fortnox_tenant_id), connection.settings.numbers_by]
    afterwards = json.dumps(settings.as_json(), sort_keys=True)
    seen = [comparison.fingerprint(invoice), *where, *choice.writes, *made, afterwards]
    return hashlib.sha256("\n".join(seen).encode()).hexdigest()
