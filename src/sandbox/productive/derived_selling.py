"""Facts about what is sold: the budgets and projects of an invoice, and what a deal, a service or a project is."""

from __future__ import annotations

from typing import Any

from sandbox.productive import records
from sandbox.productive.belonging import records_of
from sandbox.productive.fact import Fact, of_invoice
from sandbox.productive.visit import Visit
from sandbox.store import Record


def budgets(visit: Visit, invoice: Record) -> list[str]:
    """Invoice to budget is a share of it (specification); the project is the budget's."""
    shares = records_of(visit.store, "invoice_attributions", invoice["id"]) if "id" in invoice else []
    return [share["related"]["budget"] for share in shares]


def projects(visit: Visit, invoice: Record) -> list[str]:
    return _of_budgets(visit, invoice, "project")


def _of_budgets(visit: Visit, invoice: Record, relationship: str) -> list[str]:
    deals = records.table(visit.store, "deals")
    found = (deals[budget]["related"].get(relationship) for budget in budgets(visit, invoice) if budget in deals)
    return [identity for identity in found if identity]


def _of_deal(visit: Visit, service: Record, relationship: str) -> Any:
    deal = records.follow(visit.store, service, "deal")
    return deal["related"].get(relationship) if deal else None


def _parent_company(visit: Visit, record: Record) -> Any:
    is_company = record["type"] == "companies"
    company = record if is_company else records.follow(visit.store, record, "company")
    return company["related"].get("parent_company") if company else None


def _pointing(visit: Visit, kind: str, relationship: str, *, to: Record) -> list[str]:
    everything = records.table(visit.store, kind).values()
    return [other["id"] for other in everything if other["related"].get(relationship) == to["id"]]


def _project_name(visit: Visit, record: Record) -> Any:
    """Of a deal, or of the deal that a service is in."""
    deal = records.follow(visit.store, record, "deal") if record["type"] == "services" else record
    project = records.follow(visit.store, deal, "project") if deal else None
    return project["attributes"]["name"] if project else None


def _of_service(visit: Visit, expense: Record, relationship: str) -> Any:
    service = records.follow(visit.store, expense, "service")
    return service["related"].get(relationship) if service else None


def _of_services_deal(visit: Visit, expense: Record, relationship: str) -> Any:
    service = records.follow(visit.store, expense, "service")
    return _of_deal(visit, service, relationship) if service else None


def _invoices(visit: Visit, expense: Record) -> list[str]:
    """The invoices that ask for an expense in one of their lines."""
    asking = records_of(visit.store, "line_items", expense["id"], by="expense")
    return [line["related"]["invoice"] for line in asking]


EXPENSE_FACTS = {
    "expense_company": Fact(read=lambda visit, expense: _of_services_deal(visit, expense, "company")),
    "expense_project": Fact(read=lambda visit, expense: _of_services_deal(visit, expense, "project")),
    "expense_deal": Fact(read=lambda visit, expense: _of_service(visit, expense, "deal")),
    "expense_service_type": Fact(read=lambda visit, expense: _of_service(visit, expense, "service_type")),
    "expense_invoices": Fact(read=_invoices),
    "expense_is_invoiced": Fact(read=lambda visit, expense: bool(_invoices(visit, expense)), form="boolean"),
}
SELLING_FACTS = {
    "budgets": Fact(read=budgets),
    "projects": Fact(read=projects),
    "responsibles": Fact(read=lambda visit, invoice: _of_budgets(visit, invoice, "responsible")),
    "invoice_budgets": Fact(read=lambda visit, payment: budgets(visit, of_invoice(visit, payment))),
    "invoice_projects": Fact(read=lambda visit, payment: projects(visit, of_invoice(visit, payment))),
    "parent_company": Fact(read=_parent_company),
    "has_parent_company": Fact(
        read=lambda _visit, company: bool(company["related"].get("parent_company")), form="boolean"
    ),
    "company_projects": Fact(read=lambda visit, company: _pointing(visit, "projects", "company", to=company)),
    "project_budgets": Fact(read=lambda visit, project: _pointing(visit, "deals", "project", to=project)),
    "project_name": Fact(read=_project_name),
    # 1 open, 2 closed; 1 a deal, 2 a budget (specification).
    "budget_status": Fact(read=lambda _visit, deal: 2 if deal["attributes"]["closed_at"] else 1, allowed=(1, 2)),
    "deal_or_budget": Fact(read=lambda _visit, deal: 2 if deal["attributes"]["budget"] else 1, allowed=(1, 2)),
    **EXPENSE_FACTS,
    "service_company": Fact(read=lambda visit, service: _of_deal(visit, service, "company")),
    "service_project": Fact(read=lambda visit, service: _of_deal(visit, service, "project")),
}
