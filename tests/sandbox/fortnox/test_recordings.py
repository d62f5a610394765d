"""Key sets and JSON types against recorded answers, where those are at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.ledger import Ledger, row

RECORDINGS = Path(__file__).parents[4] / "shared" / "data" / "fortnox-recordings.jsonl"

pytestmark = pytest.mark.skipif(not RECORDINGS.exists(), reason="The recordings of Fortnox are not beside this tree.")


def recorded(line: int) -> Any:
    """The body of one recorded answer."""
    with RECORDINGS.open(encoding="utf-8") as exchanges:
        return next(found for found in map(json.loads, exchanges) if found["line"] == line)["response_body"]


def assert_same_shape(made: dict[str, Any], known: dict[str, Any]) -> None:
    """The same keys in the same order, and values of the same JSON type."""
    assert list(made) == list(known)
    differing = {name for name in made if json_type(made[name]) != json_type(known[name])}
    assert not differing, {name: (made[name], known[name]) for name in differing}


def json_type(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    return type(value).__name__


def test_an_invoice_has_the_shape_of_may_2026(ledger: Ledger) -> None:
    known = recorded(245)["Invoice"]
    said = {"Address1": "Storgatan 1", "DeliveryDate": "2026-06-01", "Freight": 25, "AdministrationFee": 50}
    email = {"EmailAddressCC": "a@example.com", "EmailAddressBCC": "b@example.com"}
    edi = {name: "1" for name in known["EDIInformation"] if name != "EDIStatus"}
    made = ledger.invoice(row(), EmailInformation=email, EDIInformation=edi, **said)
    assert_same_shape(made, known)
    assert_same_shape(made["InvoiceRows"][0], known["InvoiceRows"][0])
    assert_same_shape(made["EDIInformation"], known["EDIInformation"])
    assert_same_shape(made["EmailInformation"], known["EmailInformation"])


def test_a_bare_invoice_has_the_shape_of_august_2026(ledger: Ledger) -> None:
    assert_same_shape(ledger.invoice(), recorded(201)["Invoice"])


def test_a_booked_invoice_is_listed_in_the_shape_of_april_2026(ledger: Ledger) -> None:
    listed = ledger.get("invoices", filter="fullypaid")["Invoices"][0]
    assert_same_shape(listed, recorded(191)["Invoices"][0])


def test_a_customer_has_the_shape_of_2023(ledger: Ledger) -> None:
    known = recorded(130)["Customer"]
    made = ledger.customer(SalesAccount="3001")
    assert_same_shape(made, known)
    given = {"@url", "CustomerNumber", "Name"}
    assert {name: value for name, value in made.items() if name not in given} == {
        name: value for name, value in known.items() if name not in given
    }


def test_a_customer_is_listed_in_the_shape_of_2024(ledger: Ledger) -> None:
    assert_same_shape(ledger.get("customers")["Customers"][0], recorded(82)["Customers"][0])


def test_an_article_has_the_shape_of_2024(ledger: Ledger) -> None:
    assert list(ledger.get("articles/101")["Article"]) == list(recorded(45)["Article"])
    assert list(ledger.get("articles")["Articles"][0]) == list(recorded(66)["Articles"][0])


def test_small_registers_have_the_shape_of_2024(ledger: Ledger) -> None:
    assert_same_shape(ledger.get("units")["Units"][0], recorded(743)["Units"][0])
    terms = ledger.get("termsofpayments")["TermsOfPayments"][0]
    assert_same_shape(terms, recorded(711)["TermsOfPayments"][0])
    company = ledger.get("companyinformation")["CompanyInformation"]
    assert list(company) == list(recorded(67)["CompanyInformation"])
