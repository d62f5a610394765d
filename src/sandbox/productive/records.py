"""Records of Productive in the sandbox's store: made whole, found within their organisation, followed to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.productive import belonging
from sandbox.productive.resource import empty_value
from sandbox.productive.resources import RESOURCES
from sandbox.store import Record, Store
from sandbox.tables import Rows, Table, remembered

FIRST_NEW_ID = 20_000_001


def table(store: Store, kind: str) -> dict[str, Record]:
    """All records of a resource type, of every organisation."""
    return store.table(f"productive.{kind}")


def add(
    store: Store,
    kind: str,
    *,
    organisation: str,
    identity: str = "",
    attributes: Mapping[str, Any] | None = None,
    related: Mapping[str, Any] | None = None,
) -> Record:
    """Store a record; `attributes` and `related` (ids by relationship) may be partial, the rest is filled as empty."""
    resource = RESOURCES[kind]
    empty = {name: empty_value(form) for name, form in resource.attributes.items()}
    identity = identity or str(store.next_id("productive.ids", start=FIRST_NEW_ID))
    record = {
        "id": identity,
        "type": kind,
        "organization": organisation,
        "attributes": empty | dict(attributes or {}),
        "related": dict(related or {}),
    }
    if kind in belonging.OWNERS and identity in table(store, kind):
        remove(store, table(store, kind)[identity])
    table(store, kind)[identity] = record
    if kind in belonging.OWNERS:
        belonging.note(store, record)
    return record


def of_organisation(store: Store, kind: str, organisation: str) -> Rows:
    """Its records of one kind, by id."""
    known = table(store, kind)
    mine = remembered(known, "by organisation", lambda: _identities(known)).get(organisation, [])
    return Rows(known, mine)


def find(store: Store, kind: str, identity: str, *, organisation: str) -> Record | None:
    """A record, unless it belongs to somebody else."""
    record = table(store, kind).get(identity)
    return record if record is not None and record["organization"] == organisation else None


def follow(store: Store, record: Record, relationship: str) -> Record | None:
    """The one record at the other end of a relationship, if there is one and the sandbox has its type."""
    target = RESOURCES[record["type"]].relationships[relationship].target
    identity = record["related"].get(relationship)
    return table(store, target).get(identity) if identity and target in RESOURCES else None


def follow_any(store: Store, record: Record, relationship: str) -> Record | None:
    """The same, for a record that may not have such a relationship at all."""
    known = relationship in RESOURCES[record["type"]].relationships
    return follow(store, record, relationship) if known else None


def follow_many(store: Store, record: Record, relationship: str) -> list[Record]:
    """The records at the other end of a relationship to many; shares and options point at their owner themselves."""
    if (record["type"], relationship) == ("invoices", "invoice_attributions"):
        return belonging_to(store, "invoice_attributions", record)
    if (record["type"], relationship) == ("custom_fields", "options"):
        options = table(store, "custom_field_options").values()
        return sorted((one for one in options if one["related"].get("custom_field") == record["id"]), key=_order)
    target = RESOURCES[record["type"]].relationships[relationship].target
    known = table(store, target) if target in RESOURCES else {}
    return [known[identity] for identity in record["related"].get(relationship) or [] if identity in known]


def relate(store: Store, record: Record, related: Mapping[str, Any]) -> None:
    """Let a record point to others from now on; every change of `related` goes through here."""
    is_owned = record["type"] in belonging.OWNERS
    if is_owned:
        belonging.forget(store, record)
    record["related"] |= related
    if is_owned:
        belonging.note(store, record)


def belonging_to(store: Store, kind: str, owner: Record) -> list[Record]:
    """Line items or payments of an invoice, services of a budget: in their order."""
    return sorted(belonging.records_of(store, kind, owner["id"]), key=_order)


def remove(store: Store, record: Record) -> None:
    """Move a record to the recycle bin (`/deleted_items` in Productive; nothing is played with it here)."""
    table(store, record["type"]).pop(record["id"])
    if record["type"] in belonging.OWNERS:
        belonging.forget(store, record)
    store.table("productive.deleted_items")[f"{record['type']}/{record['id']}"] = record


def remove_all(store: Store, doomed: Iterable[Record]) -> None:
    for record in list(doomed):
        remove(store, record)


def _identities(known: Table) -> dict[str, list[str]]:
    """The ids of each organisation in their order; to whom a record belongs never changes."""
    by_organisation: dict[str, list[str]] = {}
    for identity in sorted(known, key=int):
        by_organisation.setdefault(known[identity]["organization"], []).append(identity)
    return by_organisation


def _order(record: Record) -> tuple[int, int]:
    return (record["attributes"].get("position") or 0, int(record["id"]))
