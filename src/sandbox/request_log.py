"""Every request that a remote has seen, without its secrets."""

from __future__ import annotations

import json
import re
import threading
from collections import Counter, deque
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from werkzeug import Request

ENTRIES_MAX = 5_000
BODY_CHARACTERS_MAX = 20_000
SECRET_FIELDS = frozenset({"code", "refresh_token", "access_token", "token", "client_secret", "password"})


@dataclass(kw_only=True)
class Seen:
    """One request; `status` is None while it is open and where no answer was given, `fault` names what hit it.

    `unknown` marks a call that the sandbox does not imitate.
    """

    at: str
    remote: str
    method: str
    path: str
    query: dict[str, str]
    body: Any
    fault: str
    status: int | None = None
    unknown: bool = False


class RequestLog:
    """The newest requests, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[Seen] = deque(maxlen=ENTRIES_MAX)
        self._unknown: Counter[str] = Counter()
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
            self._entries.append(entry)
        return entry

    def settle(self, entry: Seen, *, status: int, unknown: bool) -> None:
        """Note how a request was answered; unknown calls are counted for as long as the log is not cleared."""
        entry.status, entry.unknown = status, unknown
        if unknown:
            with self._lock:
                self._unknown[_call(entry)] += 1

    def seen(self, *, remote: str = "", method: str = "", path: str = "") -> list[Seen]:
        """The requests that match; `path` is a regular expression, empty means any."""
        return [
            entry
            for entry in self._kept()
            if remote in {"", entry.remote} and method in {"", entry.method} and re.search(path, entry.path)
        ]

    def violations(self) -> int:
        """How often a caller went over a rate limit by itself; planned throttling does not count."""
        return sum(entry.status == 429 and not entry.fault for entry in self._kept())

    def unknown(self) -> dict[str, int]:
        """How often each call was made that the sandbox does not imitate; a test may ask for none."""
        return dict(self._unknown)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._unknown.clear()

    def report(self) -> dict[str, Any]:
        kept = self._kept()
        counts = Counter(map(_call, kept))
        return {
            "seen": [asdict(entry) for entry in kept],
            "counts": dict(counts),
            "rate_limit_violations": self.violations(),
            "unknown": self.unknown(),
        }

    def _kept(self) -> list[Seen]:
        with self._lock:
            return list(self._entries)


def _call(entry: Seen) -> str:
    return f"{entry.remote} {entry.method} {entry.path}"


def _body(request: Request) -> Any:
    request.get_data()  # Kept, so that a form can be read again when it lands late.
    if request.form:
        return _without_secrets(request.form.to_dict())
    text = request.get_data(as_text=True)[:BODY_CHARACTERS_MAX]
    try:
        return json.loads(text) if text else None
    except (ValueError, RecursionError):
        return text


def _without_secrets(fields: dict[str, str]) -> dict[str, str]:
    return {name: "[secret]" if name in SECRET_FIELDS else value for name, value in fields.items()}
