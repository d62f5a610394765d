"""The wire in bad weather: requests and answers are lost, refused, cut, emptied and late, and processes die.

A strike hits one request; a spell lasts: a resource that answers nothing but errors, or a Fortnox that shows what was.
A write that is late lands when its sender has long hung up: nearly always before the last look for it, and very seldom
after that, which is against all odds and must heal.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from sandbox.app import Sandbox
from sandbox.faults import Fault
from tests.outside_world import ManualClock
from tests.simulation.crew import Broken, current

READING = ("refused", "lost", "broken", "throttled", "hidden", "cut", "died")
# Writes are fewer than readings by far, and what befalls them matters most.
WRITING = ("refused", "lost", "broken", "broken_after", "throttled", "cut", "died", "late", "late", "late", "orphan")
WRITES_ARE_STRUCK = 3
SPELLS = ("payments down", "forbidden", "productive down", "behind", "half behind")
GENTLE = "/oauth-v1/"  # A refresh token is good once: losing its answer ends a connection, which is another story.
# What is looked for five times within 180 s is there by the last look; a dead process's request ends with its time-out.
LATE_SECONDS, ORPHAN_SECONDS = (1, 170), (1, 30)
AGAINST_ALL_ODDS, VERY_LATE_SECONDS = 0.04, (200, 1200)
SPELL_SECONDS = (15, 90)
# How long Fortnox may show what was: less than lies between the two readings that prove a removal.
BEHIND_SECONDS = 8
SCOPE_MISSING = (2000663, "Har inte behörighet för scope")
NOT_FOUND = (2000434, "Kan inte hitta.")


@dataclass(kw_only=True)
class Spell:
    """Trouble that lasts; `ledgers` is what Fortnox shows while it is behind."""

    kind: str
    until: datetime
    ledgers: dict[str, Any]


class Weather(httpx.BaseTransport):
    """Strikes by chance. `paused` is called before each request and after it, where another worker may go on.

    `landed` is told of each write to Productive once it landed, with the moment at which the turn that sent it began.
    """

    def __init__(self, inner: httpx.BaseTransport, sandbox: Sandbox, clock: ManualClock, dice: random.Random) -> None:
        self._inner = inner
        self._sandbox = sandbox
        self._clock = clock
        self._dice = dice
        self._spell: Spell | None = None
        self._late: list[tuple[datetime, datetime]] = []
        self.paused: Callable[[], None] = lambda: None
        self.dies: Callable[[], None] = lambda: None
        self.landed: Callable[[datetime], None] = lambda _: None
        self.chance = 0.0
        self.is_slow = False
        self.odds_are_beaten = False
        self.struck: dict[str, int] = {}

    def calm(self) -> None:
        """Nothing strikes any more, and nobody comes between; what is under way still lands."""
        self.chance, self.is_slow, self._spell = 0.0, False, None
        self.paused = lambda: None

    def may_turn(self) -> None:
        """Now and then trouble begins that lasts."""
        if self._dice.random() < self.chance:
            kind = self._dice.choice(SPELLS)
            self.count(kind)
            seconds = BEHIND_SECONDS if kind.endswith("behind") else self._dice.uniform(*SPELL_SECONDS)
            until = self._clock.now() + timedelta(seconds=seconds)
            self._spell = Spell(kind=kind, until=until, ledgers=self._ledgers() if kind.endswith("behind") else {})

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if GENTLE in request.url.path:
            return self._inner.handle_request(request)
        self._under_way()
        self.lands()
        strike = self._strike(request)
        answer = self._before(strike, request) or self._in_spell(request)
        if answer is not None:
            return answer
        answer = self._asked(request)
        self._under_way()
        return self._after(strike, request, answer)

    def _strike(self, request: httpx.Request) -> str:
        is_write = request.method != "GET"
        if self._dice.random() >= self.chance * (WRITES_ARE_STRUCK if is_write else 1):
            return ""
        if _is_list_of_payments(request) and self._dice.random() < 0.5:
            return "emptied"
        return self._dice.choice(WRITING if is_write else READING)

    def _under_way(self) -> None:
        if self.is_slow:
            self._clock.advance(self._dice.uniform(0.02, 0.4))
        self.paused()

    def _asked(self, request: httpx.Request) -> httpx.Response:
        answer = self._inner.handle_request(request)
        if request.method != "GET":
            if "/productive/" not in request.url.path:
                raise Broken(f"Payments write nothing to Fortnox: {request.method} {request.url.path}")
            self.landed(self._began_at())
        return answer

    def _began_at(self) -> datetime:
        worker = current()
        return worker.began_at if worker and worker.began_at else self._clock.now()

    def lands(self) -> None:
        """What was sent long ago and is due now lands before the next request does."""
        due = [each for each in self._late if each[0] <= self._clock.now()]
        if due:
            self._late = [each for each in self._late if each not in due]
            self._sandbox.tick()
            self.landed(min(began_at for _, began_at in due))

    def _in_spell(self, request: httpx.Request) -> httpx.Response | None:
        spell = self._spell
        if spell is None or spell.until < self._clock.now():
            return None
        path, is_list = request.url.path, request.url.path.endswith("/invoicepayments")
        match spell.kind:
            case "payments down" if is_list:
                return _fortnox_error(500, (1000003, "Ett fel uppstod."), request)
            case "forbidden" if "/invoicepayments" in path:
                return _fortnox_error(403, SCOPE_MISSING, request)
            case "productive down" if "/productive/" in path:
                return httpx.Response(503, html="<h1>Service unavailable</h1>", request=request)
            case "behind" | "half behind" if "/fortnox/3/" in path:
                if spell.kind == "behind" or self._dice.random() < 0.5:
                    return self._as_it_was(request, spell.ledgers)
        return None

    def _as_it_was(self, request: httpx.Request, ledgers: dict[str, Any]) -> httpx.Response:
        tables = self._sandbox.store.tables
        now = {name: tables[name] for name in ledgers}
        tables.update(ledgers)
        try:
            return self._inner.handle_request(request)
        finally:
            tables.update(now)

    def _ledgers(self) -> dict[str, Any]:
        tables = self._sandbox.store.tables
        return {name: copy.deepcopy(table) for name, table in tables.items() if _is_a_ledger(name)}

    def _before(self, strike: str, request: httpx.Request) -> httpx.Response | None:
        match strike:
            case "refused":
                self.count(strike)
                raise httpx.ConnectError("refused", request=request)
            case "broken":
                self.count(strike)
                return httpx.Response(502, html="<h1>Bad gateway</h1>", request=request)
            case "throttled":
                self.count(strike)
                return httpx.Response(429, json={}, request=request)
            case "hidden" if request.method == "GET" and "/invoicepayments/" in request.url.path:
                self.count(strike)
                return _fortnox_error(404, NOT_FOUND, request)
            case "emptied":
                self.count(strike)
                return _empty(request)
            case "died" if self._dice.random() < 0.5:
                self.count(strike)
                self.dies()
            case "late" | "orphan":
                self.count(strike)
                self._leaves_late(request, is_orphan=strike == "orphan")
        return None

    def _leaves_late(self, request: httpx.Request, *, is_orphan: bool) -> None:
        is_very = not is_orphan and self._dice.random() < AGAINST_ALL_ODDS
        spans = VERY_LATE_SECONDS if is_very else ORPHAN_SECONDS if is_orphan else LATE_SECONDS
        seconds = self._dice.uniform(*spans)
        self.odds_are_beaten |= is_very
        self._late.append((self._clock.now() + timedelta(seconds=seconds), self._began_at()))
        self._sandbox.faults.plan(Fault(kind="land_late", method=request.method, seconds=seconds))
        try:
            self._inner.handle_request(request)
        finally:
            if is_orphan:
                self.dies()

    def _after(self, strike: str, request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        match strike:
            case "lost":
                self.count(strike)
                raise httpx.ReadTimeout("lost", request=request)
            case "broken_after":
                self.count(strike)
                return httpx.Response(500, html="<h1>Error</h1>", request=request)
            case "cut":
                self.count(strike)
                return httpx.Response(answer.status_code, content=answer.content[: len(answer.content) // 2])
            case "died":
                self.count(strike)
                self.dies()
        return answer

    def count(self, kind: str) -> None:
        self.struck[kind] = self.struck.get(kind, 0) + 1


def _is_list_of_payments(request: httpx.Request) -> bool:
    return request.method == "GET" and request.url.path.endswith(("/invoicepayments", "/payments"))


def _is_a_ledger(table: str) -> bool:
    return table.startswith("fortnox.") and table.split(".")[1].isdecimal()


def _fortnox_error(status: int, said: tuple[int, str], request: httpx.Request) -> httpx.Response:
    error = {"ErrorInformation": {"error": 1, "message": said[1], "code": said[0]}}
    return httpx.Response(status, json=error, request=request)


def _empty(request: httpx.Request) -> httpx.Response:
    """A list that says that there is nothing, as a complete one would."""
    if "/productive/" in request.url.path:
        meta = {"current_page": 1, "total_pages": 1, "total_count": 0, "page_size": 200}
        return httpx.Response(200, json={"data": [], "meta": meta}, request=request)
    meta = {"@TotalResources": 0, "@TotalPages": 1, "@CurrentPage": 1}
    return httpx.Response(200, json={"MetaInformation": meta, "InvoicePayments": []}, request=request)
