"""The account of each VAT rate: proposed from the chart, checked against it, chosen by a person."""

from __future__ import annotations

from collections.abc import Mapping

from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import ZeroRate
from brygga.accounting.vat import SWEDISH_RATES
from brygga.fortnox import schema as fortnox

# The VAT codes that an account may carry for a rate. MP1, MP2, MP3 and MF are what Fortnox demands of its own
# predefined sales accounts of 25, 12, 6 and 0 % (OpenAPI file, 2026); MP1 at 25 % was recorded 2026-05-08. An
# account without a code stays out of the VAT return, which is right for 0 % only.
CODES_BY_RATE: Mapping[int, frozenset[str]] = {
    25: frozenset({"MP1"}),
    12: frozenset({"MP2"}),
    6: frozenset({"MP3"}),
    0: frozenset({"", "MF"}),
}
REVENUE = range(3000, 4000)

# First what Fortnox itself falls back to (3001 on articles recorded 2017 to 2024), so that most books already use it;
# then the usual accounts for services.
_PREFERRED: Mapping[int, tuple[int, ...]] = {25: (3001, 3041), 12: (3002, 3042), 6: (3003, 3043), 0: (3004, 3044)}
_OUTLAY_PREFERRED = (1681,)


def propose_accounts(
    chart: Mapping[int, fortnox.Account], *, zero_rate: ZeroRate = ZeroRate.EXEMPT
) -> dict[int, int | None]:
    """An account per VAT rate for a person to accept or change; None where the chart has no fitting one.

    A fitting account is active and carries the rate's VAT code. The usual numbers come first, else the lowest revenue
    account does. For 0 % it depends on why: an outlay account (1681), an exempt revenue account, or none when unsaid.
    """
    return {rate: _proposed(rate, chart, zero_rate) for rate in SWEDISH_RATES}


def check_accounts(
    accounts: Mapping[int, int | None], chart: Mapping[int, fortnox.Account], *, zero_rate: ZeroRate, year: str = ""
) -> tuple[Problem, ...]:
    """What is wrong with the chosen accounts; a rate without an account is no problem until an invoice uses it."""
    chosen = [rate for rate in SWEDISH_RATES if accounts.get(rate) is not None]
    return tuple(
        problem
        for rate in chosen
        if rate != 0 or zero_rate is not ZeroRate.ASK
        for problem in account_problems(rate, accounts.get(rate), chart, zero_rate=zero_rate, year=year)
    )


def account_problems(
    rate: int,
    number: int | None,
    chart: Mapping[int, fortnox.Account],
    *,
    zero_rate: ZeroRate,
    year: str = "",
) -> list[Problem]:
    """Why the account chosen for a rate cannot carry it. `year` is the chart's financial year, for the message."""
    facts = {"rate": str(rate)}
    if number is None:
        return [Problem(ProblemKind.ACCOUNT_NOT_CHOSEN, facts)]

    facts["account"] = str(number)
    account = chart.get(number)
    if account is None:
        return [Problem(ProblemKind.ACCOUNT_MISSING, facts | {"year": year})]

    facts |= {"name": account.description, "year": year}
    problems = []
    if not account.active:
        problems.append(Problem(ProblemKind.ACCOUNT_INACTIVE, facts))
    if account.vat_code not in CODES_BY_RATE[rate]:
        problems.append(Problem(ProblemKind.ACCOUNT_CONTRADICTS_RATE, facts | {"code": account.vat_code}))
    if rate == 0 and zero_rate is ZeroRate.OUTLAY and number in REVENUE:
        problems.append(Problem(ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT, facts))
    return problems


def _proposed(rate: int, chart: Mapping[int, fortnox.Account], zero_rate: ZeroRate) -> int | None:
    if rate == 0 and zero_rate is ZeroRate.ASK:
        return None
    if rate == 0 and zero_rate is ZeroRate.OUTLAY:
        return next((number for number in _OUTLAY_PREFERRED if _fits(rate, chart.get(number))), None)
    usual = (number for number in _PREFERRED[rate] if _fits(rate, chart.get(number)))
    # An account without a code might be anything, so beyond the usual numbers the code must be said.
    others = (n for n in sorted(chart) if n in REVENUE and chart[n].vat_code and _fits(rate, chart[n]))
    return next(usual, next(others, None))


def _fits(rate: int, account: fortnox.Account | None) -> bool:
    return account is not None and account.active and account.vat_code in CODES_BY_RATE[rate]
