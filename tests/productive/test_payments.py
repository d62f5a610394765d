"""What the Productive client asks about payments and says of them, as recorded and as the sandbox has it."""

from __future__ import annotations

from datetime import date
from typing import Any

from brygga.productive.errors import ProductiveTranslator
from brygga.productive.payment_schema import PaymentDraft
from brygga.productive.payments import ProductivePayments
from tests.remote.fake_wire import PRODUCTIVE_URL, Scripted, answer, raw, sender

# The recorded answer to a POST (read 2026-06): no number, no date, no time of making.
RECORDED = {
    "paid_on": "2026-03-14", "written_off_on": None, "note": None, "external_id": None, "currency": "EUR",
    "currency_default": "USD", "amount": 10000, "amount_default": 12500,
}  # fmt: skip


def client(wire: Scripted) -> ProductivePayments:
    return ProductivePayments(sender(wire, ProductiveTranslator(organisation_id="20401"), PRODUCTIVE_URL))


def resource(**changed: Any) -> dict[str, Any]:
    return {"id": "71", "type": "payments", "attributes": {**RECORDED, **changed}, "relationships": {}}


def test_it_records_a_payment_and_reads_the_recorded_answer() -> None:
    wire = Scripted(answer({"data": resource(), "meta": {}}, 201))
    draft = PaymentDraft(invoice_id="9001", amount=10000, paid_on=date(2026, 3, 14), note="Fortnox 17")

    payment = client(wire).create(draft)

    assert wire.asked == ["POST /api/v2/payments"]
    assert wire.body()["data"]["attributes"] == {
        "invoice_id": "9001", "amount": 10000, "paid_on": "2026-03-14", "note": "Fortnox 17",
    }  # fmt: skip
    assert (payment.id, payment.amount, payment.note, payment.external_id) == ("71", 10000, "", "")


def test_it_changes_and_removes_one_payment_and_never_the_paid_day_of_the_invoice() -> None:
    wire = Scripted(answer({"data": resource(amount=9000)}), raw(b"", 204))

    client(wire).change("71", {"amount": 9000, "paid_on": "2026-03-14"})
    client(wire).remove("71")

    assert wire.asked == ["PATCH /api/v2/payments/71", "DELETE /api/v2/payments/71"]


def test_it_reads_every_payment_of_an_invoice() -> None:
    meta = {"current_page": 1, "total_pages": 1, "total_count": 1, "page_size": 200, "max_page_size": 200}
    wire = Scripted(answer({"data": [resource(note="by hand")], "meta": meta}))

    [payment] = client(wire).payments_of("9001")

    assert payment.note == "by hand"
    assert wire.asked == ["GET /api/v2/payments?filter[invoice_id]=9001&page[number]=1&page[size]=200"]
