"""What is particular to one kind of plain record: checks before it is written, and what follows from it."""

from __future__ import annotations

from sandbox.productive import amounts, budgets, records
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record

# On the wire in lower case and snake case (recorded).
CONTACTABLES = ("company", "person", "invoice", "subsidiary", "proposal", "purchase_order")
ENTRY_TYPES = (
    "address", "bill_from", "bill_to", "email", "phone", "website", "proposal_from", "proposal_to"
)  # fmt: skip
COMPANY_DEFAULTS = ("default_subsidiary", "default_tax_rate", "default_document_type", "parent_company")


def check_contact(_visit: Visit, said: Body, entry: Record | None) -> None:
    """An entry belongs to what its contactable_type names; the other way round is a guess."""
    kind = said.attributes.get("contactable_type", entry["attributes"]["contactable_type"] if entry else None)
    if kind not in CONTACTABLES:
        raise invalid("contactable_type", "is not included in the list")
    if said.attributes.get("type", ENTRY_TYPES[0]) not in ENTRY_TYPES:
        raise invalid("type", "is not included in the list")
    if entry is None and not said.related.get(kind):
        raise invalid(kind, "must exist")


def check_rate(visit: Visit, said: Body, rate: Record | None) -> None:
    """ "Can't modify if tax already applied to invoices" (specification); a new name is a change as well (guess)."""
    if rate is None or not said.names():
        return
    lines = records.of_organisation(visit.store, "line_items", visit.organisation)
    if any(line["related"].get("tax_rate") == rate["id"] for line in lines):
        raise Refused("tax_rate_in_use", pointer="data/attributes/tax_rate")


def follow_company(_visit: Visit, company: Record) -> None:
    """The defaults stand in a company twice: as numbers and as relationships (specification)."""
    for name in COMPANY_DEFAULTS:
        identity = company["related"].get(name)
        company["attributes"][f"{name}_id"] = int(identity) if identity else None


def follow_budget(visit: Visit, budget: Record) -> None:
    """Number, currency and rate of a deal; that it takes the company's currency is a guess."""
    facts = budget["attributes"]
    organisation = records.table(visit.store, "organizations")[visit.organisation]["attributes"]
    company = records.follow(visit.store, budget, "company")
    currency = facts["currency"] or (company and company["attributes"]["default_currency"]) or organisation["currency"]
    rate = visit.store.table("productive.exchange_rates").get(currency, {"rate": "1.0"})["rate"]
    number = facts["number"] or str(visit.store.next_id(f"productive.deal_numbers/{visit.organisation}"))
    facts |= {
        "number": number,
        "deal_number": number,
        "currency": currency,
        "currency_default": organisation["currency"],
        "currency_normalized": currency,
        "exchange_rate": rate,
        "exchange_date": facts["date"] or visit.today().isoformat(),
        "last_activity_at": visit.moment(),
    }
    budgets.recount(visit.store, budget)


def follow_service(visit: Visit, service: Record) -> None:
    """Its figures, and those of the budget that it is in."""
    budget = records.follow(visit.store, service, "deal")
    if budget is not None:
        budgets.recount(visit.store, budget)
        amounts.set_figures(service, {"price": service["attributes"]["price"] or 0}, budget)
