"""The audit trail of an invoice."""

from __future__ import annotations

from typing import Any

from tests.sandbox.productive.conftest import Caller


def trail(productive: Caller, query: str) -> list[dict[str, Any]]:
    return [one["attributes"] for one in productive.all(f"/activities?{query}")]


def test_it_notes_what_each_field_was_and_is(productive: Caller) -> None:
    productive.patch("/invoices/9001", {"subject": "Ny", "discount": "10"})
    (told,) = trail(productive, "filter[invoice_id]=9001")
    changes = {name: pair for change in told["changeset"] for name, pair in change.items()}

    assert (told["event"], told["item_type"], told["item_id"], told["company_id"]) == ("update", "Invoice", 9001, 7001)
    assert changes["subject"] == ["Customer portal, October", "Ny"]
    assert changes["discount"] == [None, "10.0"]
    assert changes["amount"] == [16_092_500, 14_483_250]
    assert not {"updated_at", "amount_default", "last_activity_at"} & set(changes)


def test_it_tells_the_life_of_an_invoice_in_order(productive: Caller) -> None:
    said = {"company_id": 7001, "subsidiary_id": 501, "currency": "SEK", "invoiced_on": "2026-11-24"}
    made = productive.post("invoices", said)["id"]
    line = {"invoice_id": made, "unit_price": 5_000, "quantity": 1, "tax_rate_id": 50125}
    productive.post("line_items", line)
    productive.patch(f"/invoices/{made}/finalize", {})
    productive.patch(f"/invoices/{made}", {"sent_on": "2026-11-24"})
    payment = productive.post("payments", {"invoice_id": made, "amount": 6_250, "paid_on": "2026-11-24"})["id"]
    productive.delete(f"/payments/{payment}")
    told = trail(productive, f"filter[invoice_id]={made}")

    assert [(one["item_type"], one["event"]) for one in told] == [
        ("Invoice", "create"),
        ("LineItem", "create"), ("Invoice", "update"),
        ("Invoice", "update"),
        ("Invoice", "update"),
        ("Payment", "create"), ("Invoice", "update"),
        ("Payment", "delete"), ("Invoice", "update"),
    ]  # fmt: skip
    assert {"paid_on": [None, "2026-11-24"]} in told[6]["changeset"]
    assert {"paid_on": ["2026-11-24", None]} in told[8]["changeset"]
    assert (told[5]["parent_type"], told[5]["root_id"]) == ("Invoice", int(made))


def test_it_says_who_did_it_and_finds_by_time(productive: Caller) -> None:
    productive.patch("/companies/7001", {"vat": "SE1"})
    activity = productive.all("/activities?filter[company_id]=7001&filter[type]=2&include=creator")[0]

    assert activity["relationships"]["creator"]["data"]["id"] == "301"
    assert productive.all("/activities?filter[after]=2026-11-24") == []
    assert len(productive.all("/activities?filter[after]=2026-11-23&filter[before]=2026-11-25")) == 1


def test_it_notes_nothing_where_nothing_changed(productive: Caller) -> None:
    productive.patch("/invoices/9001", {"subject": "Customer portal, October"})

    assert trail(productive, "filter[invoice_id]=9001") == []
