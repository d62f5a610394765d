"""Odd requests are refused in Productive's own shape, never broken on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.productive.conftest import Caller


@pytest.mark.parametrize(
    "query",
    [
        "filter=1",
        "filter[]=1",
        "filter[amount][gt]=NaN",
        "filter[amount]=1e",
        "filter[created_at]=2026-13-01",
        "filter[$op]=xor",
        "filter[0][0][0][0][0][0][number]=1",
        "include=company.",
        "include=..",
        "sort=-",
        "page[after]=%C3%A9",
        "page[size]=-1",
        "page[number]=%C2%B2",
        "fields=number",
    ],
)
def test_it_refuses_odd_questions(productive: Caller, query: str) -> None:
    assert productive.ask("GET", f"/invoices?{query}").status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        [],
        {"data": None},
        {"data": []},
        {"data": {"attributes": [1]}},
        {"data": {"relationships": {"company": {"data": [1]}}}},
        {"data": {"attributes": {"company_id": {"id": 1}}}},
        {"data": {"attributes": {"discount": "1e400"}}},
        {"data": {"attributes": {"discount": float("nan")}}},
        {"data": {"attributes": {"discount": 101}}},
        {"data": {"attributes": {"currency": ""}}},
        {"data": {"attributes": {"currency": "kronor"}}},
        {"data": {"attributes": {"subject": ["x"]}}},
        {"data": {"attributes": {"exported": "yes"}}},
        {"data": {"attributes": {"invoice_type_id": 3}}},
        {"data": {"attributes": {"payment_terms_days": 10**12}}},
        {"data": {"attributes": {"bank_account_id": 7}}},
    ],
)
def test_it_refuses_odd_changes_and_keeps_everything(productive: Caller, body: Any) -> None:
    before = dict(productive.store.table("productive.invoices")["9001"]["attributes"])
    response = productive.ask("PATCH", "/invoices/9001", body)

    assert response.status_code in {400, 422}
    assert response.get_json(force=True)["errors"][0]["status"] == str(response.status_code)
    assert productive.store.table("productive.invoices")["9001"]["attributes"] == before


def test_it_refuses_odd_ids(productive: Caller) -> None:
    for identity in ("0", "abc", "%00", "9001%2F"):
        assert productive.ask("GET", f"/invoices/{identity}").status_code == 404
