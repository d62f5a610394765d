"""What is noted when something changes: an activity for people to read, and a delivery for each webhook that asked.

Not every object leaves activities (specification); which ones do is a guess, and so are the names of their types.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sandbox.productive import forms, records, webhook_queue
from sandbox.productive.resources import RESOURCES
from sandbox.productive.visit import Visit
from sandbox.store import Record

ITEM_TYPES = {
    "invoices": "Invoice",
    "line_items": "LineItem",
    "payments": "Payment",
    "invoice_attributions": "InvoiceAttribution",
    "companies": "Company",
    "people": "Person",
    "projects": "Project",
    "deals": "Deal",
    "services": "Service",
}
# They change with everything else, and say nothing by themselves.
SILENT = ("updated_at", "last_activity_at", "_default", "_normalized", "_interpolated")

Facts = dict[str, Any]


@contextmanager
def noted(visit: Visit, *changing: Record | None, webhooks: bool = True) -> Iterator[None]:
    """Tell once, at the end, what happens to these records in the block; without `webhooks`, to people only."""
    before = {(record["type"], record["id"]): (record, _facts(visit, record)) for record in changing if record}
    yield
    for record, facts in before.values():
        changeset = _changeset(facts, _facts(visit, record))
        if changeset:
            _add_activity(visit, record, "update", changeset)
            if webhooks:
                webhook_queue.add(visit, record, "update")


def created(visit: Visit, record: Record) -> None:
    """Tell of a record that is whole now."""
    _add_activity(visit, record, "create", _changeset({}, _facts(visit, record)))
    webhook_queue.add(visit, record, "create")


def archived(visit: Visit, record: Record) -> None:
    _add_activity(visit, record, "update", [{"archived_at": [None, record["attributes"]["archived_at"]]}])
    webhook_queue.add(visit, record, "archive")


def deleted(visit: Visit, record: Record) -> None:
    """Tell of a record that is gone, or is about to go."""
    _add_activity(visit, record, "delete", [])
    webhook_queue.add(visit, record, "delete")


def _facts(visit: Visit, record: Record) -> Facts:
    told = _told(record["type"])
    facts = dict(zip(told, map(record["attributes"].get, told), strict=True))
    for name, form in told.items():
        if form in forms.TOLD_OTHERWISE:
            facts[name] = forms.on_wire(form, facts[name], visit)
    return facts | {f"{name}_id": identity for name, identity in record["related"].items()}


@cache
def _told(kind: str) -> dict[str, str]:
    """The attributes whose changes are told, with their forms."""
    return {name: form for name, form in RESOURCES[kind].attributes.items() if not name.endswith(SILENT)}


def _changeset(before: Facts, after: Facts) -> list[Facts]:
    """Of each field what it was and what it is: [{"subject": ["Old", "New"]}, ...] (specification)."""
    empty: tuple[Any, ...] = (None, "", 0, False, [], {})
    return [
        {name: [before.get(name), value]}
        for name, value in after.items()
        if value != before.get(name) and not (name not in before and value in empty)
    ]


def _add_activity(visit: Visit, record: Record, event: str, changeset: list[Facts]) -> None:
    if record["type"] not in ITEM_TYPES:
        return
    root = record if record["type"] == "invoices" else records.follow_any(visit.store, record, "invoice") or record
    item, parent = _named("item", record), _named("parent", root if root is not record else None)
    records.add(
        visit.store,
        "activities",
        organisation=visit.organisation,
        attributes=item
        | parent
        | _named("root", root)
        | {
            "event": event,
            "changeset": changeset,
            "invoice_id": int(root["id"]) if root["type"] == "invoices" else None,
            "company_id": _number(record["id"] if record["type"] == "companies" else root["related"].get("company")),
            "deal_id": _number(record["id"] if record["type"] == "deals" else root["related"].get("deal")),
            "person_id": int(record["id"]) if record["type"] == "people" else None,
            "created_at": visit.moment(),
            "item_deleted_at": visit.moment() if event == "delete" else None,
        },
        related={"creator": visit.person or None},
    )


def _named(role: str, record: Record | None) -> Facts:
    """Id, type and name of a record in the role of item, parent or root."""
    if record is None:
        return {}
    facts = record["attributes"]
    name = facts.get("number") or facts.get("name") or facts.get("subject") or facts.get("description")
    return {f"{role}_id": int(record["id"]), f"{role}_type": ITEM_TYPES[record["type"]], f"{role}_name": name}


def _number(identity: str | None) -> int | None:
    return int(identity) if identity else None
