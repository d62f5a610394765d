"""What single switches change, where the basic story does not show it."""

from __future__ import annotations

from tests.sandbox.productive.conftest import Caller
from tests.sandbox.productive.test_amounts import facts, line
from tests.sandbox.productive.test_invoices import NEW


def test_invoice_amounts_can_be_text(productive: Caller) -> None:
    productive.turn("invoice_amounts", to="text")

    assert facts(productive, "9001")["amount_with_tax"] == "19899025"
    assert productive.get("/line_items/900101")["data"]["attributes"]["amount"] == 2_320_000


def test_descriptions_can_be_html(productive: Caller) -> None:
    productive.turn("description_form", to="html")

    shown = productive.get("/line_items/901304")["data"]["attributes"]["description"]
    assert shown.startswith("<p>Textförslag ”hållplats” &lt;version 2&gt;")


def test_a_fraction_of_a_minor_unit_can_be_rounded(productive: Caller) -> None:
    assert productive.refusal("POST", "/line_items", line("9012", unit_price="10.5")) == (422, "invalid_attribute")
    productive.turn("fraction_of_a_minor_unit", to="rounded")

    assert productive.post("line_items", line("9012", unit_price="10.5"))["attributes"]["unit_price"] == 11


def test_yen_can_be_whole(productive: Caller) -> None:
    productive.store.table("productive.exchange_rates")["JPY"] = {"rate": "0.07"}
    made = productive.post("invoices", NEW | {"currency": "JPY"})["id"]
    productive.post("line_items", line(made, quantity=1))
    assert facts(productive, made)["amount_default"] == 350
    productive.turn("zero_decimal_currencies", to="units")

    assert productive.patch(f"/invoices/{made}", {"subject": "x"})["attributes"]["amount_default"] == 35_000


def test_an_unknown_attribute_can_be_ignored(productive: Caller) -> None:
    productive.turn("unknown_attributes", to="ignored")
    shown = productive.patch("/invoices/9001", {"colour": "red", "amount": 1, "subject": "Ny"})["attributes"]

    assert (shown["subject"], shown["amount"]) == ("Ny", 16_092_500)
    assert "colour" not in shown


def test_an_unknown_include_can_be_422(productive: Caller) -> None:
    productive.turn("unknown_include_status", to=422)

    assert productive.refusal("GET", "/invoices?include=unicorn") == (422, "sandbox_guess_unsupported_include")


def test_a_draft_is_sent_only_when_switched(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/invoices/9001", {"sent_on": "2026-11-24"})[0] == 422
    assert productive.refusal("POST", "/invoices", NEW | {"sent_on": "2026-11-24"})[0] == 422
    productive.turn("draft_can_be_sent", to=True)

    assert productive.patch("/invoices/9001", {"sent_on": "2026-11-24"})["attributes"]["sent_on"] == "2026-11-24"


def test_a_copy_can_be_marked_without_a_moment_and_an_integration(productive: Caller) -> None:
    productive.turn("exported_sets_exported_at", to=False)
    productive.turn("export_integration_type_id", to=None)
    shown = productive.patch("/invoices/8021", {"exported": True})["attributes"]

    assert (shown["exported"], shown["exported_at"], shown["export_integration_type_id"]) == (True, None, None)


def test_a_credit_note_takes_back_no_more_than_was_asked_for_unless_switched(productive: Caller) -> None:
    productive.patch("/line_items/901101", {"quantity": "-26"})
    assert productive.refusal("PATCH", "/invoices/9011/finalize", {}) == (422, "invalid_attribute")
    productive.turn("credit_notes_may_exceed", to=True)
    productive.patch("/invoices/9011/finalize", {})

    assert facts(productive, "8004")["amount_unpaid"] == 3_906_250 - 26 * 156_250


def test_lines_of_a_credit_note_can_have_to_be_negative(productive: Caller) -> None:
    productive.turn("credit_note_lines_must_be_negative", to=True)

    assert productive.refusal("POST", "/line_items", line("9011", quantity=1))[0] == 422
    assert productive.post("line_items", line("9011", quantity=-1))["attributes"]["amount"] == -5_000


def test_a_whole_credit_settles_an_invoice_unless_switched(productive: Caller) -> None:
    assert facts(productive, "8013")["paid_on"] == facts(productive, "8014")["finalized_on"]
    productive.turn("credit_notes_settle", to=False)
    productive.patch("/line_items/901101", {"quantity": "-25"})
    productive.patch("/invoices/9011/finalize", {})

    assert (facts(productive, "8004")["amount_unpaid"], facts(productive, "8004")["paid_on"]) == (0, None)


def test_credit_notes_take_payments_only_when_switched(productive: Caller) -> None:
    said = {"invoice_id": 8014, "amount": 100, "paid_on": "2026-11-20"}
    assert productive.refusal("POST", "/payments", said) == (422, "sandbox_guess_payment_not_allowed")
    productive.turn("payments_on_credit_notes", to=True)
    productive.post("payments", said)

    assert facts(productive, "8014")["amount_paid"] == 0


def test_payments_come_in_bulk_unless_switched(productive: Caller) -> None:
    bulk = {"Content-Type": "application/vnd.api+json; ext=bulk"}
    one = {"type": "payments", "attributes": {"invoice_id": 8022, "amount": 100, "paid_on": "2026-11-20"}}
    assert productive.ask("POST", "/payments", {"data": [one, one]}, **bulk).status_code == 201
    assert facts(productive, "8022")["amount_paid"] == 200
    productive.turn("payments_know_bulk", to=False)

    assert productive.ask("POST", "/payments", {"data": [one, one]}, **bulk).status_code == 400


def test_custom_fields_can_be_replaced_as_a_whole(productive: Caller) -> None:
    change = {"custom_fields": {"1201": "Åsa"}}
    assert productive.patch("/companies/7001", change)["attributes"]["custom_fields"] == {"1202": "1211", "1201": "Åsa"}
    productive.turn("custom_field_change", to="replaces")

    assert productive.patch("/companies/7001", change)["attributes"]["custom_fields"] == {"1201": "Åsa"}
