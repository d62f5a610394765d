"""Words for what stops the VAT and the lines: who buys, at which rate, and amounts that do not add up."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words

VAT: Mapping[ProblemKind, Words] = {
    ProblemKind.FOREIGN_VAT_NUMBER: Words(
        title=_("The client company is in Sweden, or has no country, but its VAT number, %(vat)s, is foreign."),
        remedy=_("Correct its country or its VAT number in Productive. They decide the VAT."),
        who=Who.PRODUCTIVE_COMPANIES,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.COUNTRIES_DIFFER: Words(
        title=_("The invoice’s address and the client company are in different countries: %(countries)s."),
        remedy=_("Correct the address in Productive. The country decides the VAT."),
        who=Who.PRODUCTIVE_COMPANIES,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.VAT_NUMBER_MALFORMED: Words(
        title=_("“%(vat)s” is not one VAT number of %(country)s."),
        remedy=_("Correct the VAT number in Productive; leave it empty for a private person."),
        who=Who.PRODUCTIVE_COMPANIES,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.VAT_NUMBER_MISSING: Words(
        title=_("%(name)s is in %(country)s and has no VAT number."),
        remedy=_(
            "For a business, add the VAT number in Productive: without it there is no reverse charge. "
            "For a private person, confirm it here: then Swedish VAT applies."
        ),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    ),
    ProblemKind.REVERSE_CHARGE: Words(
        title=_("%(line)s has reverse charge (%(rate_name)s), which does not apply to this buyer."),
        remedy=_(
            "Correct the tax rate in Productive. If the company sells with reverse charge in Sweden, as in "
            "construction, turn that on in the integration settings."
        ),
        who=Who.ADMIN_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.REVERSE_CHARGE_WITHOUT_NUMBER: Words(
        title=_("%(line)s has reverse charge (%(rate_name)s), and the buyer has no Swedish VAT number."),
        remedy=_("Add the client company’s VAT number (SE and twelve digits) in Productive: the invoice must name it."),
        who=Who.PRODUCTIVE_COMPANIES,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.SWEDISH_VAT_ABROAD: Words(
        title=_("%(line)s has %(percent)s VAT (%(rate_name)s), but the buyer is a business in %(country)s."),
        remedy=_("Choose a tax rate of 0 %% for the line in Productive. If the country is wrong, correct it there."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.TREATMENT_ABROAD: Words(
        title=_(
            "%(line)s is “%(treatment)s” (%(service_type)s) to a buyer in %(country)s, and that VAT is not certain."
        ),
        remedy=_("Enter the invoice in Fortnox by hand, or choose another service type for the line in Productive."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.TREATMENT_CONTRADICTS_RATE: Words(
        title=_("%(line)s has %(percent)s VAT, but its service type %(service_type)s is “%(treatment)s”."),
        remedy=_("Choose a tax rate of 0 %% for the line in Productive, or change what the service type is, here."),
        who=Who.ADMIN_OR_PRODUCTIVE,
        place=Place.SERVICE_TYPES,
    ),
    ProblemKind.COUNTRY_UNKNOWN: Words(
        title=_("Brygga knows no country called “%(country)s”."),
        remedy=_("Correct the country in the client company’s address in Productive. It decides the VAT."),
        who=Who.PRODUCTIVE_COMPANIES,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.COUNTRY_MISSING: Words(
        title=_("The client company has neither a country nor a Swedish organisation number."),
        remedy=_("Add the country to its address in Productive. It decides the VAT."),
        who=Who.PRODUCTIVE_COMPANIES,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.NO_TAX_RATE: Words(
        title=_("%(line)s has no tax rate."),
        remedy=_("Choose a tax rate for the line in Productive. Brygga never guesses one."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.RATE_UNKNOWN: Words(
        title=_("%(line)s has %(percent)s VAT (%(rate_name)s), which is no Swedish rate."),
        remedy=_("Choose a tax rate of 25, 12, 6 or 0 %% for the line in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.ZERO_RATE_NEEDS_REASON: Words(
        title=_("%(line)s has 0 %% VAT (%(rate_name)s), and nobody has said why."),
        remedy=_(
            "Say what it is: an outlay, or exempt from VAT, for its service type or for all lines in the "
            "integration settings. If the tax rate is wrong, correct it in Productive."
        ),
        who=Who.ADMIN,
        place=Place.SETTINGS,
    ),
    ProblemKind.LINE_AMOUNT_UNEXPLAINED: Words(
        title=_("%(line)s costs %(amount)s, but quantity, price and discount come to %(computed)s."),
        remedy=_("Check quantity, price and discount of the line in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.LINE_WITHOUT_TEXT: Words(
        title=_("%(line)s has an amount, but neither a description nor a service type."),
        remedy=_("Describe the line in Productive."),
        who=Who.PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
}


def buyer_to_confirm(problem: Problem) -> Words:
    if problem.facts.get("vat"):
        return Words(
            title=_("Nobody has confirmed that %(name)s in %(country)s is a business (VAT number %(vat)s)."),
            remedy=_(
                "Check that it is a business, in the EU by its number in VIES, and confirm it here. "
                "Brygga remembers it until the country or the number changes."
            ),
            who=Who.YOU,
            place=Place.COPY_DIALOG,
        )
    return Words(
        title=_("Nobody has confirmed that %(name)s in %(country)s is a business."),
        remedy=_(
            "Check that it is one, and confirm it here. Brygga remembers it until its country or VAT number changes."
        ),
        who=Who.YOU,
        place=Place.COPY_DIALOG,
    )
