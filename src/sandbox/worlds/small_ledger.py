"""The earlier invoices of the small world's Fortnox companies, in every state.

Most are the ones that Productive's world says were copied, under the same numbers; a few only Fortnox knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.fortnox import invoice_states, invoices
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.store import Record
from sandbox.worlds.bills import HOUR, Bill, Line, line
from sandbox.worlds.cast import BUYERS
from sandbox.worlds.small_customers import number_of
from sandbox.worlds.small_productive import OTHER_BUYER

ACCOUNT_OF_RATE = {"25": 3041, "12": 3042, "6": 3043, "0": 3004}
ACCOUNT_ABROAD = {"EUREVERSEDVAT": 3308, "EXPORT": 3305}
PAID_AFTER_DAYS = 24
LEFT_UNBOOKED = frozenset({"10479", "10482", "20115"})

# Number, customer, days ago, row, what became of it: made by hand in Fortnox.
BY_HAND = (
    ("10455", "1012", 95, line("Meny, formgivning", "6", "1,250.00", "Design"), "paid"),
    ("10456", "1031", 93, line("Planteringsplan, tryckt", "200", "12.50", "Workshop material", rate="6"), "cancelled"),
    ("10457", "1155", 91, line("Driftsida, underhåll", "4.5", "1,200.00", "Development"), "booked"),
    ("10458", "1187", 90, line("Rådgivning", "2", "1,450.00", "Strategy"), "unbooked"),
)  # fmt: skip


def build(books: Books, bills: Sequence[Bill], *, next_number: int) -> None:
    """Write the exported bills down, oldest first, and set the series."""
    for bill in bills:
        if bill.exported:
            _copied(books, bill)
    books.store.counters[books.series(invoices.SERIES)] = next_number


def build_by_hand(books: Books) -> None:
    for number, customer, days_ago, row, fate in BY_HAND:
        then = _then(books, days_ago)
        _written(then, customer=customer, number=number, rows=[_row(row, "SEVAT")], fields={})
        if fate == "cancelled":
            invoice_states.cancel(then, number)
        elif fate != "unbooked":
            invoice_states.bookkeep(then, number)
        if fate == "paid":
            _pay(books, number, then)


def _copied(books: Books, bill: Bill) -> None:
    then = _then(books, bill.days_ago)
    number = bill.number or ""
    customer = then.table("customers")[_customer_number(books, bill)]
    rows = [_row(_with_discount(each, bill), customer["VATType"]) for each in bill.lines]
    fields = {"YourOrderNumber": bill.order.replace(":", " "), "Currency": bill.currency, "Language": _language(bill)}
    record = _written(then, customer=customer["CustomerNumber"], number=number, rows=rows, fields=fields)
    record["Sent"] = bill.sent
    if number not in LEFT_UNBOOKED:
        invoice_states.bookkeep(then, number)
    if bill.paid:
        _pay(books, number, then, amount=bill.paid)
    if bill.credits:
        _settle_credit(books, record)


def _written(books: Books, *, customer: str, number: str, rows: list[dict[str, Any]], fields: dict[str, Any]) -> Record:
    day = books.clock.today().isoformat()
    facts = {"CustomerNumber": customer, "DocumentNumber": number, "DeliveryDate": day, "InvoiceRows": rows}
    return invoices.create(books, {**facts, **fields})


def _row(row: Line, vat_type: str) -> dict[str, Any]:
    swedish = vat_type == "SEVAT"
    return {
        "AccountNumber": ACCOUNT_OF_RATE[row.rate] if swedish else ACCOUNT_ABROAD[vat_type],
        "Description": row.text,
        "DeliveredQuantity": row.quantity,
        "Price": row.price,
        "Discount": row.discount or "0",
        "Unit": "h" if row.unit == HOUR else "st",
        "VAT": row.rate if swedish else "0",
    }


def _with_discount(row: Line, bill: Bill) -> Line:
    return replace(row, discount=row.discount or bill.discount)


def _language(bill: Bill) -> str:
    return "EN" if bill.currency != "SEK" else "SV"


def _customer_number(books: Books, bill: Bill) -> str:
    buyer = next(one for one in (*BUYERS, OTHER_BUYER) if one.productive_id == bill.company)
    return number_of(buyer, books.tenant)


def _pay(books: Books, number: str, then: Books, *, amount: str = "all") -> None:
    """A booked payment as a plain stored fact, and what it does to the invoice (recorded 2017 to 2022)."""
    record = books.table("invoices")[number]
    paid = decimal(record["Balance"]) if amount == "all" else Decimal(amount)
    paid_on = min(then.clock.today() + timedelta(days=PAID_AFTER_DAYS), books.clock.today())
    payment = {"InvoiceNumber": int(number), "Amount": str(paid), "PaymentDate": paid_on.isoformat(), "Booked": True}
    books.table("payments")[str(books.take("payment"))] = payment
    record["Balance"] = str(decimal(record["Balance"]) - paid)
    record["FinalPayDate"] = paid_on.isoformat() if record["Balance"] in {"0", "0.00"} else None


def _settle_credit(books: Books, credit: Record) -> None:
    """The credit note and its original settle each other, and each names the other."""
    number = credit["DocumentNumber"]
    original = books.table("invoices")[str(int(number) - 1)]
    original |= {"CreditInvoiceReference": number, "Balance": "0", "FinalPayDate": credit["InvoiceDate"]}
    credit |= {"Credit": "true", "InvoiceReference": original["DocumentNumber"]}
    credit |= {"Balance": "0", "FinalPayDate": credit["InvoiceDate"]}


def _then(books: Books, days_ago: int) -> Books:
    """The same books on an earlier day."""
    return replace(books, clock=SandboxClock(frozen_at=books.clock.now() - timedelta(days=days_ago)))
