"""Words for what stops the document as a whole: its state, its numbers, its dates, its sums."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.references import Requires
from brygga.accounting.rulebook import RateSource
from brygga.wording.explanations import Place, Who, Words


def totals_disagree(problem: Problem) -> Words:
    if problem.facts.get("what") == "vat":
        title = _("Productive’s VAT is %(productive)s, but the lines and their tax rates come to %(meant)s.")
    else:
        title = _("Productive’s net is %(productive)s, but the lines come to %(meant)s.")
    return Words(
        title=title,
        remedy=_("Check the lines, discounts and tax rates of the invoice in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    )


def already_exported(problem: Problem) -> Words:
    if problem.facts.get("number"):
        title = _("Productive says that the invoice is exported as %(number)s, but Brygga did not copy it.")
    else:
        title = _("Productive says that the invoice is exported, but Brygga did not copy it.")
    return Words(
        title=title,
        remedy=_(
            "Look for it in Fortnox. If it is there, leave it: a copy would be a second claim. "
            "If it is not, remove the mark in Productive and copy."
        ),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    )


def rate_missing(problem: Problem) -> Words:
    if problem.facts.get("source") == RateSource.FORTNOX:
        return Words(
            title=_("Fortnox’s register has no usable rate for %(currency)s."),
            remedy=_("Set the rate of %(currency)s among the currencies in Fortnox."),
            who=Who.FORTNOX_SETTINGS,
            place=Place.FORTNOX_CURRENCIES,
        )
    return Words(
        title=_("Productive has no rate from %(currency)s to SEK on the invoice."),
        remedy=_("Choose another source of exchange rates in the integration settings."),
        who=Who.ADMIN,
        place=Place.SETTINGS,
    )


def reference_required(problem: Problem) -> Words:
    said = {
        Requires.ORDER_NUMBER: _("%(name)s wants an order number on every invoice, and this one has none."),
        Requires.YOUR_REFERENCE: _("%(name)s wants its reference on every invoice, and this one has none."),
    }
    either = _("%(name)s wants an order number or its reference on every invoice, and this one has neither.")
    return Words(
        title=said.get(Requires(problem.facts["requires"]), either),
        remedy=_(
            "Enter it in Productive, in the field that the invoice settings take it from. "
            "What the client company wants is said in the preview."
        ),
        who=Who.YOU_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    )


DOCUMENTS: Mapping[ProblemKind, Words] = {
    ProblemKind.DELETED: Words(
        title=_("The invoice is no longer in Productive."),
        remedy=_("Make a new one in Productive if it is still wanted, and copy that."),
        who=Who.PRODUCTIVE,
        place=Place.INVOICES,
    ),
    ProblemKind.ALREADY_COPIED: Words(
        title=_("The invoice is copied already: it is %(number)s in Fortnox."),
        remedy=_("Choose Update existing or Create new under Invoice copied on the page of the invoice."),
        who=Who.YOU,
        place=Place.INVOICE,
    ),
    ProblemKind.SENT_UNDER_OTHER_NUMBER: Words(
        title=_("The invoice was sent on %(date)s as %(number)s, and Fortnox would give it another number."),
        remedy=_("An invoice that was sent keeps its number. Enter it in Fortnox by hand, as %(number)s."),
        who=Who.ACCOUNTANT,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.NO_CLIENT_COMPANY: Words(
        title=_("The invoice has no client company."),
        remedy=_("Choose the client company on the invoice in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.NO_LINES: Words(
        title=_("The invoice has no line with an amount."),
        remedy=_("Add a line with an amount in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.CURRENCY_NOT_IN_FORTNOX: Words(
        title=_("%(currency)s is not set up in Fortnox."),
        remedy=_("Add %(currency)s with a rate among the currencies in Fortnox."),
        who=Who.FORTNOX_SETTINGS,
        place=Place.FORTNOX_CURRENCIES,
    ),
    ProblemKind.RATE_TO_ENTER: Words(
        title=_("The exchange rate of %(currency)s on %(date)s is not entered."),
        remedy=_("Enter the mid rate of the ECB or Nasdaq for that day. Brygga keeps it for every invoice of the day."),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.MINOR_UNITS_UNKNOWN: Words(
        title=_("Brygga cannot tell whether Productive counts %(currency)s in whole units or in hundredths."),
        remedy=_("Enter the invoice in Fortnox by hand, or invoice in another currency."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.NO_FINANCIAL_YEAR: Words(
        title=_("Fortnox has no financial year for %(date)s."),
        remedy=_("Create the financial year in Fortnox, or change the invoice date in Productive."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.FORTNOX_FINANCIAL_YEARS,
    ),
    ProblemKind.PERIOD_LOCKED: Words(
        title=_("The invoice date, %(date)s, is in a locked period: Fortnox is locked up to %(locked_until)s."),
        remedy=_(
            "Unlock the period in Fortnox, or choose a later invoice date in Productive. Brygga never moves a date."
        ),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.FORTNOX_LOCKED_PERIOD,
    ),
    ProblemKind.DELIVERY_DATE_MISSING: Words(
        title=_("The delivery date is missing, and the law asks for it."),
        remedy=_("Set the delivery date on the invoice in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.DUE_DATE_MISSING: Words(
        title=_("The due date is missing."),
        remedy=_("Set a due date or payment terms on the invoice in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.TOTAL_NOT_POSITIVE: Words(
        title=_("The total is %(total)s, and an invoice must come to more than zero."),
        remedy=_("Check the lines in Productive. What goes back to the client company belongs on a credit note."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.TOO_MANY_ROWS: Words(
        title=_("The invoice would be %(rows)s rows in Fortnox, which takes at most %(rows_max)s."),
        remedy=_("Split it into several invoices in Productive, or merge lines."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.REFERENCE_TOO_LONG: Words(
        title=_("A reference is too long for Fortnox: “%(text)s”"),
        remedy=_("Shorten it in Productive to at most %(length_max)s characters, or take it from another field."),
        who=Who.ADMIN_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.ORDER_NUMBER_TOO_LONG: Words(
        title=_("The purchase order number is too long for Fortnox: “%(text)s”"),
        remedy=_("Shorten it in Productive to at most %(length_max)s characters."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
}
