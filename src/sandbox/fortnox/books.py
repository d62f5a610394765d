"""One Fortnox company: its tables, its addresses and its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from sandbox.clock import SandboxClock
from sandbox.fortnox import switches
from sandbox.store import Record, Store, Table

DEFAULT_API = "https://api.fortnox.se/3"


@dataclass(frozen=True, kw_only=True)
class Books:
    """What one tenant sees. Records keep wire names; names that begin with "_" never leave the sandbox."""

    store: Store
    clock: SandboxClock
    tenant: str
    api: str = DEFAULT_API

    def table(self, kind: str) -> Table:
        return self.store.table(f"fortnox.{self.tenant}.{kind}")

    def find(self, kind: str, key: str) -> Record | None:
        return self.table(kind).get(key)

    def switch(self, name: str) -> Any:
        return switches.read(self.store, name, tenant=self.tenant)

    def series(self, name: str) -> str:
        return f"fortnox.{self.tenant}.{name}"

    def peek(self, series: str) -> int:
        """The number that the series would give next."""
        return self.store.counters.get(self.series(series), 1)

    def take(self, series: str) -> int:
        return self.store.next_id(self.series(series))

    def first_free(self, series: str, *, taken: Callable[[str], bool]) -> str:
        """The next number of the series that nobody has."""
        while taken(str(self.peek(series))):
            self.take(series)
        return str(self.take(series))

    def url(self, resource: str, key: str) -> str:
        return f"{self.api}/{resource}/{quote(key, safe='')}"

    def touch(self, record: Record) -> None:
        """Remember when this record was changed; only `lastmodified` ever shows it."""
        record["_modified_at"] = self.clock.now().isoformat()
        record.setdefault("_created_at", record["_modified_at"])

    def financial_year(self, on: str) -> Record | None:
        """The financial year that holds a date."""
        years = self.table("financialyears").values()
        return next((year for year in years if year["FromDate"] <= on <= year["ToDate"]), None)

    def account(self, number: int, *, on: str) -> Record | None:
        """An account in the chart of the year that holds a date."""
        year = self.financial_year(on)
        return self.find("accounts", f"{year['Id']}.{number}") if year else None
