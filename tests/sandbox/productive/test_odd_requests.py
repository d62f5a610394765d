"""Odd requests are refused in Productive's own shape, never broken on."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.productive.resources import RESOURCES
from sandbox.productive.verbs import CREATORS, UPDATERS
from tests.sandbox.productive.conftest import Caller
from tests.sandbox.productive.test_registers import ENOUGH


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


ODD_VALUES: list[Any] = [None, "", "x", "é", -1, 0, 10**30, 1.5, float("nan"), True, [], [1], {}, {"a": None}]
WRITTEN = sorted({(kind, name) for kind in CREATORS for name in RESOURCES[kind].writable})


@pytest.mark.parametrize(("kind", "name"), WRITTEN, ids=[f"{kind}.{name}" for kind, name in WRITTEN])
def test_it_survives_odd_values_in_every_field(productive: Caller, kind: str, name: str) -> None:
    enough = dict(ENOUGH.get(kind, {}))
    for value in ODD_VALUES:
        body = {"data": {"type": kind, "attributes": enough | {name: value}}}
        productive.clock.advance(1)
        assert productive.ask("POST", f"/{kind}", body).status_code in {201, 400, 422}, (name, value)


@pytest.mark.parametrize("kind", sorted(UPDATERS))
def test_it_survives_odd_changes_of_every_kind(productive: Caller, kind: str) -> None:
    identity = next(iter(productive.store.table(f"productive.{kind}")), "0")
    for name in sorted(RESOURCES[kind].writable):
        for value in ODD_VALUES:
            body = {"data": {"type": kind, "attributes": {name: value}}}
            productive.clock.advance(1)
            answer = productive.ask("PATCH", f"/{kind}/{identity}", body)
            assert answer.status_code in {200, 400, 404, 422}, (name, value)
    assert productive.ask("GET", f"/{kind}").status_code == 200


@pytest.mark.parametrize("kind", sorted(RESOURCES))
def test_it_survives_odd_questions_about_every_kind(productive: Caller, kind: str) -> None:
    for name in RESOURCES[kind].filters:
        for value in ("", "x", "-1", "1e9", "é", "2026-02-30", "true"):
            productive.clock.advance(1)
            assert productive.ask("GET", f"/{kind}?filter[{name}]={value}").status_code in {200, 400}, (name, value)
            assert productive.ask("GET", f"/{kind}?filter[{name}][gt]={value}").status_code in {200, 400}, (name, value)
    for name in RESOURCES[kind].sorts:
        productive.clock.advance(1)
        assert productive.ask("GET", f"/{kind}?sort=-{name}").status_code in {200, 400}, name
    for name in RESOURCES[kind].relationships:
        assert productive.ask("GET", f"/{kind}?include={name}").status_code == 200, name


@pytest.mark.parametrize("data", [None, [], "x", {}, {"invoice_id": []}, {"attributes": []}, {"budget_ids": {}}])
def test_it_refuses_to_generate_from_nonsense(productive: Caller, data: Any) -> None:
    assert productive.ask("POST", "/line_items/generate", {"data": data}).status_code in {400, 422}


@pytest.mark.parametrize("form", [{}, {"policy": "é", "x-amz-signature": "é"}, {"policy": "e30=", "key": "x"}])
def test_the_storage_refuses_nonsense(productive: Caller, form: dict[str, str]) -> None:
    assert productive.client.post("/productive/storage", data=form).status_code == 403
    assert productive.client.get("/productive/files/é/x?token=é").status_code == 401
