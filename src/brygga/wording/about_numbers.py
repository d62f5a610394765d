"""Words for what stands in the way of a number that Productive gave, or that a person chose."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.numbers import Unfit
from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words

IN_PRODUCTIVE = "productive"
FORMATS: Mapping[str, str] = {
    Unfit.MISSING: _("Productive has no number format for the subsidiary."),
    Unfit.NOT_DIGITS: _("The subsidiary’s number format in Productive, %(format)s, gives more than digits."),
    Unfit.NOT_COUNTING: _("The subsidiary’s number format in Productive, %(format)s, does not count."),
    Unfit.ZERO_FIRST: _("The subsidiary’s number format in Productive, %(format)s, can begin with a zero."),
}
KEEPS_ITS_NUMBER = _(
    "An invoice that was sent keeps its number, and Fortnox gives none twice. "
    "Credit it in Productive, and make a new one."
)


def number_format_unfit(problem: Problem) -> Words:
    return Words(
        title=FORMATS.get(problem.facts.get("why", ""), FORMATS[Unfit.NOT_DIGITS]),
        remedy=_(
            "Fortnox’s numbers are digits that do not begin with 0. Give the subsidiary such a number format in "
            "Productive, for example {n}, or choose Fortnox under Invoice Number Generation."
        ),
        who=Who.PRODUCTIVE_ADMIN,
        place=Place.SETTINGS,
    )


def number_unfit(problem: Problem) -> Words:
    return Words(
        title=_("%(number)s cannot be a number in Fortnox.")
        if problem.facts.get("number")
        else _("The invoice is finalized in Productive without a number."),
        remedy=KEEPS_ITS_NUMBER
        if problem.facts.get("sent")
        else _("Choose another in the preview: at most 15 digits, the first not 0. %(next)s is free."),
        who=Who.PRODUCTIVE if problem.facts.get("sent") else Who.YOU,
        place=Place.PRODUCTIVE_INVOICE if problem.facts.get("sent") else Place.COPY_DIALOG,
    )


def number_taken(problem: Problem) -> Words:
    return Words(
        title=_("Another invoice in Productive is %(number)s already, for %(name)s.")
        if problem.facts.get("remote") == IN_PRODUCTIVE
        else _("Fortnox has %(number)s already, for %(name)s."),
        remedy=KEEPS_ITS_NUMBER
        if problem.facts.get("sent")
        else _("Choose another number in the preview. %(next)s is free."),
        who=Who.PRODUCTIVE if problem.facts.get("sent") else Who.YOU,
        place=Place.PRODUCTIVE_INVOICE if problem.facts.get("sent") else Place.COPY_DIALOG,
    )


def number_wanted(problem: Problem) -> Words:
    return Words(
        title=_("%(number)s in Fortnox was copied from this invoice before, and keeps that number."),
        remedy=KEEPS_ITS_NUMBER
        if problem.facts.get("sent")
        else _("Another invoice needs a number of its own. Choose it here: %(next)s is free."),
        who=Who.PRODUCTIVE if problem.facts.get("sent") else Who.YOU,
    )


NUMBERS: Mapping[ProblemKind, Words] = {
    ProblemKind.FINALIZED_ALONE: Words(
        title=_("Productive is finalized as %(number)s; Fortnox has nothing."),
        remedy=_(
            "Once the cause is gone, copy again under the same number. Or choose another number in the preview: "
            "Productive then gets it too."
        ),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.NUMBER_STAYS: Words(
        title=_("The invoice was sent as %(number)s, and keeps that number."),
        remedy=_("Copy it as %(number)s: choose no other."),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    ),
}
