"""Words for what stops a credit note: the invoice that it takes back, and what it takes back of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.creditable import WhyNot
from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words

NOT_CREDITABLE: Mapping[str, Words] = {
    WhyNot.GONE: Words(
        title=_("Fortnox has no invoice %(number)s any more, so it cannot be credited."),
        remedy=_("Ask whoever keeps the books what became of it."),
        who=Who.ACCOUNTANT,
        place=Place.INVOICE,
    ),
    WhyNot.NOT_OURS: Words(
        title=_("Invoice %(number)s in Fortnox is not the one that Brygga made, so Brygga does not credit it."),
        remedy=_("It no longer carries Brygga’s reference. Look at it in Fortnox, and credit it there."),
        who=Who.ACCOUNTANT,
        place=Place.INVOICE,
    ),
    WhyNot.OTHER_COMPANY: Words(
        title=_("Invoice %(number)s stands in the books of another company."),
        remedy=_("The subsidiary is connected to another Fortnox account now. Credit the invoice in Fortnox by hand."),
        who=Who.ACCOUNTANT,
        place=Place.INVOICE,
    ),
    WhyNot.CANCELLED: Words(
        title=_("Invoice %(number)s is cancelled in Fortnox: it claims nothing that could be credited."),
        remedy=_("Delete the credit note in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    WhyNot.CREDITED: Words(
        title=_("Invoice %(number)s is credited in Fortnox already, by credit note %(credit_note)s."),
        remedy=_(
            "Fortnox makes one credit note of an invoice. If %(credit_note)s is wrong, correct it in Fortnox; "
            "if this one is not wanted, delete it in Productive."
        ),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.INVOICE,
    ),
    WhyNot.OPEN: Words(
        title=_("Invoice %(number)s is neither booked nor sent, so it is cancelled and not credited."),
        remedy=_("Cancel it in Fortnox, then delete the credit note in Productive."),
        who=Who.YOU,
        place=Place.CANCELLATION,
    ),
}

CREDITS: Mapping[ProblemKind, Words] = {
    ProblemKind.CREDIT_WITHOUT_ORIGINAL: Words(
        title=_("The credit note does not say which invoice it credits."),
        remedy=_("Make it anew in Productive from the invoice itself: its menu has Create credit note."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.CREDIT_BOOKS_FIRST: Words(
        title=_("Invoice %(number)s is sent but not booked, and Fortnox credits what is booked."),
        remedy=_("Open the preview and let Brygga book it first, on %(date)s, or have it booked in Fortnox."),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.CREDIT_UNDER_WAY: Words(
        title=_("Another credit note of invoice %(number)s is on its way to Fortnox."),
        remedy=_("Finish that one first: try it again, or delete it in Productive if it is not wanted."),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    ProblemKind.CREDIT_ORIGINAL_CHANGED: Words(
        title=_("Invoice %(number)s was changed in Fortnox: %(what)s was %(meant)s, now it is %(found)s."),
        remedy=_("Productive credits what it invoiced itself. Credit the invoice in Fortnox by hand."),
        who=Who.ACCOUNTANT,
        place=Place.INVOICE,
    ),
    ProblemKind.CREDIT_OF_ANOTHER: Words(
        title=_("The credit note is for another client company, or in another currency, than invoice %(number)s."),
        remedy=_("Make it anew in Productive from the invoice itself: its menu has Create credit note."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.CREDIT_NOT_NEGATIVE: Words(
        title=_("The credit note takes nothing back of invoice %(number)s: its total is not below zero."),
        remedy=_("Check its lines in Productive: what is taken back has a quantity below zero."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.CREDIT_TOO_LARGE: Words(
        title=_("It takes back %(amount)s, but only %(left)s is left of invoice %(number)s."),
        remedy=_("Check its lines in Productive, and the other credit notes of the invoice."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.CREDIT_SOLD_IN_PART: Words(
        title=_("Invoice %(number)s is sold, and a sold invoice is credited only as a whole."),
        remedy=_("Credit all of it, and copy a new invoice of what is still to be paid."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.CREDIT_LINE_UNKNOWN: Words(
        title=_("%(line)s fits no single line of invoice %(number)s, so its account is not known."),
        remedy=_("Give it the service type, tax rate and price of the line that it takes back."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.CREDIT_BOOKED_AT_ONCE: Words(
        title=_("Fortnox booked credit note %(number)s at once, on %(date)s; in Productive it is of %(wanted_on)s."),
        remedy=_("What is booked keeps its date. Set the invoice date in Productive to %(date)s, then try again."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.CREDIT_LEAVES_REST: Words(
        title=_("Credit note %(credit_note)s leaves %(left)s of invoice %(number)s: Fortnox rounded them apart."),
        remedy=_("Write the rest off in Fortnox."),
        who=Who.ACCOUNTANT,
        place=Place.FORTNOX_INVOICE,
    ),
}


def not_creditable(problem: Problem) -> Words:
    return NOT_CREDITABLE[problem.facts["why"]]


def original_not_copied(problem: Problem) -> Words:
    if problem.facts.get("number"):
        title = _("Invoice %(number)s, which it credits, was not copied to Fortnox.")
    else:
        title = _("The invoice that it credits was not copied to Fortnox.")
    return Words(
        title=title,
        remedy=_("Copy the invoice first. A credit note takes back what stands in Fortnox."),
        who=Who.YOU,
        place=Place.INVOICE,
    )
