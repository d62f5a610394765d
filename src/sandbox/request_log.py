"""Every request that a remote has seen, without its secrets."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from werkzeug import Request

ENTRIES_MAX = 5_000
BODY_CHARACTERS_MAX = 20_000
SECRET_FIELDS = frozenset({"code", "refresh_token", "access_token", "token", "client_secret", "password"})


@dataclass(kw_only=True)
class Seen:
    """One request; `status` is None while it is open and where no answer was given, `fault` names what hit it."""

    at: str
    remote: str
    method: str
    path: str
    query: dict[str, str]
    body: Any
    fault: str
    status: int | None = None


class RequestLog:
    """The newest requests, oldest first."""

    def __init__(self) -> None:
        self._entries: list[Seen] = []
        self._lock = threading.Lock()

    def note(self, request: Request, *, remote: str, at: datetime, fault: str) -> Seen:
        entry = Seen(
            at=at.isoformat(),
            remote=remote,
            method=request.method,
            path=request.path,
            query=_without_secrets(request.args.to_dict()),
            body=_body(request),
            fault=fault,
        )
        with self._lock:
            self._entries = [*self._entries[1 - ENTRIES_MAX :], entry]
        return entry

    def seen(self, *, remote: str = "", method: str = "", path: str = "") -> list[Seen]:
        """The requests that match; `path` is a regular expression, empty means any."""
        return [
            entry
            for entry in self._entries
            if remote in {"", entry.remote} and method in {"", entry.method} and re.search(path, entry.path)
        ]

    def violations(self) -> int:
        """How often a caller went over a rate limit by itself; planned throttling does not count."""
        return sum(entry.status == 429 and not entry.fault for entry in self._entries)

    def clear(self) -> None:
        with self._lock:
            self._entries = []

    def report(self) -> dict[str, Any]:
        counts = Counter(f"{entry.remote} {entry.method} {entry.path}" for entry in self._entries)
        return {
            "seen": [asdict(entry) for entry in self._entries],
            "counts": dict(counts),
            "rate_limit_violations": self.violations(),
        }


def _body(request: Request) -> Any:
    if request.form:
        return _without_secrets(request.form.to_dict())
    text = request.get_data(as_text=True)[:BODY_CHARACTERS_MAX]
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


def _without_secrets(fields: dict[str, str]) -> dict[str, str]:
    return {name: "[secret]" if name in SECRET_FIELDS else value for name, value in fields.items()}
