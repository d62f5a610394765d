"""Subsidiaries: made, changed, archived; what they need before they can ask for money."""

from __future__ import annotations

from tests.sandbox.productive.conftest import Caller


def test_a_new_one_gets_an_address_a_rate_and_invoices(productive: Caller) -> None:
    own = productive.post("subsidiaries", {"name": "Fyrljus Umeå AB", "invoice_number_format": "U{nnn}"})["id"]
    rate = productive.post("tax_rates", {"name": "25", "subsidiary_id": own, "primary_component_value": "25"})["id"]
    address = {"contactable_type": "subsidiary", "type": "bill_from", "subsidiary_id": own, "vat": "SE559999000001"}
    entry = productive.post("contact_entries", address)["id"]
    productive.patch(f"/subsidiaries/{own}", {"default_tax_rate_id": rate})
    shown = productive.get(f"/subsidiaries/{own}?include=bill_from,default_tax_rate")

    assert shown["data"]["relationships"]["bill_from"]["data"]["id"] == entry
    assert {one["id"] for one in shown["included"]} == {entry, rate}
    said = {"company_id": 7001, "subsidiary_id": own, "currency": "SEK", "invoiced_on": "2026-11-24"}
    made = productive.post("invoices", said)["id"]
    assert productive.act(f"/invoices/{made}/finalize")["attributes"]["number"] == "U001"


def test_its_defaults_are_its_own(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/subsidiaries/501", {"default_tax_rate_id": 50225})[0] == 422
    assert productive.refusal("POST", "/subsidiaries", {"name": "Ny", "default_tax_rate_id": 50125})[0] == 422


def test_its_counter_is_reset_in_a_known_way(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/subsidiaries/501", {"invoice_number_scope": "moonly"})[0] == 422


def test_it_is_archived_only_without_invoices(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/subsidiaries/501/archive") == (409, "sandbox_guess_record_in_use")
    own = productive.post("subsidiaries", {"name": "Ny"})["id"]

    assert productive.act(f"/subsidiaries/{own}/archive")["attributes"]["archived_at"]
    assert productive.ask("PATCH", f"/subsidiaries/{own}/restore").status_code == 404
