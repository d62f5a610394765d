"""Deliveries to webhooks, written when something happens and sent later, when they are due."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from sandbox.productive import forms, records, switches, wire
from sandbox.productive.visit import Visit
from sandbox.store import Record, Table

TABLE = "productive.deliveries"

# Ids of events: webhooks page of the documentation, read 2026-09. There is none for finalized, sent or paid.
EVENTS = {
    ("invoice", "create"): 2, ("invoice", "update"): 14, ("invoice", "delete"): 15,
    ("payment", "create"): 32, ("payment", "update"): 33, ("payment", "delete"): 34,
    ("company", "create"): 29, ("company", "update"): 30, ("company", "archive"): 31,
    ("deal", "create"): 3, ("deal", "update"): 12, ("deal", "delete"): 13,
    ("budget", "create"): 4, ("budget", "update"): 16, ("budget", "delete"): 20,
    ("project", "create"): 5, ("project", "update"): 10, ("project", "delete"): 11,
    ("person", "create"): 26, ("person", "update"): 27, ("person", "archive"): 28,
}  # fmt: skip
ITEMS = {
    "invoices": "invoice",
    "payments": "payment",
    "companies": "company",
    "deals": "deal",
    "projects": "project",
    "people": "person",
}
# What a delivery includes was recorded for tasks only; for these it is a guess.
INCLUDED = {"invoices": ("company", "subsidiary"), "payments": ("invoice",), "deals": ("company",)}


def add(visit: Visit, record: Record, verb: str) -> None:
    """Write a delivery for every webhook of the organisation that waits for this."""
    item = _item(record)
    event_id = EVENTS.get((item, verb))
    webhooks = [one for one in _working(visit) if one["attributes"]["event_id"] == event_id] if event_id else []
    if not webhooks:
        return
    prefix = str(switches.read(visit.store, "webhook_delete_event")) if verb == "delete" else _word(visit, verb)
    body = _body(visit, record, item=item, event=f"{prefix}{item}", is_gone=verb == "delete")
    for webhook in webhooks:
        _queue(visit, webhook, body, what=f"{verb} {record['type']}/{record['id']}")


def _word(visit: Visit, verb: str) -> str:
    """What an event says before the name of its item."""
    words = {"create": "new_", "update": "updated_", "archive": "archived_"}
    return f"{verb}_" if switches.read(visit.store, "webhook_event_words") == "create_update" else words[verb]


def _working(visit: Visit) -> list[Record]:
    mine = records.of_organisation(visit.store, "webhooks", visit.organisation)
    return [webhook for webhook in mine if not webhook["attributes"]["deactivated_at"]]


def _item(record: Record) -> str:
    """What Productive calls it in events; a budget is a deal that was won."""
    if record["type"] == "deals" and record["attributes"]["budget"]:
        return "budget"
    return ITEMS.get(record["type"], "")


def _body(visit: Visit, record: Record, *, item: str, event: str, is_gone: bool) -> str:
    """The envelope of a recorded delivery (task, 2026-09-23): event, item, moment, and the document without meta."""
    showing = wire.Showing(includes={name: {} for name in INCLUDED.get(record["type"], ())})
    document: dict[str, Any] = json.loads(wire.document(visit, record, showing))
    shown = {name: document[name] for name in ("data", "included") if name in document}
    if is_gone and switches.read(visit.store, "webhook_delete_object") == "bare":
        shown = {"data": {"id": record["id"], "type": record["type"]}}
    envelope = {
        "event": event,
        "item_type": item,
        "item_id": int(record["id"]),
        "created": forms.on_wire("datetime", visit.moment(), visit),
        "object": shown,
    }
    return json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))


def _queue(visit: Visit, webhook: Record, body: str, *, what: str) -> None:
    store = visit.store
    due_at = visit.clock.now() + timedelta(seconds=switches.read(store, "webhook_delay_seconds"))
    row = {"webhook": webhook["id"], "what": what, "body": body, "due_at": due_at.isoformat(), "attempt": 0}
    waiting = _waiting(store.table(TABLE), row) if switches.read(store, "webhook_edits") == "merged" else None
    if waiting is not None:
        waiting["body"] = body
        return
    for _ in range(switches.read(store, "webhook_copies")):
        store.table(TABLE)[str(store.next_id(TABLE))] = dict(row)


def _waiting(deliveries: Table, row: Record) -> Record | None:
    """A delivery of the same edit to the same webhook that was not tried yet."""
    same = (one for one in deliveries.values() if one["attempt"] == 0 and one["webhook"] == row["webhook"])
    return next((one for one in same if one["what"] == row["what"]), None)
