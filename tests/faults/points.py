"""Every effect that a flow has on the world, as a point at which its process can die: before it, and after it.

Two seams report them: the wire (before a request leaves, after it was answered) and the database (commits, and
statements outside transactions). At the chosen point ProcessDied is raised, which nothing catches, and every later
effect raises it again, so that no clean-up code can act for a dead process.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.db import connection

from sandbox.app import Sandbox
from sandbox.faults import Fault

# The one GET of ours that has an effect.
MAILS = "/email"
READ_ONLY = ("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "SET", "SHOW")


class ProcessDied(BaseException):
    """The process was killed here."""


@dataclass(kw_only=True)
class Points:
    """Counts the points that are reached, and dies at the armed one. `die` is what death means: raising, or exiting.

    `left` tells what a process that dies would leave behind; `leaves` then says it of each point that was reached.
    """

    armed: int | None = None
    die: Callable[[], None] = field(default=lambda: None)
    left: Callable[[], str] | None = None
    seen: list[str] = field(default_factory=list)
    leaves: list[str] = field(default_factory=list)
    is_dead: bool = False

    def reach(self, label: str) -> None:
        if self.is_dead:
            raise ProcessDied
        self.seen.append(f"{label} @ {_line()}")
        if self.left:
            # What has not happened yet changes nothing: a process that dies before it leaves what the last one left.
            is_before = label.startswith("before")
            self.leaves.append(self.left() if not is_before else self.leaves[-1] if self.leaves else "what there was")
        if self.armed == len(self.seen) - 1:
            self.is_dead = True
            self.die()
            raise ProcessDied(self.seen[-1])

    def deaths(self) -> dict[int, str]:
        """By number, the points that matter: each other leaves exactly what the one before it leaves."""
        leaves = self.leaves
        return {at: label for at, label in enumerate(self.seen) if at == 0 or leaves[at] != leaves[at - 1]}


class DyingTransport(httpx.BaseTransport):
    """The wire seam. With `lands_after`, a request whose sender dies before the answer lands so many seconds later."""

    def __init__(
        self, inner: httpx.BaseTransport, points: Points, *, sandbox: Sandbox | None = None, lands_after: float = 0.0
    ) -> None:
        self._inner = inner
        self._points = points
        self._sandbox = sandbox
        self._lands_after = lands_after

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = f"{request.method} {request.url.path}"
        self._points.reach(f"before {asked}")
        if self._dies_in_flight(request):
            self._let_land_late(request)
        response = self._inner.handle_request(request)
        response.read()
        self._points.reach(f"after {asked}")
        return response

    def _dies_in_flight(self, request: httpx.Request) -> bool:
        is_next = self._points.armed == len(self._points.seen)
        return bool(self._lands_after) and is_next and (request.method != "GET" or request.url.path.endswith(MAILS))

    def _let_land_late(self, request: httpx.Request) -> None:
        if self._sandbox is None:
            raise ValueError("Only an in-process sandbox lands requests late.")
        self._sandbox.faults.plan(Fault(kind="land_late", method=request.method, seconds=self._lands_after))
        try:
            self._inner.handle_request(request)
        except httpx.TransportError:
            self._points.reach(f"after {request.method} {request.url.path}")


@contextmanager
def watched(points: Points) -> Iterator[None]:
    """The database seam: reports every commit, and every writing statement outside a transaction."""
    commit = connection._commit  # type: ignore[attr-defined]

    def reported() -> None:
        try:
            points.reach("before commit")
        except ProcessDied:
            connection.connection.rollback()  # As the database does when its client is gone.
            raise
        commit()
        points.reach("after commit")

    connection._commit = reported  # type: ignore[attr-defined]
    try:
        with connection.execute_wrapper(_statements(points)):
            yield
    finally:
        connection._commit = commit  # type: ignore[attr-defined]


def _statements(points: Points) -> Callable[..., Any]:
    def wrapper(execute: Callable[..., Any], sql: Any, params: Any, many: Any, context: Any) -> Any:
        if connection.in_atomic_block or str(sql).lstrip().upper().startswith(READ_ONLY):
            return execute(sql, params, many, context)
        points.reach("before statement")
        result = execute(sql, params, many, context)
        points.reach("after statement")
        return result

    return wrapper


def _line() -> str:
    """The line of ours that caused the effect."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if "/brygga/" in name and "/tests/" not in name and not name.endswith(("/remote/http.py", "/remote/wire.py")):
            return f"{name.rsplit('/brygga/', 1)[1]}:{frame.f_lineno}"
        frame = frame.f_back  # type: ignore[assignment]
    return "?"
