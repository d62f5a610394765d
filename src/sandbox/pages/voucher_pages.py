"""The vouchers that bookkeeping made, and what each moves."""

from __future__ import annotations

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import vouchers
from sandbox.fortnox.fields import decimal
from sandbox.pages import frame
from sandbox.pages.frame import money
from sandbox.pages.visit import Visit
from sandbox.store import Record

SHOWN_MAX = 200
HEADS = [("Voucher", ""), ("Date", ""), ("What", ""), ("Amount", "number")]
ROW_HEADS = [("Account", ""), ("Name", ""), ("Debit", "number"), ("Credit", "number")]


def listed(visit: Visit) -> Response:
    """The newest vouchers first."""
    table = visit.books.table(vouchers.TABLE)
    records = sorted(table.values(), key=lambda one: (one["Year"], one["TransactionDate"]), reverse=True)
    told = f"The newest {SHOWN_MAX} of {len(records)}." if len(records) > SHOWN_MAX else ""
    content = visit.heading("Vouchers") + Markup("<p class=soft>{}</p>").format(told)
    content += frame.table(HEADS, [_listed(visit, record) for record in records[:SHOWN_MAX]])
    return visit.page("Vouchers", content, room="vouchers")


def show(visit: Visit, *, year: str, series: str, number: str) -> Response:
    record = visit.books.table(vouchers.TABLE)[f"{series}.{number}.{year}"]
    title = f"Voucher {series} {number}"
    content = visit.heading(title) + frame.sheet(
        frame.facts([("Date", record["TransactionDate"]), ("What", record["Description"]), ("Financial year", year)])
    )
    content += frame.table(ROW_HEADS, [_row(row) for row in record["VoucherRows"]])
    return visit.page(title, content, room="vouchers")


def _listed(visit: Visit, record: Record) -> Markup:
    series, number, year = record["VoucherSeries"], str(record["VoucherNumber"]), str(record["Year"])
    amount = sum((decimal(row["Debit"]) for row in record["VoucherRows"]), decimal(0))
    return Markup(
        '<tr><td><a href="{}">{} {}</a></td><td>{}</td><td class=wide>{}</td><td class=number>{}</td></tr>'
    ).format(
        visit.path("vouchers", year, series, number), series, number, record["TransactionDate"], record["Description"],
        money(amount),
    )  # fmt: skip


def _row(row: Record) -> Markup:
    debit, credit = decimal(row["Debit"]), decimal(row["Credit"])
    return Markup(
        '<tr><td>{}</td><td class=wide>{}</td><td class=number data-name="Debit">{}</td>'
        '<td class=number data-name="Credit">{}</td></tr>'
    ).format(row["Account"], row["Description"], money(debit) if debit else "", money(credit) if credit else "")
