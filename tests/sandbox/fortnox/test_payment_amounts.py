"""Payments in foreign currency and write-offs: what they come to, and which accounts they move."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.fortnox import switches
from tests.sandbox.bookkeeper import booked, kronor, moved, paid, payment, read_again
from tests.sandbox.ledger import Ledger, row


def euros(ledger: Ledger) -> dict[str, Any]:
    """A booked invoice of 1,681.81 EUR at 11.2345, A3 of the bookkeeping reference."""
    return booked(ledger, row(8, "137.50"), row(1, "245.45"), Currency="EUR", CurrencyRate="11.2345")


def test_what_the_rate_has_lost_stays_in_fortnox(ledger: Ledger) -> None:
    """A3: paid in full at 11.1020."""
    invoice = euros(ledger)
    made = paid(ledger, invoice, None, AmountCurrency=1681.81, CurrencyRate=11.1020)
    assert (made["Amount"], made["AmountCurrency"], made["Currency"]) == (18671.45, 1681.81, "EUR")
    assert moved(ledger, made) == kronor(_1930="18671.45", _1510="-18894.29", _7960="222.84")
    assert read_again(ledger, invoice)["Balance"] == 0


def test_what_the_rate_has_won_is_a_gain(ledger: Ledger) -> None:
    made = paid(ledger, euros(ledger), 19000, AmountCurrency=1681.81)
    assert made["CurrencyRate"] == 11.297352
    assert moved(ledger, made) == kronor(_1930="19000", _1510="-18894.29", _3960="-105.71")


def test_parts_settle_the_claim_to_the_last_ore(ledger: Ledger) -> None:
    invoice = euros(ledger)
    parts = [paid(ledger, invoice, None, AmountCurrency=amount) for amount in ("560.60", "560.61", "560.60")]
    assert sum(moved(ledger, part)[1510] for part in parts) == -moved(ledger, invoice)[1510]
    assert read_again(ledger, invoice)["Balance"] == 0


@pytest.mark.parametrize(("position", "foreign"), [("kronor", 89.01), ("currency", 1000)])
def test_an_amount_alone_means_what_the_switch_says(ledger: Ledger, position: str, foreign: float) -> None:
    """Kronor by the documentation, the invoice's currency by one client."""
    switches.turn(ledger.sandbox.store, "foreign_amount_alone", to=position)
    assert payment(ledger, euros(ledger), 1000)["AmountCurrency"] == foreign


def test_a_change_of_one_amount_keeps_the_other(ledger: Ledger) -> None:
    number = payment(ledger, euros(ledger), 1120, AmountCurrency=100)["Number"]
    path = f"invoicepayments/{number}"
    after = ledger.put(path, {"InvoicePayment": {"Amount": 1130}})["InvoicePayment"]
    assert (after["Amount"], after["AmountCurrency"], after["CurrencyRate"]) == (1130, 100, 11.3)
    after = ledger.put(path, {"InvoicePayment": {"CurrencyRate": 11}})["InvoicePayment"]
    assert (after["Amount"], after["AmountCurrency"]) == (1100, 100)


def test_a_bank_fee_rides_on_the_payment(ledger: Ledger) -> None:
    invoice = booked(ledger)
    made = paid(ledger, invoice, 1240, WriteOffs=[{"AccountNumber": 6570, "Amount": 10, "Description": "Avgift"}])
    assert made["WriteOffs"][0]["Description"] == "Avgift"
    assert moved(ledger, made) == kronor(_1930="1240", _6570="10", _1510="-1250")
    assert read_again(ledger, invoice)["Balance"] == 0
    assert ledger.get("invoicepayments", invoicenumber=10483)["InvoicePayments"][0]["WriteOffExist"] is True


def test_a_reminder_fee_is_written_off_below_zero(ledger: Ledger) -> None:
    """A7: 10,060 from the bank, 60 of it a fee."""
    invoice = booked(ledger, row(8, 1000))
    made = paid(ledger, invoice, 10060, WriteOffs=[{"AccountNumber": 3540, "Amount": -60}])
    assert moved(ledger, made) == kronor(_1930="10060", _3540="-60", _1510="-10000")
    assert read_again(ledger, invoice)["FinalPayDate"] == "2026-11-02"


def test_a_loss_is_a_payment_of_nothing(ledger: Ledger) -> None:
    """ "Bortskrivning" (help page 115002179465)."""
    invoice = booked(ledger)
    offs = [{"AccountNumber": 6351, "Amount": 1000}, {"AccountNumber": 2611, "Amount": 250}]
    made = paid(ledger, invoice, 0, WriteOffs=offs)
    assert moved(ledger, made) == kronor(_6351="1000", _2611="250", _1510="-1250")
    assert read_again(ledger, invoice)["Balance"] == 0


def test_write_offs_in_kronor_explain_a_foreign_payment(ledger: Ledger) -> None:
    invoice = euros(ledger)
    offs = [{"AccountNumber": 6570, "Amount": 50, "Currency": "SEK"}]
    made = paid(ledger, invoice, 18844.29, AmountCurrency=1681.81, WriteOffs=offs)
    assert moved(ledger, made) == kronor(_1930="18844.29", _6570="50", _1510="-18894.29")
    assert read_again(ledger, invoice)["Balance"] == 0


def test_write_offs_in_the_currency_of_the_invoice_settle_it(ledger: Ledger) -> None:
    invoice = euros(ledger)
    paid(ledger, invoice, None, AmountCurrency=1680, WriteOffs=[{"AccountNumber": 3740, "Amount": 1.81}])
    assert read_again(ledger, invoice)["Balance"] == 0


@pytest.mark.parametrize(
    "fields", [{"Currency": "USD"}, {"Project": "99"}, {"CostCenter": "XX"}, {"AccountNumber": 1999}]
)
def test_a_write_off_names_what_is_there(ledger: Ledger, fields: dict[str, Any]) -> None:
    booked(ledger)
    off = {"AccountNumber": 6570, "Amount": 1, **fields}
    body = {"InvoicePayment": {"InvoiceNumber": 10483, "Amount": 1, "WriteOffs": [off]}}
    assert ledger.refused("POST", "invoicepayments", body)[0] == 400
