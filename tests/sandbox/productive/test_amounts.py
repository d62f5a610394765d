"""Lines, totals, tax, payments: what adds up, and how it is rounded."""

from __future__ import annotations

from typing import Any

from tests.sandbox.productive.conftest import Caller


def facts(productive: Caller, identity: str) -> dict[str, Any]:
    shown: dict[str, Any] = productive.get(f"/invoices/{identity}")["data"]["attributes"]
    return shown


def line(invoice: str, **said: Any) -> dict[str, Any]:
    return {"invoice_id": invoice, "unit_price": 5000, "quantity": "3.0", "tax_rate_id": 50125, "unit_id": 2} | said


def test_it_rounds_tax_line_by_line(productive: Caller) -> None:
    shown = facts(productive, "9002")

    assert (shown["amount"], shown["amount_tax"], shown["amount_with_tax"]) == (29_997, 7_500, 37_497)


def test_it_can_round_tax_once_for_each_rate(productive: Caller) -> None:
    productive.turn("tax_rounding", to="per_rate")

    assert productive.patch("/invoices/9002", {"subject": "x"})["attributes"]["amount_tax"] == 7_499


def test_it_adds_up_the_invoice_of_the_mock_up(productive: Caller) -> None:
    shown = facts(productive, "9001")

    assert (shown["amount"], shown["amount_tax"], shown["amount_with_tax"]) == (16_092_500, 3_806_525, 19_899_025)


def test_it_adds_up_four_rates(productive: Caller) -> None:
    shown = facts(productive, "9003")

    assert (shown["amount"], shown["amount_tax"]) == (2_165_230, 359_375 + 22_168 + 31_080)


def test_it_takes_the_discount_of_a_line_off_and_rounds_half_up(productive: Caller) -> None:
    shown = productive.get("/line_items/900501")["data"]["attributes"]

    assert (shown["quantity"], shown["discount"]) == ("1.125", "10.0")
    assert (shown["amount"], shown["amount_tax"]) == (136_688, 34_172)


def test_it_takes_the_discount_of_an_invoice_off_the_total(productive: Caller) -> None:
    before = [one["attributes"]["amount"] for one in productive.all("/line_items?filter[invoice_id]=9015")]

    assert sum(before) == 2_631_250
    assert facts(productive, "9015")["amount"] == 2_499_688
    assert facts(productive, "9015")["amount_tax"] == 624_922


def test_it_can_take_the_discount_of_an_invoice_off_each_line(productive: Caller) -> None:
    productive.turn("invoice_discount", to="on_lines")
    odd = [productive.post("line_items", line("9012", unit_price=333, quantity=1)) for _ in range(3)]
    shown = productive.patch("/invoices/9012", {"discount": "5"})["attributes"]

    assert len(odd) == 3
    assert shown["amount"] == 316 * 3


def test_it_counts_as_recorded_in_the_currency_of_the_organisation(productive: Caller) -> None:
    """Recorded: 50.00 x 3 at 25 % and a rate of 1.25 is 6250, 18750, 4688 and 23438 in the default currency."""
    productive.store.table("productive.exchange_rates")["EUR"] = {"rate": "1.25"}
    made = productive.post(
        "invoices", {"company_id": 7010, "subsidiary_id": 501, "currency": "EUR", "invoiced_on": "2026-11-20"}
    )
    shown = productive.post("line_items", line(made["id"], unit_price="5000.0"))["attributes"]

    assert (shown["unit_price"], shown["amount"], shown["amount_tax"]) == (5_000, 15_000, 3_750)
    assert (shown["unit_price_default"], shown["amount_default"]) == (6_250, 18_750)
    assert (shown["amount_tax_default"], shown["amount_with_tax_default"]) == (4_688, 23_438)
    assert (shown["amount_normalized"], shown["currency_normalized"], shown["currency_default"]) == (
        15_000, "EUR", "SEK",
    )  # fmt: skip


def test_it_recounts_the_invoice_when_lines_come_change_and_go(productive: Caller) -> None:
    made = productive.post("line_items", line("9012", description="Ny rad"))
    assert facts(productive, "9012")["amount_with_tax"] == 18_750

    productive.patch(f"/line_items/{made['id']}", {"quantity": 1, "tax_rate_id": "50106"})
    assert facts(productive, "9012")["amount_with_tax"] == 5_300

    assert productive.ask("DELETE", f"/line_items/{made['id']}").status_code == 204
    assert facts(productive, "9012")["amount_with_tax"] == 0


def test_it_wants_a_tax_rate_of_the_same_subsidiary_on_every_line(productive: Caller) -> None:
    assert productive.refusal("POST", "/line_items", line("9012", tax_rate_id=None)) == (422, "invalid_attribute")
    assert productive.refusal("POST", "/line_items", line("9012", tax_rate_id=50225)) == (422, "invalid_attribute")
    assert productive.refusal("POST", "/line_items", line("9012", unit_price="10.5")) == (422, "invalid_attribute")


def test_it_takes_many_lines_at_once_or_none(productive: Caller) -> None:
    bulk = {"Content-Type": "application/vnd.api+json; ext=bulk"}
    good = {"type": "line_items", "attributes": line("9012")}
    bad = {"type": "line_items", "attributes": line("9012", quantity="many")}

    assert productive.ask("POST", "/line_items", {"data": [good, bad]}, **bulk).status_code == 422
    assert productive.all("/line_items?filter[invoice_id]=9012") == []
    made = productive.ask("POST", "/line_items", {"data": [good, good]}, **bulk)
    lines = made.get_json(force=True)["data"]
    assert [one["attributes"]["position"] for one in lines] == [1, 2]

    changes = [{"type": "line_items", "id": one["id"], "attributes": {"quantity": 1}} for one in lines]
    assert productive.ask("PATCH", "/line_items", {"data": changes}, **bulk).status_code == 200
    assert facts(productive, "9012")["amount"] == 10_000
    assert productive.ask("DELETE", "/line_items", {"data": changes}, **bulk).status_code == 204
    assert facts(productive, "9012")["amount"] == 0
    assert productive.ask("POST", "/line_items", {"data": [good] * 101}, **bulk).status_code == 400


def test_it_follows_payments_until_the_invoice_is_paid(productive: Caller) -> None:
    open_before = facts(productive, "8022")["amount_unpaid"]
    said = {"invoice_id": 8022, "amount": "10000.0", "paid_on": "2026-11-20"}
    first = productive.post("payments", said)
    assert first["attributes"]["amount"] == 10_000
    assert facts(productive, "8022")["amount_unpaid"] == open_before - 10_000
    assert facts(productive, "8022")["paid_on"] is None

    productive.post("payments", said | {"amount": open_before - 10_000, "paid_on": "2026-11-23"})
    assert facts(productive, "8022")["paid_on"] == "2026-11-23"

    productive.patch(f"/payments/{first['id']}", {"amount": 4_000})
    assert facts(productive, "8022")["amount_unpaid"] == 6_000
    productive.ask("DELETE", f"/payments/{first['id']}")
    assert (facts(productive, "8022")["amount_unpaid"], facts(productive, "8022")["paid_on"]) == (10_000, None)


def test_it_writes_off_with_a_payment_that_was_not_paid(productive: Caller) -> None:
    productive.post("payments", {"invoice_id": 8022, "amount": 50, "written_off_on": "2026-11-20"})
    shown = facts(productive, "8022")

    assert (shown["amount_written_off"], shown["amount_paid"]) == (50, 0)


def test_it_wants_an_invoice_sent_before_it_is_paid_unless_switched(productive: Caller) -> None:
    said = {"invoice_id": 8021, "amount": 100, "paid_on": "2026-11-20"}
    assert productive.refusal("POST", "/payments", said) == (422, "sandbox_guess_payment_not_allowed")
    productive.turn("payments_need", to="nothing")

    assert productive.post("payments", said)["attributes"]["note"] is None


def test_it_can_refuse_overpayment_and_negative_payments(productive: Caller) -> None:
    productive.turn("payments_may_exceed_unpaid", to=False)
    productive.turn("payments_may_be_negative", to=False)
    said = {"invoice_id": 8022, "paid_on": "2026-11-20"}

    assert productive.refusal("POST", "/payments", said | {"amount": 99_999_999})[0] == 422
    assert productive.refusal("POST", "/payments", said | {"amount": -1})[0] == 422


def test_it_takes_an_external_id_only_when_switched(productive: Caller) -> None:
    said = {"invoice_id": 8022, "amount": 100, "paid_on": "2026-11-20", "external_id": "fortnox-1"}
    assert productive.refusal("POST", "/payments", said) == (422, "sandbox_guess_unknown_attribute")
    productive.turn("payment_external_id_is_writable", to=True)

    assert productive.post("payments", said)["attributes"]["external_id"] == "fortnox-1"
