"""How worlds write invoices down, and how such an invoice comes into Productive's tables."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from sandbox.clock import SandboxClock
from sandbox.productive import amounts, invoices, records
from sandbox.productive.amounts import CREDIT_NOTE
from sandbox.productive.visit import stored_moment
from sandbox.store import Record, Store

HOUR, PIECE, DAY = 1, 2, 3
INVOICE = 1
INTEGRATION_FORTNOX = 6  # export_integration_type_id of the connector that Productive itself has.


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line; `price` is in units of the currency, `rate` a key of the subsidiary's tax rates.

    `service` is the kind of work, or empty; `sold` the service of a budget that the line asks money for.
    """

    text: str
    quantity: str
    price: str
    service: str
    rate: str = "25"
    unit: int = HOUR
    discount: str | None = None
    sold: str = ""


@dataclass(frozen=True, kw_only=True)
class Bill:
    """One invoice: a draft without a number, finalized with one. `paid` is an amount in the currency, or "all"."""

    identity: str
    company: str
    days_ago: int
    lines: tuple[Line, ...]
    subject: str = ""
    note: str = ""
    order: str = ""
    currency: str = "SEK"
    due_days: int = 30
    discount: str | None = None
    delivered: bool = True
    number: str | None = None
    sent: bool = False
    paid: str = ""
    exported: bool = False
    credits: str = ""


def line(text: str, quantity: str, price: str, service: str, *, rate: str = "25", **more: str | int) -> Line:
    """A line with its facts in reading order: what, how much, at what price, which kind of work."""
    unit, discount = int(more.get("unit", HOUR)), more.get("discount")
    return Line(
        text=text,
        quantity=quantity,
        price=price.replace(",", ""),
        service=service,
        rate=rate,
        unit=unit,
        discount=str(discount) if discount else None,
    )


@dataclass(frozen=True, kw_only=True)
class Desk:
    """The subsidiary whose invoices are written, and everything that they refer to."""

    store: Store
    clock: SandboxClock
    organisation: str
    subsidiary: str
    issuer: str
    document_type: str
    tenant: int
    tax_rates: dict[str, str]
    service_types: dict[str, str]


def write(desk: Desk, bill: Bill) -> Record:
    """Put one invoice with its lines and payments into the tables."""
    day = desk.clock.today() - timedelta(days=bill.days_ago)
    invoice = records.add(
        desk.store,
        "invoices",
        identity=bill.identity,
        organisation=desk.organisation,
        attributes=_facts(bill, day) | _progress(desk, bill, day),
        related={
            "company": bill.company,
            "subsidiary": desk.subsidiary,
            "creator": desk.issuer,
            "issuer": desk.issuer,
            "document_type": desk.document_type,
            "bill_from": records.table(desk.store, "subsidiaries")[desk.subsidiary]["related"]["bill_from"],
            "parent_invoice": bill.credits or None,
        },
    )
    invoices.complete(desk.store, invoice)
    for position, each in enumerate(bill.lines, start=1):
        _write_line(desk, invoice, each, position=position)
    amounts.recount(desk.store, invoice)
    _pay(desk, invoice, bill)
    return invoice


def _facts(bill: Bill, day: date) -> dict[str, object]:
    made_at = stored_moment(datetime.combine(day, time(8, 15), tzinfo=UTC))
    return {
        "invoice_type_id": CREDIT_NOTE if bill.credits else INVOICE,
        "subject": bill.subject or None,
        "invoiced_on": day.isoformat(),
        "delivery_on": day.isoformat() if bill.delivered else None,
        "discount": bill.discount,
        "note": bill.note or None,
        "purchase_order_number": bill.order or None,
        "currency": bill.currency,
        "line_item_tax": True,
        "pay_on_relative": True,
        "payment_terms_type": "days_after_invoice_date",
        "payment_terms_days": bill.due_days,
        "payment_terms": bill.due_days,
        "created_at": made_at,
    }


def _progress(desk: Desk, bill: Bill, day: date) -> dict[str, object]:
    """What happened to the invoice after it was a draft."""
    if bill.number is None:
        return {}
    finalized_at = stored_moment(datetime.combine(day, time(9, 40), tzinfo=UTC))
    progress: dict[str, object] = {
        "number": bill.number,
        "finalized_on": day.isoformat(),
        "finalized_at": finalized_at,
        "pay_on": (day + timedelta(days=bill.due_days)).isoformat(),
        "sent_on": day.isoformat() if bill.sent else None,
    }
    if bill.exported:
        sandbox = f"http://localhost:{os.environ.get('SANDBOX_PORT', '8001')}"
        progress |= {
            "exported": True,
            "exported_at": finalized_at,
            "export_integration_type_id": INTEGRATION_FORTNOX,
            "export_id": bill.number,
            "export_invoice_url": f"{sandbox}/fortnox/app/{desk.tenant}/invoices/{bill.number}",
        }
    return progress


def _write_line(desk: Desk, invoice: Record, each: Line, *, position: int) -> None:
    records.add(
        desk.store,
        "line_items",
        identity=f"{invoice['id']}{position:02d}",
        organisation=desk.organisation,
        attributes={
            "position": position,
            "description": each.text,
            "quantity": each.quantity,
            "unit_id": each.unit,
            "unit_price": int(Decimal(each.price) * 100),
            "discount": each.discount,
        },
        related={
            "invoice": invoice["id"],
            "service_type": desk.service_types[each.service] if each.service else None,
            "service": each.sold or None,
            "tax_rate": desk.tax_rates[each.rate],
        },
    )


def _pay(desk: Desk, invoice: Record, bill: Bill) -> None:
    if not bill.paid:
        return
    facts = invoice["attributes"]
    amount = facts["amount_with_tax"] if bill.paid == "all" else int(Decimal(bill.paid) * 100)
    paid_on = min(date.fromisoformat(facts["pay_on"]), desk.clock.today())
    records.add(
        desk.store,
        "payments",
        identity=f"{invoice['id']}91",
        organisation=desk.organisation,
        attributes={"amount": amount, "paid_on": paid_on.isoformat()},
        related={"invoice": invoice["id"]},
    )
    amounts.recount(desk.store, invoice)
