"""Expenses: read only, found by what they are for, and asked for by lines of invoices."""

from __future__ import annotations

import pytest

from tests.sandbox.productive.conftest import Caller
from tests.sandbox.productive.test_amounts import line


@pytest.mark.parametrize(
    "asked",
    ["invoice_id=9003", "company_id=7002", "project_id=3002", "deal_id=4002", "service_id=40021", "invoiced=true",
     "date_after=2026-11-01"],
)  # fmt: skip
def test_one_is_found_by_what_it_is_for(productive: Caller, asked: str) -> None:
    [expense] = productive.all(f"/expenses?filter[{asked.replace('=', ']=')}&include=person,service")

    assert expense["attributes"]["amount"] == 25_000
    assert expense["attributes"]["name"].startswith("Utlägg: tillståndsavgift")


def test_a_line_can_ask_for_one(productive: Caller) -> None:
    made = productive.post("line_items", line("9012", expense_id=5501))
    shown = productive.get(f"/line_items/{made['id']}?include=expense")

    assert shown["data"]["relationships"]["expense"]["data"] == {"type": "expenses", "id": "5501"}
    assert productive.all("/line_items?filter[expense_id]=5501&filter[invoice_id]=9012")[0]["id"] == made["id"]
    assert productive.all("/expenses?filter[invoice_id]=9012")
    assert productive.refusal("POST", "/line_items", line("9012", expense_id=1))[0] == 422


def test_nobody_writes_one(productive: Caller) -> None:
    assert productive.ask("POST", "/expenses", {}).status_code == 405
    assert productive.ask("PATCH", "/expenses/5501", {}).status_code == 405
