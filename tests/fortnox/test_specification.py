"""What we send keeps to Fortnox's own specification, except where recorded traffic says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema
import pytest

from brygga.fortnox.bodies import body
from brygga.fortnox.schema import CustomerDraft, CustomerUpdate, InvoiceDraft
from tests.fortnox.reference import openapi
from tests.fortnox.test_client import CUSTOMER, DRAFT

# Where recorded traffic disagrees with the specification, the traffic is right: field, what the specification says,
# and what the recorded requests sent with success.
TRAFFIC_KNOWS_BETTER = {
    "DeliveredQuantity": ("text", "a number: DeliveredQuantity 1.0 in the POST recorded 2026-05-08"),
}

FULL_INVOICE = DRAFT.model_copy(
    update={
        "terms_of_payment": "30",
        "our_reference": "Karin Lindqvist",
        "your_reference": "Bo Ek",
        "your_order_number": "PO 4711",
        "remarks": "Tack!",
        "external_invoice_reference2": "10483",
    }
)
UPDATED_CUSTOMER = CustomerUpdate(
    name="Norrsken Energi AB",
    vat_number="SE559214307601",
    address1="Kungsgatan 44",
    zip_code="111 35",
    city="Stockholm",
    email="faktura@norrsken.example",
    email_invoice="faktura@norrsken.example",
    terms_of_payment="30",
)
FULL_CUSTOMER = CUSTOMER.model_copy(
    update={
        "organisation_number": "556450-9825",
        "vat_number": "SE556450982501",
        "address1": "Stenhuggarvägen 2",
        "zip_code": "614 34",
        "city": "Söderköping",
        "email": "info@granitljung.example",
        "email_invoice": "info@granitljung.example",
        "terms_of_payment": "30",
        "type": "COMPANY",
        "your_reference": "Anna Lind",
        "external_reference": "productive-company-7004",
    }
)


@pytest.mark.parametrize("draft", [DRAFT, FULL_INVOICE], ids=["least", "most"])
def test_an_invoice_is_sent_as_the_specification_says(draft: InvoiceDraft) -> None:
    _validate(body("Invoice", draft), "fortnox_Kf_InvoiceSinglePayloadItem_Wrap")


@pytest.mark.parametrize("draft", [CUSTOMER, FULL_CUSTOMER, UPDATED_CUSTOMER], ids=["least", "most", "update"])
def test_a_customer_is_sent_as_the_specification_says(draft: CustomerDraft | CustomerUpdate) -> None:
    _validate(body("Customer", draft), "fortnox_Kf_CustomerSinglePayloadItem_Wrap")


@pytest.mark.parametrize(
    "asked",
    [
        ("/3/invoices", {"sortby", "externalinvoicereference1"}),
        ("/3/customers", {"name", "customernumber", "organisationnumber"}),
    ],
    ids=lambda asked: asked[0],
)
def test_every_search_is_one_that_the_specification_lists(asked: tuple[str, set[str]]) -> None:
    path, names = asked
    listed = {parameter["name"] for parameter in openapi()["paths"][path]["get"]["parameters"]}
    assert names <= listed


def _validate(content: Mapping[str, Any], name: str) -> None:
    specification = openapi()
    schema = {"$ref": f"#/components/schemas/{name}", "components": specification["components"]}
    validator = jsonschema.Draft4Validator(schema)
    errors = [error for error in validator.iter_errors(content) if str(error.path[-1]) not in TRAFFIC_KNOWS_BETTER]
    assert errors == []
    _assert_known(content, schema, specification)


def _assert_known(value: Any, schema: Mapping[str, Any], specification: Mapping[str, Any]) -> None:
    """Unknown fields are refused by Fortnox (2001399), though the specification forbids none."""
    while "$ref" in schema:
        schema = specification["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if isinstance(value, Mapping):
        assert set(value) <= set(schema["properties"])
        for name, inner in value.items():
            _assert_known(inner, schema["properties"][name], specification)
    if isinstance(value, list):
        for inner in value:
            _assert_known(inner, schema["items"], specification)
