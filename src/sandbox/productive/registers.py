"""Plain records: companies, people, projects, budgets and the registers. What each one needs, and what follows.

The names that are required are the specification's for tax rates and projects, the older documentation's for service
types; elsewhere it is silent, and they are what a record makes no sense without (guess). Nothing is said about further
checks, so there are few.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.productive import changes, contacts, custom_values, records
from sandbox.productive.errors import Refused, invalid
from sandbox.productive.register_rules import (
    check_contact,
    check_rate,
    check_subsidiary,
    follow_budget,
    follow_company,
    follow_service,
    follow_subsidiary,
    refuse_used_subsidiary,
)
from sandbox.productive.resources import RESOURCES
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.productive.writes import checked, refuse_empty, require
from sandbox.store import Record

FULL = frozenset({"create", "update", "delete"})
ARCHIVED = frozenset({"create", "update", "archive", "restore"})
# Whether a restore is documented differs; these have none.
ARCHIVED_FOR_GOOD = frozenset({"create", "update", "archive"})


def _nothing(_visit: Visit, _record: Record) -> None:
    pass


def _nothing_after(_visit: Visit, _record: Record, _said: Body) -> None:
    pass


def _no_check(_visit: Visit, _said: Body, _record: Record | None) -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Register:
    """How one kind of plain record is written: verbs as documented, and what is done before and after.

    `follow` is done after each write, `after` too and knows what was said; `leave` when it is deleted, `check_archive`
    before it is archived.
    """

    verbs: frozenset[str]
    required: tuple[str, ...]
    first: Mapping[str, Any] = field(default_factory=dict)
    check: Callable[[Visit, Body, Record | None], None] = _no_check
    follow: Callable[[Visit, Record], None] = _nothing
    after: Callable[[Visit, Record, Body], None] = _nothing_after
    leave: Callable[[Visit, Record], None] = _nothing
    check_archive: Callable[[Visit, Record], None] = _nothing


REGISTERS = {
    "companies": Register(
        verbs=ARCHIVED,
        required=("name",),
        first={"settings": {}, "contact": {}},
        check=contacts.check_contact_of,
        follow=follow_company,
        after=contacts.spread,
    ),
    "subsidiaries": Register(
        verbs=ARCHIVED_FOR_GOOD,
        required=("name",),
        first={"show_delivery_date": True},
        check=check_subsidiary,
        follow=follow_subsidiary,
        check_archive=refuse_used_subsidiary,
    ),
    "people": Register(verbs=ARCHIVED, required=("first_name", "last_name"), first={"availabilities": "[]"}),
    "contact_entries": Register(
        verbs=FULL,
        required=("contactable_type", "type"),
        check=check_contact,
        after=contacts.gather,
        leave=contacts.forget,
    ),
    "bank_accounts": Register(verbs=ARCHIVED, required=("name", "subsidiary")),
    "document_types": Register(verbs=ARCHIVED_FOR_GOOD, required=("name", "subsidiary")),
    "tax_rates": Register(verbs=ARCHIVED, required=("name", "subsidiary"), check=check_rate),
    "service_types": Register(verbs=ARCHIVED_FOR_GOOD, required=("name",)),
    # The specification: "Requires a client company, project manager, project type, and workflow."
    "projects": Register(
        verbs=FULL | ARCHIVED, required=("name", "company", "project_manager", "project_type_id", "workflow")
    ),
    "deals": Register(verbs=FULL, required=("name", "company"), follow=follow_budget),
    "services": Register(
        verbs=FULL, required=("name", "deal", "service_type"), first={"quantity": "1.0"}, follow=follow_service
    ),
    "custom_fields": Register(verbs=ARCHIVED_FOR_GOOD, required=("name", "data_type_id", "customizable_type")),
    "custom_field_options": Register(verbs=ARCHIVED_FOR_GOOD, required=("name", "custom_field")),
}


def create(kind: str, visit: Visit, body: Body) -> Record:
    """POST."""
    register = REGISTERS[kind]
    said = custom_values.checked(visit, kind, checked(visit, kind, body))
    require(said, *register.required)
    register.check(visit, said, None)
    moments: dict[str, Any] = dict.fromkeys(
        (name for name in ("created_at", "updated_at") if name in RESOURCES[kind].attributes), visit.moment()
    )
    creator = {"creator": visit.person or None} if "creator" in RESOURCES[kind].relationships else {}
    record = records.add(
        visit.store,
        kind,
        organisation=visit.organisation,
        attributes={**register.first, **moments, **said.attributes},
        related=creator | said.related,
    )
    register.follow(visit, record)
    register.after(visit, record, said)
    changes.created(visit, record)
    return record


def update(visit: Visit, record: Record, body: Body) -> Record:
    """PATCH."""
    kind = record["type"]
    register = REGISTERS[kind]
    said = custom_values.checked(visit, kind, checked(visit, kind, body), record)
    refuse_empty(said, *register.required)
    register.check(visit, said, record)
    with changes.noted(visit, record):
        record["attributes"] |= said.attributes
        records.relate(visit.store, record, said.related)
        if "updated_at" in RESOURCES[kind].attributes:
            record["attributes"]["updated_at"] = visit.moment()
        register.follow(visit, record)
        register.after(visit, record, said)
    return record


def delete(visit: Visit, record: Record) -> None:
    """DELETE; what others point at stays (that it is refused with 4xx there, and the code: guess)."""
    if _is_needed(visit, record):
        raise Refused("record_in_use")
    changes.deleted(visit, record)
    records.remove(visit.store, record)
    REGISTERS[record["type"]].leave(visit, record)


def archive(visit: Visit, record: Record) -> Record:
    """PATCH …/archive."""
    REGISTERS[record["type"]].check_archive(visit, record)
    record["attributes"]["archived_at"] = visit.moment()
    changes.archived(visit, record)
    return record


def restore(visit: Visit, record: Record) -> Record:
    """PATCH …/restore."""
    with changes.noted(visit, record):
        record["attributes"]["archived_at"] = None
    return record


def deactivate(visit: Visit, person: Record) -> Record:
    """PATCH /people/{id}/deactivate: no access any more, and their tokens die."""
    with changes.noted(visit, person):
        person["attributes"]["deactivated_at"] = visit.moment()
    return person


def activate(visit: Visit, person: Record) -> Record:
    """PATCH /people/{id}/activate."""
    with changes.noted(visit, person):
        person["attributes"]["deactivated_at"] = None
    return person


def close(visit: Visit, budget: Record) -> Record:
    """PATCH /deals/{id}/close: nothing more is tracked on it."""
    if not budget["attributes"]["budget"]:
        raise invalid("budget", "must be a budget")
    with changes.noted(visit, budget):
        budget["attributes"]["closed_at"] = visit.moment()
    return budget


def reopen(visit: Visit, budget: Record) -> Record:
    """PATCH /deals/{id}/open."""
    with changes.noted(visit, budget):
        budget["attributes"]["closed_at"] = None
    return budget


def _is_needed(visit: Visit, record: Record) -> bool:
    """Whether another record of the sandbox points at this one."""
    return any(
        other["related"].get(name) == record["id"]
        for kind, resource in RESOURCES.items()
        for name, relationship in resource.relationships.items()
        if relationship.target == record["type"] and not relationship.many
        for other in records.of_organisation(visit.store, kind, visit.organisation)
    )
