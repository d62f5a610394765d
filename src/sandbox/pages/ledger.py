"""What an accountant sees of one Fortnox company: its invoices, one invoice, its customers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import amounts, lists, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.pages import frame
from sandbox.pages.frame import money
from sandbox.store import Record

NAVIGATION = Markup(
    '<nav><a href="/">The sandbox</a> <a href="/fortnox/app/{0}/invoices">Invoices</a>'
    ' <a href="/fortnox/app/{0}/customers">Customers</a></nav>'
)


def invoices(books: Books) -> Response:
    """All invoices, the newest number first."""
    records = list(books.table("invoices").values())
    records.sort(key=lambda record: lists.natural(record["DocumentNumber"]), reverse=True)
    heads = [("Number", ""), ("Customer", ""), ("Date", ""), ("State", ""), ("Total", "number"), ("Balance", "number")]
    content = Markup("<h1>Invoices</h1><p class=soft>{}</p>{}").format(
        _company(books), frame.table(heads, [_invoice_row(books, record) for record in records])
    )
    return _page("Invoices", books, content)


def invoice(books: Books, *, number: str) -> Response:
    record = books.table("invoices")[number]
    title = f"Credit note {number}" if record["Credit"] == "true" else f"Invoice {number}"
    content = Markup("<h1>{}</h1><p>{} <span class=soft>{}</span></p>{}{}{}").format(
        title, _state_mark(record), record["CustomerName"], _head(record), _rows(record), _sums(books, record)
    )
    return _page(title, books, content)


def customers(books: Books) -> Response:
    records = sorted(books.table("customers").values(), key=lambda record: lists.natural(record["CustomerNumber"]))
    heads = [("Number", ""), ("Name", ""), ("Organisation number", ""), ("City", ""), ("State", "")]
    content = Markup("<h1>Customers</h1><p class=soft>{}</p>{}").format(
        _company(books), frame.table(heads, [_customer_row(record) for record in records])
    )
    return _page("Customers", books, content)


def state(record: Record) -> tuple[str, str]:
    """The state in words, and how loud it is shown. Fortnox has no field for it."""
    if record["Cancelled"]:
        return "Cancelled", "quiet"
    if not record["Booked"]:
        return "Not booked", "open"
    if decimal(record["Balance"]) == 0:
        return "Paid", ""
    if record["Credit"] == "false" and decimal(record["Balance"]) != decimal(record["Total"]):
        return "Part paid", "open"
    return "Booked", ""


def _invoice_row(books: Books, record: Record) -> Markup:
    link = Markup('<a href="/fortnox/app/{}/invoices/{}">{}</a>').format(
        books.tenant, record["DocumentNumber"], record["DocumentNumber"]
    )
    return Markup(
        "<tr><td>{}</td><td class=wide>{}</td><td>{}</td><td>{}</td>"
        '<td class=number>{}</td><td class=number data-name="Balance">{}</td></tr>'
    ).format(
        link,
        record["CustomerName"],
        record["InvoiceDate"],
        _state_mark(record),
        money(record["Total"], record["Currency"]),
        money(record["Balance"]),
    )


def _customer_row(record: Record) -> Markup:
    mark = Markup("") if record["Active"] else Markup('<span class="mark quiet">Inactive</span>')
    return Markup("<tr><td>{}</td><td class=wide>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>").format(
        record["CustomerNumber"], record["Name"], record["OrganisationNumber"], record["City"] or "", mark
    )


def _head(record: Record) -> Markup:
    voucher = f"{record['VoucherSeries']} {record['VoucherNumber']}" if record["Booked"] else ""
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
        ("Voucher", voucher),
        ("Paid on", record["FinalPayDate"]),
        ("Remarks", record["Remarks"]),
    ]
    return Markup('<div class="sheet">{}</div>').format(frame.facts(pairs))


def _rows(record: Record) -> Markup:
    heads = [("Description", ""), ("Account", ""), ("Quantity", "number"), ("Price", "number"), ("Discount", "number")]
    heads += [("VAT", "number"), ("Total", "number")]
    return frame.table(heads, [_row(row) for row in record["InvoiceRows"]])


def _row(row: Record) -> Markup:
    if not decimal(row["Price"]) and not decimal(row["DeliveredQuantity"]):
        return Markup("<tr><td class=wide colspan=7>{}</td></tr>").format(row["Description"])
    sign = " %" if row["DiscountType"] == "PERCENT" else ""
    discount = f"{wire.text(row['Discount'])}{sign}" if decimal(row["Discount"]) else ""
    return Markup(
        '<tr><td class=wide>{}</td><td data-name="Account">{}</td><td class=number data-name="Quantity">{} {}</td>'
        '<td class=number data-name="Price">{}</td><td class=number>{}</td>'
        '<td class=number data-name="VAT">{} %</td><td class=number>{}</td></tr>'
    ).format(
        row["Description"],
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
    return Markup('<div class="sheet">{}</div>').format(frame.facts(pairs, css="sums"))


def _state_mark(record: Record) -> Markup:
    word, css = state(record)
    kind = Markup('<span class="mark quiet">Credit note</span> ') if record["Credit"] == "true" else Markup("")
    return Markup('{}<span class="mark {}">{}</span>').format(kind, css, word)


def _company(books: Books) -> str:
    facts = books.table("company")["facts"]
    return f"{facts['Name']} · {facts['OrganizationNumber']}"


def _page(title: str, books: Books, content: Markup) -> Response:
    navigation = NAVIGATION.format(books.tenant)
    name = books.table("company")["facts"]["Name"]
    return frame.answer(f"{title} – {name}", navigation + content)
