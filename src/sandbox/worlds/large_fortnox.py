"""Fortnox's side of the large world: invoices, payments and vouchers copied from a few that its own rules made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sandbox.fortnox import amounts, invoice_states, payments, vouchers
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.store import Record
from sandbox.worlds import copies as ledger
from sandbox.worlds.bills import Bill

if TYPE_CHECKING:
    from sandbox.worlds.large import Copy

DUE_DAYS = 30
PAYMENTS_EACH = 10
INVOICE_SERIES, PAYMENT_SERIES = "B", "C"


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """An invoice with its voucher, one of its payments, and the voucher of that."""

    invoice: Record
    voucher: Record
    payment: Record
    payment_voucher: Record


def build(books: Books, bills: Sequence[Bill], copies: Sequence[Copy], *, numbers: Mapping[str, str]) -> None:
    patterns = [_pattern(books, bill, customer=numbers[bill.company]) for bill in bills]
    for kind in ("invoices", payments.TABLE, vouchers.TABLE):
        books.table(kind).clear()
    _Scribe(books, patterns).write(copies)


def _pattern(books: Books, bill: Bill, *, customer: str) -> Pattern:
    then = ledger.at(books, bill.days_ago)
    rows = [ledger.row(line, "SEVAT") for line in bill.lines]
    invoice = ledger.invoiced(then, customer=customer, number=bill.number or "", rows=rows)
    invoice["Sent"] = bill.sent
    invoice_states.bookkeep(then, invoice["DocumentNumber"])
    part = decimal(invoice["Total"]) / PAYMENTS_EACH
    paid = [ledger.paid_on(then, invoice, Decimal(part)) for _ in range(PAYMENTS_EACH)]
    return Pattern(
        invoice=invoice,
        voucher=vouchers.of(books, invoice),
        payment=paid[-1],
        payment_voucher=vouchers.of(books, paid[-1]),
    )


class _Scribe:
    """Writes copies down, and keeps count of every series."""

    def __init__(self, books: Books, patterns: Sequence[Pattern]) -> None:
        self._books = books
        self._patterns = patterns
        self._invoices = books.table("invoices")
        self._payments = books.table(payments.TABLE)
        self._vouchers = books.table(vouchers.TABLE)
        self._voucher_numbers: dict[tuple[str, int], int] = {}
        self._row_id = 0
        self._years = sorted(books.table("financialyears").values(), key=lambda year: str(year["FromDate"]))

    def write(self, copies: Sequence[Copy]) -> None:
        for copy in copies:
            self._write(copy, self._patterns[copy.pattern])
        counters, series = self._books.store.counters, self._books.series
        counters[series("row")] = self._row_id + 1
        counters[series("payment")] = len(self._payments) + 1
        for (name, year), number in self._voucher_numbers.items():
            counters[series(f"voucher.{name}.{year}")] = number + 1
        ledger.set_series(self._books, int(copies[-1].number) + 1)

    def _write(self, copy: Copy, pattern: Pattern) -> None:
        on, last = copy.on.isoformat(), copy.paid_on[-1].isoformat()
        paid = [self._paid(copy, pattern, on=day) for day in copy.paid_on]
        told = f"Kundfaktura {copy.number}, {pattern.invoice['CustomerName']}"
        reference = self._voucher(pattern.voucher, INVOICE_SERIES, on=copy.on, reference=copy.number, told=told)
        self._invoices[copy.number] = {
            **pattern.invoice,
            **reference,
            "DocumentNumber": copy.number,
            "OCR": amounts.ocr(copy.number),
            "InvoiceDate": on,
            "OutboundDate": on,
            "DeliveryDate": on,
            "DueDate": (copy.on + timedelta(days=DUE_DAYS)).isoformat(),
            "FinalPayDate": last,
            "EDIInformation": dict(pattern.invoice["EDIInformation"]),
            "EmailInformation": dict(pattern.invoice["EmailInformation"]),
            "InvoiceRows": [self._row(row) for row in pattern.invoice["InvoiceRows"]],
            "Labels": [],
            "_payments": paid,
            **_touched(on, last),
        }

    def _row(self, row: Record) -> Record:
        self._row_id += 1
        return {**row, "RowId": self._row_id}

    def _paid(self, copy: Copy, pattern: Pattern, *, on: date) -> str:
        number, day = str(len(self._payments) + 1), on.isoformat()
        told = f"Inbetalning, faktura {copy.number}, {pattern.invoice['CustomerName']}"
        reference = self._voucher(pattern.payment_voucher, PAYMENT_SERIES, on=on, reference=number, told=told)
        changed = {"Number": number, "InvoiceNumber": int(copy.number), "PaymentDate": day, "WriteOffs": []}
        self._payments[number] = {**pattern.payment, **reference, **changed, **_touched(day, day)}
        return number

    def _voucher(self, pattern: Record, series: str, *, on: date, reference: str, told: str) -> dict[str, Any]:
        day = on.isoformat()
        year = next(year["Id"] for year in self._years if day <= year["ToDate"])
        number = self._voucher_numbers[series, year] = self._voucher_numbers.get((series, year), 0) + 1
        named = {"VoucherNumber": number, "VoucherSeries": series}
        changed = {"Year": year, "TransactionDate": day, "ReferenceNumber": reference, "Description": told}
        rows = [dict(row) for row in pattern["VoucherRows"]]
        self._vouchers[f"{series}.{number}.{year}"] = {
            **pattern, **named, **changed, "VoucherRows": rows, **_touched(day, day)
        }  # fmt: skip
        return {**named, "VoucherYear": year}


def _touched(created_on: str, modified_on: str) -> dict[str, str]:
    return {"_created_at": f"{created_on}T08:30:00+00:00", "_modified_at": f"{modified_on}T08:30:00+00:00"}
