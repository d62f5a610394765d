"""Project and cost centre of each row: whose code it is, whether Fortnox has it in use, and what an account demands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.dimensions import Dimension
from brygga.accounting.invoices import Booking, book
from brygga.accounting.problems import Blocked
from brygga.accounting.references import Taken, TextSource
from brygga.fortnox.dimensions import CostCenter, Project
from brygga.fortnox.schema import RowDraft
from brygga.productive.schema import Budget, Invoice
from tests.accounting.cast import ACCOUNTS, CHART, CUSTOMER, REFERENCE, invoice, rulebook

PROJECTS = {
    "101": Project(number="101"),
    "102": Project(number="102", status="COMPLETED"),
    "103": Project(number="103", start_date=date(2026, 11, 3)),
    "104": Project(number="104", end_date=date(2026, 11, 1)),
    "105": Project(number="105", start_date=date(2026, 11, 2), end_date=date(2026, 11, 2)),
}
COST_CENTERS = {"UTV": CostCenter(code="UTV"), "NED": CostCenter(code="NED", active=False)}
REBRANDING = Budget(id="31", name="Rebranding", project_number="101", custom_fields={"77": "UTV"})
BY_PROJECT = {Dimension.PROJECT: Taken(TextSource.PROJECT)}
BY_BUDGET_FIELD = {Dimension.COST_CENTER: Taken(TextSource.BUDGET_FIELD, "77")}


def billed() -> Invoice:
    return invoice("1 × 100.00 @25 Strategi\n# Tack\n1 × 50.00 @25 Design")


def booked(made: Invoice | None = None, **rules: Any) -> Booking | Blocked:
    made = made or billed()
    plain: dict[str, Any] = {"projects": PROJECTS, "cost_centers": COST_CENTERS}
    return book(made, CUSTOMER, rulebook(**plain | rules), reference=REFERENCE)


def codes(made: Booking | Blocked) -> list[tuple[str, str]]:
    assert isinstance(made, Booking), made
    drafts = [row.draft for row in made.rows]
    return [(draft.project, draft.cost_center) for draft in drafts if isinstance(draft, RowDraft)]


def test_nothing_is_said_of_projects_and_cost_centres_unless_that_is_set() -> None:
    assert codes(booked(budgets={"101": REBRANDING})) == [("", ""), ("", "")]


def test_each_row_has_the_code_of_the_budget_that_it_bills() -> None:
    made = booked(dimension_sources={**BY_PROJECT, **BY_BUDGET_FIELD}, budgets={"101": REBRANDING})

    assert codes(made) == [("101", "UTV"), ("", "")]


def test_a_name_stands_for_the_code_that_a_person_chose() -> None:
    by_name = {Dimension.PROJECT: Taken(TextSource.BUDGET)}
    chosen = {Dimension.PROJECT: {"Rebranding": "105"}}

    made = booked(dimension_sources=by_name, dimension_codes=chosen, budgets={"101": REBRANDING})

    assert codes(made)[0] == ("105", "")


def test_a_discount_has_the_codes_that_all_lines_agree_on() -> None:
    by_order = {Dimension.PROJECT: Taken(TextSource.ORDER_NUMBER)}

    made = booked(
        invoice("1 × 100.00 @25 A", discount=Decimal(10), purchase_order_number="101"), dimension_sources=by_order
    )

    assert codes(made) == [("101", ""), ("101", "")]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("999", "dimension_missing"),
        ("102", "dimension_inactive"),
        ("103", "dimension_inactive"),
        ("104", "dimension_inactive"),
    ],
)
def test_a_project_that_fortnox_has_not_in_use_is_a_problem_of_the_line(said: str, kind: str) -> None:
    budget = REBRANDING.model_copy(update={"project_number": said})

    made = booked(dimension_sources=BY_PROJECT, budgets={"103": budget})

    assert isinstance(made, Blocked)
    assert [(each.kind, each.facts["code"], each.line) for each in made.problems] == [(kind, said, 3)]


def test_a_cost_centre_that_is_not_active_is_a_problem() -> None:
    budget = REBRANDING.model_copy(update={"custom_fields": {"77": "NED"}})

    made = booked(dimension_sources=BY_BUDGET_FIELD, budgets={"101": budget})

    assert isinstance(made, Blocked)
    assert [each.kind for each in made.problems] == ["dimension_inactive"]


def test_an_account_that_demands_a_project_is_told_before_booking_fails() -> None:
    account = CHART[3001].model_copy(update={"project_settings": "MANDATORY"})
    demanding: dict[str, Any] = {
        "accounts": ACCOUNTS,
        "chart": {**CHART, 3001: account},
        "dimension_sources": BY_PROJECT,
    }

    made = booked(**demanding, budgets={"101": REBRANDING})

    assert isinstance(made, Blocked)
    assert [(each.kind, each.line, dict(each.facts)) for each in made.problems] == [
        ("dimension_required", 3, {"dimension": "project", "account": "3001"})
    ]
