"""The account of each VAT case and rate is proposed from the chart and checked against it."""

from __future__ import annotations

import pytest

from brygga.accounting.accounts import advance_problems, check_accounts, propose_accounts
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import AccountUse
from tests.accounting.cast import ACCOUNTS, CHART, account, chart

HOME_USES = (AccountUse.RATE_25, AccountUse.RATE_12, AccountUse.RATE_6, AccountUse.OUTLAY, AccountUse.EXEMPT)
ABROAD_USES = (AccountUse.EU, AccountUse.EXPORT, AccountUse.REVERSE_CHARGE)
# The codes that are documented, which account may carry them, and one that nobody has documented.
FITTING = {
    "MP1": {AccountUse.RATE_25},
    "MP2": {AccountUse.RATE_12},
    "MP3": {AccountUse.RATE_6},
    "MF": {AccountUse.EXEMPT},
    "": {AccountUse.OUTLAY, AccountUse.EXEMPT},
    "FTEU": set(ABROAD_USES),
}


def test_it_proposes_the_usual_accounts() -> None:
    assert propose_accounts(CHART) == ACCOUNTS


def test_it_proposes_service_accounts_where_the_usual_ones_are_missing_or_inactive() -> None:
    accounts = chart(account(3001, "MP1", active=False), account(3041, "MP1"), account(3044, "MF"))

    assert {use: number for use, number in propose_accounts(accounts).items() if number} == {
        AccountUse.RATE_25: 3041,
        AccountUse.EXEMPT: 3044,
    }


def test_it_proposes_the_lowest_revenue_account_with_the_right_code_else() -> None:
    accounts = chart(account(2420, "MP1"), account(3990, "MP1"), account(3120, "MP1"), account(3001, "MP2"))

    assert propose_accounts(accounts)[AccountUse.RATE_25] == 3120


def test_it_does_not_take_an_unknown_account_without_a_code_for_an_exempt_one() -> None:
    assert propose_accounts(chart(account(3740)))[AccountUse.EXEMPT] is None


def test_it_never_guesses_an_account_for_buyers_abroad_by_a_code_that_nobody_has_documented() -> None:
    assert not any(propose_accounts(chart(account(3390, "FTEU")))[use] for use in ABROAD_USES)


def test_it_finds_nothing_wrong_with_what_it_proposes() -> None:
    assert check_accounts(propose_accounts(CHART), CHART) == ()


def test_it_does_not_ask_for_accounts_that_no_invoice_has_needed_yet() -> None:
    assert check_accounts({AccountUse.RATE_25: 3001, AccountUse.RATE_12: None}, CHART) == ()


@pytest.mark.parametrize("use", AccountUse)
@pytest.mark.parametrize("code", FITTING)
def test_it_holds_the_vat_code_of_an_account_against_its_use(use: AccountUse, code: str) -> None:
    problems = check_accounts({use: 1681}, chart(account(1681, code)))

    contradicts = use not in FITTING[code]
    assert [problem.kind for problem in problems] == [ProblemKind.ACCOUNT_CONTRADICTS_RATE] * contradicts


def test_it_names_everything_that_is_wrong_at_once() -> None:
    accounts = {
        AccountUse.RATE_25: 3051,
        AccountUse.RATE_12: 3041,
        AccountUse.RATE_6: 3999,
        AccountUse.OUTLAY: 3740,
        AccountUse.EU: 3001,
    }

    assert check_accounts(accounts, CHART, year="2026") == (
        Problem(ProblemKind.ACCOUNT_INACTIVE, {"use": "25", "account": "3051", "name": "Konto 3051", "year": "2026"}),
        Problem(
            ProblemKind.ACCOUNT_CONTRADICTS_RATE,
            {"use": "12", "account": "3041", "name": "Konto 3041", "year": "2026", "code": "MP1"},
        ),
        Problem(ProblemKind.ACCOUNT_MISSING, {"use": "6", "account": "3999", "year": "2026"}),
        Problem(
            ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT,
            {"use": "outlay", "account": "3740", "name": "Konto 3740", "year": "2026"},
        ),
        Problem(
            ProblemKind.ACCOUNT_CONTRADICTS_RATE,
            {"use": "eu", "account": "3001", "name": "Konto 3001", "year": "2026", "code": "MP1"},
        ),
    )


def test_two_boxes_of_the_vat_return_cannot_share_a_code() -> None:
    accounts = {AccountUse.EU: 3308, AccountUse.EXPORT: 3309, AccountUse.REVERSE_CHARGE: 3231}
    known = chart(account(3308, "FTEU"), account(3309, "FTEU"), account(3231, "OMSS"))

    assert check_accounts(accounts, known) == (
        Problem(
            ProblemKind.ACCOUNTS_SHARE_CODE,
            {"use": "export", "account": "3309", "code": "FTEU", "other_use": "eu", "other": "3308"},
        ),
    )


@pytest.mark.parametrize(
    ("number", "code", "kinds"),
    [
        (2420, "", []),
        (2420, "MP1", []),
        (2420, "MP2", [ProblemKind.ACCOUNT_CONTRADICTS_RATE]),
        (3001, "MP1", [ProblemKind.ADVANCE_ON_REVENUE_ACCOUNT]),
        (3999, "MP3", [ProblemKind.ACCOUNT_CONTRADICTS_RATE, ProblemKind.ADVANCE_ON_REVENUE_ACCOUNT]),
        (4000, "", []),
    ],
)
def test_an_advance_is_owed_until_the_work_is_done(number: int, code: str, kinds: list[ProblemKind]) -> None:
    problems = advance_problems(AccountUse.RATE_25, number, chart(account(number, code)))

    assert [problem.kind for problem in problems] == kinds


def test_an_advance_needs_an_account_that_is_there_and_in_use() -> None:
    missing = advance_problems(AccountUse.RATE_25, 2421, CHART)
    inactive = advance_problems(AccountUse.RATE_25, 2420, chart(account(2420, active=False)))

    assert [each.kind for each in (*missing, *inactive)] == [ProblemKind.ACCOUNT_MISSING, ProblemKind.ACCOUNT_INACTIVE]
