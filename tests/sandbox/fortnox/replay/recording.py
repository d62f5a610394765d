"""What was recorded: requests to the real Fortnox and its answers, 2016 to 2026."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

RECORDINGS = Path(__file__).parents[5] / "shared" / "data" / "fortnox-recordings.jsonl"

# Answers that somebody pasted into a comment name a month at most.
NOTED_AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request and its answer; `line` is its name in the file, `cassette` the recording that it belongs to."""

    line: int
    cassette: str
    at: datetime
    method: str
    path: str
    query: str
    sent: Any
    status: int
    content_type: str
    location: str
    answered: Any
    noted: bool

    @property
    def resource(self) -> str:
        return self.path.split("/")[2]

    @property
    def key(self) -> str:
        """What the address names within the resource; empty for a list."""
        return "/".join(self.path.rstrip("/").split("/")[3:])

    def __str__(self) -> str:
        return f"L{self.line}-{self.at:%Y}-{self.method}-{self.path.strip('/')}".replace("/", ".")


@cache
def exchanges() -> tuple[Exchange, ...]:
    """Every exchange of the file, oldest cassette order; none where the file is not at hand."""
    if not RECORDINGS.exists():
        return ()
    with RECORDINGS.open(encoding="utf-8") as lines:
        return tuple(_exchange(json.loads(line)) for line in lines)


def by_line(line: int) -> Exchange:
    return next(exchange for exchange in exchanges() if exchange.line == line)


def _exchange(told: dict[str, Any]) -> Exchange:
    headers = told["response_headers"]
    recorded = told["kind"] == "recorded"
    return Exchange(
        line=told["line"],
        cassette=told["source"],
        at=parsedate_to_datetime(told["recorded_at"]) if recorded else NOTED_AT,
        method=told["method"],
        path=told["path"],
        query=told["query"],
        sent=told["request_body"],
        status=told["status"],
        content_type=headers.get("content-type", ""),
        location=headers.get("location", ""),
        answered=told["response_body"],
        noted=not recorded,
    )
