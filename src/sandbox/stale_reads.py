"""Reading a moment late: what REST shows when the event of a change has come before it (seen by a public SDK).

The switch `rest_lag_seconds` of Fortnox says how late; while it is 0, nothing here is used.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from werkzeug import Request

from sandbox.clock import SandboxClock
from sandbox.fortnox import switches
from sandbox.store import Store, Table

API = "/fortnox/3/"
# Doors of Fortnox behind which something may change: its API, and what a bookkeeper does by hand.
DOORS = (API, "/fortnox/app/", "/_sandbox/fortnox/")
RECORD = re.compile(r"[^/]+(/[^/]+)?|vouchers/[^/]+/[^/]+")


@dataclass(frozen=True, kw_only=True)
class _Before:
    """What the ledgers held before a write, and until when a reader still sees that."""

    until: datetime
    tables: dict[str, Table]


class StaleReads:
    """The ledgers as they were before the newest writes."""

    def __init__(self, store: Store, clock: SandboxClock) -> None:
        self._store = store
        self._clock = clock
        self._before: list[_Before] = []

    def remember(self, request: Request) -> None:
        """Keep what was before something that may change is about to be done: through the API, or by hand."""
        lag = switches.read(self._store, "rest_lag_seconds")
        if lag and _may_change(request):
            tables = {name: copy.deepcopy(table) for name, table in self._store.tables.items() if _is_late(name)}
            self._before.append(_Before(until=self._clock.now() + timedelta(seconds=lag), tables=tables))

    def store_for(self, request: Request) -> Store:
        """The store that this request reads: the true one, or what the oldest write still on its way left."""
        if not self._before or not _only_reads(request):
            return self._store
        self._before = [before for before in self._before if before.until > self._clock.now()]
        if not self._before:
            return self._store
        late = Store()
        late.tables = {**self._store.tables, **self._before[0].tables}
        late.counters = dict(self._store.counters)
        return late


def _may_change(request: Request) -> bool:
    """A write; also a GET of the API that does something."""
    if not request.path.startswith(DOORS):
        return False
    return request.method != "GET" or (request.path.startswith(API) and not _only_reads(request))


def _only_reads(request: Request) -> bool:
    """A record or a list; what lies below a record may do something, such as print it. A voucher lies in its series."""
    path = request.path.removeprefix(API).rstrip("/")
    return request.method == "GET" and request.path.startswith(API) and RECORD.fullmatch(path) is not None


def _is_late(table: str) -> bool:
    """What belongs to a company is late (fortnox.<tenant>.<kind>); rate limits and tokens never are."""
    return table.startswith("fortnox.") and table.split(".")[1].isdecimal()
