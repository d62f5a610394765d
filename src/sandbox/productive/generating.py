"""Lines made from budgets: POST /line_items/generate.

Its attributes are the specification's; what each method comes to is a guess, made from its name: what was worked and
not yet asked for, what was sold and not yet asked for, or a share of what was sold. Lines of drafts count as asked for.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sandbox.productive import amounts, attributions, budgets, lines, records
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.invoice_rules import check_lines_open
from sandbox.productive.resource import names_of
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record

WORKED, SOLD, SHARE = "uninvoiced_time_and_expenses", "uninvoiced_amount", "percentage"
BY_SERVICE, BY_BUDGET = "service", "budget"
KNOWN = names_of(
    "invoice_id budget_ids invoicing_method display_format invoicing_by percentage expense_display_format date_from"
    " date_to tax_rate_id locale"
)
HOUR, PIECE = 1, 2


def generate(visit: Visit, asked: dict[str, Any]) -> list[Record]:
    """The lines made, if anything is left to ask for; their budgets get a share of the invoice (specification)."""
    invoice, wanted = _checked(visit, asked)
    rate = _tax_rate(visit, asked, invoice)
    made: list[Record] = []
    for budget in wanted:
        planned = _planned(visit, asked, budget)
        bodies = [_line(asked, invoice, budget, rate=rate, part=part) for part in planned]
        if bodies:
            created = lines.create_many(visit, bodies)
            made += created
            _share(visit, asked, invoice=invoice, budget=budget, created=created)
    return made


def _checked(visit: Visit, asked: dict[str, Any]) -> tuple[Record, list[Record]]:
    unknown = sorted(asked.keys() - KNOWN - {"type"})
    if unknown:
        raise Refused("unknown_attribute", unknown[0], pointer=f"data/{unknown[0]}")
    invoice = _of_organisation(visit, "invoices", asked.get("invoice_id"), field="invoice_id")
    check_lines_open(visit.store, invoice)
    if asked.get("invoicing_method") not in {WORKED, SOLD, SHARE}:
        raise invalid("invoicing_method", "is not included in the list")
    if asked.get("invoicing_by", BY_SERVICE) not in {BY_SERVICE, BY_BUDGET}:
        raise invalid("invoicing_by", "is not included in the list")
    identities = asked.get("budget_ids")
    if not isinstance(identities, list) or not identities:
        raise invalid("budget_ids", "can't be blank")
    wanted = [_of_organisation(visit, "deals", one, field="budget_ids") for one in identities]
    if any(one["related"].get("company") != invoice["related"].get("company") for one in wanted):
        raise invalid("budget_ids", "must belong to the company of the invoice")
    return invoice, wanted


def _of_organisation(visit: Visit, kind: str, identity: Any, *, field: str) -> Record:
    record = records.find(visit.store, kind, str(identity), organisation=visit.organisation)
    if record is None:
        raise invalid(field, "must exist")
    return record


def _tax_rate(visit: Visit, asked: dict[str, Any], invoice: Record) -> str:
    subsidiary = records.follow(visit.store, invoice, "subsidiary")
    default = subsidiary["related"].get("default_tax_rate") if subsidiary else None
    given = asked.get("tax_rate_id") or default
    return str(_of_organisation(visit, "tax_rates", given, field="tax_rate_id")["id"])


def _planned(visit: Visit, asked: dict[str, Any], budget: Record) -> list[tuple[Record | None, Decimal, int]]:
    """Service (None for the whole budget), quantity and price of each line to make."""
    services = records.belonging_to(visit.store, "services", budget)
    parts = [(service, *_part(visit, asked, service)) for service in services]
    parts = [part for part in parts if part[1] * part[2] != 0]
    if asked.get("invoicing_by", BY_SERVICE) == BY_SERVICE or not parts:
        return list(parts)
    return [(None, Decimal(1), sum(amounts.rounded(quantity * price) for _, quantity, price in parts))]


def _part(visit: Visit, asked: dict[str, Any], service: Record) -> tuple[Decimal, int]:
    facts = service["attributes"]
    asked_for = [
        line
        for line in records.of_organisation(visit.store, "line_items", visit.organisation)
        if line["related"].get("service") == service["id"]
    ]
    invoiced = sum(line["attributes"]["amount"] for line in asked_for)
    if asked["invoicing_method"] == SHARE:
        share = Decimal(str(asked.get("percentage") or 0)) / 100
        return Decimal(1), amounts.rounded(budgets.total_of(service) * share)
    if asked["invoicing_method"] == SOLD:
        return Decimal(1), max(budgets.total_of(service) - invoiced, 0)
    if facts["unit_id"] == HOUR and facts["price"]:
        hours = Decimal(facts["billable_time"] or 0) / budgets.MINUTES_PER_HOUR - Decimal(invoiced) / facts["price"]
        return max(round(hours, 2), Decimal(0)), facts["price"]
    return Decimal(1), max(budgets.used_of(service) - invoiced, 0)


def _line(
    asked: dict[str, Any], invoice: Record, budget: Record, *, rate: str, part: tuple[Record | None, Decimal, int]
) -> Body:
    service, quantity, price = part
    words = asked.get("display_format") or ("{service}" if service else "{budget}")
    text = words.replace("{budget}", budget["attributes"]["name"])
    text = text.replace("{service}", service["attributes"]["name"] if service else "")
    unit = service["attributes"]["unit_id"] if service and asked["invoicing_method"] == WORKED else PIECE
    return Body(
        attributes={"description": text, "quantity": str(quantity), "unit_price": price, "unit_id": unit},
        related={
            "invoice": invoice["id"],
            "tax_rate": rate,
            "service": service["id"] if service else None,
            "service_type": service["related"].get("service_type") if service else None,
        },
    )


def _share(visit: Visit, asked: dict[str, Any], *, invoice: Record, budget: Record, created: list[Record]) -> None:
    period = {name: asked[name] for name in ("date_from", "date_to") if asked.get(name)}
    amount = sum(line["attributes"]["amount"] for line in created)
    links = {"invoice": invoice["id"], "budget": budget["id"]}
    attributions.add(visit, Body(attributes=period | {"amount": amount}, related=links))
