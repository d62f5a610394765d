"""The hard cases: each as expected, no wrong link in any order, and the page of the docs is theirs."""

from __future__ import annotations

import pytest

from brygga.accounting.customers import match
from tests.accounting import customer_matrix
from tests.accounting.customer_cases import CASES, Case


@pytest.mark.promise("P10")
@pytest.mark.promise("B8")
@pytest.mark.reliability("R22")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.story)
def test_each_hard_case_is_as_a_bookkeeper_says(case: Case) -> None:
    assert customer_matrix.said(customer_matrix.outcome(case)) == case.expected, case


@pytest.mark.promise("P10")
@pytest.mark.promise("B8")
@pytest.mark.reliability("R22")
def test_no_hard_case_is_linked_wrongly() -> None:
    outcomes = [(case, customer_matrix.outcome(case)) for case in CASES]
    wrong = [case for case, found in outcomes if customer_matrix.is_wrong_link(case, found)]
    linked, findable = customer_matrix.recall(outcomes)
    print(f"{len(CASES)} cases, {len(wrong)} wrong links, recall {linked} of {findable}")  # noqa: T201  Asked for.

    assert len(CASES) >= 80
    assert not wrong


def test_the_order_in_which_fortnox_lists_customers_makes_no_difference() -> None:
    for case in CASES:
        backwards = list(reversed(customer_matrix.customers(case)))
        found = match(customer_matrix.buyer(case), remembered=None, customers=backwards)
        assert customer_matrix.said(found) == case.expected, case


def test_the_page_of_the_docs_says_the_same() -> None:
    written = customer_matrix.PAGE.read_text(encoding="utf-8") if customer_matrix.PAGE.exists() else ""

    assert written == customer_matrix.page(), "Write it anew: .venv/bin/python -m tests.accounting.customer_matrix"
