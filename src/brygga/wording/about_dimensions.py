"""Words for what is wrong with the project or cost centre of a row."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.dimensions import Dimension
from brygga.accounting.problems import Problem
from brygga.wording.explanations import Place, Who, Words

MISSING: Mapping[str, str] = {
    Dimension.PROJECT: _("%(line)s is for project “%(code)s”, which Fortnox does not have."),
    Dimension.COST_CENTER: _("%(line)s is for cost centre “%(code)s”, which Fortnox does not have."),
}
INACTIVE: Mapping[str, str] = {
    Dimension.PROJECT: _("%(line)s is for project %(code)s, which is not open in Fortnox on %(date)s."),
    Dimension.COST_CENTER: _("%(line)s is for cost centre %(code)s, which is not active in Fortnox."),
}
REQUIRED: Mapping[str, str] = {
    Dimension.PROJECT: _("%(line)s is booked on account %(account)s, which demands a project in Fortnox."),
    Dimension.COST_CENTER: _("%(line)s is booked on account %(account)s, which demands a cost centre in Fortnox."),
}


def dimension_missing(problem: Problem) -> Words:
    return Words(
        title=MISSING[problem.facts["dimension"]],
        remedy=_("Add it in Fortnox, or say in the invoice settings which of Fortnox’s codes is meant by it."),
        who=Who.ACCOUNTANT_OR_ADMIN,
        place=Place.INVOICE_SETTINGS,
    )


def dimension_inactive(problem: Problem) -> Words:
    return Words(
        title=INACTIVE[problem.facts["dimension"]],
        remedy=_("Open it in Fortnox, or choose another in Productive."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    )


def dimension_required(problem: Problem) -> Words:
    return Words(
        title=REQUIRED[problem.facts["dimension"]],
        remedy=_("Say in the invoice settings where it is taken from, and fill that in in Productive."),
        who=Who.ADMIN_OR_PRODUCTIVE,
        place=Place.INVOICE_SETTINGS,
    )
