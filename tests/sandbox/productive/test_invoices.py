"""The life of an invoice: made, changed, finalized, marked as copied, credited, deleted."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.worlds.cast import PRODUCTIVE_READ_ONLY_TOKEN
from tests.sandbox.productive.conftest import Caller

NEW = {"company_id": 7001, "subsidiary_id": "501", "currency": "SEK", "invoiced_on": "2026-11-20"}


def facts(productive: Caller, identity: str) -> dict[str, Any]:
    shown: dict[str, Any] = productive.get(f"/invoices/{identity}")["data"]["attributes"]
    return shown


def test_it_makes_a_draft(productive: Caller) -> None:
    made = productive.post("invoices", NEW | {"subject": "Ny"})

    assert made["attributes"]["number"] is None
    assert made["attributes"]["finalized_on"] is None
    assert (made["attributes"]["payment_terms"], made["attributes"]["invoice_type_id"]) == (30, 1)
    entry = productive.get(f"/invoices/{made['id']}?include=bill_to,bill_from,document_type")["included"][0]
    assert entry["attributes"]["name"] == "Norrsken Energi AB"


def test_it_takes_foreign_keys_as_relationships_too(productive: Caller) -> None:
    links = {"company": ("companies", "7010"), "subsidiary": ("subsidiaries", "501")}
    relationships = {name: {"data": {"type": kind, "id": identity}} for name, (kind, identity) in links.items()}
    attributes = {"currency": "EUR", "invoiced_on": "2026-11-24"}
    body = {"data": {"type": "invoices", "attributes": attributes, "relationships": relationships}}
    made = productive.ask("POST", "/invoices?include=company", body).get_json(force=True)["data"]

    assert made["relationships"]["company"]["data"]["id"] == "7010"
    assert (made["attributes"]["currency_default"], made["attributes"]["exchange_rate"]) == ("SEK", "11.2345")


@pytest.mark.parametrize("missing", sorted(NEW))
def test_it_refuses_a_draft_without_what_it_needs(productive: Caller, missing: str) -> None:
    said = {name: value for name, value in NEW.items() if name != missing}

    assert productive.refusal("POST", "/invoices", said) == (422, "invalid_attribute")


@pytest.mark.parametrize("name", ["finalized_on", "exported_at", "amount", "export_integration_type_id", "line_items"])
def test_it_refuses_what_cannot_be_written(productive: Caller, name: str) -> None:
    assert productive.refusal("PATCH", "/invoices/9001", {name: "1"}) == (422, "sandbox_guess_unknown_attribute")


def test_it_changes_nothing_when_one_value_is_refused(productive: Caller) -> None:
    before = productive.store.snapshot()
    assert productive.refusal("PATCH", "/invoices/9001", {"subject": "x", "invoiced_on": "soon"})[0] == 422

    after = productive.store.table("productive.invoices")["9001"]["attributes"]["subject"]
    assert after == "Customer portal, October"
    assert '"x"' not in before


def test_it_finalizes_with_the_next_number_of_the_subsidiary(productive: Caller) -> None:
    shown = productive.patch("/invoices/9001/finalize", {})["attributes"]

    assert shown["number"] == "10483"
    assert shown["finalized_on"] == "2026-11-24"
    assert (shown["invoiced_on"], shown["pay_on"], shown["sent_on"]) == ("2026-11-22", "2026-12-22", None)
    assert productive.patch("/invoices/9101/finalize", {})["attributes"]["number"] == "20117"
    assert productive.patch("/invoices/9002/finalize", {})["attributes"]["number"] == "10484"


def test_it_finalizes_without_a_body(productive: Caller) -> None:
    response = productive.ask("PATCH", "/invoices/9001/finalize", **{"Content-Type": ""})

    assert response.status_code == 200


def test_it_finalizes_with_the_number_it_is_given_and_goes_on_from_there(productive: Caller) -> None:
    assert productive.patch("/invoices/9001/finalize", {"number": "10500"})["attributes"]["number"] == "10500"
    assert productive.patch("/invoices/9002/finalize", {})["attributes"]["number"] == "10501"


def test_it_keeps_a_number_that_was_set_before(productive: Caller) -> None:
    productive.patch("/invoices/9001", {"number": "A-7"})

    assert productive.patch("/invoices/9001/finalize", {})["attributes"]["number"] == "A-7"


def test_it_can_forget_a_number_that_was_set_before(productive: Caller) -> None:
    productive.turn("finalize_keeps_number", to=False)
    productive.patch("/invoices/9001", {"number": "A-7"})

    assert productive.patch("/invoices/9001/finalize", {})["attributes"]["number"] == "10483"


def test_it_allows_the_same_number_twice(productive: Caller) -> None:
    assert productive.patch("/invoices/9001/finalize", {"number": "10482"})["attributes"]["number"] == "10482"


def test_it_writes_numbers_by_the_format_of_the_subsidiary(productive: Caller) -> None:
    productive.store.table("productive.subsidiaries")["501"]["attributes"]["invoice_number_format"] = "{yyyy}-{nnn}"
    productive.patch("/invoices/9002", {"number": "2026-041"})

    assert productive.patch("/invoices/9001/finalize", {})["attributes"]["number"] == "2026-042"


def test_it_counts_for_each_company_where_the_format_names_it(productive: Caller) -> None:
    productive.store.table("productive.subsidiaries")["501"]["attributes"]["invoice_number_format"] = (
        "{company_code}/{nn}"
    )

    assert productive.patch("/invoices/9001/finalize", {})["attributes"]["number"] == "NOR/01"
    assert productive.patch("/invoices/9002/finalize", {})["attributes"]["number"] == "HAM/01"
    assert productive.patch("/invoices/9003/finalize", {})["attributes"]["number"] == "HAM/02"


def test_it_needs_a_number_where_none_is_generated(productive: Caller) -> None:
    productive.store.table("productive.subsidiaries")["501"]["attributes"]["invoice_number_format"] = None

    assert productive.refusal("PATCH", "/invoices/9001/finalize", {}) == (422, "sandbox_guess_number_needed")
    assert facts(productive, "9001")["finalized_on"] is None


def test_it_finalizes_once(productive: Caller) -> None:
    productive.patch("/invoices/9001/finalize", {})

    assert productive.refusal("PATCH", "/invoices/9001/finalize", {}) == (422, "sandbox_guess_already_finalized")


def test_it_can_refuse_to_finalize_an_empty_draft(productive: Caller) -> None:
    productive.turn("empty_draft_can_be_finalized", to=False)

    assert productive.refusal("PATCH", "/invoices/9012/finalize", {})[0] == 422


def test_it_keeps_a_due_date_that_was_set_by_hand(productive: Caller) -> None:
    productive.patch("/invoices/9001", {"pay_on": "2026-12-01"})

    assert productive.patch("/invoices/9001/finalize", {})["attributes"]["pay_on"] == "2026-12-01"


def test_it_marks_a_finalized_invoice_as_copied(productive: Caller) -> None:
    productive.patch("/invoices/9001/finalize", {})
    marks = {"exported": True, "export_id": "10483", "export_invoice_url": "https://fortnox.example/10483"}
    shown = productive.patch("/invoices/9001", marks)["attributes"]

    assert {name: shown[name] for name in marks} == marks
    assert shown["exported_at"] == "2026-11-24T12:00:00.000+01:00"
    assert shown["export_integration_type_id"] == 7
    assert productive.patch("/invoices/9001", {"exported": False})["attributes"]["exported_at"] is None


def test_it_can_refuse_to_mark_a_finalized_invoice_as_copied(productive: Caller) -> None:
    productive.turn("exported_can_be_patched_when_finalized", to=False)

    assert productive.refusal("PATCH", "/invoices/8021", {"exported": True}) == (
        422, "sandbox_guess_invoice_is_locked",
    )  # fmt: skip


def test_it_changes_the_number_until_the_invoice_is_sent(productive: Caller) -> None:
    assert productive.patch("/invoices/8021", {"number": "10483"})["attributes"]["number"] == "10483"
    productive.patch("/invoices/8021", {"sent_on": "2026-11-24"})

    assert productive.refusal("PATCH", "/invoices/8021", {"number": "1"}) == (422, "sandbox_guess_number_is_sent")


def test_it_can_keep_the_number_once_finalized(productive: Caller) -> None:
    productive.turn("number_can_be_patched_when_finalized", to=False)

    assert productive.refusal("PATCH", "/invoices/8021", {"number": "1"})[0] == 422


def test_it_locks_a_sent_invoice_until_it_is_unsent(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/invoices/8022", {"invoiced_on": "2026-11-01"}) == (
        422, "sandbox_guess_invoice_is_locked",
    )  # fmt: skip
    assert productive.refusal("PATCH", "/line_items/802201", {"quantity": "1"})[0] == 422
    productive.patch("/invoices/8022", {"sent_on": None})

    assert productive.patch("/line_items/802201", {"quantity": "1"})["attributes"]["quantity"] == "1.0"


def test_it_can_lock_an_invoice_once_finalized(productive: Caller) -> None:
    productive.patch("/line_items/802101", {"quantity": "14"})
    productive.turn("finalized_is_locked", to=True)

    assert productive.refusal("PATCH", "/line_items/802101", {"quantity": "13"})[0] == 422


def test_it_neither_changes_nor_deletes_a_credited_invoice(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/invoices/8004", {"subject": "x"})[0] == 422
    assert productive.refusal("DELETE", "/invoices/8004")[0] == 422


def test_it_deletes_a_draft_with_its_lines_and_not_a_finalized_invoice(productive: Caller) -> None:
    deleted = productive.ask("DELETE", "/invoices/9001")

    assert (deleted.status_code, deleted.get_data()) == (204, b"")
    assert productive.refusal("GET", "/invoices/9001")[0] == 404
    assert productive.all("/line_items?filter[invoice_id]=9001") == []
    assert productive.refusal("DELETE", "/invoices/8021") == (422, "sandbox_guess_invoice_not_deletable")


def test_it_credits_the_original_when_the_credit_note_is_finalized(productive: Caller) -> None:
    before = facts(productive, "8004")
    assert (before["amount_credited"], before["amount_unpaid"]) == (0, 3_906_250)
    number = productive.patch("/invoices/9011/finalize", {})["attributes"]["number"]

    after, note = facts(productive, "8004"), facts(productive, "9011")
    assert number == "10483"
    assert (after["amount_credited"], after["amount_credited_with_tax"]) == (250_000, 312_500)
    assert (after["amount_unpaid"], after["credited"]) == (3_593_750, True)
    assert (note["amount_with_tax"], note["amount_paid"], note["amount_credited"]) == (-312_500, 0, 0)


def test_it_credits_finalized_invoices_only(productive: Caller) -> None:
    note = NEW | {"invoice_type_id": 2}

    assert productive.refusal("POST", "/invoices", note | {"parent_invoice_id": 9001})[0] == 422
    assert productive.post("invoices", note | {"parent_invoice_id": 8001})["attributes"]["invoice_type_id"] == 2


def test_it_leaves_a_ghost_payment_when_paid_on_is_written(productive: Caller) -> None:
    productive.patch("/invoices/8022", {"paid_on": "2026-11-24"})

    assert facts(productive, "8022")["paid_on"] is None
    assert [one["attributes"]["amount"] for one in productive.all("/payments?filter[invoice_id]=8022")] == [0]


def test_it_refuses_bodies_it_cannot_read(productive: Caller) -> None:
    response = productive.client.post(
        "/productive/api/v2/invoices",
        headers={"X-Auth-Token": productive.token, "X-Organization-Id": "20401"},
        content_type="application/vnd.api+json",
        data="{not json",
    )
    other_type = productive.ask("POST", "/invoices", {"data": {"type": "payments", "attributes": {}}})
    other_id = productive.ask("PATCH", "/invoices/9001", {"data": {"type": "invoices", "id": "9002"}})

    assert [one.status_code for one in (response, other_type, other_id)] == [400, 400, 400]


def test_it_asks_who_may_write_before_it_reads_the_body(productive: Caller) -> None:
    productive.token = PRODUCTIVE_READ_ONLY_TOKEN

    assert productive.refusal("PATCH", "/invoices/9001/finalize", {"nonsense": 1})[0] == 403
