"""Booking and sending an invoice that is copied, where that is set or a person asks for it; never twice."""

from __future__ import annotations

from datetime import date

from brygga.accounting.booking import booking_problems, is_cash
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.sending import SentBy, is_issued, recipient, sending_problems
from brygga.connections import opening
from brygga.connections.invoice_settings import InvoiceSettings
from brygga.connections.models import Connection
from brygga.connections.registers import registers
from brygga.copying.acts_booking import book
from brygga.copying.acts_sending import SendInvoice, sending_of
from brygga.copying.models import Write
from brygga.copying.states import Does, WriteKind, WriteState
from brygga.copying.turns import Turn
from brygga.copying.writes import perform, settle
from brygga.fortnox import schema as fortnox
from brygga.fortnox.client import FortnoxClient
from brygga.links.models import DocumentLink


def book_copied(turn: Turn, connection: Connection) -> None:
    """The invoice is booked when this returns, where that is wanted: `connection` reaches the books that it is in."""
    is_asked = turn.attempt.does == Does.BOOK
    if not (is_asked or _wanted(turn).booked_at_once) or _has_landed(turn):
        return
    client, number = opening.fortnox(connection, outside=turn.outside), turn.copy.fortnox_document_number
    if _sent(turn, WriteKind.BOOK_INVOICE) is None:
        now = client.invoice(number)
        if not is_asked and is_cash(now):
            return
        if problems := _booking_problems(turn, connection, now):
            turn.block(problems)
    book(turn, client, number)


def send_copied(turn: Turn, connection: Connection) -> None:
    """The invoice is with its customer when this returns, where that is set and nobody has sent it.

    A sending without an answer that is not found is not repeated: it may be under way, and only a person can tell.
    """
    by, write = _wanted(turn).sent_by, _sent(turn, WriteKind.SEND_INVOICE)
    if by is SentBy.NOBODY and write is None:
        return
    client = opening.fortnox(connection, outside=turn.outside)
    if write:
        _settle(turn, client, write)
    if by is SentBy.NOBODY:
        return
    if _was_lost(turn):
        turn.block([_uncertain(turn)])
    productive = opening.productive(turn.copy.organisation, outside=turn.outside)
    sent_on = productive.invoice(turn.copy.productive_invoice_id).sent_on
    now = client.invoice(turn.copy.fortnox_document_number)
    if is_issued(now, sent_on, marked_on=_marked_on(turn)):
        return
    if problems := sending_problems(now, by):
        turn.block(problems)
    perform(turn, SendInvoice(client=client, number=now.document_number, by=by, to=recipient(now, by)))


def _marked_on(turn: Turn) -> date | None:
    """The day that Brygga gave as sent in Productive for the sake of a payment."""
    links = DocumentLink.objects.within(turn.copy.organisation).filter(marked_sent_on__isnull=False)
    theirs = links.filter(productive_invoice_id=turn.copy.productive_invoice_id)
    return theirs.order_by("id").values_list("marked_sent_on", flat=True).last()


def _wanted(turn: Turn) -> InvoiceSettings:
    return InvoiceSettings.from_afterwards(turn.attempt.afterwards)


def _booking_problems(turn: Turn, connection: Connection, now: fortnox.Invoice) -> list[Problem]:
    """Registers may be an hour old: a person who has unlocked a period is not told that it is locked."""
    found: list[Problem] = []
    for fresh in (False, True):
        known = registers(connection, on=now.invoice_date, fresh=fresh, outside=turn.outside)
        found = booking_problems(now, known.financial_years, known.locked_until)
        if not found:
            break
    return found


def _has_landed(turn: Turn) -> bool:
    """Whether this copy has booked its own invoice; it may have booked the one that it credits as well."""
    own = turn.copy.writes.filter(kind=WriteKind.BOOK_INVOICE, payload__number=turn.copy.fortnox_document_number)
    return own.filter(state=WriteState.LANDED).exists()


def _sent(turn: Turn, kind: WriteKind) -> Write | None:
    return turn.copy.writes.filter(kind=kind, state=WriteState.SENT).first()


def _settle(turn: Turn, client: FortnoxClient, write: Write) -> None:
    act = sending_of(write, in_fortnox=client)
    if act and settle(turn, write, act) is None:
        turn.block([_uncertain(turn)])


def _was_lost(turn: Turn) -> bool:
    """Whether a sending is uncertain, and no person has asked for another since."""
    lost = turn.copy.writes.filter(kind=WriteKind.SEND_INVOICE, state=WriteState.LOST).order_by("intended_at").last()
    return lost is not None and (turn.attempt.does != Does.DELIVER or lost.attempt_id == turn.attempt.id)


def _uncertain(turn: Turn) -> Problem:
    return Problem(ProblemKind.SENDING_UNCERTAIN, {"number": turn.copy.fortnox_document_number})
