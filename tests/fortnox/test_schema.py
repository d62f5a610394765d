"""Drafts become JSON, and answers become values, whichever of the recorded forms they take."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from brygga.fortnox.bodies import body
from brygga.fortnox.schema import Customer, CustomerListed, Invoice, InvoiceDraft, InvoiceListed, Row
from brygga.fortnox.wire import write_number
from tests.fortnox import answers
from tests.fortnox.reference import recordings
from tests.fortnox.test_client import DRAFT
from tests.remote.odd_values import JSON


@given(st.decimals(min_value=-99_999_999, max_value=99_999_999, places=4))
def test_a_number_reads_back_as_exactly_what_was_written(value: Decimal) -> None:
    text = json.dumps(write_number(value))
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == value
    assert len(text) <= len(str(value.normalize())) + 8


@pytest.mark.parametrize(("value", "text"), [("1.10", "1.1"), ("100.00", "100"), ("0.1", "0.1"), ("-0.00", "0")])
def test_a_number_has_no_noise(value: str, text: str) -> None:
    assert json.dumps(write_number(Decimal(value))) == text


def test_a_number_that_json_cannot_keep_is_refused() -> None:
    with pytest.raises(ValueError, match="too many digits"):
        write_number(Decimal("12345678901234567.89"))


def test_empty_texts_are_left_out_and_zeros_are_said() -> None:
    sent = body("Invoice", DRAFT)["Invoice"]
    assert "YourReference" not in sent
    assert (sent["Freight"], sent["AdministrationFee"], sent["InvoiceRows"][0]["Discount"]) == (0, 0, 0)


def test_a_draft_survives_being_kept_as_json() -> None:
    """An intention is written down before it is sent, and read again after a crash."""
    kept = json.loads(json.dumps(DRAFT.model_dump(mode="json")))
    assert InvoiceDraft.model_validate(kept) == DRAFT


def test_an_answer_survives_being_kept_as_json() -> None:
    found = Invoice.model_validate(_wire(answers.invoice()["Invoice"]))
    assert Invoice.model_validate(json.loads(json.dumps(found.model_dump(mode="json")))) == found


ODD_ROWS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"DeliveredQuantity": "1.00"}, {"delivered_quantity": Decimal(1)}),
    ({"DeliveredQuantity": 1.5}, {"delivered_quantity": Decimal("1.5")}),
    ({"AccountNumber": 0, "Price": 0}, {"account_number": 0}),
    ({"AccountNumber": None, "Price": None, "Total": None, "VAT": None}, {"account_number": 0, "total": Decimal(0)}),
    ({"AccountNumber": "3001"}, {"account_number": 3001}),
    ({"Description": None}, {"description": ""}),
]


@pytest.mark.parametrize(("changed", "read"), ODD_ROWS)
def test_it_reads_every_form_of_a_row(changed: dict[str, Any], read: dict[str, Any]) -> None:
    row = Row.model_validate(_wire(answers.row(**changed)))
    assert {name: getattr(row, name) for name in read} == read


@pytest.mark.parametrize(("told", "read"), [("true", True), ("false", False), (True, True), (False, False)])
def test_it_reads_credit_as_what_it_says(told: Any, read: object) -> None:
    assert Invoice.model_validate(_wire(answers.invoice(Credit=told)["Invoice"])).credit is read


@pytest.mark.parametrize(
    "changed",
    [
        {"Total": "API_NORIGHT"},
        {"Total": None},
        {"Total": True},
        {"DocumentNumber": ""},
        {"DocumentNumber": None},
        {"InvoiceDate": "2026-13-01"},
        {"InvoiceDate": 20260501},
        {"Booked": None},
        {"Credit": "maybe"},
        {"InvoiceRows": None},
        {"InvoiceRows": [{"Description": "x"}]},
    ],
    ids=lambda changed: str(changed)[:40],
)
def test_it_refuses_an_invoice_that_lacks_what_we_depend_on(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Invoice.model_validate(_wire(answers.invoice(**changed)["Invoice"]))


@given(name=st.sampled_from(sorted(answers.invoice()["Invoice"])), value=JSON)
def test_an_odd_value_is_read_or_refused_and_never_anything_else(name: str, value: Any) -> None:
    try:
        found = Invoice.model_validate(_wire(answers.invoice(**{name: value})["Invoice"]))
    except ValidationError:
        return
    assert isinstance(found.total, Decimal)
    assert isinstance(found.invoice_date, date)
    assert found.document_number


@given(extra=st.dictionaries(st.text(min_size=1, max_size=8), JSON, max_size=3))
def test_fields_that_we_do_not_know_pass(extra: dict[str, Any]) -> None:
    Customer.model_validate(extra | answers.customer()["Customer"])


def test_every_recorded_invoice_since_2019_can_be_read() -> None:
    single = [body["Invoice"] for year, body in _recorded("/3/invoices") if "Invoice" in body and year >= 2019]
    listed = [item for year, body in _recorded("/3/invoices") if year >= 2019 for item in body.get("Invoices", [])]
    assert len(single) > 20
    assert len(listed) > 20
    for invoice in single:
        assert Invoice.model_validate(invoice).document_number == str(invoice["DocumentNumber"])
    for invoice in listed:
        InvoiceListed.model_validate(invoice)


def test_every_recorded_customer_since_2019_can_be_read() -> None:
    bodies = [body for year, body in _recorded("/3/customers") if year >= 2019]
    customers = [body["Customer"] for body in bodies if "Customer" in body]
    listed = [item for body in bodies for item in body.get("Customers", [])]
    assert len(customers) + len(listed) > 20
    for customer in customers:
        Customer.model_validate(customer)
    for customer in listed:
        CustomerListed.model_validate(customer)


def _recorded(path: str) -> list[tuple[int, dict[str, Any]]]:
    """Year and body of every recorded success below a path; answers that were pasted with masks are left out."""
    found = []
    for exchange in recordings():
        if exchange["kind"] == "recorded" and exchange["path"].startswith(path) and exchange["status"] in (200, 201):
            body = _wire(exchange["response_body"])
            year = next(int(word[:4]) for word in exchange["recorded_at"].replace("-", " ").split() if word[:2] == "20")
            found.append((year, body))
    return found


def _wire(value: Any) -> Any:
    """A JSON value as it comes off the wire: decimal numbers as Decimal."""
    return json.loads(json.dumps(value), parse_float=Decimal)
