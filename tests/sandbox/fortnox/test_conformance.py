"""The rows of the list of recorded and asserted behaviour that span several resources, and a count of all rows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.sandbox.ledger import Ledger, row

LIST = Path(__file__).parents[4] / "shared" / "reference" / "fortnox-conformance.md"
TESTS = Path(__file__).parent
ROW = re.compile(r"^\| (C\d+[a-z]?) ([SC,]+) \|", flags=re.MULTILINE)


def pay(ledger: Ledger, number: str, amount: object, **fields: object) -> dict[str, object]:
    body = {"InvoiceNumber": int(number), "Amount": amount, "AmountCurrency": amount, "PaymentDate": "2026-11-02"}
    return dict(ledger.post("invoicepayments", {"InvoicePayment": {**body, **fields}})["InvoicePayment"])


def booked_invoice(ledger: Ledger, price: object) -> str:
    number = str(ledger.invoice(row(1, price))["DocumentNumber"])
    ledger.put(f"invoices/{number}/bookkeep")
    return number


def invoice_now(ledger: Ledger, number: str) -> tuple[object, object, bool]:
    """Total, balance, and whether it counts as paid."""
    invoice = ledger.get(f"invoices/{number}")["Invoice"]
    return invoice["Total"], invoice["Balance"], invoice["FinalPayDate"] is not None


@pytest.mark.skipif(not LIST.exists(), reason="The list of recorded behaviour is not beside this tree.")
def test_every_row_for_the_sandbox_is_named_by_a_test() -> None:
    rows = {name for name, sides in ROW.findall(LIST.read_text(encoding="utf-8")) if "S" in sides}
    assert len(rows) > 25
    tested = set(re.findall(r"\bC\d+[a-z]?\b", "".join(path.read_text() for path in TESTS.glob("test_*.py"))))
    assert not rows - tested


def test_payments_are_not_filtered_by_dates(ledger: Ledger) -> None:
    """C9: by invoice or by change only."""
    assert ledger.refused("GET", "invoicepayments", fromdate="2026-01-01") == (
        400, 2000588, "Ogiltig parameter i anropet."
    )  # fmt: skip
    ledger.sandbox.clock.advance(60)
    number = booked_invoice(ledger, 20)
    payment = pay(ledger, number, 25)
    found = ledger.get("invoicepayments", invoicenumber=number)["InvoicePayments"]
    assert [item["Number"] for item in found] == [payment["Number"]]
    changed = ledger.get("invoicepayments", lastmodified="2026-11-02 09:31:00")["InvoicePayments"]
    assert [item["Number"] for item in changed] == [payment["Number"]]


@pytest.mark.parametrize("path", ["projects/123456789", "termsofpayments/123456789", "articles/123456789"])
def test_what_is_not_there_is_told_in_pascal_case(ledger: Ledger, path: str) -> None:
    """C12."""
    answer = ledger.ask("GET", path)
    assert answer.status_code == 404
    assert set(answer.json()["ErrorInformation"]) == {"Error", "Message", "Code"}


def test_a_part_payment_leaves_the_rest_and_the_last_one_a_date(ledger: Ledger) -> None:
    """C41: 225 of 450, then all of it; voucher series B, numbers from 1 in a year of their own."""
    number = booked_invoice(ledger, 360)
    invoice = ledger.get(f"invoices/{number}")["Invoice"]
    assert (invoice["VoucherSeries"], type(invoice["VoucherNumber"])) == ("B", int)
    assert "FullyPaid" not in invoice
    for left, paid in ((225, False), (0, True)):
        payment = pay(ledger, number, 225, ModeOfPayment="BG")
        ledger.put(f"invoicepayments/{payment['Number']}/bookkeep", {})
        assert invoice_now(ledger, number) == (450, left, paid)


def test_payments_may_come_to_too_much_until_they_are_booked(ledger: Ledger) -> None:
    """C44: five times 10.50 on an invoice of 25; öre are taken; nothing moves before one is booked."""
    number = booked_invoice(ledger, 20)
    payments = [pay(ledger, number, 10.5, ModeOfPayment="BG") for _ in range(5)]
    assert {payment["Booked"] for payment in payments} == {False}
    assert invoice_now(ledger, number) == (25, 25, False)
    booked = ledger.put(f"invoicepayments/{payments[0]['Number']}/bookkeep", {})["InvoicePayment"]
    assert (booked["Booked"], booked["VoucherSeries"]) == (True, "C")
    assert invoice_now(ledger, number) == (25, 14.5, False)


def test_a_payment_is_changed_and_deleted_while_it_is_unbooked(ledger: Ledger) -> None:
    """C44."""
    number = str(pay(ledger, booked_invoice(ledger, 20), 10.5)["Number"])
    body = {"InvoicePayment": {"PaymentDate": "2026-11-03", "Amount": 5}}
    changed = ledger.put(f"invoicepayments/{number}", body)["InvoicePayment"]
    assert (changed["PaymentDate"], changed["Amount"]) == ("2026-11-03", 5)
    assert ledger.ask("DELETE", f"invoicepayments/{number}").status_code == 204
    assert ledger.refused("GET", f"invoicepayments/{number}")[0] == 404


def test_a_payment_has_its_own_mix_of_numbers_and_texts(ledger: Ledger) -> None:
    """C44: noted from live answers, 2026."""
    invoice = booked_invoice(ledger, 20)
    payment = pay(ledger, invoice, 10.5)
    assert [type(payment[name]) for name in ("Number", "InvoiceNumber", "InvoiceTotal")] == [str, int, str]
    assert payment["WriteOffs"] == []
    item = ledger.get("invoicepayments", invoicenumber=invoice)["InvoicePayments"][0]
    assert "AmountCurrency" not in item
    assert (item["WriteOffExist"], item["CurrencyRate"]) == (False, 1)


def test_a_payment_comes_neither_too_early_nor_once_too_often(ledger: Ledger) -> None:
    """C44: before the invoice's date, and on an invoice that is paid."""
    number = booked_invoice(ledger, 20)
    early = {"InvoiceNumber": int(number), "Amount": 25, "PaymentDate": "2026-11-01"}
    assert ledger.refused("POST", "invoicepayments", {"InvoicePayment": early})[:2] == (400, 2001089)
    whole = pay(ledger, number, 25, ModeOfPayment="BG")
    ledger.put(f"invoicepayments/{whole['Number']}/bookkeep", {})
    again = {**early, "PaymentDate": "2026-11-02"}
    assert ledger.refused("POST", "invoicepayments", {"InvoicePayment": again})[:2] == (400, 2003055)
