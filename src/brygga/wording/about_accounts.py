"""Words for what stops the accounts and articles that lines are booked on."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from brygga.accounting.problems import Problem, ProblemKind
from brygga.wording.explanations import Place, Who, Words


def account_missing(problem: Problem) -> Words:
    return _account(
        problem,
        _("Account %(account)s does not exist in Fortnox %(year)s.")
        if problem.facts.get("year")
        else _("Account %(account)s does not exist in Fortnox."),
        _("Add the account in Fortnox, or choose another for %(use)s in the integration settings."),
        _("Add the account in Fortnox, or choose another for the service type %(service_type)s."),
    )


def account_inactive(problem: Problem) -> Words:
    return _account(
        problem,
        _("Account %(account)s is not active in %(year)s.")
        if problem.facts.get("year")
        else _("Account %(account)s is not active in Fortnox."),
        _("Activate the account in Fortnox, or choose another for %(use)s in the integration settings."),
        _("Activate the account in Fortnox, or choose another for the service type %(service_type)s."),
    )


def account_contradicts_rate(problem: Problem) -> Words:
    return _account(
        problem,
        _("Account %(account)s has VAT code %(code)s, which does not fit %(use)s.")
        if problem.facts.get("code")
        else _("Account %(account)s has no VAT code, and %(use)s needs one."),
        _("Choose another account for %(use)s in the integration settings, or correct the VAT code in Fortnox."),
        _(
            "The service type %(service_type)s is booked on it. Choose another account for it, or none, or correct the "
            "line’s tax rate in Productive."
        ),
    )


def outlay_on_revenue_account(problem: Problem) -> Words:
    return _account(
        problem,
        _("Account %(account)s is a revenue account, and an outlay is no revenue."),
        _("Choose an account for outlays in the integration settings, such as 1681."),
        _("Choose an account for outlays, such as 1681, for the service type %(service_type)s."),
    )


def advance_on_revenue_account(problem: Problem) -> Words:
    return _account(
        problem,
        _("Account %(account)s is a revenue account, and an advance is no revenue yet."),
        _("Choose an account for advances, such as 2420 or 2970, for the service type %(service_type)s."),
        _("Choose an account for advances, such as 2420 or 2970, for the service type %(service_type)s."),
    )


def _account(problem: Problem, title: str, of_default: str, of_mapping: str) -> Words:
    if problem.facts.get("service_type"):
        return Words(title=title, remedy=of_mapping, who=Who.ACCOUNTANT_OR_ADMIN, place=Place.SERVICE_TYPES)
    return Words(title=title, remedy=of_default, who=Who.ACCOUNTANT_OR_ADMIN, place=Place.SETTINGS)


def _article(title: str, remedy: str) -> Words:
    return Words(title=title, remedy=remedy, who=Who.ACCOUNTANT_OR_ADMIN, place=Place.SERVICE_TYPES)


ACCOUNTS: Mapping[ProblemKind, Words] = {
    ProblemKind.ACCOUNT_NOT_CHOSEN: Words(
        title=_("No account is chosen for %(use)s."),
        remedy=_("Choose one in the integration settings."),
        who=Who.ADMIN,
        place=Place.SETTINGS,
    ),
    ProblemKind.ACCOUNTS_SHARE_CODE: Words(
        title=_(
            "Accounts %(account)s and %(other)s both have VAT code %(code)s, but %(use)s and %(other_use)s stand in "
            "different boxes of the VAT return."
        ),
        remedy=_("Choose another account for one of them, or correct the VAT code in Fortnox."),
        who=Who.ACCOUNTANT_OR_ADMIN,
        place=Place.SETTINGS,
    ),
    ProblemKind.ADVANCE_WITHOUT_ACCOUNT: Words(
        title=_("The service type %(service_type)s is an advance, and has no account for it."),
        remedy=_("Choose an account for it, such as 2420 or 2970."),
        who=Who.ADMIN,
        place=Place.SERVICE_TYPES,
    ),
    ProblemKind.EU_ARTICLE_MISSING: Words(
        title=_("%(line)s goes to a business in the EU, and its service type %(service_type)s has no article."),
        remedy=_("Map the service type to a service article: rows without one drop out of the EC sales list."),
        who=Who.ADMIN,
        place=Place.SERVICE_TYPES,
    ),
    ProblemKind.EU_ARTICLE_NOT_SERVICE: _article(
        _("Article %(article)s, %(name)s, is not a service, so it drops out of the EC sales list."),
        _("Make it a service in Fortnox, or choose another article for the service type %(service_type)s."),
    ),
    ProblemKind.ARTICLE_MISSING: _article(
        _("Article %(article)s is not in Fortnox."),
        _("Add the article in Fortnox, or choose another for the service type %(service_type)s."),
    ),
    ProblemKind.ARTICLE_INACTIVE: _article(
        _("Article %(article)s, %(name)s, is inactive in Fortnox."),
        _("Activate the article in Fortnox, or choose another for the service type %(service_type)s."),
    ),
    ProblemKind.ARTICLE_IS_HOUSE_WORK: _article(
        _("Article %(article)s, %(name)s, is for house work, which Fortnox refuses on an ordinary invoice."),
        _("Choose another article for the service type %(service_type)s."),
    ),
    ProblemKind.ARTICLE_CONTRADICTS_ACCOUNT: _article(
        _(
            "Article %(article)s, %(name)s, belongs to account %(article_account)s (VAT code %(article_code)s), "
            "but the row is booked on %(account)s (VAT code %(code)s)."
        ),
        _(
            "Choose another article or account for the service type %(service_type)s, "
            "or correct the article in Fortnox."
        ),
    ),
}
