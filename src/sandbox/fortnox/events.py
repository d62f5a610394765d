"""One connection to Fortnox's events, without the socket: what it is told, what it answers, what it is sent.

Commands, topics, answers and the shape of an event: Fortnox's documentation and its zenta client, read 2026-04. Events
are delivered at least once and in order within a topic; an offset is handed in to go on behind it, and is kept for 14
days. What nobody has written down is refused with "result": "error" and a `reason` that begins with "sandbox guess".
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.fortnox import event_log, switches
from sandbox.fortnox.grants import Grants
from sandbox.store import Record, Store
from sandbox.worlds import cast

KEPT = timedelta(days=14)
OFFSET_DIGITS_MAX = 18
TOPICS = frozenset(
    {
        "articles", "bureau-activities", "bureau-assignments", "cost-centers", "currencies", "customers",
        "financial-years", "invoices", "messages", "offers", "orders", "projects", "supplier-invoices", "suppliers",
        "termsofdeliveries", "termsofpayments", "vouchers", "warehouse-stockbalances", "waysofdeliveries",
    }
)  # fmt: skip


class Wrong(Exception):
    """A command cannot be followed; `told` is what its answer says besides "error"."""

    def __init__(self, **told: Any) -> None:
        self.told = told
        super().__init__(str(told))


class Session:
    """What one connection has asked for, and how far it has been served."""

    def __init__(self, store: Store, clock: SandboxClock, faults: Faults) -> None:
        self._store = store
        self._clock = clock
        self._faults = faults
        self._tenants: set[int] = set()
        self._behind: dict[str, int] = {}
        self._subscribed = False

    def answer(self, message: str | bytes) -> dict[str, Any]:
        """Follow one command; the answer names it."""
        command = _read(message)
        name = str(command.get("command", ""))
        follow = self._commands().get(name, _unknown)
        try:
            return {"response": name, "result": "ok", **follow(command)}
        except Wrong as wrong:
            return {"response": name, "result": "error", **wrong.told}

    def due(self) -> list[Record]:
        """The events to be sent now; each is due once, unless it is planned to come twice."""
        if not self._subscribed:
            return []
        return [event for topic in self._behind for event in self._due_in(topic)]

    def _commands(self) -> dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]]:
        return {
            "add-tenants-v1": self._add_tenants,
            "remove-tenants-v1": self._remove_tenants,
            "list-tenants-v1": self._list_tenants,
            "add-topics-v1": self._add_topics,
            "subscribe-v1": self._subscribe,
        }

    def _add_tenants(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """All of the tokens, or none (a guess). A token that expires later ends nothing (inferred)."""
        secret = str(command.get("clientSecret", ""))
        if not hmac.compare_digest(secret.encode(errors="replace"), cast.FORTNOX_CLIENT_SECRET.encode()):
            raise Wrong(reason="sandbox guess: the clientSecret is wrong")
        given = [str(token) for token in _listed(command, "accessTokens")]
        found = {token: self._tenant_of(token) for token in given}
        invalid = [token for token, tenant in found.items() if tenant is None]
        if invalid or not given:
            raise Wrong(invalidTokens=invalid)
        tenants = {token: tenant for token, tenant in found.items() if tenant is not None}
        self._tenants |= set(tenants.values())
        return {"tenantIds": tenants}

    def _tenant_of(self, token: str) -> int | None:
        """The company of a living token, which is written as in a header."""
        kind, _, bare = token.partition(" ")
        row = Grants(self._store, self._clock).access(bare) if kind.lower() == "bearer" else None
        return int(row["tenant"]) if row else None

    def _remove_tenants(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """Tenants that were not there are no error (a guess)."""
        self._tenants -= {tenant for tenant in _listed(command, "tenants") if isinstance(tenant, int)}
        return {}

    def _list_tenants(self, _command: Mapping[str, Any]) -> dict[str, Any]:
        """The name and the form of the list are guesses."""
        return {"tenants": sorted(self._tenants)}

    def _add_topics(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """Topics come before subscribing (inferred); without an offset a topic begins with what happens next."""
        if self._subscribed:
            raise Wrong(reason="sandbox guess: topics are added before subscribing")
        asked = _listed(command, "topics")
        invalid = [each for each in asked if not _is_known(each)]
        if invalid or not asked:
            raise Wrong(invalidTopics=[each.get("topic") if isinstance(each, dict) else each for each in invalid])
        for each in asked:
            self._behind[each["topic"]] = int(each["offset"]) if "offset" in each else self._newest(each["topic"])
        return {}

    def _newest(self, topic: str) -> int:
        return self._store.counters.get(f"{event_log.TABLE}{topic}", 0) - 1

    def _subscribe(self, _command: Mapping[str, Any]) -> dict[str, Any]:
        if not self._tenants or not self._behind:
            raise Wrong(reason="sandbox guess: tenants and topics come first")
        self._subscribed = True
        return {}

    def _due_in(self, topic: str) -> list[Record]:
        """What has happened behind the offset to the tenants of this connection, but for what is no longer kept."""
        happened = event_log.events(self._store, topic, after=self._behind[topic])
        if not happened:
            return []
        self._behind[topic] = int(happened[-1]["offset"])
        oldest = self._clock.now() - KEPT
        mine = (event for event in happened if event["tenantId"] in self._tenants)
        kept = [_shown(event) for event in mine if datetime.fromisoformat(event["_at"]) >= oldest]
        return [event for event in kept for _ in range(self._times(topic))]

    def _times(self, topic: str) -> int:
        planned = switches.read(self._store, "events_come_twice") or self._faults.take_delivery("fortnox", topic)
        return 2 if planned else 1


def text(message: Mapping[str, Any]) -> str:
    """A message as it goes over the socket: JSON in UTF-8."""
    return json.dumps(message, ensure_ascii=False).encode(errors="replace").decode()


def _unknown(_command: Mapping[str, Any]) -> dict[str, Any]:
    raise Wrong(reason="sandbox guess: there is no such command")


def _read(message: str | bytes) -> dict[str, Any]:
    """The command of a message; what is no JSON object is no command."""
    try:
        command = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return command if isinstance(command, dict) else {}


def _listed(command: Mapping[str, Any], name: str) -> list[Any]:
    value = command.get(name)
    return value if isinstance(value, list) else []


def _is_known(asked: Any) -> bool:
    """A topic of the documented ones, with an offset that is a number in a text (its form is a guess)."""
    if not isinstance(asked, dict) or not isinstance(asked.get("topic"), str):
        return False
    offset = str(asked.get("offset", 0))
    return asked["topic"] in TOPICS and offset.isdecimal() and len(offset) <= OFFSET_DIGITS_MAX


def _shown(event: Record) -> Record:
    return {name: value for name, value in event.items() if not name.startswith("_")}
