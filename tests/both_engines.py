"""Which tests run on PostgreSQL too: those whose outcome may differ there, and of every other file one story.

May differ: what really commits, locks, claims or dies; what the database itself refuses; and the rooms that keep
claims, turns, guards and moments. Rules, words and pages are the same on either engine, so one test of each file, the
first, tells whether its queries are understood there.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

WHOLE_ROOMS = frozenset({"config", "connections", "history", "jobs", "listening", "payments", "tenants", "watching"})
OF_THE_SCHEMA = "test_schema.py"


def chosen(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Those that run on PostgreSQL, in their order."""
    told: set[str] = set()
    found = []
    for item in items:
        is_first = item.path.as_posix() not in told and opens_database(item)
        if is_first:
            told.add(item.path.as_posix())
        if is_first or really_commits(item) or _is_whole(item):
            found.append(item)
    return found


def opens_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or "db" in _fixtures(item) or really_commits(item)


def really_commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool({"transactional_db", "live_server"} & _fixtures(item) or (marker and marker.kwargs.get("transaction")))


def _is_whole(item: pytest.Item) -> bool:
    return item.path.parent.name in WHOLE_ROOMS or item.path.name == OF_THE_SCHEMA


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))
