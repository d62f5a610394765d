"""Words for what stops the lines: VAT, its accounts, and amounts that do not add up."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words


def account_missing(problem: Problem) -> Words:
    return _account(
        _("Account %(account)s does not exist in Fortnox %(year)s.")
        if problem.facts.get("year")
        else _("Account %(account)s does not exist in Fortnox."),
        _("Add the account in Fortnox, or choose another for %(rate)s in the integration settings."),
    )


def account_inactive(problem: Problem) -> Words:
    return _account(
        _("Account %(account)s is not active in %(year)s.")
        if problem.facts.get("year")
        else _("Account %(account)s is not active in Fortnox."),
        _("Activate the account in Fortnox, or choose another for %(rate)s in the integration settings."),
    )


def account_contradicts_rate(problem: Problem) -> Words:
    return _account(
        _("Account %(account)s has VAT code %(code)s, which does not fit %(rate)s.")
        if problem.facts.get("code")
        else _("Account %(account)s has no VAT code, and %(rate)s needs one."),
        _("Choose another account for %(rate)s in the integration settings, or correct the VAT code in Fortnox."),
    )


def _account(title: str, remedy: str) -> Words:
    return Words(title=title, remedy=remedy, who=Who.ACCOUNTANT_OR_ADMIN, place=Place.SETTINGS)


VAT: Mapping[ProblemKind, Words] = {
    ProblemKind.BUYER_OUTSIDE_SWEDEN: Words(
        title=_("The client company is in %(country)s, and Brygga can only copy to Swedish ones yet."),
        remedy=_("Enter the invoice in Fortnox by hand. If the country is wrong, correct it in Productive."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.FOREIGN_VAT_NUMBER: Words(
        title=_("The client company’s VAT number, %(vat)s, is foreign, and Brygga can only copy Swedish VAT yet."),
        remedy=_("Enter the invoice in Fortnox by hand. If the VAT number is wrong, correct it in Productive."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
    ),
    ProblemKind.REVERSE_CHARGE: Words(
        title=_("%(line)s has reverse charge (%(rate_name)s), and Brygga cannot copy that yet."),
        remedy=_("Enter the invoice in Fortnox by hand. If the tax rate is wrong, correct it in Productive."),
        who=Who.ACCOUNTANT_OR_PRODUCTIVE,
        place=Place.PRODUCTIVE_INVOICE,
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
            "Say in the integration settings what 0 %% means: an outlay, or exempt from VAT. "
            "If the tax rate is wrong, correct it in Productive."
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
    ProblemKind.ACCOUNT_NOT_CHOSEN: Words(
        title=_("No account is chosen for %(rate)s VAT."),
        remedy=_("Choose one in the integration settings."),
        who=Who.ADMIN,
        place=Place.SETTINGS,
    ),
    ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT: Words(
        title=_("Account %(account)s is a revenue account, and an outlay is no revenue."),
        remedy=_("Choose an account for outlays for %(rate)s in the integration settings, such as 1681."),
        who=Who.ADMIN,
        place=Place.SETTINGS,
    ),
}
