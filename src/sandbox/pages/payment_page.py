"""One payment of an invoice: changed, booked or deleted by hand, as in Fortnox itself, where the API may not."""

from __future__ import annotations

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import payments, write_offs
from sandbox.fortnox.fields import decimal
from sandbox.pages import frame
from sandbox.pages.frame import money
from sandbox.pages.invoice_forms import payment_fields
from sandbox.pages.visit import Visit
from sandbox.store import Record


def show(visit: Visit, *, number: str) -> Response:
    payment = visit.books.table(payments.TABLE)[number]
    invoice = payments.invoice_of(visit.books, payment)
    state = frame.mark("Booked") if payment["Booked"] else frame.mark("Not booked", "open")
    title = f"Payment {number}"
    content = visit.heading(title) + Markup("<p>{}</p>").format(state)
    content += frame.sheet(_facts(visit, payment, invoice)) + _forms(visit, payment, invoice)
    return visit.page(title, content, room="invoices")


def _facts(visit: Visit, payment: Record, invoice: Record) -> Markup:
    number = invoice["DocumentNumber"]
    off = [f"{row['AccountNumber']}: {money(row['Amount'])}" for row in map(write_offs.shown, payment["WriteOffs"])]
    voucher = f"{payment['VoucherSeries']} {payment['VoucherNumber']}" if payment["Booked"] else ""
    kronor = money(payment["Amount"], "SEK") if payment["Currency"] != "SEK" else ""
    return frame.facts(
        [
            ("Invoice", Markup('<a href="{}">{}</a>').format(visit.path("invoices", number), number)),
            ("Customer", invoice["CustomerName"]),
            ("Amount", money(payment["AmountCurrency"], payment["Currency"])),
            ("In kronor", kronor),
            ("Paid on", payment["PaymentDate"]),
            ("Account", payment["ModeOfPaymentAccount"]),
            ("Written off", ", ".join(off)),
            ("Source", payment["Source"]),
            ("Voucher", voucher),
        ]
    )


def _forms(visit: Visit, payment: Record, invoice: Record) -> Markup:
    path = visit.path("payments", payment["Number"])
    fields = payment_fields(invoice, amount=f"{decimal(payment['AmountCurrency']):.2f}", on=payment["PaymentDate"])
    save = Markup('<div class="fields">{}</div><div class="buttons">{}</div>').format(fields, frame.button("Save"))
    book = visit.form(f"{path}/book", frame.button("Book", css="plain")) if not payment["Booked"] else Markup("")
    delete = visit.form(f"{path}/delete", frame.button("Delete payment", css="plain bad"))
    others = Markup('<div class="buttons">{}{}</div>').format(book, delete)
    return frame.sheet(visit.form(path, save), title="Change it") + others
