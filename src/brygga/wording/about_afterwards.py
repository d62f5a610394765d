"""Words for what became of a copied invoice in Fortnox."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import ProblemKind
from brygga.wording.explanations import Place, Who, Words

AFTERWARDS: Mapping[ProblemKind, Words] = {
    ProblemKind.CHANGED_AFTERWARDS: Words(
        title=_("Somebody changed %(what)s in Fortnox after it was copied: it was %(written)s, now it is %(found)s."),
        remedy=_("Keep Fortnox’s value, or choose Update existing to bring Fortnox to what Productive says."),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    ProblemKind.CANCELLED_AFTERWARDS: Words(
        title=_("Somebody cancelled invoice %(number)s in Fortnox after it was copied."),
        remedy=_("Say that you have seen it, or choose Create new if the client company shall have an invoice."),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    ProblemKind.CREDITED_AFTERWARDS: Words(
        title=_("Somebody credited invoice %(number)s in Fortnox, by credit note %(credit_note)s."),
        remedy=_("Say that you have seen it. Productive knows nothing of that credit note: make one there as well."),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    ProblemKind.GONE_AFTERWARDS: Words(
        title=_("Fortnox no longer shows invoice %(number)s."),
        remedy=_("Ask whoever keeps the books what became of it. Create new makes another invoice."),
        who=Who.ACCOUNTANT_OR_YOU,
        place=Place.INVOICE,
    ),
}
