"""Words for what keeps the invoice's PDF from the side that does not make it; the copy itself stands."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import Problem, ProblemKind
from brygga.documents.facts import Missing
from brygga.wording.explanations import Place, Who, Words

TRY_AGAIN = _("Try again under Invoice PDF, on the page of the invoice. The copy itself stands.")

INCOMPLETE: Mapping[str, Words] = {
    Missing.SELLER_ADDRESS: Words(
        title=_("Brygga’s PDF would lack your company’s name or address."),
        remedy=_("Enter it in Fortnox, in the company settings, then try again."),
        who=Who.FORTNOX_SETTINGS,
    ),
    Missing.SELLER_VAT_NUMBER: Words(
        title=_("Brygga’s PDF would lack your company’s VAT number."),
        remedy=_("Enter it in Fortnox, in the company settings, then try again."),
        who=Who.FORTNOX_SETTINGS,
    ),
    Missing.BANK_ACCOUNT: Words(
        title=_("Brygga’s PDF would lack where to pay: Fortnox has neither bankgiro, plusgiro nor IBAN."),
        remedy=_("Enter one in Fortnox, in the company settings, then try again."),
        who=Who.FORTNOX_SETTINGS,
    ),
    Missing.BUYER_NAME: Words(
        title=_("Brygga’s PDF would lack the client company’s name."),
        remedy=_("Attach the right PDF to the invoice in Productive, then try again."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    Missing.BUYER_ADDRESS: Words(
        title=_(
            "Brygga’s PDF would lack the client company’s address: Productive had none when the invoice was copied."
        ),
        remedy=_("Attach the right PDF to the invoice in Productive, then try again."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    Missing.BUYER_VAT_NUMBER: Words(
        title=_("Brygga’s PDF would lack the client company’s VAT number, which reverse charge wants."),
        remedy=_("Enter it on the customer in Fortnox, then try again."),
        who=Who.ACCOUNTANT,
    ),
    Missing.VAT_IN_SEK: Words(
        title=_("Brygga’s PDF would lack the VAT in SEK, which the law wants beside another currency."),
        remedy=_("Attach the right PDF to the invoice in Productive, then try again."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    Missing.ORIGINAL_NUMBER: Words(
        title=_("Brygga’s PDF would not say which invoice it credits."),
        remedy=_("Attach the right PDF to the credit note in Productive, then try again."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
}


def document_incomplete(problem: Problem) -> Words:
    return INCOMPLETE[problem.facts["what"]]


def document_not_delivered(problem: Problem) -> Words:
    """What the remote said, where it said anything."""
    is_to_productive = problem.facts.get("to") == "productive"
    if problem.facts.get("sentence"):
        title = (
            _("The invoice is copied, but its PDF is not in Productive: %(remote)s said “%(sentence)s”.")
            if is_to_productive
            else _("The invoice is copied, but its PDF is not in Fortnox: %(remote)s said “%(sentence)s”.")
        )
    else:
        title = (
            _("The invoice is copied, but its PDF is not in Productive.")
            if is_to_productive
            else _("The invoice is copied, but its PDF is not in Fortnox.")
        )
    return Words(title=title, remedy=TRY_AGAIN, who=Who.YOU, place=Place.INVOICE)


FILES: Mapping[ProblemKind, Words] = {
    ProblemKind.DOCUMENT_IN_THE_WAY: Words(
        title=_("The Productive invoice shows another file, “%(name)s”, where Fortnox’s PDF belongs."),
        remedy=_("An invoice in Productive has room for one file. Take it away there if it may go, then try again."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.DOCUMENT_TO_CHOOSE: Words(
        title=_("The Productive invoice shows a file, “%(name)s”. Is it the invoice?"),
        remedy=_(
            "Say so under Invoice PDF, on the page of the invoice. It is only the invoice if number, date, total, OCR "
            "number and bank account are those of Fortnox."
        ),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    ProblemKind.DOCUMENT_TOO_LARGE: Words(
        title=_("The PDF is too large for Fortnox: %(megabytes)s MB, and 5 MB is the most."),
        remedy=_("Attach a smaller one to the invoice in Productive, then try again."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
}
