"""Words for what keeps an invoice that is copied from being booked; the copy itself stands."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.booking import WhyNotBooked
from brygga.accounting.problems import Problem
from brygga.wording.explanations import Place, Who, Words

NOT_POSSIBLE: Mapping[str, Words] = {
    WhyNotBooked.CANCELLED: Words(
        title=_("Invoice %(number)s is cancelled in Fortnox, so it cannot be booked."),
        remedy=_("Choose Create new if the client company shall have an invoice."),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    WhyNotBooked.CASH_METHOD: Words(
        title=_("Invoice %(number)s follows the cash method: only its payments are booked, never the invoice."),
        remedy=_("Nothing is missing in the books. Choose to leave invoices unbooked in the integration settings."),
        who=Who.ADMIN,
        place=Place.SETTINGS,
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


def booking_not_possible(problem: Problem) -> Words:
    return NOT_POSSIBLE[problem.facts["why"]]
