"""What a service type is mapped to, checked before any invoice uses it; and the article that it surely means."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from brygga.accounting.accounts import fits
from brygga.accounting.articles import article_problems
from brygga.accounting.footings import mapping_problems
from brygga.accounting.problems import Problem
from brygga.accounting.rulebook import AccountUse, Mapped, Rulebook, Treatment
from brygga.fortnox import schema as fortnox

LIKENESS_MIN = 0.8

_AT_HOME = (AccountUse.RATE_25, AccountUse.RATE_12, AccountUse.RATE_6)
_USES = {Treatment.OUTLAY: AccountUse.OUTLAY, Treatment.EXEMPT: AccountUse.EXEMPT}


def check_mapping(mapped: Mapped, rulebook: Rulebook, *, year: str) -> list[Problem]:
    """Everything that is wrong with a mapping whatever the line: its account, its article, and both together.

    Which use an account is for, its own VAT code says; one without a code is held against 25 %, which needs one.
    """
    use = _USES.get(mapped.treatment) or _use_of(mapped.account, rulebook.chart)
    if mapped.account is None and mapped.treatment is not Treatment.ADVANCE:
        return article_problems(mapped, use, None, rulebook.articles, rulebook.chart)
    return mapping_problems(mapped, use, None, rulebook, year=year)


def suggested_article(name: str, articles: Iterable[fortnox.ArticleListed]) -> fortnox.ArticleListed | None:
    """The one article that is called nearly as the service type is; None where none or several are."""
    alike = [each for each in articles if _likeness(name, each.description) >= LIKENESS_MIN]
    return alike[0] if len(alike) == 1 else None


def _use_of(number: int | None, chart: fortnox.Chart) -> AccountUse:
    account = chart.get(number or 0)
    if account is None or not account.vat_code:
        return AccountUse.RATE_25
    uses = (*_AT_HOME, AccountUse.EXEMPT, AccountUse.EU)
    return next((use for use in uses if fits(use, account.vat_code)), AccountUse.RATE_25)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold()).ratio()
