"""Records of Productive in the sandbox's store: made whole, found within their organisation, followed to each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.productive.resource import empty_value
from sandbox.productive.resources import RESOURCES
from sandbox.store import Record, Store

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
    table(store, kind)[identity] = record
    return record


def of_organisation(store: Store, kind: str, organisation: str) -> list[Record]:
    return [record for record in table(store, kind).values() if record["organization"] == organisation]


def find(store: Store, kind: str, identity: str, *, organisation: str) -> Record | None:
    """A record, unless it belongs to somebody else."""
    record = table(store, kind).get(identity)
    return record if record is not None and record["organization"] == organisation else None


def follow(store: Store, record: Record, relationship: str) -> Record | None:
    """The one record at the other end of a relationship, if there is one and the sandbox has its type."""
    target = RESOURCES[record["type"]].relationships[relationship].target
    identity = record["related"].get(relationship)
    return table(store, target).get(identity) if identity and target in RESOURCES else None


def belonging_to(store: Store, kind: str, invoice: Record) -> list[Record]:
    """Line items or payments of an invoice, in their order."""
    mine = (record for record in table(store, kind).values() if record["related"].get("invoice") == invoice["id"])
    return sorted(mine, key=_order)


def remove(store: Store, record: Record) -> None:
    """Move a record to the recycle bin (`/deleted_items` in Productive; nothing is played with it here)."""
    table(store, record["type"]).pop(record["id"])
    store.table("productive.deleted_items")[f"{record['type']}/{record['id']}"] = record


def remove_all(store: Store, doomed: Iterable[Record]) -> None:
    for record in list(doomed):
        remove(store, record)


def _order(record: Record) -> tuple[int, int]:
    return (record["attributes"].get("position") or 0, int(record["id"]))
