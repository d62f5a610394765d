"""The account of each VAT rate is proposed from the chart and checked against it."""

from __future__ import annotations

import pytest

from brygga.accounting.accounts import check_accounts, propose_accounts
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import ZeroRate
from tests.accounting.cast import CHART, account, chart


def test_it_proposes_the_usual_accounts() -> None:
    assert propose_accounts(CHART) == {25: 3001, 12: 3002, 6: 3003, 0: 3004}


def test_it_proposes_service_accounts_where_the_usual_ones_are_missing_or_inactive() -> None:
    accounts = chart(account(3001, "MP1", active=False), account(3041, "MP1"), account(3044, "MF"))

    assert propose_accounts(accounts) == {25: 3041, 12: None, 6: None, 0: 3044}


def test_it_proposes_the_lowest_revenue_account_with_the_right_code_else() -> None:
    accounts = chart(account(2420, "MP1"), account(3990, "MP1"), account(3120, "MP1"), account(3001, "MP2"))

    assert propose_accounts(accounts)[25] == 3120


def test_it_does_not_take_an_unknown_account_without_a_code_for_an_exempt_one() -> None:
    assert propose_accounts(chart(account(3740)))[0] is None


@pytest.mark.parametrize(
    ("zero_rate", "expected"), [(ZeroRate.OUTLAY, 1681), (ZeroRate.EXEMPT, 3004), (ZeroRate.ASK, None)]
)
def test_it_proposes_for_0_percent_by_its_reason(zero_rate: ZeroRate, expected: int | None) -> None:
    assert propose_accounts(CHART, zero_rate=zero_rate)[0] == expected


def test_it_finds_nothing_wrong_with_what_it_proposes() -> None:
    for zero_rate in ZeroRate:
        proposed = propose_accounts(CHART, zero_rate=zero_rate)

        assert check_accounts(proposed, CHART, zero_rate=zero_rate) == ()


def test_it_does_not_ask_for_accounts_that_no_invoice_has_needed_yet() -> None:
    assert check_accounts({25: 3001, 12: None}, CHART, zero_rate=ZeroRate.ASK) == ()


@pytest.mark.parametrize(
    ("rate", "code", "contradicts"),
    [
        (25, "MP1", False), (12, "MP2", False), (6, "MP3", False), (0, "MF", False), (0, "", False),
        (25, "MP2", True), (25, "", True), (25, "MF", True), (12, "MP1", True), (6, "MP2", True), (0, "MP1", True),
    ],
)  # fmt: skip
def test_it_holds_the_vat_code_of_an_account_against_the_rate(rate: int, code: str, *, contradicts: bool) -> None:
    problems = check_accounts({rate: 3000}, chart(account(3000, code)), zero_rate=ZeroRate.EXEMPT)

    assert [problem.kind for problem in problems] == [ProblemKind.ACCOUNT_CONTRADICTS_RATE] * contradicts


def test_it_names_everything_that_is_wrong_at_once() -> None:
    accounts = {25: 3051, 12: 3041, 6: 3999, 0: 3004}

    assert check_accounts(accounts, CHART, zero_rate=ZeroRate.OUTLAY, year="2026") == (
        Problem(ProblemKind.ACCOUNT_INACTIVE, {"rate": "25", "account": "3051", "name": "Konto 3051", "year": "2026"}),
        Problem(
            ProblemKind.ACCOUNT_CONTRADICTS_RATE,
            {"rate": "12", "account": "3041", "name": "Konto 3041", "year": "2026", "code": "MP1"},
        ),
        Problem(ProblemKind.ACCOUNT_MISSING, {"rate": "6", "account": "3999", "year": "2026"}),
        Problem(
            ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT,
            {"rate": "0", "account": "3004", "name": "Konto 3004", "year": "2026"},
        ),
    )
