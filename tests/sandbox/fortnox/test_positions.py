"""The same story under every answer that Fortnox may have: a careful caller gets through them all."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from sandbox.app import Sandbox
from sandbox.fortnox import switches
from sandbox.fortnox.switches import DEFAULTS, POSITIONS, SAMPLES
from tests.sandbox.bookkeeper import paid, payment, read_again
from tests.sandbox.ledger import Ledger, row
from tests.sandbox.wires import IN_PROCESS, wire_to

TRIED = {**POSITIONS, **SAMPLES}
EVERY_POSITION = [(name, position) for name, positions in TRIED.items() for position in positions]
METHODS = ("ACCRUAL", "CASH")


@pytest.fixture
def quick_ledger(ledger_sandbox: Sandbox) -> Iterator[Ledger]:
    with wire_to(ledger_sandbox, IN_PROCESS) as client:
        yield Ledger(client=client, sandbox=ledger_sandbox)


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_default_is_one_of_the_positions_that_are_tried(name: str) -> None:
    assert DEFAULTS[name] in TRIED[name]


def test_a_position_that_is_none_is_a_mistake(quick_ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="credit_answer"):
        switches.turn(quick_ledger.sandbox.store, "credit_answer", to="nobody")
    with pytest.raises(KeyError):
        switches.turn(quick_ledger.sandbox.store, "unheard_of", to=True)


@pytest.mark.parametrize(("name", "position"), EVERY_POSITION, ids=str)
@pytest.mark.parametrize("method", METHODS)
def test_an_invoice_is_paid_and_credited_under_every_position(
    quick_ledger: Ledger, method: str, name: str, position: Any
) -> None:
    """Invoice 1,250, pay 500, credit it all, set off 750, give 500 back: nothing is left open on either side."""
    ledger = quick_ledger
    _set_method(ledger, method)
    switches.turn(ledger.sandbox.store, name, to=position)
    if name == "rest_lag_seconds":
        ledger.pace_seconds += position  # A careful caller reads when the change can be seen.
    invoice = _issued(ledger, method)
    paid(ledger, invoice, 500, ModeOfPaymentAccount=1930)
    note = _credited(ledger, invoice, method)
    _set_off(ledger, invoice, note)
    paid(ledger, note, read_again(ledger, note)["Balance"], ModeOfPaymentAccount=1930)
    for each, total in ((invoice, 1250), (note, -1250)):
        after = read_again(ledger, each)
        assert (after["Balance"], after["Total"]) == (0, total)
        assert after["FinalPayDate"] == "2026-11-02"
    assert _sum_of_everything(ledger, 1510) == _sum_before(ledger)


def _set_method(ledger: Ledger, method: str) -> None:
    for year in ledger.books.table("financialyears").values():
        year["AccountingMethod"] = method


def _issued(ledger: Ledger, method: str) -> dict[str, Any]:
    """An invoice that can be paid: booked, or sent where nothing is booked."""
    number = ledger.invoice(row(1, 1000))["DocumentNumber"]
    _make_ready(ledger, number)
    if method == "CASH":
        return dict(ledger.put(f"invoices/{number}/externalprint")["Invoice"])
    return dict(ledger.put(f"invoices/{number}/bookkeep")["Invoice"])


def _make_ready(ledger: Ledger, number: str) -> None:
    if ledger.books.switch("warehouse_module"):
        ledger.put(f"invoices/{number}/warehouseready")


def _credited(ledger: Ledger, invoice: dict[str, Any], method: str) -> dict[str, Any]:
    """The credit note, whatever the answer was; booked, unless it came so. A note must be ready before it is booked."""
    if ledger.books.switch("credit_booked_at_once"):
        switches.turn(ledger.sandbox.store, "warehouse_ready", to=True)
    ledger.put(f"invoices/{invoice['DocumentNumber']}/credit")
    number = read_again(ledger, invoice)["CreditInvoiceReference"]
    _make_ready(ledger, number)
    note = ledger.get(f"invoices/{number}")["Invoice"]
    if method == "ACCRUAL" and not note["Booked"]:
        note = ledger.put(f"invoices/{number}/bookkeep")["Invoice"]
    return dict(note)


def _set_off(ledger: Ledger, invoice: dict[str, Any], note: dict[str, Any]) -> None:
    """What is left of the invoice against its note, unless Fortnox has done so itself."""
    left = read_again(ledger, invoice)["Balance"]
    for each, amount in ((invoice, left), (note, -left)):
        if amount:
            number = payment(ledger, each, amount, ModeOfPaymentAccount=1510)["Number"]
            ledger.put(f"invoicepayments/{number}/bookkeep")


def _sum_of_everything(ledger: Ledger, account: int) -> Decimal:
    """What all vouchers together say about an account."""
    return sum(
        (
            Decimal(line["Debit"]) - Decimal(line["Credit"])
            for voucher in ledger.books.table("vouchers").values()
            for line in voucher["VoucherRows"]
            if line["Account"] == account
        ),
        Decimal(0),
    )


def _sum_before(ledger: Ledger) -> Decimal:
    """What the world's own invoices leave open on the claims."""
    open_now = (
        Decimal(record["Balance"]) * Decimal(record["CurrencyRate"])
        for record in ledger.books.table("invoices").values()
        if record["Booked"]
    )
    return sum((amount.quantize(Decimal("0.01")) for amount in open_now), Decimal(0))
