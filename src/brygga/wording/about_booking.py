"""Words for what keeps an invoice that is copied from being booked or sent; the copy itself stands."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.booking import WhyNotBooked
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.sending import SentBy, WhyNotSent
from brygga.wording.explanations import Place, Who, Words
from brygga.wording.fortnox_codes import BY_CODE

TRY_AGAIN = _("Try again on the page of the invoice. The copy itself stands.")
CREATE_NEW = _("Choose Create new if the client company shall have an invoice.")

NOT_BOOKED: Mapping[str, Words] = {
    WhyNotBooked.CANCELLED: Words(
        title=_("Invoice %(number)s is cancelled in Fortnox, so it cannot be booked."),
        remedy=CREATE_NEW,
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    WhyNotBooked.CASH_METHOD: Words(
        title=_("Invoice %(number)s follows the cash method: only its payments are booked, never the invoice."),
        remedy=_("Nothing is missing in the books."),
        who=Who.BRYGGA,
    ),
    WhyNotBooked.NO_FINANCIAL_YEAR: Words(
        title=_("Invoice %(number)s cannot be booked: Fortnox has no financial year for %(date)s."),
        remedy=_("Create the financial year in Fortnox, then book the invoice."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_FINANCIAL_YEARS,
    ),
    WhyNotBooked.PERIOD_LOCKED: Words(
        title=_("Invoice %(number)s, of %(date)s, cannot be booked: Fortnox is locked up to %(locked_until)s."),
        remedy=_("Unlock the period in Fortnox, then book the invoice. Brygga never moves a date."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_LOCKED_PERIOD,
    ),
}

NOT_SENT: Mapping[str, Words] = {
    WhyNotSent.CANCELLED: Words(
        title=_("Invoice %(number)s is cancelled in Fortnox, so it is not sent."),
        remedy=CREATE_NEW,
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    WhyNotSent.NOT_COMPLETED: Words(
        title=_("Invoice %(number)s is marked as not completed in Fortnox, so it is not sent."),
        remedy=_("Take the mark away in Fortnox when the invoice may go, then try again."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    WhyNotSent.NO_EMAIL: Words(
        title=_("Invoice %(number)s has no email address in Fortnox, so it is not sent."),
        remedy=_("Enter the address on the invoice in Fortnox, and on customer %(customer)s for the next; try again."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
    WhyNotSent.NO_RECIPIENT: Words(
        title=_("Invoice %(number)s has neither a GLN nor an organisation number to send an e-invoice to."),
        remedy=_("Enter one on customer %(customer)s in Fortnox and on the invoice, then try again."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
}


def booking_not_possible(problem: Problem) -> Words:
    return NOT_BOOKED[problem.facts["why"]]


def sending_not_possible(problem: Problem) -> Words:
    return NOT_SENT[problem.facts["why"]]


def booking_not_done(problem: Problem) -> Words:
    """What Fortnox said, where it said anything; what to do about it, where its code is known."""
    if problem.facts.get("sentence"):
        title = _("The invoice is copied, but not booked: %(remote)s said “%(sentence)s”.")
    else:
        title = _("The invoice is copied, but not booked.")
    return _with_remedy_of(problem, title)


def sending_not_done(problem: Problem) -> Words:
    """The same for sending."""
    if problem.facts.get("sentence"):
        title = _("The invoice is copied, but not sent: %(remote)s said “%(sentence)s”.")
    else:
        title = _("The invoice is copied, but not sent.")
    return _with_remedy_of(problem, title)


def customer_unreachable(problem: Problem) -> Words:
    is_email = problem.facts.get("by") == SentBy.EMAIL
    return Words(
        title=_("Fortnox is to mail the invoice, but customer %(name)s has no email address there.")
        if is_email
        else _("Fortnox is to send an e-invoice, but customer %(name)s has neither GLN nor organisation number there."),
        remedy=_(
            "Enter it on the customer in Fortnox, or on the client company in Productive where the customer is new."
        ),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.COPY_DIALOG,
    )


def _with_remedy_of(problem: Problem, title: str) -> Words:
    known = BY_CODE.get(problem.facts.get("code", ""))
    if known is None:
        return Words(title=title, remedy=TRY_AGAIN, who=Who.YOU, place=Place.INVOICE)
    return Words(title=title, remedy=known.remedy, who=known.who, place=known.place)


BOOKING: Mapping[ProblemKind, Words] = {
    ProblemKind.SENDING_UNCERTAIN: Words(
        title=_("Fortnox was asked to send invoice %(number)s and never answered. It does not say that it is sent."),
        remedy=_(
            "Ask the client company whether the invoice came. If it did not, try again: then it is sent once more."
        ),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
}
