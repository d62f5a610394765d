"""Which records belong to another one, found without looking at all of them.

An index in memory beside each store, never part of its state. It is made anew when a table was replaced or filled by
others than `records`; a record whose owner changes is told to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from sandbox.store import Record, Store, Table

# By which of its relationships a record is found; the first is its owner, with which it comes and goes.
OWNERS = {
    "line_items": ("invoice", "expense"),
    "payments": ("invoice",),
    "contact_entries": ("invoice", "company"),
    "invoice_attributions": ("invoice", "budget"),
    "invoices": ("parent_invoice",),
    "services": ("deal",),
}


@dataclass(kw_only=True)
class _Index:
    table: Table
    relationships: tuple[str, ...]
    counted: int = 0
    by_owner: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        self.counted += 1
        for place in self._places(record):
            self.by_owner.setdefault(place, {})[record["id"]] = None

    def remove(self, record: Record) -> None:
        self.counted -= 1
        for place in self._places(record):
            self.by_owner.get(place, {}).pop(record["id"], None)

    def _places(self, record: Record) -> list[tuple[str, str]]:
        return [(name, record["related"].get(name) or "") for name in self.relationships]


_indexes: WeakKeyDictionary[Store, dict[str, _Index]] = WeakKeyDictionary()


def records_of(store: Store, kind: str, owner: str, *, by: str = "") -> list[Record]:
    """The records of a kind that belong to this owner, in no order; `by` names another relationship than the first."""
    table = store.table(f"productive.{kind}")
    index = _index(store, kind, table)
    return [table[identity] for identity in index.by_owner.get((by or OWNERS[kind][0], owner), {})]


def note(store: Store, record: Record) -> None:
    """Remember a record that was put into its table just now."""
    kind = record["type"]
    index = _indexes.get(store, {}).get(kind)
    if index is not None and index.counted + 1 == len(index.table):
        index.add(record)


def forget(store: Store, record: Record) -> None:
    """Forget a record that was taken out of its table just now, or whose owner is about to change."""
    index = _indexes.get(store, {}).get(record["type"])
    if index is not None:
        index.remove(record)


def _index(store: Store, kind: str, table: Table) -> _Index:
    indexes = _indexes.setdefault(store, {})
    index = indexes.get(kind)
    if index is None or index.table is not table or index.counted != len(table):
        index = indexes[kind] = _Index(table=table, relationships=OWNERS[kind])
        for record in table.values():
            index.add(record)
    return index
