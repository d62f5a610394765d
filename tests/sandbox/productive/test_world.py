"""The small world is lived in: every state, and the drafts that other tests name."""

from __future__ import annotations

from sandbox.clock import SandboxClock
from sandbox.store import Store
from sandbox.worlds import small_productive
from tests.sandbox.productive.conftest import NOON, Caller

DRAFTS = {
    "9001": "7001", "9002": "7002", "9003": "7002", "9004": "7004", "9005": "7003", "9006": "7010", "9007": "7007",
    "9008": "7008", "9009": "7009", "9010": "7011", "9012": "7006", "9014": "7005", "9101": "7005",
}  # fmt: skip


def test_it_has_the_drafts_that_tests_name(productive: Caller) -> None:
    drafts = productive.all("/invoices?filter[invoice_state]=1&page[size]=200&include=company")
    companies = {one["id"]: one["relationships"]["company"]["data"]["id"] for one in drafts}

    assert companies == companies | DRAFTS


def test_it_has_some_forty_invoices_of_the_last_ninety_days(productive: Caller) -> None:
    invoices = productive.all("/invoices?page[size]=200")

    assert 40 <= len(invoices) <= 50
    assert len([one for one in invoices if one["attributes"]["exported"]]) >= 20
    assert all("2026-08-26" <= one["attributes"]["invoiced_on"] <= "2026-11-24" for one in invoices)


def test_it_has_invoices_in_every_state(productive: Caller) -> None:
    for status in range(5):
        assert productive.all(f"/invoices?filter[invoice_status]={status}"), status
    for status in (1, 2, 3):
        assert productive.all(f"/invoices?filter[payment_status]={status}&filter[invoice_state]=2"), status
    assert len(productive.all("/invoices?filter[subsidiary_id]=502")) >= 5


def test_it_has_the_lines_that_are_hard_to_copy(productive: Caller) -> None:
    lines = [one["attributes"] for one in productive.all("/line_items?page[size]=200")]

    assert any(line["quantity"] == "0.0" for line in lines)
    assert any(len(line["description"]) > 255 for line in lines)
    assert any("…" in line["description"] and "|" in line["description"] for line in lines)
    assert {3, 4} <= {len(line["quantity"].partition(".")[2]) for line in lines}
    assert any(line["amount"] < 0 for line in lines)


def test_it_is_the_same_world_every_time(small_world: str) -> None:
    store = Store()
    small_productive.build(store, SandboxClock(frozen_at=NOON))

    assert store.snapshot() == small_world
