"""One invoice as the app would show it, with what can be done to it just now."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from sandbox.productive import records
from sandbox.productive.amounts import CREDIT_NOTE, credit_notes_of, percent_of
from sandbox.productive.derived import invoice_status, is_draft, payment_status
from sandbox.productive.pages import frame, invoice_forms
from sandbox.productive.visit import Visit
from sandbox.store import Record, Store

STATUSES = {0: "Finalized, not sent", 1: "Paid", 2: "Overdue", 3: "Sent", 4: "Draft"}
PART_PAID = 3

INVOICE = Markup(
    '<section><h1>{title}</h1><p>{company} · {subsidiary}</p><p><span class="badge">{status}</span> {copied}</p>'
    "</section>{steps}<section><h2>Details</h2>{details}</section>"
    '<section><h2>Lines</h2>{lines}<dl class="sums">{totals}</dl></section>{files}{payments}'
)
LINES = Markup(
    '<table><thead><tr><th>Description</th><th class="sum">Quantity</th><th class="sum">Price</th>'
    '<th class="sum">Tax</th><th class="sum">Amount</th></tr></thead><tbody>{}</tbody></table>'
)
LINE = Markup(
    '<tr><td class="wide">{text}</td><td class="sum">{quantity}</td><td class="sum">{price}</td>'
    '<td class="sum">{tax}</td><td class="sum">{amount}</td></tr>'
)
TOTAL = Markup('<div class="{kind}" style="display: contents"><dt>{label}</dt><dd>{amount}</dd></div>')
TOTALS = (
    ("", "Net", "amount"),
    ("", "Tax", "amount_tax"),
    ("total", "Total", "amount_with_tax"),
    ("", "Paid", "amount_paid"),
    ("", "Written off", "amount_written_off"),
    ("", "Credited", "amount_credited_with_tax"),
    ("total", "Unpaid", "amount_unpaid"),
)
ALWAYS = ("amount", "amount_tax", "amount_with_tax", "amount_unpaid")


def show(visit: Visit, invoice: Record) -> Markup:
    """Everything about it; lines and details as forms while they can be changed."""
    is_open = invoice_forms.is_open(visit, invoice)
    return INVOICE.format(
        title=title_of(invoice),
        company=frame.name_of(records.follow(visit.store, invoice, "company")),
        subsidiary=frame.name_of(records.follow(visit.store, invoice, "subsidiary")),
        status=status_of(visit, invoice),
        copied=_copied(invoice["attributes"]),
        steps=invoice_forms.steps(visit, invoice),
        details=frame.facts(_details(visit, invoice))
        + (invoice_forms.details(visit, invoice) if is_open else Markup()),
        lines=invoice_forms.lines(visit, invoice) if is_open else _lines(visit.store, invoice),
        totals=_totals(invoice["attributes"]),
        files=invoice_forms.attachments(visit, invoice),
        payments=invoice_forms.payments(visit, invoice),
    )


def title_of(invoice: Record) -> str:
    facts = invoice["attributes"]
    kind = "Credit note" if facts["invoice_type_id"] == CREDIT_NOTE else "Invoice"
    return f"{kind} {facts['number']}" if facts["number"] and not is_draft(invoice) else f"{kind} (draft)"


def status_of(visit: Visit, invoice: Record) -> str:
    if payment_status(visit, invoice) == PART_PAID and not is_draft(invoice):
        return "Partly paid"
    return STATUSES[invoice_status(visit, invoice)]


def _copied(facts: dict[str, Any]) -> Markup:
    if not facts["exported"]:
        return Markup()
    address = str(facts["export_invoice_url"] or "")
    if not address.startswith(("http://", "https://")):
        return Markup("<span>Invoice copied ({})</span>").format(facts["export_id"] or "")
    return Markup('<a href="{}">Invoice copied ({})</a>').format(address, facts["export_id"] or "")


def _details(visit: Visit, invoice: Record) -> list[tuple[str, Any]]:
    facts = invoice["attributes"]
    bill_to = records.follow(visit.store, invoice, "bill_to")
    credited = records.follow(visit.store, invoice, "parent_invoice")
    return [
        ("Subject", facts["subject"]),
        ("Bill to", _address(bill_to)),
        ("Tax ID", bill_to["attributes"]["vat"] if bill_to else ""),
        ("Number", facts["number"]),
        ("Invoice date", facts["invoiced_on"]),
        ("Due", facts["pay_on"] or f"{facts['payment_terms']} days after the invoice date"),
        ("Delivery date", facts["delivery_on"]),
        ("Finalized", facts["finalized_on"]),
        ("Sent", facts["sent_on"]),
        ("Paid", facts["paid_on"]),
        ("Discount", f"{facts['discount']} %" if facts["discount"] else ""),
        ("Purchase order", facts["purchase_order_number"]),
        ("Credits", _links(visit, [credited] if credited else [])),
        ("Credited by", _links(visit, credit_notes_of(visit.store, invoice))),
        ("Budgets", ", ".join(_budgets(visit, invoice))),
        ("Note", facts["note"]),
    ]


def _links(visit: Visit, invoices: list[Record]) -> Markup:
    link = Markup('<a href="/productive/{}/invoices/{}">{}</a>')
    return Markup(", ").join(link.format(visit.organisation, one["id"], title_of(one)) for one in invoices)


def _budgets(visit: Visit, invoice: Record) -> list[str]:
    shares = records.belonging_to(visit.store, "invoice_attributions", invoice)
    return [frame.name_of(records.follow(visit.store, share, "budget")) for share in shares]


def _lines(store: Store, invoice: Record) -> Markup:
    return LINES.format(frame.join(_line(store, line) for line in records.belonging_to(store, "line_items", invoice)))


def _line(store: Store, line: Record) -> Markup:
    facts = line["attributes"]
    unit = invoice_forms.UNITS.get(facts["unit_id"], "")
    discount = f" − {facts['discount']} %" if facts["discount"] else ""
    return LINE.format(
        text=facts["description"] or "",
        quantity=f"{Decimal(facts['quantity']).normalize():f} {unit}",
        price=frame.money(facts["unit_price"]) + discount,
        tax=f"{percent_of(store, line).normalize():f} %",
        amount=frame.money(facts["amount"]),
    )


def _totals(facts: dict[str, Any]) -> Markup:
    return frame.join(
        TOTAL.format(kind=kind, label=label, amount=f"{facts['currency']} {frame.money(facts[name])}")
        for kind, label, name in TOTALS
        if facts[name] or name in ALWAYS
    )


def _address(entry: Record | None) -> Markup:
    if entry is None:
        return Markup()
    facts = entry["attributes"]
    place = f"{facts['zipcode'] or ''} {facts['city'] or ''}".strip()
    parts = (facts["name"], facts["address"], place, facts["country"])
    return Markup("<br>").join(escape(part) for part in parts if part)
