"""What a bookkeeper does with the sandbox's Fortnox, step by step, for tests of its books."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.sandbox.ledger import Ledger, row

YEAR = 5  # The id of the financial year that the tests live in.


def booked(ledger: Ledger, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A new invoice, booked; of 1,000 SEK and VAT where no rows are given."""
    number = ledger.invoice(*(rows or [row(1, 1000)]), **fields)["DocumentNumber"]
    return dict(ledger.put(f"invoices/{number}/bookkeep")["Invoice"])


def payment(ledger: Ledger, invoice: dict[str, Any], amount: object, **fields: Any) -> dict[str, Any]:
    """A registered, unbooked payment of an invoice."""
    body = {"InvoiceNumber": int(invoice["DocumentNumber"]), "Amount": amount, **fields}
    return dict(ledger.post("invoicepayments", {"InvoicePayment": body})["InvoicePayment"])


def paid(ledger: Ledger, invoice: dict[str, Any], amount: object, **fields: Any) -> dict[str, Any]:
    """A booked payment of an invoice."""
    number = payment(ledger, invoice, amount, **fields)["Number"]
    return dict(ledger.put(f"invoicepayments/{number}/bookkeep")["InvoicePayment"])


def read_again(ledger: Ledger, invoice: dict[str, Any]) -> dict[str, Any]:
    return dict(ledger.get(f"invoices/{invoice['DocumentNumber']}")["Invoice"])


def moved(ledger: Ledger, record: dict[str, Any]) -> dict[int, Decimal]:
    """What the voucher of an invoice or payment says by account: debit above 0, credit below."""
    series, number, year = (record[name] for name in ("VoucherSeries", "VoucherNumber", "VoucherYear"))
    told = ledger.get(f"vouchers/{series}/{number}", financialyear=year)["Voucher"]
    sums: dict[int, Decimal] = {}
    for line in told["VoucherRows"]:
        amount = Decimal(str(line["Debit"])) - Decimal(str(line["Credit"]))
        sums[line["Account"]] = sums.get(line["Account"], Decimal(0)) + amount
    assert sum(sums.values()) == 0, f"The voucher {series} {number} does not balance: {sums}"
    return sums


def kronor(**by_account: str) -> dict[int, Decimal]:
    """Accounts and amounts as a table: `kronor(_1510="100", _3041="-80", _2611="-20")`."""
    return {int(account.strip("_")): Decimal(amount) for account, amount in by_account.items()}
