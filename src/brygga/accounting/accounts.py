"""The account of each VAT case and rate: proposed from the chart, checked against it, chosen by a person."""

from __future__ import annotations

from collections.abc import Mapping

from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import AccountUse
from brygga.fortnox import schema as fortnox

# The VAT codes that an account may carry for a use. MP1, MP2, MP3 and MF are what Fortnox demands of its own predefined
# sales accounts of 25, 12, 6 and 0 % (OpenAPI file, 2026); MP1 at 25 % was recorded 2026-05-08. An account without a
# code stays out of the VAT return: right for outlays, allowed for what is exempt.
CODES: Mapping[AccountUse, frozenset[str]] = {
    AccountUse.RATE_25: frozenset({"MP1"}),
    AccountUse.RATE_12: frozenset({"MP2"}),
    AccountUse.RATE_6: frozenset({"MP3"}),
    AccountUse.OUTLAY: frozenset({""}),
    AccountUse.EXEMPT: frozenset({"", "MF"}),
}
# Which codes lead to boxes 39, 40 and 41 is documented nowhere: for the other uses any code is taken but these.
CODES_AT_HOME = frozenset({"", "MP1", "MP2", "MP3", "MF"})
REVENUE = range(3000, 4000)

# First what Fortnox itself falls back to (3001 on articles recorded 2017 to 2024), so that most books already use it;
# then the usual accounts for services. 3308, 3305 and 3231 are those of the BAS chart (common knowledge).
_PREFERRED: Mapping[AccountUse, tuple[int, ...]] = {
    AccountUse.RATE_25: (3001, 3041),
    AccountUse.RATE_12: (3002, 3042),
    AccountUse.RATE_6: (3003, 3043),
    AccountUse.OUTLAY: (1681,),
    AccountUse.EXEMPT: (3004, 3044),
    AccountUse.EU: (3308,),
    AccountUse.EXPORT: (3305,),
    AccountUse.REVERSE_CHARGE: (3231,),
}
# Uses whose code is documented, so that a lesser-known account with that code may be proposed.
_TOLD_BY_CODE = frozenset({AccountUse.RATE_25, AccountUse.RATE_12, AccountUse.RATE_6, AccountUse.EXEMPT})


def propose_accounts(chart: fortnox.Chart) -> dict[AccountUse, int | None]:
    """An account for each use, for a person to accept or change; None where the chart has no fitting one.

    A fitting account is active and carries a code that the use may have. The usual numbers come first, else the lowest
    revenue account that says the right code.
    """
    return {use: _proposed(use, chart) for use in AccountUse}


def check_accounts(
    accounts: Mapping[AccountUse, int | None], chart: fortnox.Chart, *, year: str = ""
) -> tuple[Problem, ...]:
    """What is wrong with the chosen accounts; a use without an account is no problem until an invoice needs it."""
    chosen = {use: number for use in AccountUse if (number := accounts.get(use)) is not None}
    wrong = [problem for use, number in chosen.items() for problem in account_problems(use, number, chart, year=year)]
    return (*wrong, *_shared_codes(chosen, chart))


def account_problems(use: AccountUse, number: int | None, chart: fortnox.Chart, *, year: str = "") -> list[Problem]:
    """Why the account chosen for a use cannot carry it. `year` is the chart's financial year, for the message."""
    if number is None:
        return [Problem(ProblemKind.ACCOUNT_NOT_CHOSEN, {"use": use.value})]
    problems = missing_or_inactive(use, number, chart, year=year)
    account = chart.get(number)
    if account is None:
        return problems
    facts = {"use": use.value, "account": str(number), "name": account.description, "year": year}
    if not fits(use, account.vat_code):
        problems.append(Problem(ProblemKind.ACCOUNT_CONTRADICTS_RATE, facts | {"code": account.vat_code}))
    if use is AccountUse.OUTLAY and number in REVENUE:
        problems.append(Problem(ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT, facts))
    return problems


def advance_problems(use: AccountUse, number: int, chart: fortnox.Chart, *, year: str = "") -> list[Problem]:
    """Why an account cannot carry an advance: it is owed until the work is done, so it is no revenue yet.

    It may have no VAT code, as 2420 has, or that of the line's rate.
    """
    problems = missing_or_inactive(use, number, chart, year=year)
    account = chart.get(number)
    if account is None:
        return problems
    facts = {"use": use.value, "account": str(number), "name": account.description, "year": year}
    if account.vat_code and not fits(use, account.vat_code):
        problems.append(Problem(ProblemKind.ACCOUNT_CONTRADICTS_RATE, facts | {"code": account.vat_code}))
    if number in REVENUE:
        problems.append(Problem(ProblemKind.ADVANCE_ON_REVENUE_ACCOUNT, facts))
    return problems


def missing_or_inactive(use: AccountUse, number: int, chart: fortnox.Chart, *, year: str) -> list[Problem]:
    """Whether the chart lacks the account, or has it switched off."""
    facts = {"use": use.value, "account": str(number)}
    account = chart.get(number)
    if account is None:
        return [Problem(ProblemKind.ACCOUNT_MISSING, facts | {"year": year})]
    if not account.active:
        return [Problem(ProblemKind.ACCOUNT_INACTIVE, facts | {"name": account.description, "year": year})]
    return []


def fits(use: AccountUse, code: str) -> bool:
    """Whether an account with this VAT code ("" for none) may carry the use, as far as anybody has documented."""
    return code in CODES[use] if use in CODES else code not in CODES_AT_HOME


def _shared_codes(chosen: Mapping[AccountUse, int], chart: fortnox.Chart) -> list[Problem]:
    """One code leads to one box of the VAT return, so two of boxes 39, 40 and 41 cannot have the same."""
    problems: list[Problem] = []
    seen: dict[str, tuple[AccountUse, int]] = {}
    for use, number in chosen.items():
        account = chart.get(number)
        if use in CODES or account is None or not fits(use, account.vat_code):
            continue
        if account.vat_code in seen:
            other_use, other = seen[account.vat_code]
            facts = {"use": use.value, "account": str(number), "code": account.vat_code}
            facts |= {"other_use": other_use.value, "other": str(other)}
            problems.append(Problem(ProblemKind.ACCOUNTS_SHARE_CODE, facts))
        seen.setdefault(account.vat_code, (use, number))
    return problems


def _proposed(use: AccountUse, chart: fortnox.Chart) -> int | None:
    usual = (number for number in _PREFERRED[use] if _is_fitting(use, chart.get(number)))
    # An account without a code might be anything, so beyond the usual numbers the code must be said.
    told = sorted(chart) if use in _TOLD_BY_CODE else ()
    others = (n for n in told if n in REVENUE and chart[n].vat_code and _is_fitting(use, chart[n]))
    return next(usual, next(others, None))


def _is_fitting(use: AccountUse, account: fortnox.Account | None) -> bool:
    return account is not None and account.active and fits(use, account.vat_code)
