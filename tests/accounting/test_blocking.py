"""An invoice is blocked for all its problems at once, and never for what is no problem."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.problems import Problem, ProblemKind, blocked
from brygga.accounting.rulebook import AccountUse, ZeroRate
from brygga.productive import schema as productive
from tests.accounting import cast
from tests.accounting.stopping import only, problems


def test_it_names_all_problems_at_once_gravest_first() -> None:
    invoice = cast.invoice(
        """
        1 × 10.00 @20 Okänd sats
        1 × 10.00 @none Ingen sats
        1 × 10.00 @25
        1 × 10.00 @12 Fel konto
        """,
        currency="NOK",
        delivery_on=None,
        exported=True,
        export_id="1",
        bill_to=productive.Address(country="Norge"),
    )
    found = problems(invoice, accounts={AccountUse.RATE_12: 3051}, locked_until=date(2026, 12, 31))

    assert [(problem.kind, problem.line) for problem in found] == [
        (ProblemKind.ALREADY_EXPORTED, None),
        (ProblemKind.CURRENCY_NOT_IN_FORTNOX, None),
        (ProblemKind.COUNTRIES_DIFFER, None),
        (ProblemKind.PERIOD_LOCKED, None),
        (ProblemKind.DELIVERY_DATE_MISSING, None),
        (ProblemKind.NO_TAX_RATE, 2),
        (ProblemKind.RATE_UNKNOWN, 1),
        (ProblemKind.LINE_WITHOUT_TEXT, 3),
    ]


def test_it_names_all_problems_of_the_accounts_at_once() -> None:
    found = problems(cast.invoice("1 × 10.00 @25 A\n1 × 10.00 @12 B"), accounts={AccountUse.RATE_12: 3051})

    assert [problem.kind for problem in found] == [
        ProblemKind.ACCOUNT_NOT_CHOSEN,
        ProblemKind.ACCOUNT_INACTIVE,
        ProblemKind.ACCOUNT_CONTRADICTS_RATE,
    ]


def test_it_names_an_account_once_however_many_lines_use_it() -> None:
    found = problems(cast.invoice("1 × 10.00 @25 A\n1 × 10.00 @25 B"), accounts={})

    assert len(found) == 1


def test_an_exported_invoice_may_have_been_sent_under_the_number_it_has_in_fortnox() -> None:
    invoice = cast.invoice(exported=True, export_id="147", number="147", sent_on=date(2026, 11, 2))

    assert only(invoice).kind is ProblemKind.ALREADY_EXPORTED


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "147", "finalized_on": date(2026, 11, 2)},
        {"company": cast.NORRSKEN.model_copy(update={"address": productive.Address()})},
        {"bill_to": productive.Address(name="Norrsken Energi AB", country="Sverige", vat="5592143076")},
        {"discount": Decimal(0)},
    ],
)
def test_it_has_nothing_against_a_sound_invoice(changes: dict[str, Any]) -> None:
    assert problems(cast.invoice(**changes)) == ()


def test_it_stops_where_the_discount_is_not_in_productives_total() -> None:
    invoice = cast.invoice(discount=Decimal(10), amount=1000000, amount_tax=250000, amount_with_tax=1250000)

    assert [problem.facts["what"] for problem in problems(invoice)] == ["net", "vat"]


def test_it_does_not_ask_for_an_account_before_0_percent_has_a_reason() -> None:
    found = problems(cast.invoice("1 × 10.00 @outlay Porto"), accounts={}, zero_rate=ZeroRate.ASK)

    assert [problem.kind for problem in found] == [ProblemKind.ZERO_RATE_NEEDS_REASON]


def test_a_text_line_needs_neither_rate_nor_account() -> None:
    assert problems(cast.invoice("# Fas 1\n1 × 10.00 @25 A"), accounts={AccountUse.RATE_25: 3001}) == ()


def test_it_sorts_problems_by_gravity_and_then_by_line() -> None:
    def sorted_kinds(unsorted: Iterable[Problem]) -> list[tuple[ProblemKind, int | None]]:
        return [(problem.kind, problem.line) for problem in blocked(unsorted).problems]

    rate, text = ProblemKind.NO_TAX_RATE, ProblemKind.LINE_WITHOUT_TEXT
    assert sorted_kinds([Problem(text, {}, 1), Problem(rate, {}, 2), Problem(rate, {}, 1)]) == [
        (rate, 1), (rate, 2), (text, 1),
    ]  # fmt: skip
