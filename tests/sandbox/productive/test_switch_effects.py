"""What single switches change, where the basic story does not show it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sandbox.productive.switches import SWITCHES
from tests.sandbox.productive.conftest import Caller, Receiver
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


def test_a_fraction_of_a_minor_unit_can_be_kept_in_a_price(productive: Caller) -> None:
    productive.turn("fraction_of_a_minor_unit", to="kept")
    shown = productive.post("line_items", line("9012", unit_price="10.5", quantity=3))["attributes"]

    assert (shown["unit_price"], shown["amount"]) == (10.5, 32)
    assert productive.post("line_items", line("9012", unit_price="11.0"))["attributes"]["unit_price"] == 11


@pytest.mark.parametrize(("position", "allowed"), [("sent", 0), ("finalized", 1), ("nothing", 2)])
def test_payments_can_need_less_than_a_sent_invoice(productive: Caller, position: str, allowed: int) -> None:
    productive.turn("payments_need", to=position)
    said = {"amount": 100, "paid_on": "2026-11-24"}
    answers = [_paying(productive, said | {"invoice_id": invoice}) for invoice in (8021, 9001)]

    assert answers == [201] * allowed + [422] * (2 - allowed)


def test_a_number_can_be_changed_after_sending(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/invoices/8022", {"number": "7"}) == (422, "sandbox_guess_number_is_sent")
    productive.turn("number_can_be_patched_when_sent", to=True)

    assert productive.patch("/invoices/8022", {"number": "7"})["attributes"]["number"] == "7"


def test_sending_can_refuse_what_its_body_says(productive: Caller) -> None:
    assert productive.patch("/invoices/8021/send", {"colour": "red"})["attributes"]["sent_on"] == "2026-11-24"
    productive.turn("send_reads_its_body", to=True)

    assert productive.refusal("PATCH", "/invoices/8021/send", {"colour": "red"})[0] == 422


def test_events_can_have_other_words(productive: Caller, webhooks: Receiver) -> None:
    productive.turn("webhook_event_words", to="new_updated")
    webhooks.hook(14)
    webhooks.hook(29)
    productive.patch("/invoices/9001", {"subject": "x"})
    productive.post("companies", {"name": "Ny"})

    assert [body["event"] for body in webhooks.deliver()] == ["updated_invoice", "new_company"]


def test_a_receiver_can_have_less_time(productive: Caller, webhooks: Receiver) -> None:
    productive.turn("webhook_timeout_seconds", to=1)
    webhooks.hook(14)
    productive.patch("/invoices/9001", {"subject": "x"})
    webhooks.deliver()

    assert webhooks.patience_seconds == 1


def test_taking_sending_back_can_be_refused(productive: Caller) -> None:
    productive.turn("sent_on_null_unsends", to=False)

    assert productive.refusal("PATCH", "/invoices/8022", {"sent_on": None}) == (422, "sandbox_guess_invoice_is_locked")


def test_marking_as_copied_can_be_refused_once_sent(productive: Caller) -> None:
    assert productive.patch("/invoices/8022", {"exported": True})["attributes"]["exported"]
    productive.turn("exported_can_be_patched_when_sent", to=False)

    assert productive.refusal("PATCH", "/invoices/8022", {"export_id": "5"})[0] == 422
    assert productive.patch("/invoices/8021", {"export_id": "5"})["attributes"]["export_id"] == "5"


def test_a_signature_can_come_without_the_blank(productive: Caller, webhooks: Receiver) -> None:
    productive.turn("webhook_signature_blank", to=False)
    webhooks.hook(14)
    productive.patch("/invoices/9001", {"subject": "x"})
    webhooks.deliver()

    assert re.fullmatch(r"t=\d+,s=[0-9a-f]{64}", webhooks.seen[0][2]["Productive-Signature"])


def test_a_webhook_can_wait_at_first(productive: Caller, webhooks: Receiver) -> None:
    productive.turn("webhook_first_state", to=3)

    assert webhooks.hook(14)["attributes"]["state_id"] == 3


def test_payments_can_be_changed_and_deleted_in_bulk_unless_switched(productive: Caller) -> None:
    said = {"invoice_id": 8022, "amount": 100, "paid_on": "2026-11-24"}
    made = [productive.post("payments", said)["id"] for _ in range(2)]
    changed = [{"type": "payments", "id": one, "attributes": {"amount": 200}} for one in made]

    assert _bulk(productive, "PATCH", changed) == 200
    assert [productive.get(f"/payments/{one}")["data"]["attributes"]["amount"] for one in made] == [200, 200]
    assert (
        _bulk(productive, "PATCH", [*changed, {"type": "payments", "id": made[0], "attributes": {"amount": ""}}]) == 422
    )
    assert _bulk(productive, "DELETE", [{"type": "payments", "id": one} for one in made[:1]]) == 204
    productive.turn("payments_know_bulk", to=False)

    assert _bulk(productive, "PATCH", changed[1:]) == 405
    assert _bulk(productive, "DELETE", [{"type": "payments", "id": made[1]}]) == 405
    assert _bulk(productive, "POST", [{"type": "payments", "attributes": said}]) == 400


def test_a_sent_invoice_can_stay_open_for_changes(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/invoices/8022", {"subject": "x"}) == (422, "sandbox_guess_invoice_is_locked")
    productive.turn("sent_is_locked", to=False)

    assert productive.patch("/invoices/8022", {"subject": "x"})["attributes"]["subject"] == "x"


def test_a_finalized_invoice_can_be_deleted_when_switched(productive: Caller) -> None:
    assert productive.refusal("DELETE", "/invoices/8021") == (422, "sandbox_guess_invoice_not_deletable")
    productive.turn("finalized_can_be_deleted", to=True)
    productive.delete("/invoices/8021")

    assert productive.ask("GET", "/invoices/8021").status_code == 404


def test_every_switch_is_turned_by_some_test_that_looks_at_its_effect() -> None:
    tests = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    turned = {name for text in tests for name in re.findall(r'turn\(\s*"(\w+)"', text)}

    assert set(SWITCHES) - turned == set()


def _paying(productive: Caller, said: dict[str, Any]) -> int:
    return productive.ask("POST", "/payments", {"data": {"type": "payments", "attributes": said}}).status_code


def _bulk(productive: Caller, method: str, said: list[dict[str, Any]]) -> int:
    content_type = "application/vnd.api+json; ext=bulk"
    return productive.ask(method, "/payments", {"data": said}, **{"Content-Type": content_type}).status_code
