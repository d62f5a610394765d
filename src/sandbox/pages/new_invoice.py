"""How a bookkeeper makes an invoice in Fortnox, and says which number comes next: what makes numbers clash."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from werkzeug import Response

from sandbox.fortnox import invoices, lists
from sandbox.pages import frame
from sandbox.pages.visit import NotUnderstood, Visit

RATES = [("25", "25 %"), ("12", "12 %"), ("6", "6 %"), ("0", "0 %")]
ACCOUNTS = {"25": 3041, "12": 3042, "6": 3043, "0": 3004}
KINDS = [("INVOICE", "Invoice"), ("INTRESTINVOICE", "Interest invoice")]


def show(visit: Visit) -> Response:
    """Both forms, with what the next number is."""
    content = visit.heading("New invoice") + frame.sheet(visit.form(visit.path("new"), _fields(visit)))
    content += frame.sheet(visit.form(visit.path("series"), _series(visit)), title="Next number")
    return visit.page("New invoice", content, room="new")


def make(visit: Visit) -> str:
    """An unbooked invoice of one row; without a number it gets the next."""
    rate = visit.said("rate") or "25"
    row: dict[str, Any] = {
        "Description": visit.said("text"),
        "DeliveredQuantity": "1",
        "Price": str(visit.amount("price") or 0),
        "VAT": rate,
        "AccountNumber": ACCOUNTS.get(rate, ACCOUNTS["25"]),
    }
    fields = {"CustomerNumber": visit.said("customer"), "InvoiceType": visit.said("kind") or KINDS[0][0]}
    if number := visit.said("number"):
        fields["DocumentNumber"] = number
    made = invoices.create(visit.books, {**fields, "InvoiceRows": [row]})
    return visit.path("invoices", made["DocumentNumber"])


def set_next(visit: Visit) -> str:
    """Fortnox gives this number next; one that is taken is the trouble that may be wanted."""
    wanted = visit.said("next")
    if not wanted.isascii() or not wanted.isdecimal() or int(wanted) < 1:
        raise NotUnderstood(f"{wanted or 'Nothing'} is no number of an invoice.")
    visit.books.store.counters[visit.books.series(invoices.SERIES)] = int(wanted)
    return visit.path("new")


def _fields(visit: Visit) -> Markup:
    customers = sorted(visit.books.table("customers").values(), key=lambda one: lists.natural(one["CustomerNumber"]))
    choices = [(one["CustomerNumber"], f"{one['CustomerNumber']} {one['Name']}") for one in customers if one["Active"]]
    hint = str(visit.books.peek(invoices.SERIES))
    fields = frame.select("Customer", "customer", choices, chosen=visit.said("customer"))
    fields += frame.select("Kind", "kind", KINDS, chosen=visit.said("kind"))
    fields += frame.field("Number, or the next", "number", visit.said("number"), hint=hint)
    fields += frame.field("Text", "text", visit.said("text") or "Arbete")
    fields += frame.field("Price without VAT, SEK", "price", visit.said("price") or "1000.00", kind="decimal")
    fields += frame.select("VAT", "rate", RATES, chosen=visit.said("rate"))
    return _laid_out(fields, "Make the invoice")


def _series(visit: Visit) -> Markup:
    number = visit.books.peek(invoices.SERIES)
    taken = " It is taken: Fortnox goes past it or refuses." if str(number) in visit.books.table("invoices") else ""
    told = Markup("<p>Fortnox gives {} next.{}</p>").format(number, taken)
    return told + _laid_out(frame.field("Next number", "next", number), "Set it", css="plain")


def _laid_out(fields: Markup, word: str, *, css: str = "") -> Markup:
    button = frame.button(word, css=css)
    return Markup('<div class="fields">{}</div><div class="buttons">{}</div>').format(fields, button)
