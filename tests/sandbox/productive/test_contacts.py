"""The addresses of a company: in its `contact` and as contact entries, and the snapshot that an invoice takes."""

from __future__ import annotations

from typing import Any

from tests.sandbox.productive.conftest import Caller

ADDRESS = {
    "name": "Faktura", "address": "Nygatan 1", "city": "Umeå", "state": None, "zipcode": "903 26", "country": "Sweden",
    "billing_address": True,
}  # fmt: skip


def billed_to(productive: Caller, company: str) -> Any:
    said = {"company_id": company, "subsidiary_id": 501, "currency": "SEK", "invoiced_on": "2026-11-24"}
    made = productive.post("invoices", said)["id"]
    return productive.get(f"/invoices/{made}?include=bill_to")["included"][0]["attributes"]


def entries(productive: Caller, company: str) -> list[Any]:
    return productive.all(f"/contact_entries?filter[company_id]={company}")


def test_an_invoice_is_billed_to_the_address_in_contact(productive: Caller) -> None:
    own = productive.post("companies", {"name": "Nya AB", "contact": {"addresses": [ADDRESS]}})["id"]
    shown = billed_to(productive, own)

    assert (shown["address"], shown["city"], shown["country"]) == ("Nygatan 1", "Umeå", "Sweden")
    [entry] = entries(productive, own)
    [address] = productive.get(f"/companies/{own}")["data"]["attributes"]["contact"]["addresses"]
    assert address == ADDRESS | {"contact_datum_id": int(entry["id"])}


def test_a_moved_company_gets_its_next_invoice_at_its_new_address(productive: Caller) -> None:
    before = billed_to(productive, "7001")
    contact = productive.get("/companies/7001")["data"]["attributes"]["contact"]
    contact["addresses"][0]["address"] = "Nygatan 2"
    productive.patch("/companies/7001", {"contact": contact})

    assert billed_to(productive, "7001") == before | {"address": "Nygatan 2"}


def test_a_part_that_is_not_sent_stays(productive: Caller) -> None:
    emails = productive.get("/companies/7001")["data"]["attributes"]["contact"]["emails"]
    shown = productive.patch("/companies/7001", {"contact": {"addresses": []}})["attributes"]["contact"]

    assert shown["addresses"] == []
    assert [one["email"] for one in shown["emails"]] == [one["email"] for one in emails]
    assert billed_to(productive, "7001")["address"] is None


def test_an_entry_is_shown_in_contact_until_it_is_gone(productive: Caller) -> None:
    own = productive.post("companies", {"name": "Nya AB"})["id"]
    said = ADDRESS | {"contactable_type": "company", "type": "address", "company_id": own}
    entry = productive.post("contact_entries", said)["id"]
    assert billed_to(productive, own)["address"] == "Nygatan 1"
    productive.patch(f"/contact_entries/{entry}", {"address": "Nygatan 3"})

    [address] = productive.get(f"/companies/{own}")["data"]["attributes"]["contact"]["addresses"]
    assert (address["address"], address["contact_datum_id"]) == ("Nygatan 3", int(entry))
    productive.delete(f"/contact_entries/{entry}")
    assert productive.get(f"/companies/{own}")["data"]["attributes"]["contact"]["addresses"] == []


def test_nonsense_is_no_contact(productive: Caller) -> None:
    nonsense: list[dict[str, Any]] = [{"moons": []}, {"addresses": "Nygatan"}, {"emails": ["a@example.com"]}]
    for contact in nonsense:
        assert productive.refusal("PATCH", "/companies/7001", {"contact": contact})[0] == 422
