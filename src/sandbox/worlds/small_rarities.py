"""What the small world has once and most agencies seldom: write-offs, files, tags, days, a dead webhook, and the like.

All of it is made last and by the remotes' own rules, so that it leaves the traces it would leave there, and so that
nothing that tests know by its number moves.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.fortnox import payments as fortnox_payments
from sandbox.fortnox import register_kinds, small_registers
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import decimal
from sandbox.productive import payments, records, webhook_delivery, webhooks
from sandbox.productive.visit import Visit, stored_moment
from sandbox.productive.wire import Body
from sandbox.store import Record
from sandbox.worlds import bills, copies, papers, selling
from sandbox.worlds.bills import DAY, PIECE, Bill, Desk, Line, line
from sandbox.worlds.cast import BUYERS

CUSTOMERS = {buyer.productive_id: buyer.fortnox_customer_number for buyer in BUYERS}
BANK_FEE, FEE_ACCOUNT = "12.00", 6570
PAID_DAYS_AGO, RETURNED_DAYS_AGO, STOPPED_DAYS_AGO = 46, 40, 38
APPROVAL = ("Leveransgodkännande.pdf", papers.page("Leveransgodkännande", "Hamnmagasinet, tillgänglighet", "Godkänt."))
UNSENT_ADDRESS = "http://127.0.0.1:9/tidigare-integration"
PAYMENT_MADE = 32

MANY_THINGS = Bill(  # Paid but for a bank fee, which was written off.
    identity="8031", number="10454", company="7002", days_ago=76, sent=True, exported=True,
    subject="Hamnmagasinet, tillgänglighet", order="HV-2026-207",
    lines=(
        Line(text="Projektledning", quantity="12.5", price="1150.00", service="Project management", sold="40021"),
        line("Platsbesök", "2", "9,500.00", "Design", unit=DAY),
        Line(text="Tågresor", quantity="1", price="1240.00", service="", rate="6", unit=PIECE),
    ),
)  # fmt: skip
OVERPAID = Bill(
    identity="8032", number="10453", company="7003", days_ago=70, sent=True, paid="12600.00", exported=True,
    subject="Turlista, snabbändring", lines=(line("Rättning av turlista", "8", "1,250.00", "Development"),),
)  # fmt: skip
TWO_RATES = Bill(
    identity="9018", company="7012", days_ago=12, currency="USD", subject="Storefront, photo session",
    lines=(line("Photo session", "6", "135.00", "Design", rate="two parts"),),
)  # fmt: skip


def build_productive(visit: Visit, desk: Desk) -> None:
    """Productive's side."""
    _registers(visit)
    desk = replace(desk, tax_rates=desk.tax_rates | {"two parts": f"{desk.subsidiary}75"})
    for bill in (MANY_THINGS, OVERPAID, TWO_RATES):
        bills.write(desk, bill)
    invoice = records.table(visit.store, "invoices")[MANY_THINGS.identity]
    invoice["attributes"] |= {"tag_list": ["hamn", "tillgänglighet"], "custom_fields": {"1203": "K-204"}}
    first = visit.today() - timedelta(days=110)
    selling.share(visit, "7711", invoice=invoice["id"], budget="4002", period=(first, first + timedelta(days=30)))
    webhook = webhooks.create(_at(visit, PAID_DAYS_AGO), _said(event_id=PAYMENT_MADE, type_id=1, name="Tidigare"))
    _settle(_at(visit, PAID_DAYS_AGO), invoice)
    _give_up(visit, webhook)
    papers.lay_beside_bill(visit, invoice["id"], *APPROVAL)


def build_fortnox(books: Books) -> None:
    """Fortnox's side: the same invoices, a payment with a fee written off, one that is not booked, a label."""
    copies.write(books, (MANY_THINGS, replace(OVERPAID, paid="")), customers=CUSTOMERS)
    then = copies.at(books, PAID_DAYS_AGO)
    owed = books.table("invoices")["10454"]
    fee = {"AccountNumber": FEE_ACCOUNT, "Amount": BANK_FEE, "Currency": "SEK"}
    copies.paid_on(then, owed, decimal(owed["Balance"]) - decimal(BANK_FEE), WriteOffs=[fee])
    fortnox_payments.create(then, {"InvoiceNumber": 10453, "Amount": "12600", "PaymentDate": _day(then)})
    small_registers.create(books, register_kinds.LABELS, {"Description": "Bevakas"})


def build_goteborg(books: Books) -> None:
    """A file that goes out with an invoice."""
    papers.lay_beside_invoice(books, "20113", *APPROVAL)


def _registers(visit: Visit) -> None:
    """A rate of two parts, and what is archived or gone: a rate, a kind of work, a client company, a colleague."""
    gone = {"archived_at": stored_moment(visit.clock.now() - timedelta(days=60))}
    parts = {"primary_component_name": "State", "primary_component_value": "6.0"}
    parts |= {"secondary_component_name": "County", "secondary_component_value": "1.5"}
    own = {"subsidiary": "501"}
    _add(visit, "tax_rates", "50175", {"name": "Sales tax, state and county", **parts}, own)
    old = {"name": "25 % VAT, old", "primary_component_name": "Moms", "primary_component_value": "25.0"}
    _add(visit, "tax_rates", "50174", old | gone, own)
    _add(visit, "service_types", "499", {"name": "Radio"} | gone, {})
    _add(visit, "companies", "7013", {"name": "Gamla Varvet AB", "vat": "SE556999001101"} | gone, {})
    _add(visit, "people", "305", _left(visit, gone["archived_at"]), {})
    field = {"customizable_type": "invoices", "created_at": visit.moment(), "updated_at": visit.moment()}
    _add(visit, "custom_fields", "1203", field | {"name": "Kontrakt", "data_type_id": selling.TEXT}, {})


def _left(visit: Visit, on: str) -> dict[str, Any]:
    name = {"first_name": "Otto", "last_name": "Wik", "title": "Copywriter", "email": "otto@fyrljus.example"}
    return name | {"role_id": 2, "deactivated_at": on, "archived_at": on, "joined_at": visit.moment()}


def _settle(visit: Visit, invoice: Record) -> None:
    """All but a bank fee was paid, and the fee written off; both are noted as activities."""
    fee = int(decimal(BANK_FEE) * 100)
    owed = invoice["attributes"]["amount_unpaid"]
    for said in ({"amount": owed - fee, "paid_on": _today(visit)}, {"amount": fee, "written_off_on": _today(visit)}):
        payments.create(visit, Body(attributes=said, related={"invoice": invoice["id"]}))


def _give_up(visit: Visit, webhook: Record) -> None:
    """Its receiver was gone: what it was sent came back, is logged, and it was switched off."""
    then = _at(visit, RETURNED_DAYS_AGO)
    webhook_delivery.deliver_due(visit.store, then.clock, lambda *_: webhook_delivery.NO_ANSWER)
    webhook["attributes"]["deactivated_at"] = _at(visit, STOPPED_DAYS_AGO).moment()
    webhook_delivery.take_due(visit.store, visit.clock)


def _said(**attributes: Any) -> Body:
    return Body(attributes={"target_url": UNSENT_ADDRESS, **attributes}, related={})


def _at(visit: Visit, days_ago: int) -> Visit:
    """The same caller on an earlier day."""
    return replace(visit, clock=SandboxClock(frozen_at=visit.clock.now() - timedelta(days=days_ago)))


def _today(visit: Visit) -> str:
    return visit.today().isoformat()


def _day(books: Books) -> str:
    return books.clock.today().isoformat()


def _add(visit: Visit, kind: str, identity: str, facts: dict[str, Any], links: dict[str, str]) -> None:
    records.add(visit.store, kind, identity=identity, organisation=visit.organisation, attributes=facts, related=links)
