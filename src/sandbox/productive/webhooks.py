"""Webhooks: made and deleted, never changed (the specification has no PATCH); one event each."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from sandbox.productive import records, switches
from sandbox.productive.errors import invalid
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.productive.writes import checked, require
from sandbox.store import Record

EVENT_ID_MAX = 35  # The specification's list ends there; 6 and 35 have no name.
TYPES = (1, 2)  # Webhook, Zapier.


def create(visit: Visit, body: Body) -> Record:
    """POST /webhooks; event, type and address are required (specification). What else is refused is a guess."""
    said = checked(visit, "webhooks", body)
    require(said, "event_id", "type_id", "target_url")
    if not 1 <= said.attributes["event_id"] <= EVENT_ID_MAX:
        raise invalid("event_id", "is not included in the list")
    if said.attributes["type_id"] not in TYPES:
        raise invalid("type_id", "is not included in the list")
    if not _is_address(said.attributes["target_url"]):
        raise invalid("target_url", "is invalid")
    webhook = records.add(
        visit.store,
        "webhooks",
        organisation=visit.organisation,
        attributes=said.attributes
        | {"state_id": switches.read(visit.store, "webhook_first_state"), "retry_attempts": 0},
        related={"creator": visit.person or None},
    )
    # A secret of the sandbox only: the same at every run, so that worlds and tests are.
    webhook["attributes"]["signature_token"] = hashlib.sha256(f"webhook {webhook['id']}".encode()).hexdigest()
    return webhook


def delete(visit: Visit, webhook: Record) -> None:
    """DELETE /webhooks/{id}; what waits for it is never sent."""
    records.remove(visit.store, webhook)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
