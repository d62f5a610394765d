"""What an agency sells: projects with budgets, which budget an invoice is for, and fields of its own.

Three projects are alike in every world that has client companies; which invoices are for them differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.productive import amounts, records
from sandbox.productive.register_rules import follow_budget
from sandbox.productive.visit import Visit
from sandbox.store import Record, Store
from sandbox.worlds import cast
from sandbox.worlds.cast import Seller

ORGANISATION = cast.PRODUCTIVE_ORGANISATION_ID
ELIAS = "302"

# Project, company, and the services of its budget: service type, price in öre, hours sold, hours worked.
PROJECTS = (
    ("3001", "4001", "Customer portal", "7001", (("402", 125_000, "120.0", 105.0), ("403", 120_000, "200.0", 185.75))),
    ("3002", "4002", "Hamndagen 2026", "7002", (("404", 115_000, "40.0", 12.5),)),
    ("3003", "4003", "Freight tracker", "7010", (("401", 12_000, "60.0", 64.0), ("402", 11_500, "40.0", 30.25))),
)
BANKGIROS = {
    cast.STOCKHOLM.productive_id: "5050-1055",
    cast.GOTEBORG.productive_id: "5050-1063",
    cast.MALMO.productive_id: "5050-1071",
}
FIRST_SHARE = 7701
TEXT, SELECT = 1, 3


def build(store: Store, clock: SandboxClock, *, sellers: Sequence[Seller], shares: Iterable[tuple[str, str]]) -> Visit:
    """Fill in what lies behind the invoices of the agency; `shares` are invoices and the budgets they ask money of."""
    visit = Visit(store=store, clock=clock, organisation=ORGANISATION, person=ELIAS)
    for seller in sellers:
        _build_bank_account(visit, seller)
    for project, budget, name, company, services in PROJECTS:
        _build_project(visit, project, name=name, company=company)
        _build_budget(visit, budget, {"project": project, "company": company}, name=name, services=services)
    for place, (invoice, budget) in enumerate(shares):
        share(visit, str(FIRST_SHARE + place), invoice=invoice, budget=budget)
    for _, budget, *_ in PROJECTS:
        follow_budget(visit, records.table(store, "deals")[budget])
    _build_custom_fields(visit)
    return visit


def share(visit: Visit, identity: str, *, invoice: str, budget: str, period: tuple[date, date] | None = None) -> None:
    """The whole of an invoice is for one budget, and perhaps for a period of it."""
    record = records.table(visit.store, "invoices")[invoice]
    facts: Record = {"amount": record["attributes"]["amount"]}
    if period:
        facts |= {"date_from": period[0].isoformat(), "date_to": period[1].isoformat()}
    _add(visit, "invoice_attributions", identity, facts, {"invoice": invoice, "budget": budget})
    amounts.recount(visit.store, record)


def budget_of(company: str) -> str:
    """The budget of a client company, where it has one."""
    return next((budget for _, budget, _, buyer, _ in PROJECTS if buyer == company), "")


def _build_bank_account(visit: Visit, seller: Seller) -> None:
    number = BANKGIROS[seller.productive_id]
    facts = {"name": "Bankgiro", "bank_name": "Bankgirocentralen", "number": number, "currency": "SEK"}
    _add(visit, "bank_accounts", f"{seller.productive_id}7", facts, {"subsidiary": seller.productive_id})


def _build_project(visit: Visit, identity: str, *, name: str, company: str) -> None:
    facts = {
        "name": name,
        "number": identity[-1],
        "project_number": identity[-1],
        "project_type_id": 2,
        "created_at": visit.moment(),
        "last_activity_at": visit.moment(),
    }
    _add(visit, "projects", identity, facts, {"company": company, "project_manager": ELIAS})


def _build_budget(
    visit: Visit, identity: str, links: dict[str, str], *, name: str, services: tuple[tuple[str, int, str, float], ...]
) -> None:
    began_on = (visit.today() - timedelta(days=90)).isoformat()
    facts = {"name": name, "budget": True, "deal_type_id": 2, "date": began_on, "created_at": visit.moment()}
    _add(visit, "deals", identity, facts, {**links, "responsible": ELIAS, "subsidiary": cast.STOCKHOLM.productive_id})
    for position, (service_type, price, sold, worked) in enumerate(services, start=1):
        service = {
            "name": records.table(visit.store, "service_types")[service_type]["attributes"]["name"],
            "position": position,
            "price": price,
            "quantity": sold,
            "unit_id": 1,
            "billing_type_id": 2,
            "billable": True,
            "worked_time": round(worked * 60),
            "billable_time": round(worked * 60),
        }
        _add(visit, "services", f"{identity}{position}", service, {"deal": identity, "service_type": service_type})


def _build_custom_fields(visit: Visit) -> None:
    """One of free text and one to choose from, both of companies; invoices have none of their own."""
    field = {"customizable_type": "companies", "created_at": visit.moment(), "updated_at": visit.moment()}
    _add(visit, "custom_fields", "1201", field | {"name": "Kundansvarig hos kunden", "data_type_id": TEXT}, {})
    _add(visit, "custom_fields", "1202", field | {"name": "Bransch", "data_type_id": SELECT}, {})
    for position, name in enumerate(("Energi", "Transport", "Handel"), start=1):
        option = {"name": name, "position": position}
        _add(visit, "custom_field_options", f"121{position}", option, {"custom_field": "1202"})
    records.table(visit.store, "companies")["7001"]["attributes"]["custom_fields"] = {"1202": "1211"}


def _add(visit: Visit, kind: str, identity: str, facts: dict[str, Any], links: dict[str, str]) -> None:
    records.add(visit.store, kind, identity=identity, organisation=visit.organisation, attributes=facts, related=links)
