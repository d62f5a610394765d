"""Sending by the API, by e-invoice, and Productive's own export."""

from __future__ import annotations

import pytest

from tests.sandbox.productive.conftest import Caller


def test_it_marks_an_invoice_as_sent_today(productive: Caller) -> None:
    assert productive.act("/invoices/8021/send")["attributes"]["sent_on"] == "2026-11-24"


def test_it_sends_no_draft(productive: Caller) -> None:
    assert productive.refusal("PATCH", "/invoices/9001/send") == (422, "sandbox_guess_invoice_is_locked")


def test_it_sends_an_invoice_as_an_e_invoice(productive: Caller) -> None:
    path = "/invoices/8021/send_einvoice"

    assert productive.refusal("PATCH", path, {"format_id": 2}) == (422, "invalid_attribute")
    assert productive.refusal("PATCH", path, {"format_id": 1, "colour": "red"})[0] == 422
    assert productive.patch(path, {"format_id": 1, "business_process": "x"})["attributes"]["sent_on"] == "2026-11-24"


@pytest.mark.parametrize("action", ["export", "export_update"])
def test_it_has_no_connector_of_productives_own(productive: Caller, action: str) -> None:
    response = productive.ask("PATCH", f"/invoices/8021/{action}")
    error = response.get_json(force=True)["errors"][0]

    assert (response.status_code, error["code"], error["detail"]) == (422, "invalid_attribute", "feature unavailable")
    assert error["source"] == {"pointer": "data/attributes/export_to_accounting"}
