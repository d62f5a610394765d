"""Productive's two rate limits, counted on the sandbox's clock (guide, read 2026-09).

The limits on server time (30 minutes an hour, 6 hours a day, for an organisation) are not imitated: what a request
costs there cannot be known outside. Neither are those of reports, contracts and salaries, which are not played.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from sandbox.clock import SandboxClock
from sandbox.productive.errors import TooManyRequests
from sandbox.store import Store

TABLE = "productive.rate_limits"
TOKEN_REQUESTS_MAX, TOKEN_WINDOW_SECONDS = 100, 10
ORGANISATION_REQUESTS_MAX, ORGANISATION_WINDOW_SECONDS = 4_000, 30 * 60


def count(store: Store, clock: SandboxClock, *, token: str, organisation: str) -> None:
    """Count one request, or refuse it. A window is fixed and begins with its first request (guess; it "resets")."""
    _count(store, clock, f"token {token}", limit=TOKEN_REQUESTS_MAX, window_seconds=TOKEN_WINDOW_SECONDS)
    name = f"organisation {organisation}"
    _count(store, clock, name, limit=ORGANISATION_REQUESTS_MAX, window_seconds=ORGANISATION_WINDOW_SECONDS)


def _count(store: Store, clock: SandboxClock, name: str, *, limit: int, window_seconds: int) -> None:
    now = clock.now()
    window = store.table(TABLE).setdefault(name, {"began_at": now.isoformat(), "requests": 0})
    ends_at = datetime.fromisoformat(window["began_at"]) + timedelta(seconds=window_seconds)
    if not ends_at - timedelta(seconds=window_seconds) <= now < ends_at:
        window |= {"began_at": now.isoformat(), "requests": 0}
        ends_at = now + timedelta(seconds=window_seconds)
    if window["requests"] >= limit:
        reset_seconds = math.ceil((ends_at - now).total_seconds())
        raise TooManyRequests(limit=limit, period_seconds=window_seconds, reset_seconds=reset_seconds)
    window["requests"] += 1
