"""Words for what stops a correction of an invoice that stands in Fortnox, with the way that is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext_noop as _

from brygga.accounting.corrections import Why
from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words

CREDIT_IT = _("An invoice that is out of the house is corrected by a credit note. Make one, and then a new invoice.")
NOTE_STAYS = _("A credit note that is booked or sent stays as it is. Correct it in Fortnox by hand.")
CREATE_NEW = _("Choose Create new if the client company shall have an invoice.")

NOT_CHANGEABLE: Mapping[str, Words] = {
    Why.GONE: Words(
        title=_("Fortnox has no invoice %(number)s any more."),
        remedy=_("Ask whoever keeps the books what became of it. Create new makes another invoice."),
        who=Who.ACCOUNTANT,
    ),
    Why.NOT_OURS: Words(
        title=_("Invoice %(number)s in Fortnox is not the one that Brygga made."),
        remedy=_("Brygga does not touch it: it no longer carries Brygga’s reference. Look at it in Fortnox."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    Why.OTHER_COMPANY: Words(
        title=_("Invoice %(number)s stands in the books of another company."),
        remedy=_("The subsidiary is connected to another Fortnox account now. Correct the invoice in Fortnox by hand."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    Why.CANCELLED: Words(
        title=_("Invoice %(number)s is cancelled in Fortnox."),
        remedy=CREATE_NEW,
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    Why.CREDITED: Words(
        title=_("Invoice %(number)s is credited in Fortnox."),
        remedy=CREATE_NEW,
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    Why.PAID: Words(
        title=_("Invoice %(number)s is paid in Fortnox, wholly or in part."),
        remedy=CREDIT_IT,
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    Why.BOOKED: Words(
        title=_("Invoice %(number)s is booked in Fortnox."),
        remedy=_("What is booked is not changed any more. Make a credit note, and then a new invoice."),
        who=Who.YOU,
        place=Place.CREDIT_AND_REPLACE,
    ),
    Why.SENT: Words(
        title=_("Invoice %(number)s has been sent from Fortnox."),
        remedy=CREDIT_IT,
        who=Who.YOU,
        place=Place.CREDIT_AND_REPLACE,
    ),
    Why.SENT_FROM_PRODUCTIVE: Words(
        title=_("Invoice %(number)s was sent from Productive on %(date)s."),
        remedy=CREDIT_IT,
        who=Who.YOU,
        place=Place.CREDIT_AND_REPLACE,
    ),
}

CORRECTIONS: Mapping[ProblemKind, Words] = {
    ProblemKind.CHANGED_IN_FORTNOX: Words(
        title=_("Somebody changed %(what)s in Fortnox: Brygga wrote %(written)s, now it is %(found)s."),
        remedy=_("Choose Update existing again, and whether Fortnox’s values stand or become %(meant)s."),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
}


def not_changeable(problem: Problem) -> Words:
    """Why it cannot be changed; a reason that nobody knows any more reads as the gravest."""
    words = NOT_CHANGEABLE.get(problem.facts.get("why", ""), NOT_CHANGEABLE[Why.NOT_OURS])
    if problem.facts.get("takes_back"):
        return replace(words, remedy=NOTE_STAYS, who=Who.ACCOUNTANT, place=Place.FORTNOX_INVOICE)
    return words
