"""One invoice of a Fortnox company: its facts, rows and sums, its payments, and what can be done with it now."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import amounts, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.pages import file_forms, frame, invoice_forms, invoice_states
from sandbox.pages.frame import money
from sandbox.pages.visit import Visit
from sandbox.store import Record

NONE = "0"
ROW_HEADS = [
    ("Description", ""), ("Article", ""), ("Account", ""), ("Quantity", "number"), ("Price", "number"),
    ("Discount", "number"), ("VAT", "number"), ("Total", "number"),
]  # fmt: skip


def show(visit: Visit, *, number: str) -> Response:
    record = visit.books.table("invoices")[number]
    title = f"Credit note {number}" if record["Credit"] == "true" else f"Invoice {number}"
    content = visit.heading(title) + Markup("<p>{} {}</p>").format(invoice_states.marks(record), record["CustomerName"])
    content += invoice_forms.steps(visit, record) + _head(visit, record)
    content += frame.table(ROW_HEADS, [_row(row) for row in record["InvoiceRows"]]) + _sums(visit.books, record)
    content += invoice_forms.payments_of(visit, record) + file_forms.files_of(visit, record)
    return visit.page(title, content, room="invoices")


def _head(visit: Visit, record: Record) -> Markup:
    rate = wire.text(record["CurrencyRate"]) if record["Currency"] != "SEK" else ""
    pairs: list[tuple[str, Any]] = [
        ("Customer", f"{record['CustomerNumber']} {record['CustomerName']}"),
        ("Address", ", ".join(filter(None, (record["Address1"], record["ZipCode"], record["City"])))),
        ("Invoice date", record["InvoiceDate"]),
        ("Due date", record["DueDate"]),
        ("Delivery date", record["DeliveryDate"]),
        ("Terms of payment", record["TermsOfPayment"]),
        ("OCR", record["OCR"]),
        ("Our reference", record["OurReference"]),
        ("Your reference", record["YourReference"]),
        ("Your order number", record["YourOrderNumber"]),
        ("External reference 1", record["ExternalInvoiceReference1"]),
        ("External reference 2", record["ExternalInvoiceReference2"]),
        ("Currency rate", rate),
        ("Credited by", _linked(visit, record, "CreditInvoiceReference") if record["Credit"] == "false" else ""),
        ("Credits", _linked(visit, record, "InvoiceReference") if record["Credit"] == "true" else ""),
        ("Voucher", _voucher(visit, record)),
        ("Paid on", record["FinalPayDate"]),
        ("Remarks", record["Remarks"]),
    ]
    return frame.sheet(frame.facts(pairs))


def _linked(visit: Visit, record: Record, field: str) -> Markup | str:
    other = record[field]
    if other in {NONE, ""}:
        return ""
    return Markup('<a href="{}">{}</a>').format(visit.path("invoices", other), other)


def _voucher(visit: Visit, record: Record) -> Markup | str:
    if not record["VoucherNumber"]:
        return ""
    series, number, year = record["VoucherSeries"], str(record["VoucherNumber"]), str(record["VoucherYear"])
    return Markup('<a href="{}">{} {}</a>').format(visit.path("vouchers", year, series, number), series, number)


def _row(row: Record) -> Markup:
    if not decimal(row["Price"]) and not decimal(row["DeliveredQuantity"]):
        return Markup("<tr><td class=wide colspan=8>{}</td></tr>").format(row["Description"])
    sign = " %" if row["DiscountType"] == "PERCENT" else ""
    discount = f"{wire.text(row['Discount'])}{sign}" if decimal(row["Discount"]) else ""
    return Markup(
        '<tr><td class=wide>{}</td><td data-name="Article">{}</td><td data-name="Account">{}</td>'
        '<td class=number data-name="Quantity">{} {}</td>'
        '<td class=number data-name="Price">{}</td><td class=number data-name="Discount">{}</td>'
        '<td class=number data-name="VAT">{} %</td><td class=number>{}</td></tr>'
    ).format(
        row["Description"],
        row["ArticleNumber"] or "",
        row["AccountNumber"] or "",
        wire.text(row["DeliveredQuantity"]),
        row["Unit"],
        money(row["Price"]),
        discount,
        wire.text(row["VAT"]),
        money(row["Total"]),
    )


def _sums(books: Books, record: Record) -> Markup:
    """Net, VAT for each rate, fees, rounding and total; a line that is 0 is left out, but for net and total."""
    rates = amounts.vat_per_rate(
        record["InvoiceRows"],
        vat_included=record["VATIncluded"],
        per_row=books.switch("vat_rounding") == "row",
    )
    vat = [(f"VAT {wire.text(rate)} %", amount) for rate, amount in sorted(rates.items(), reverse=True)]
    named = [("Freight", "Freight"), ("Fee", "AdministrationFee"), ("VAT on freight", "FreightVAT")]
    named += [("VAT on fee", "AdministrationFeeVAT"), ("Rounding", "RoundOff")]
    fees = [(name, decimal(record[field])) for name, field in named]
    middle = [(name, money(amount)) for name, amount in [*fees[:2], *vat, *fees[2:]] if amount != Decimal(0)]
    total = Markup("<span class=total>{}</span>").format(money(record["Total"], record["Currency"]))
    pairs = [("Net", money(record["Net"])), *middle, ("Total", total), ("Balance", money(record["Balance"]))]
    return frame.sheet(frame.facts(pairs, css="sums"))
