"""Following up a notice: it only says where to look, so the sync of its invoice looks, until it has seen it.

When nothing shows what a notice told, it is let go: the next sweep finds what there is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db.models import Q, QuerySet

from brygga.connections import opening
from brygga.connections.outside import Outside
from brygga.connections.registers import forget_registers
from brygga.copying import when_fixed
from brygga.listening.models import Heard
from brygga.listening.taking_in import CUSTOMERS, INVOICES, PAYMENT_BOOKED, PAYMENTS, REGISTERS, SHOWN_AFTER
from brygga.payments.credit_notes import concerned, named_by_unknown
from brygga.payments.feeds import follow, syncs_of
from brygga.payments.models import OVER, PaymentSync
from brygga.payments.reads import says_booked
from brygga.payments.turns import ask_all, may_sync
from brygga.remote.errors import NotFound, RemoteError
from brygga.watching.invoices import look_soon

TRIES_MAX = 4
TROUBLE_AFTER = timedelta(seconds=30)
LET_GO_AFTER = timedelta(minutes=10)

Syncs = QuerySet[PaymentSync]

log = structlog.get_logger()


def follow_up(heard_id: int, *, claimed_until: datetime, outside: Outside) -> bool:
    """Do what a notice asks for; returns whether somebody was asked to look."""
    heard = Heard.objects.filter(id=heard_id, wakes_at=claimed_until).select_related("connection__organisation").first()
    if heard is None:
        return False
    if heard.kind in PAYMENTS:
        return _payment(heard, outside)
    if heard.kind in INVOICES:
        look_soon(heard.connection, heard.number, outside=outside)
        _ask(_of_invoices(heard, [heard.number]), heard, outside)
    elif heard.kind.startswith(CUSTOMERS):
        when_fixed.look_soon(heard.connection, customer=heard.number, outside=outside)
    else:
        _forget(heard)
    _let_go(heard)
    return heard.kind in INVOICES


def _payment(heard: Heard, outside: Outside) -> bool:
    if not may_sync(heard.connection) or outside.clock.now() - heard.heard_at > LET_GO_AFTER:
        return _let_go(heard)
    try:
        concerned = _concerned(heard, outside)
    except RemoteError as error:
        log.warning("a notice could not be followed up", kind=heard.kind, error=str(error))
        return _wait(heard, TROUBLE_AFTER, outside)
    if concerned is None:  # Of a deleted one nothing was mirrored; a booked one may be shown in a moment.
        return _try_again(heard, outside) if heard.kind == PAYMENT_BOOKED else _let_go(heard)
    if not concerned.exists():
        return _let_go(heard)
    if heard.asked_at is None:
        return _ask(concerned, heard, outside)
    if _is_seen(heard, concerned):
        return _let_go(heard)
    if concerned.filter(Q(synced_at=None) | Q(synced_at__lt=heard.asked_at)).exists():
        return _wait(heard, SHOWN_AFTER, outside)  # It is still being looked at.
    return _try_again(heard, outside) and _ask(concerned, heard, outside)


def _concerned(heard: Heard, outside: Outside) -> Syncs | None:
    """The syncs of the invoice that a payment is of; None where no payment shows which that is."""
    follow(heard.connection, outside=outside)
    syncs = syncs_of(heard.connection)
    mirrored = Q(mirrors__fortnox_payment_number=heard.number) & ~Q(mirrors__state__in=OVER)
    known = syncs.filter(Q(listed__has_key=heard.number) | mirrored)
    if known.exists():
        return syncs.filter(id__in=list(known.values_list("id", flat=True)))
    try:
        payment = opening.fortnox_payments(heard.connection, outside=outside).payment(heard.number)
    except NotFound:
        return None
    numbers = [payment.invoice_number]
    if payment.amount < 0:  # Money that went back may be booked on a credit note that nobody knows yet.
        invoices = opening.fortnox(heard.connection, outside=outside)
        numbers += named_by_unknown(heard.connection, numbers, invoices=invoices).get(payment.invoice_number, ())
    return _of_invoices(heard, numbers)


def _is_seen(heard: Heard, concerned: Syncs) -> bool:
    """Whether a look since has seen a booked payment booked, and a deleted one gone."""
    looked = concerned.filter(synced_at__gte=heard.asked_at)
    told = [each.get(heard.number, "") for each in looked.values_list("listed", flat=True)]
    if heard.kind == PAYMENT_BOOKED:
        return any(says_booked(each) for each in told)
    return bool(told) and not any(told)


def _ask(concerned: Syncs, heard: Heard, outside: Outside) -> bool:
    now = outside.clock.now()
    said = {"noticed_payment": heard.number} if heard.kind == PAYMENT_BOOKED else {}
    ask_all(concerned, now=now, **said)
    _unless_told_again(heard).update(asked_at=now, wakes_at=now + SHOWN_AFTER)
    return True


def _try_again(heard: Heard, outside: Outside) -> bool:
    """Fortnox told of it and does not show it; False when that has lasted too long."""
    heard.tries += 1
    if heard.tries >= TRIES_MAX:
        return _let_go(heard)
    _wait(heard, SHOWN_AFTER, outside)
    return True


def _wait(heard: Heard, after: timedelta, outside: Outside) -> bool:
    _unless_told_again(heard).update(wakes_at=outside.clock.now() + after, tries=heard.tries)
    return False


def _let_go(heard: Heard) -> bool:
    _unless_told_again(heard).delete()
    return False


def _unless_told_again(heard: Heard) -> QuerySet[Heard]:
    """The row of this notice, unless it came again meanwhile, which begins anew."""
    return Heard.objects.filter(id=heard.id, heard_at=heard.heard_at)


def _forget(heard: Heard) -> None:
    for beginning, register in REGISTERS.items():
        if heard.kind.startswith(beginning):
            forget_registers(heard.connection, beginning=register)


def _of_invoices(heard: Heard, numbers: list[str]) -> Syncs:
    """The syncs of these invoices, and those of what they credit."""
    return syncs_of(heard.connection).filter(id__in={identity for identity, _ in concerned(heard.connection, numbers)})
