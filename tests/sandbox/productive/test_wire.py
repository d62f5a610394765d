"""Documents, relationships and values look as Productive's recorded answers do."""

from __future__ import annotations

from tests.sandbox.productive.conftest import Caller


def test_it_shows_every_relationship_and_says_which_were_not_included(productive: Caller) -> None:
    shown = productive.get("/invoices/9001?include=company")["data"]["relationships"]

    assert shown["company"] == {"data": {"type": "companies", "id": "7001"}}
    assert shown["subsidiary"] == {"meta": {"included": False}}
    assert shown["custom_field_people"] == {"meta": {"included": False}}
    assert shown["organization"] == {"data": {"type": "organizations", "id": "20401"}}
    assert len(shown) == 14


def test_it_shows_an_included_relationship_that_leads_nowhere_as_null(productive: Caller) -> None:
    shown = productive.get("/invoices/9002?include=parent_invoice,invoice_attributions")["data"]["relationships"]

    assert shown["parent_invoice"] == {"data": None}
    assert shown["invoice_attributions"] == {"data": []}


def test_it_gives_a_single_document_an_empty_meta(productive: Caller) -> None:
    document = productive.get("/invoices/9001")

    assert list(document) == ["data", "meta"]
    assert document["meta"] == {}


def test_it_answers_as_json_api(productive: Caller) -> None:
    response = productive.ask("GET", "/invoices/9001")

    assert response.headers["Content-Type"] == "application/vnd.api+json; charset=utf-8"


def test_it_writes_ids_as_text_money_as_integers_and_decimals_as_text(productive: Caller) -> None:
    line = productive.get("/line_items/900102")["data"]

    assert line["id"] == "900102"
    assert line["attributes"]["unit_price"] == 125_000
    assert line["attributes"]["quantity"] == "42.5"
    assert productive.get("/line_items/900101")["data"]["attributes"]["quantity"] == "16.0"


def test_it_writes_moments_with_the_offset_of_the_organisation(productive: Caller) -> None:
    finalized_at = productive.patch("/invoices/9001/finalize", {})["attributes"]["finalized_at"]

    assert finalized_at == "2026-11-24T12:00:00.000+01:00"


def test_it_writes_summer_moments_with_the_offset_of_summer(productive: Caller) -> None:
    assert productive.get("/invoices/8001")["data"]["attributes"]["created_at"].endswith("+02:00")


def test_it_keeps_the_recorded_order_of_an_invoice(productive: Caller) -> None:
    names = list(productive.get("/invoices/9001")["data"]["attributes"])

    assert names[:6] == ["number", "subject", "invoiced_on", "sent_on", "pay_on", "delivery_on"]
    assert names.index("exported") < names.index("email_key") < names.index("custom_fields") < names.index("amount")


def test_it_describes_lines_and_leaves_the_percentage_to_the_tax_rate(productive: Caller) -> None:
    document = productive.get("/line_items?filter[invoice_id]=9002&include=tax_rate,service_type")
    line = document["data"][0]

    assert line["attributes"]["description"] == "Bildlicens, omslag"
    assert line["attributes"]["tax_value"] is None
    rate = next(one for one in document["included"] if one["type"] == "tax_rates")
    assert rate["id"] == line["relationships"]["tax_rate"]["data"]["id"]
    assert rate["attributes"]["primary_component_value"] == "25.0"


def test_it_gives_no_tax_a_rate_without_components(productive: Caller) -> None:
    rate = next(one for one in productive.all("/tax_rates") if one["attributes"]["name"] == "No VAT")

    assert rate["attributes"]["primary_component_value"] is None


def test_it_includes_what_lies_further_away_once(productive: Caller) -> None:
    document = productive.get("/invoices?filter[id]=9001,9016&include=subsidiary.bill_from,company")

    assert [(one["type"], one["id"]) for one in document["included"]].count(("subsidiaries", "501")) == 1
    seller = next(one for one in document["included"] if one["type"] == "contact_entries")
    assert seller["attributes"]["vat"] == "SE559301441701"
    assert {one["type"] for one in document["included"]} == {"subsidiaries", "contact_entries", "companies"}


def test_it_refuses_an_unknown_include(productive: Caller) -> None:
    assert productive.refusal("GET", "/invoices?include=line_items") == (400, "sandbox_guess_unsupported_include")


def test_it_shows_only_the_fields_that_were_asked_for(productive: Caller) -> None:
    shown = productive.get("/invoices/9001?include=company&fields[invoices]=subject,company&fields[companies]=name")

    assert shown["data"]["attributes"] == {"subject": "Customer portal, October"}
    assert list(shown["data"]["relationships"]) == ["company"]
    assert shown["included"][0]["attributes"] == {"name": "Norrsken Energi AB"}


def test_it_gives_the_address_of_a_company_twice_with_the_country_in_words(productive: Caller) -> None:
    company = productive.get("/companies/7010")["data"]["attributes"]
    entry = productive.all("/contact_entries?filter[company_id]=7010")[0]["attributes"]

    assert company["contact"]["addresses"][0]["country"] == entry["country"] == "Estonia"
    assert entry["contactable_type"] == "company"


def test_it_gives_an_invoice_a_bill_to_of_its_own(productive: Caller) -> None:
    document = productive.get("/invoices/9001?include=bill_to")
    entry = document["included"][0]["attributes"]

    assert (entry["contactable_type"], entry["type"]) == ("invoice", "bill_to")
    assert (entry["name"], entry["vat"]) == ("Norrsken Energi AB", "SE559214307601")


def test_it_lists_everything_else_that_brygga_asks_for(productive: Caller) -> None:
    for kind in ("organization_memberships", "organizations", "subsidiaries", "companies", "people", "service_types"):
        assert productive.all(f"/{kind}"), kind
    assert productive.all("/document_types?filter[subsidiary_id]=501")
    assert [one["id"] for one in productive.all("/custom_fields?filter[customizable_type]=invoices")] == ["1203"]


def test_it_lists_service_types_by_name(productive: Caller) -> None:
    names = [one["attributes"]["name"] for one in productive.all("/service_types")]

    assert names == sorted(names)
