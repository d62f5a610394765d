"""What is particular to one kind of plain record: checks before it is written, and what follows from it."""

from __future__ import annotations

from sandbox.productive import amounts, budgets, exchange, numbering, records
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record

# On the wire in lower case and snake case (recorded).
CONTACTABLES = ("company", "person", "invoice", "subsidiary", "proposal", "purchase_order")
ENTRY_TYPES = (
    "address", "bill_from", "bill_to", "email", "phone", "website", "proposal_from", "proposal_to"
)  # fmt: skip
SUBSIDIARY_DEFAULTS = ("default_tax_rate", "default_bank_account", "default_document_type")
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


def check_subsidiary(visit: Visit, said: Body, subsidiary: Record | None) -> None:
    """Its defaults are its own, and its counter is reset in a known way (both guesses)."""
    if said.attributes.get("invoice_number_scope") not in numbering.RESETS:
        raise invalid("invoice_number_scope", "is not included in the list")
    for name in SUBSIDIARY_DEFAULTS:
        default = records.table(visit.store, f"{name.removeprefix('default_')}s").get(said.related.get(name) or "")
        if default is not None and (subsidiary is None or default["related"].get("subsidiary") != subsidiary["id"]):
            raise invalid(name, "must belong to the subsidiary")


def follow_subsidiary(_visit: Visit, subsidiary: Record) -> None:
    """Its costs are in the organisation's currency."""
    facts = subsidiary["attributes"]
    facts |= {f"facility_costs{twin}": facts["facility_costs"] for twin in ("_default", "_normalized")}


def refuse_used_subsidiary(visit: Visit, subsidiary: Record) -> None:
    """409 where there are invoices (specification)."""
    every = records.of_organisation(visit.store, "invoices", visit.organisation)
    if any(invoice["related"].get("subsidiary") == subsidiary["id"] for invoice in every):
        raise Refused("record_in_use")


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
    on = facts["date"] or visit.today().isoformat()
    number = facts["number"] or str(visit.store.next_id(f"productive.deal_numbers/{visit.organisation}"))
    facts |= {
        "number": number,
        "deal_number": number,
        "currency": currency,
        "currency_default": organisation["currency"],
        "currency_normalized": currency,
        "exchange_rate": exchange.rate_on(visit.store, currency, on),
        "exchange_date": on,
        "last_activity_at": visit.moment(),
    }
    budgets.recount(visit.store, budget)


def follow_service(visit: Visit, service: Record) -> None:
    """Its figures, and those of the budget that it is in."""
    budget = records.follow(visit.store, service, "deal")
    if budget is not None:
        budgets.recount(visit.store, budget)
        amounts.set_figures(service, {"price": service["attributes"]["price"] or 0}, budget)
