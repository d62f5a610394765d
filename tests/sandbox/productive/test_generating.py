"""Lines that Productive makes from budgets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.productive.conftest import Caller
from tests.sandbox.productive.test_amounts import facts

NEW = {"company_id": 7001, "subsidiary_id": 501, "currency": "SEK", "invoiced_on": "2026-11-20"}


def generate(productive: Caller, **said: Any) -> list[dict[str, Any]]:
    response = productive.ask("POST", "/line_items/generate", {"data": said})
    assert response.status_code == 201, response.get_data(as_text=True)
    return [one["attributes"] for one in response.get_json(force=True)["data"]]


@pytest.fixture
def draft(productive: Caller) -> int:
    return int(productive.post("invoices", NEW)["id"])


def test_it_asks_for_hours_that_were_worked_and_never_twice(productive: Caller, draft: int) -> None:
    said = {"invoice_id": draft, "budget_ids": [4001], "invoicing_method": "uninvoiced_time_and_expenses"}
    first, second = generate(productive, **said)

    assert (first["description"], first["quantity"], first["amount"]) == ("Design", "105.0", 13_125_000)
    assert (second["description"], second["quantity"], second["amount"]) == ("Development", "185.75", 22_290_000)
    assert generate(productive, **said) == []


def test_it_asks_for_what_was_sold_as_one_line_for_the_budget(productive: Caller, draft: int) -> None:
    said = {"budget_ids": [4001], "invoicing_method": "uninvoiced_amount", "invoicing_by": "budget"}
    (line,) = generate(productive, invoice_id=draft, **said, display_format="Enligt offert: {budget}")

    assert (line["description"], line["amount"]) == ("Enligt offert: Customer portal", 39_000_000)
    assert facts(productive, str(draft))["amount_tax"] == 9_750_000


def test_it_asks_for_a_share_and_gives_the_budget_a_share_of_the_invoice(productive: Caller, draft: int) -> None:
    said = {"budget_ids": [4001], "invoicing_method": "percentage", "percentage": 10, "date_from": "2026-11-01"}
    lines = generate(productive, invoice_id=draft, **said, tax_rate_id=50106)
    share = productive.all(f"/invoice_attributions?filter[invoice_id]={draft}")[0]["attributes"]

    assert [line["amount"] for line in lines] == [1_500_000, 2_400_000]
    assert (share["amount"], share["date_from"]) == (3_900_000, "2026-11-01")
    assert facts(productive, str(draft))["amount_tax"] == 234_000


@pytest.mark.parametrize(
    "wrong",
    [
        {"invoicing_method": "by guess"},
        {"budget_ids": []},
        {"budget_ids": [4002]},
        {"budget_ids": [1]},
        {"invoice_id": 8022},
        {"invoice_id": 1},
        {"invoicing_by": "moon"},
        {"tax_rate_id": 1},
        {"colour": "red"},
    ],
)
def test_it_refuses_what_makes_no_sense(productive: Caller, draft: int, wrong: dict[str, Any]) -> None:
    said = {"invoice_id": draft, "budget_ids": [4001], "invoicing_method": "uninvoiced_amount"} | wrong

    assert productive.ask("POST", "/line_items/generate", {"data": said}).status_code == 422
    assert facts(productive, str(draft))["amount"] == 0
