"""Requests still on their way: their sender has hung up, and they land when the clock has moved far enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from werkzeug import Request

from sandbox.clock import SandboxClock
from sandbox.store import Store

TABLE = "sandbox.landings"
ENVIRON_MARK = "sandbox.landing"


class Landings:
    """Kept in the store, so that a snapshot holds them too."""

    def __init__(self, store: Store, clock: SandboxClock) -> None:
        self._store = store
        self._clock = clock

    def land_later(self, request: Request, *, remote: str, seconds: float) -> None:
        due_at = self._clock.now() + timedelta(seconds=seconds)
        number = str(self._store.next_id(TABLE))
        self._store.table(TABLE)[number] = {"remote": remote, "due_at": due_at.isoformat(), **_packed(request)}

    def due(self) -> list[tuple[str, Request]]:
        """Remote and request of everything that lands now, in the order it was sent; it is no longer on its way."""
        table = self._store.table(TABLE)
        landed = [key for key, row in table.items() if datetime.fromisoformat(row["due_at"]) <= self._clock.now()]
        rows = [table.pop(key) for key in sorted(landed, key=int)]
        return [(row["remote"], _unpacked(row)) for row in rows]


def _packed(request: Request) -> dict[str, Any]:
    plain = {key: value for key, value in request.environ.items() if isinstance(value, str)}
    return {"environ": plain, "body": request.get_data().decode("latin-1")}


def _unpacked(row: dict[str, Any]) -> Request:
    body = row["body"].encode("latin-1")
    environ = {**row["environ"], "wsgi.input": BytesIO(body), "wsgi.url_scheme": "http", ENVIRON_MARK: True}
    return Request({**environ, "CONTENT_LENGTH": str(len(body))})
