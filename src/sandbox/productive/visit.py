"""Who asks: a token's person in an organisation, with the store and the clock at hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sandbox.clock import SandboxClock
from sandbox.store import Record, Store

# Productive names time zones as Rails does ("time_zone" of an organisation, specification).
ZONES = {"Stockholm": ZoneInfo("Europe/Stockholm"), "UTC": ZoneInfo("UTC")}


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One caller in one organisation; `address` is where the sandbox was reached, for links to its files."""

    store: Store
    clock: SandboxClock
    organisation: str
    person: str
    may_write: bool = True
    address: str = "http://localhost"

    def today(self) -> date:
        return self.clock.now().astimezone(self.zone).date()

    def moment(self) -> str:
        """Now, as the store keeps moments: ISO text in UTC with milliseconds."""
        return stored_moment(self.clock.now())

    @cached_property
    def zone(self) -> ZoneInfo:
        organisation = self.store.table("productive.organizations")[self.organisation]
        return ZONES[organisation["attributes"]["time_zone"]]


def stored_moment(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def access_of(store: Store, token: str) -> Record | None:
    """What a token gives access to. It dies when its person is deactivated (documentation) or archived (guess)."""
    access = store.table("productive.tokens").get(token)
    person = store.table("productive.people").get(access["person"]) if access else None
    facts = person["attributes"] if person else {}
    return None if facts.get("deactivated_at") or facts.get("archived_at") else access
