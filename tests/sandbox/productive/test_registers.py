"""Plain records: companies, people, contact entries, projects, budgets and the registers, with their own fields."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.productive.conftest import Caller

# One body for each kind that suffices to make it.
ENOUGH: dict[str, dict[str, Any]] = {
    "companies": {"name": "Nya Bolaget AB"},
    "people": {"first_name": "Åsa", "last_name": "Ek"},
    "contact_entries": {"contactable_type": "company", "type": "email", "company_id": 7001, "email": "a@example.com"},
    "bank_accounts": {"name": "Plusgiro", "subsidiary_id": 501},
    "document_types": {"name": "Faktura, engelska", "subsidiary_id": 501},
    "tax_rates": {"name": "Ny", "subsidiary_id": 501, "primary_component_value": "25"},
    "service_types": {"name": "Film"},
    "subsidiaries": {"name": "Fyrljus Umeå AB", "invoice_number_format": "U{n}"},
    "projects": {
        "name": "Film", "company_id": 7001, "project_manager_id": 302, "project_type_id": 2, "workflow_id": 1
    },
    "deals": {"name": "Film", "company_id": 7010, "budget": True, "deal_status_id": 5},
    "services": {"name": "Manus", "deal_id": 4001, "service_type_id": 405, "price": 90_000, "quantity": "3"},
    "custom_fields": {"name": "Kostnadsställe", "data_type_id": 1, "customizable_type": "invoices"},
    "custom_field_options": {"name": "Handel", "custom_field_id": 1202},
    "invoice_attributions": {"invoice_id": 9002, "budget_id": 4002, "amount": 29_997},
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(ENOUGH))
def test_it_makes_changes_and_shows_every_kind(productive: Caller, kind: str) -> None:
    made = productive.post(kind, ENOUGH[kind])
    name = next(name for name in ENOUGH[kind] if name not in {"deal_status_id", "workflow_id"})
    path = f"/{kind}/{made['id']}"
    changed = productive.patch(path, {name: ENOUGH[kind][name]})

    assert productive.get(path)["data"] == changed
    assert made["id"] in {one["id"] for one in productive.all(f"/{kind}?page[size]=200")}


@pytest.mark.parametrize("kind", sorted(ENOUGH))
def test_it_refuses_a_record_without_what_it_needs(productive: Caller, kind: str) -> None:
    assert productive.refusal("POST", f"/{kind}", {}) == (422, "invalid_attribute")
    assert productive.refusal("POST", f"/{kind}", ENOUGH[kind] | {"colour": "red"})[0] == 422


@pytest.mark.parametrize("kind", ["companies", "people", "bank_accounts", "tax_rates", "projects"])
def test_it_archives_and_restores(productive: Caller, kind: str) -> None:
    made = productive.post(kind, ENOUGH[kind])["id"]
    archived = productive.act(f"/{kind}/{made}/archive")["attributes"]["archived_at"]

    assert archived == "2026-11-24T12:00:00.000+01:00"
    assert made not in {one["id"] for one in productive.all(f"/{kind}?filter[status]=1&page[size]=200")}
    assert productive.act(f"/{kind}/{made}/restore")["attributes"]["archived_at"] is None


def test_it_never_deletes_a_company(productive: Caller) -> None:
    assert productive.refusal("DELETE", "/companies/7001")[0] == 405


def test_it_keeps_the_defaults_of_a_company_twice(productive: Caller) -> None:
    made = productive.post("companies", {"name": "Ny", "default_tax_rate_id": 50106, "default_subsidiary_id": 501})
    shown = productive.get(f"/companies/{made['id']}?include=default_tax_rate")["data"]

    assert shown["attributes"]["default_tax_rate_id"] == 50106
    assert shown["relationships"]["default_tax_rate"]["data"]["id"] == "50106"


def test_it_keeps_a_rate_of_tax_that_was_used(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/tax_rates/50125", {"primary_component_value": "24"}) == (
        422, "sandbox_guess_tax_rate_in_use",
    )  # fmt: skip
    assert productive.act("/tax_rates/50125/archive")["attributes"]["archived_at"]


def test_it_deletes_nothing_that_others_need(productive: Caller) -> None:
    bill_to = productive.all("/contact_entries?filter[invoice_id]=9001")[0]["id"]

    assert productive.refusal("DELETE", f"/contact_entries/{bill_to}") == (409, "sandbox_guess_record_in_use")
    assert productive.refusal("DELETE", "/projects/3001")[0] == 409
    productive.delete(f"/deals/{productive.post('deals', ENOUGH['deals'])['id']}")


def test_it_wants_a_contact_entry_to_belong_to_something(productive: Caller) -> None:
    said = {"contactable_type": "person", "type": "email"}

    assert productive.refusal("POST", "/contact_entries", said)[0] == 422
    assert productive.refusal("POST", "/contact_entries", said | {"person_id": 301, "type": "carrier pigeon"})[0] == 422
    assert productive.refusal("POST", "/contact_entries", said | {"contactable_type": "Client"})[0] == 422


def test_it_adds_up_a_budget(productive: Caller) -> None:
    """120 h at 1,250 and 200 h at 1,200 sold; 105 h and 185.75 h worked; three invoices finalized, one a draft."""
    shown = productive.get("/deals/4001?include=project,company")["data"]
    facts = shown["attributes"]

    assert facts["budget_total"] == 120 * 125_000 + 200 * 120_000
    assert facts["budget_used"] == 105 * 125_000 + 22_290_000
    assert facts["draft_invoiced"] == 16_092_500
    assert facts["pending_invoicing"] == facts["budget_total"] - facts["invoiced"]
    assert shown["relationships"]["project"]["data"]["id"] == "3001"

    productive.patch("/invoices/9001/finalize", {})
    after = productive.get("/deals/4001")["data"]["attributes"]
    assert (after["invoiced"], after["draft_invoiced"]) == (facts["invoiced"] + 16_092_500, 0)


def test_it_moves_a_share_from_one_budget_to_another(productive: Caller) -> None:
    made = productive.post("invoice_attributions", ENOUGH["invoice_attributions"])["id"]
    assert productive.get("/deals/4002")["data"]["attributes"]["draft_invoiced"] == 2_165_230 + 29_997
    productive.patch(f"/invoice_attributions/{made}", {"budget_id": 4001})

    assert productive.get("/deals/4002")["data"]["attributes"]["draft_invoiced"] == 2_165_230
    productive.delete(f"/invoice_attributions/{made}")
    assert productive.get("/deals/4001")["data"]["attributes"]["draft_invoiced"] == 16_092_500


def test_it_takes_budgets_only_for_shares(productive: Caller) -> None:
    deal = productive.post("deals", {"name": "Kanske", "company_id": 7002})["id"]

    said = ENOUGH["invoice_attributions"] | {"budget_id": deal}
    assert productive.refusal("POST", "/invoice_attributions", said) == (422, "invalid_attribute")
    assert productive.ask("PATCH", f"/deals/{deal}/close").status_code == 422


def test_it_closes_and_opens_a_budget(productive: Caller) -> None:
    productive.act("/deals/4001/close")
    assert [one["id"] for one in productive.all("/deals?filter[budget_status]=2")] == ["4001"]
    productive.act("/deals/4001/open")

    assert productive.all("/deals?filter[budget_status]=2") == []


def test_it_lists_options_with_their_field(productive: Caller) -> None:
    document = productive.get("/custom_fields/1202?include=options")

    assert [one["attributes"]["name"] for one in document["included"]] == ["Energi", "Transport", "Handel"]


@pytest.mark.parametrize(
    ("data_type", "good", "bad"),
    [
        (1, "text", 7),
        (2, "12.5", "many"),
        (4, "2026-11-24", "soon"),
        (6, "302", "999"),
        (3, None, "1211"),
        (5, [], "1211"),
    ],
)
def test_it_checks_the_values_of_custom_fields(productive: Caller, data_type: int, good: Any, bad: Any) -> None:
    said = {"name": "Eget", "data_type_id": data_type, "customizable_type": "invoices"}
    field = productive.post("custom_fields", said)["id"]

    assert productive.refusal("PATCH", "/invoices/9001", {"custom_fields": {field: bad}}) == (422, "invalid_attribute")
    shown = productive.patch("/invoices/9001", {"custom_fields": {field: good}})["attributes"]["custom_fields"]
    assert shown == (None if good is None else {field: good})
    assert productive.refusal("PATCH", "/companies/7001", {"custom_fields": {field: good}})[0] == 422


def test_it_shows_people_of_custom_fields_as_relationships_too(productive: Caller) -> None:
    said = {"name": "Granskare", "data_type_id": 6, "customizable_type": "invoices"}
    field = productive.post("custom_fields", said)["id"]
    productive.patch("/invoices/8022", {"custom_fields": {field: ["301", "302"]}})
    document = productive.get("/invoices/8022?include=custom_field_people")

    assert [one["id"] for one in document["data"]["relationships"]["custom_field_people"]["data"]] == ["301", "302"]
    assert {one["attributes"]["first_name"] for one in document["included"]} == {"Karin", "Elias"}


def test_it_lists_the_exchange_rates_of_each_day_and_counts_with_them(productive: Caller) -> None:
    [today] = productive.all("/exchange_rates?filter[date]=2026-11-24")
    [earlier] = productive.all("/exchange_rates?filter[date]=2026-03-02")
    rates = {rate["base"]: rate for rate in earlier["attributes"]["rates"]}

    assert (today["attributes"]["date"], today["attributes"]["out_of_date"]) == ("2026-11-24", False)
    assert {"base": "EUR", "target": "SEK", "rate": "11.2345"} in today["attributes"]["rates"]
    assert abs(Decimal(rates["EUR"]["rate"]) / Decimal("11.2345") - 1) <= Decimal("0.01")
    assert rates["SEK"]["rate"] == "1.0"
    said = {"company_id": 7010, "subsidiary_id": 501, "currency": "EUR", "invoiced_on": "2026-03-02"}
    assert productive.post("invoices", said)["attributes"]["exchange_rate"] == rates["EUR"]["rate"]
    assert productive.all("/exchange_rates?sort=-date&page[size]=1") == [today]
    assert productive.refusal("POST", "/exchange_rates", {})[0] == 405


def test_it_gives_a_new_invoice_the_bank_account_of_its_subsidiary(productive: Caller) -> None:
    productive.store.table("productive.subsidiaries")["501"]["related"]["default_bank_account"] = "5017"
    said = {"company_id": 7001, "subsidiary_id": 501, "currency": "SEK", "invoiced_on": "2026-11-24"}
    made = productive.post("invoices", said)["id"]

    shown = productive.get(f"/invoices/{made}?include=bank_account")["included"][0]["attributes"]
    assert shown["number"] == "5050-1055"
