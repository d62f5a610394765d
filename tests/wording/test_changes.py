"""What an event changed reads as an accountant would write it, in both languages."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from brygga.accounting.rulebook import AccountUse
from brygga.connections.decisions import Decided
from brygga.history.models import Event
from brygga.wording.changes import SETTINGS, SIDES, changes
from tests.wording.conftest import RAW

ROW = {
    "account_number": 3001,
    "delivered_quantity": "42.5",
    "description": "Interface design, October",
    "price": "1250",
    "vat": "25",
    "total": "53125",
    "unit": "h",
}
TEXT_ROW = {"account_number": 0, "delivered_quantity": "0", "description": "and its prototype", "total": "0"}
INVOICE: dict[str, Any] = {
    "document_number": "10483",
    "customer_number": "1042",
    "customer_name": "Norrsken Energi AB",
    "invoice_date": "2026-11-02",
    "due_date": "2026-12-02",
    "delivery_date": None,
    "currency": "SEK",
    "rows": [ROW, TEXT_ROW],
    "net": "53125",
    "total_vat": "13281.25",
    "round_off": "-0.25",
    "total": "66406",
    "terms_of_payment": "30",
    "your_order_number": "",
    "ocr": "1048312",
    "booked": False,
}
CUSTOMER = {
    "customer_number": "BRY7004",
    "name": "Granit & Ljung AB",
    "organisation_number": "556450-9825",
    "vat_number": "",
    "country_code": "SE",
    "vat_type": "SEVAT",
}
SETTINGS_BEFORE = {"numbers_by": "fortnox", "domestic_reverse_charge": False, "account_6": 3003, "zero_rate": "ask"}
SETTINGS_AFTER = {"numbers_by": "productive", "domestic_reverse_charge": True, "account_6": None, "zero_rate": "outlay"}
MAPPING_BEFORE = {"service_types_mapped": False, "402": None}
MAPPING_AFTER = {
    "service_types_mapped": True,
    "402": {"name": "Design", "account": 3041, "article": "102", "treatment": "normal"},
}

EVENTS = {
    "credit_note_created": Event(kind="credit_note_created", after=INVOICE),
    "credit_note_dated": Event(
        kind="credit_note_dated", before=INVOICE, after={**INVOICE, "invoice_date": "2026-12-09"}
    ),
    "customer_created": Event(kind="customer_created", after=CUSTOMER),
    "customer_fields_changed": Event(
        kind="customer_fields_changed", before={"fields": []}, after={"fields": ["email", "terms_of_payment"]}
    ),
    "customer_updated": Event(
        kind="customer_updated",
        before={"email": "", "zip_code": "111 35"},
        after={"email": "faktura@norrsken.example", "zip_code": "111 36"},
    ),
    "finalized": Event(kind="finalized", facts={"number": "10483"}),
    "invoice_created": Event(kind="invoice_created", after=INVOICE),
    "invoice_settings_changed": Event(
        kind="invoice_settings_changed",
        before={"booked_at_once": False, "sent_by": "nobody", "your_reference": "nothing"},
        after={"booked_at_once": True, "sent_by": "email", "your_reference": "company_field:1201"},
    ),
    "invoice_updated": Event(kind="invoice_updated", before=INVOICE, after={**INVOICE, "due_date": "2026-12-09"}),
    "marked_sent": Event(
        kind="marked_sent", before={"code": "", "sentence": "Invoice must be sent"}, facts={"date": "2026-11-02"}
    ),
    "rate_entered": Event(
        kind="rate_entered",
        before={"kronor": "11.3", "publisher": "ecb"},
        after={"kronor": "11.2345", "publisher": "ecb"},
    ),
    "renumbered": Event(kind="renumbered", before="88", after="10483"),
    "service_types_changed": Event(kind="service_types_changed", before=MAPPING_BEFORE, after=MAPPING_AFTER),
    "settings_changed": Event(kind="settings_changed", before=SETTINGS_BEFORE, after=SETTINGS_AFTER),
}


def told(kind: str) -> list[str]:
    return [f"{change.name}: {change.before} > {change.after}" for change in changes(EVENTS[kind])]


def test_a_mapping_tells_what_each_service_type_is_booked_as(english: None) -> None:
    assert told("service_types_changed") == [
        "Map service types: off > on",
        "Design:  > account 3041, article 102, Ordinary",
    ]


def test_a_new_invoice_tells_its_rows_and_sums_and_leaves_out_what_nobody_asks_for(english: None) -> None:
    assert told("invoice_created") == [
        "number: not in Fortnox > 10483",
        "customer:  > 1042 Norrsken Energi AB",
        "invoice date:  > 2\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026",
        "due date:  > 2\N{NO-BREAK SPACE}Dec\N{NO-BREAK SPACE}2026",
        "payment terms:  > 30",
        "row 1:  > 3001 Interface design, October, 42.5 h × 1,250.00, VAT 25\N{NO-BREAK SPACE}%: 53,125.00",
        "row 2:  > and its prototype",
        "net:  > SEK\N{NO-BREAK SPACE}53,125.00",
        "VAT amount:  > SEK\N{NO-BREAK SPACE}13,281.25",
        "rounding:  > −SEK\N{NO-BREAK SPACE}0.25",
        "total:  > SEK\N{NO-BREAK SPACE}66,406.00",
    ]


def test_a_sum_of_nothing_is_left_out(english: None) -> None:
    event = Event(kind="invoice_created", after={**INVOICE, "round_off": "0.00"})

    assert "rounding" not in {change.name for change in changes(event)}


def test_a_new_customer_tells_who_it_is(english: None) -> None:
    assert told("customer_created") == [
        "customer number: not in Fortnox > BRY7004",
        "name:  > Granit & Ljung AB",
        "organisation number:  > 556450-9825",
        "country:  > Sweden",
    ]


def test_a_customer_brought_up_to_date_tells_both_values(english: None) -> None:
    assert told("customer_updated") == ["postcode: 111 35 > 111 36", "email:  > faktura@norrsken.example"]
    assert told("customer_fields_changed") == ["brought up to date: nothing > email, terms of payment"]


def test_invoice_settings_tell_what_was_and_what_is(english: None) -> None:
    assert told("invoice_settings_changed") == [
        "Booking: Left unbooked > Booked at once",
        "Sending: Not sent by Fortnox > By email",
        "Your reference: Left out > Custom field of the client company: 1201",
    ]


def test_settings_tell_what_was_and_what_is(english: None) -> None:
    assert told("settings_changed") == [
        "Invoice Number Generation: Fortnox > Productive",
        "Account for VAT 6 %: 3003 > ",
        "VAT 0 % in Sweden: Ask > Outlay",
        "Reverse charge in Sweden: off > on",
    ]


def test_the_first_settings_have_nothing_before_them(english: None) -> None:
    event = Event(kind="settings_changed", before=None, after=SETTINGS_AFTER)

    assert {change.before for change in changes(event)} == {""}


def test_a_number_and_a_state_in_productive_are_told(english: None) -> None:
    assert told("renumbered") == ["number in Productive: 88 > 10483"]
    assert told("finalized") == ["state in Productive: Draft > Finalized", "number in Productive:  > 10483"]


def test_why_an_invoice_was_marked_as_sent_is_told_in_productive_s_words(english: None) -> None:
    assert told("marked_sent") == [
        "sent in Productive: no > 2\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026",
        "what Productive said to the payment:  > Invoice must be sent",
    ]


@pytest.mark.parametrize("kind", SIDES)
def test_each_is_told_in_swedish(kind: str, swedish: None) -> None:
    for change in changes(EVENTS[kind]):
        assert change.before or change.after
        assert not any(RAW.search(text) for text in (change.name, change.before, change.after)), change


def test_every_decision_has_a_name() -> None:
    decided = {field.name for field in fields(Decided)} - {"accounts"}

    until_2026_11 = {"account_0"}
    assert set(SETTINGS) == decided | until_2026_11 | {f"account_{use}" for use in AccountUse}


@pytest.mark.parametrize("kind", [*SIDES, "copied", "a kind that is gone"])
def test_history_outlives_what_it_kept(kind: str, language: str) -> None:
    for kept in (None, {}, {"rows": None}, {"a field of old": 1}, "10483"):
        changes(Event(kind=kind, facts={}, before=kept, after=kept))
