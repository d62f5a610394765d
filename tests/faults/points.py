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

# The one GET of ours that has an effect.
MAILS = "/email"
WRITES = ("after POST", "after PATCH", "after PUT", "after DELETE")
READ_ONLY = ("SELECT", "PRAGMA", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "SET", "SHOW")


def is_write(label: str) -> bool:
    """Whether a remote has just done something."""
    return label.startswith(WRITES) or (f"{MAILS} @" in label and label.startswith("after"))


class ProcessDied(BaseException):
    """The process was killed here."""


@dataclass(kw_only=True)
class Points:
    """Counts the points that are reached, and dies at the armed one. `die` is what death means: raising, or exiting.

    `left` tells what a process that dies would leave behind, the very same as before where that is so; `leaves` then
    says it of each point that was reached.
    """

    armed: int | None = None
    die: Callable[[], None] = field(default=lambda: None)
    left: Callable[[], Any] | None = None
    seen: list[str] = field(default_factory=list)
    leaves: list[Any] = field(default_factory=list)
    is_dead: bool = False

    def reach(self, label: str) -> None:
        if self.is_dead:
            raise ProcessDied
        self.seen.append(f"{label} @ {_line()}")
        if self.left:
            # What has not happened yet changes nothing: a process that dies before it leaves what the last one left.
            is_known = self.leaves and label.startswith("before")
            self.leaves.append(self.leaves[-1] if is_known else self.left())
        if self.armed == len(self.seen) - 1:
            self.is_dead = True
            self.die()
            raise ProcessDied(self.seen[-1])

    def deaths(self) -> dict[int, str]:
        """By number, the points that matter: each other leaves exactly what the one before it leaves."""
        leaves = self.leaves
        return {at: label for at, label in enumerate(self.seen) if at == 0 or leaves[at] != leaves[at - 1]}


class DyingTransport(httpx.BaseTransport):
    """The wire seam."""

    def __init__(self, inner: httpx.BaseTransport, points: Points) -> None:
        self._inner = inner
        self._points = points

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = f"{request.method} {request.url.path}"
        self._points.reach(f"before {asked}")
        response = self._inner.handle_request(request)
        response.read()
        self._points.reach(f"after {asked}")
        return response


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
