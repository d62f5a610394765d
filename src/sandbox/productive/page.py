"""The page that "Open in Productive" leads to: one invoice as the app would show it, to look at only."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape
from werkzeug import Request, Response

from sandbox.clock import SandboxClock
from sandbox.productive import records
from sandbox.productive.amounts import CREDIT_NOTE, percent_of
from sandbox.productive.derived import invoice_status, payment_status
from sandbox.productive.visit import Visit
from sandbox.store import Record, Store

PATH = re.compile(r"/productive/(?P<organisation>\d+)/invoices/(?P<invoice>\d+)/?")
STATUSES = {0: "Finalized, not sent", 1: "Paid", 2: "Overdue", 3: "Sent", 4: "Draft"}
UNITS = {1: "h", 2: "pcs", 3: "days"}

STYLE = """
:root { color-scheme: light dark; --ink: #23203a; --soft: #6c6885; --line: #e4e2ee; --page: #f6f5fa; --card: #fff;
  --accent: #5b3fd1 }
@media (prefers-color-scheme: dark) { :root { --ink: #eceaf6; --soft: #a8a4c0; --line: #393550; --page: #16141f;
  --card: #211e2e; --accent: #a893ff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
header { padding: .8rem 1.5rem; background: #2c2350; color: #fff; font-weight: 600 }
header small { margin-left: .5rem; opacity: .75; font-weight: 400 }
main { max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem }
section { margin: 0 0 1rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line);
  border-radius: 10px; overflow-x: auto }
h1 { margin: 0 0 .25rem; font-size: 1.4rem } h2 { margin: 0 0 .75rem; font-size: 1rem }
p { margin: .25rem 0; color: var(--soft) } a { color: var(--accent) }
.badge { display: inline-block; padding: .1rem .6rem; border: 1px solid var(--accent); border-radius: 99px;
  color: var(--accent); font-size: .85rem }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .35rem 1.5rem; margin: 0 }
dt { color: var(--soft) } dd { margin: 0; overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
th { color: var(--soft); font-weight: 500; text-align: left }
th, td { padding: .45rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top }
td:first-child { min-width: 12rem; white-space: pre-line; overflow-wrap: anywhere }
.sum { text-align: right; white-space: nowrap } tfoot td { border: 0 } .total td { font-weight: 700 }
"""

LAYOUT = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} · Productive (sandbox)</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
    "<body><header>Productive <small>sandbox · {organisation}</small></header><main>{content}</main></body></html>"
)
INVOICE = Markup(
    '<section><h1>{title}</h1><p>{company} · {subsidiary}</p><p><span class="badge">{status}</span> {copied}</p>'
    "</section><section><h2>Details</h2><dl>{details}</dl></section>"
    '<section><h2>Lines</h2><table><thead><tr><th>Description</th><th class="sum">Quantity</th>'
    '<th class="sum">Price</th><th>Tax</th><th class="sum">Amount</th></tr></thead><tbody>{lines}</tbody>'
    "<tfoot>{totals}</tfoot></table></section>"
)
LINE = Markup(
    '<tr><td>{text}</td><td class="sum">{quantity}</td><td class="sum">{price}</td><td>{tax}</td>'
    '<td class="sum">{amount}</td></tr>'
)
TOTAL = Markup('<tr class="{kind}"><td colspan="4" class="sum">{label}</td><td class="sum">{amount}</td></tr>')
DETAIL = Markup("<dt>{name}</dt><dd>{value}</dd>")
NOT_HERE = Markup("<section><h1>Not here</h1><p>Productive has no such page, or the invoice was deleted.</p></section>")


def answer(request: Request, *, store: Store, clock: SandboxClock) -> Response:
    """The page of an invoice. The path is the sandbox's own: where Productive's app shows invoices was not seen."""
    found = PATH.fullmatch(request.path)
    organisation = store.table("productive.organizations").get(found["organisation"]) if found else None
    if found is None or organisation is None:
        return _page("Not here", NOT_HERE, organisation="", status=404)
    name = organisation["attributes"]["name"]
    invoice = records.find(store, "invoices", found["invoice"], organisation=organisation["id"])
    if invoice is None:
        return _page("Not here", NOT_HERE, organisation=name, status=404)
    visit = Visit(store=store, clock=clock, organisation=organisation["id"], person="", may_write=False)
    return _page(_title(invoice), _content(visit, invoice), organisation=name, status=200)


def _page(title: str, content: Markup, *, organisation: str, status: int) -> Response:
    page = LAYOUT.format(title=title, style=Markup(STYLE), organisation=organisation, content=content)  # noqa: S704  Ours.
    return Response(page, status=status, mimetype="text/html")


def _content(visit: Visit, invoice: Record) -> Markup:
    facts = invoice["attributes"]
    return INVOICE.format(
        title=_title(invoice),
        company=_name(records.follow(visit.store, invoice, "company")),
        subsidiary=_name(records.follow(visit.store, invoice, "subsidiary")),
        status=_status(visit, invoice),
        copied=_copied(facts),
        details=Markup().join(
            DETAIL.format(name=name, value=value) for name, value in _details(visit, invoice) if value
        ),
        lines=Markup().join(
            _line(visit.store, line) for line in records.belonging_to(visit.store, "line_items", invoice)
        ),
        totals=Markup().join(
            TOTAL.format(kind=kind, label=label, amount=f"{facts['currency']} {_money(facts[name])}")
            for kind, label, name in (
                ("", "Net", "amount"),
                ("", "Tax", "amount_tax"),
                ("total", "Total", "amount_with_tax"),
                ("", "Paid", "amount_paid"),
                ("", "Unpaid", "amount_unpaid"),
            )
        ),
    )


def _title(invoice: Record) -> str:
    facts = invoice["attributes"]
    kind = "Credit note" if facts["invoice_type_id"] == CREDIT_NOTE else "Invoice"
    return f"{kind} {facts['number']}" if facts["number"] else f"{kind} (draft)"


def _status(visit: Visit, invoice: Record) -> str:
    if payment_status(visit, invoice) == 3:
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
        ("Invoice date", facts["invoiced_on"]),
        ("Due", facts["pay_on"] or f"{facts['payment_terms']} days after the invoice date"),
        ("Delivery date", facts["delivery_on"]),
        ("Finalized", facts["finalized_on"]),
        ("Sent", facts["sent_on"]),
        ("Paid", facts["paid_on"]),
        ("Discount", f"{facts['discount']} %" if facts["discount"] else ""),
        ("Purchase order", facts["purchase_order_number"]),
        ("Credits", _title(credited) if credited else ""),
        ("Note", facts["note"]),
    ]


def _line(store: Store, line: Record) -> Markup:
    facts = line["attributes"]
    unit = UNITS.get(facts["unit_id"], "")
    discount = f" − {facts['discount']} %" if facts["discount"] else ""
    return LINE.format(
        text=facts["description"] or "",
        quantity=f"{Decimal(facts['quantity']).normalize():f} {unit}",
        price=_money(facts["unit_price"]) + discount,
        tax=f"{percent_of(store, line).normalize():f} %",
        amount=_money(facts["amount"]),
    )


def _address(entry: Record | None) -> Markup:
    if entry is None:
        return Markup()
    facts = entry["attributes"]
    place = f"{facts['zipcode'] or ''} {facts['city'] or ''}".strip()
    parts = (facts["name"], facts["address"], place, facts["country"])
    return Markup("<br>").join(escape(part) for part in parts if part)


def _money(minor_units: int) -> str:
    return f"{Decimal(minor_units) / 100:,.2f}"


def _name(record: Record | None) -> str:
    return str(record["attributes"]["name"]) if record else ""
