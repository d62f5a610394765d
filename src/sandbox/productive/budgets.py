"""Budgets: what was sold, what of it is asked for on invoices, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sandbox.productive import amounts, belonging, records
from sandbox.productive.derived import is_draft
from sandbox.store import Record, Store

FIXED = 1  # billing_type_id: 1 fixed, 2 actuals, 3 none (docs).
HOUR = 1
MINUTES_PER_HOUR = 60


def recount_of(store: Store, shares: Iterable[Record]) -> None:
    """Bring the budgets of these shares up to date."""
    for identity in {share["related"]["budget"] for share in shares}:
        budget = records.table(store, "deals").get(identity)
        if budget is not None:
            recount(store, budget)


def recount(store: Store, budget: Record) -> None:
    """Sums of a budget and its services. Which shares count where is a guess: finalized as invoiced, drafts apart."""
    services = records.belonging_to(store, "services", budget)
    for service in services:
        total, used = total_of(service), used_of(service)
        amounts.set_figures(service, {"price": service["attributes"]["price"] or 0}, budget)
        amounts.set_figures(service, {"budget_total": total, "budget_used": used, "revenue": used}, budget)
    shares = belonging.records_of(store, "invoice_attributions", budget["id"], by="budget")
    drafts = [share for share in shares if (owner := records.follow(store, share, "invoice")) and is_draft(owner)]
    invoiced = sum(share["attributes"]["amount"] for share in shares if share not in drafts)
    total = sum(service["attributes"]["budget_total"] for service in services)
    figures = {
        "budget_total": total,
        "services_revenue": total,
        "budget_used": sum(service["attributes"]["budget_used"] for service in services),
        "invoiced": invoiced,
        "draft_invoiced": sum(share["attributes"]["amount"] for share in drafts),
        "pending_invoicing": total - invoiced,
    }
    amounts.set_figures(budget, figures, budget)


def total_of(service: Record) -> int:
    """What was sold: price x quantity, less the discount."""
    facts = service["attributes"]
    quantity = Decimal(facts["quantity"] or 0) * (1 - Decimal(facts["discount"] or 0) / 100)
    return amounts.rounded(Decimal(facts["price"] or 0) * quantity)


def used_of(service: Record) -> int:
    """What was worked: hours at the price of an hour; for anything else than hours all of it."""
    facts = service["attributes"]
    if facts["unit_id"] != HOUR:
        return total_of(service)
    return amounts.rounded(Decimal(facts["price"] or 0) * Decimal(facts["billable_time"] or 0) / MINUTES_PER_HOUR)
