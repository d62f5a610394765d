"""What nobody knows of Productive and its own answers teach us: does it hold refunds, an excess, our external ids?"""

from __future__ import annotations

from decimal import Decimal

from brygga.accounting.payments import Change
from brygga.copying.states import WriteState
from brygga.payments.models import PaymentWrite, PaymentWriteKind
from brygga.tenants.models import Organisation

MONEY_BACK = "money_back"
EXCESS = "excess"
EXTERNAL_ID = "external_id"


class DecideAgain(Exception):
    """A refusal taught us something: what is wanted is decided anew with it."""


def what_it_tests(change: Change, *, unpaid: Decimal) -> str:
    """What this change would show of Productive."""
    if change.amount < 0:
        return MONEY_BACK
    return EXCESS if change.amount - change.before > unpaid else ""


def holds(organisation: Organisation, what: str) -> bool:
    """Whether Productive takes such a thing: as its last answer showed, and yes until it was asked."""
    asked = PaymentWrite.objects.within(organisation).filter(payload__tests=what)
    last = asked.filter(state__in=[WriteState.LANDED, WriteState.REFUSED]).order_by("-answered_at").first()
    return last is None or last.state == WriteState.LANDED


def takes_external_id(organisation: Organisation) -> bool:
    """Unknown until a payment was made: tried with the first one, and as the last answer showed it from then on."""
    made = PaymentWrite.objects.within(organisation).filter(kind=PaymentWriteKind.CREATE_PAYMENT)
    last = made.filter(state=WriteState.LANDED).order_by("-answered_at").first()
    return last is None or bool((last.answer or {}).get(EXTERNAL_ID))
