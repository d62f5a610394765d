"""What happened in Fortnox's companies: an append-only log, ordered by topic, that the WebSocket is played from.

Topics, types and the shape of an event: Fortnox's documentation and its zenta client, read 2026-04. Offsets are texts,
one series for each topic whatever the company (documentation); that they count from 0 is a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.clock import STOCKHOLM, SandboxClock
from sandbox.fortnox.books import Books
from sandbox.store import Record, Store

TABLE = "fortnox.events."


def happened(store: Store, clock: SandboxClock, *, tenant: str, topic: str, event_type: str, entity_id: str) -> Record:
    """Append one event; it says which record to read, never what is in it."""
    return append(store, clock, topic=topic, facts={"type": event_type, "tenantId": int(tenant), "entityId": entity_id})


def tell(books: Books, topic: str, *, event_type: str, entity_id: str) -> Record:
    """The same, for what happens in a company at hand."""
    return happened(
        books.store, books.clock, tenant=books.tenant, topic=topic, event_type=event_type, entity_id=entity_id
    )


def append(store: Store, clock: SandboxClock, *, topic: str, facts: Mapping[str, Any]) -> Record:
    """Append an event that carries more than most: that of a voucher names its year and series too."""
    log = store.table(f"{TABLE}{topic}")
    offset = str(store.next_id(f"{TABLE}{topic}", start=0))
    at = clock.now()
    local = at.astimezone(STOCKHOLM).isoformat(timespec="milliseconds")
    log[offset] = {"topic": topic, "offset": offset, **facts, "timestamp": local, "_at": at.isoformat()}
    return log[offset]


def events(store: Store, topic: str, *, after: int = -1) -> list[Record]:
    """The events of a topic behind an offset, oldest first; "_at" is the moment in UTC, for the sandbox alone."""
    log = store.table(f"{TABLE}{topic}")
    newest = store.counters.get(f"{TABLE}{topic}", 0)
    return [log[key] for key in map(str, range(after + 1, newest)) if key in log]


def forget(store: Store) -> None:
    """Drop the log and its offsets, as a world does that was built in the past."""
    for name in [name for name in store.tables if name.startswith(TABLE)]:
        store.tables[name].clear()
    for name in [name for name in store.counters if name.startswith(TABLE)]:
        del store.counters[name]
