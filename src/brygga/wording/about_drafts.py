"""Words for what keeps a draft from being made in Productive of an invoice that is copied; the copy itself stands."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import ProblemKind
from brygga.wording.explanations import Place, Who, Words

DRAFTS: Mapping[ProblemKind, Words] = {
    ProblemKind.DRAFT_NOT_MADE: Words(
        title=_("The draft could not be made in Productive."),
        remedy=_("Try again from the menu of the invoice, or make it in Productive."),
        who=Who.YOU_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.DRAFT_NOTHING_LEFT: Words(
        title=_("All of invoice %(number)s is credited in Productive already."),
        remedy=_("Open it in Productive: its credit notes stand beside it."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.DRAFT_TOO_LONG: Words(
        title=_("The invoice has %(lines)s lines, and Brygga writes at most %(lines_max)s of them at once."),
        remedy=_("Make the credit note in Productive: the menu of the invoice has Create credit note there too."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
}
