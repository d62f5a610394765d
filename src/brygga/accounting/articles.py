"""The article of a line: there, in use, and of one mind with the row's account about VAT."""

from __future__ import annotations

from collections.abc import Mapping

from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import AccountUse, Mapped
from brygga.fortnox import schema as fortnox

SERVICE = "SERVICE"


def article_problems(
    mapped: Mapped, use: AccountUse, account: int | None, articles: Mapping[str, fortnox.Article], chart: fortnox.Chart
) -> list[Problem]:
    """Why a row for this use, on this account, cannot carry the article that its service type is mapped to."""
    article = articles.get(mapped.article)
    if article is None:
        return [Problem(ProblemKind.ARTICLE_MISSING, {"article": mapped.article})] if mapped.article else []
    facts = {"article": article.article_number, "name": article.description}
    found = [
        (not article.active, ProblemKind.ARTICLE_INACTIVE),
        (article.is_house_work, ProblemKind.ARTICLE_IS_HOUSE_WORK),
        (use is AccountUse.EU and article.type != SERVICE, ProblemKind.EU_ARTICLE_NOT_SERVICE),
    ]
    return [Problem(kind, facts) for is_so, kind in found if is_so] + _contradiction(article, use, account, chart)


def _contradiction(
    article: fortnox.Article, use: AccountUse, number: int | None, chart: fortnox.Chart
) -> list[Problem]:
    """The row's account beats the article's, but their VAT codes must agree (bookkeeping, rule 15).

    An article may name an account that the chart lacks (told by an integrator 2026): that says nothing about VAT.
    """
    own, account = chart.get(account_of(article, use)), chart.get(number or 0)
    if own is None or account is None or own.vat_code == account.vat_code:
        return []
    facts = {
        "article": article.article_number,
        "name": article.description,
        "account": str(account.number),
        "code": account.vat_code,
        "article_account": str(own.number),
        "article_code": own.vat_code,
    }
    return [Problem(ProblemKind.ARTICLE_CONTRADICTS_ACCOUNT, facts)]


def account_of(article: fortnox.Article, use: AccountUse) -> int:
    """The article's own account for a use; 0 where it has none."""
    abroad = {
        AccountUse.EU: article.eu_account,
        AccountUse.EXPORT: article.export_account,
        AccountUse.REVERSE_CHARGE: article.construction_account,
    }
    return abroad.get(use, article.sales_account)
