"""Which budget an invoice asks for money of: one share for each budget and period, without tax."""

from __future__ import annotations

from sandbox.productive import budgets, changes, invoices, records
from sandbox.productive.errors import invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.productive.writes import checked, refuse_empty, require
from sandbox.store import Record

KIND = "invoice_attributions"


def create(visit: Visit, body: Body) -> Record:
    """POST /invoice_attributions: invoice, budget and amount (specification).

    That the shares add up to the invoice is a live client's rule; it is not asked for here.
    """
    said = checked(visit, KIND, body)
    require(said, "invoice", "budget", "amount")
    _check_budget(visit, said)
    return add(visit, said)


def add(visit: Visit, said: Body) -> Record:
    """Store a share that is known to be right."""
    share = records.add(
        visit.store, KIND, organisation=visit.organisation, attributes=said.attributes, related=said.related
    )
    invoices.touch(visit, records.table(visit.store, "invoices")[share["related"]["invoice"]])
    changes.created(visit, share)
    return share


def update(visit: Visit, share: Record, body: Body) -> Record:
    """PATCH /invoice_attributions/{id}."""
    said = checked(visit, KIND, body)
    refuse_empty(said, "invoice", "budget", "amount")
    _check_budget(visit, said)
    before = dict(share["related"])
    with changes.noted(visit, share):
        share["attributes"] |= said.attributes
        records.relate(visit.store, share, said.related)
        invoices.touch(visit, records.table(visit.store, "invoices")[share["related"]["invoice"]])
    budgets.recount_of(visit.store, [{"related": before}])
    return share


def delete(visit: Visit, share: Record) -> None:
    """DELETE /invoice_attributions/{id}."""
    changes.deleted(visit, share)
    records.remove(visit.store, share)
    budgets.recount_of(visit.store, [share])


def _check_budget(visit: Visit, said: Body) -> None:
    budget = records.table(visit.store, "deals").get(said.related.get("budget") or "")
    if budget is not None and not budget["attributes"]["budget"]:
        raise invalid("budget", "must be a budget")
