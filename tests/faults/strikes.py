"""Trouble with our own database that begins at a chosen moment of a flow: busy, full, closed to writing, or gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import OperationalError, connection

# SQLite takes its one lock here; what is written outside of a transaction takes it by itself.
TAKING_THE_LOCK = ("BEGIN",)
CHANGING = ("INSERT", "UPDATE", "DELETE")


@dataclass(kw_only=True)
class Trouble:
    """What befalls the database of one vendor, and the statements at which it may begin.

    `strikes_at_once` is False where a statement may still succeed, as while a full file has room in its pages.
    """

    name: str
    begin: Callable[[Trouble], None]
    vendor: str
    at: tuple[str, ...] = TAKING_THE_LOCK
    strikes_at_once: bool = True
    kept: Any = None

    def __str__(self) -> str:
        return self.name

    def end(self) -> None:
        """As an operator mends it; a broken connection is closed, as the worker does before and after each work."""
        if self.kept is not None:
            self.kept.close()
            self.kept = None
        connection.close()


@dataclass(kw_only=True)
class Moments:
    """Counts the moments at which a flow writes, and lets trouble begin at one of them."""

    trouble: Trouble
    begins_at: int | None = None
    seen: list[str] = field(default_factory=list)

    def reach(self, word: str) -> None:
        stands_alone = word in CHANGING and not connection.in_atomic_block
        if word not in self.trouble.at and not stands_alone:
            return
        if len(self.seen) == self.begins_at:
            self.trouble.begin(self.trouble)
        self.seen.append(word)


@contextmanager
def watched(moments: Moments) -> Iterator[None]:
    """Every statement and every commit of this thread's connection is a moment."""
    commit = connection._commit  # type: ignore[attr-defined]

    def reported() -> None:
        moments.reach("COMMIT")
        commit()

    connection._commit = reported  # type: ignore[attr-defined]
    try:
        with connection.execute_wrapper(_statements(moments)):
            yield
    finally:
        connection._commit = commit  # type: ignore[attr-defined]


def _statements(moments: Moments) -> Callable[..., Any]:
    def wrapper(execute: Callable[..., Any], sql: Any, params: Any, many: Any, context: Any) -> Any:
        moments.reach(str(sql).split(maxsplit=1)[0].upper())
        return execute(sql, params, many, context)

    return wrapper


def _lock(trouble: Trouble) -> None:
    """Another process writes, for longer than anybody waits."""
    connection.connection.execute("PRAGMA busy_timeout = 0")
    trouble.kept = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    trouble.kept.execute("BEGIN IMMEDIATE")


def _fill(_trouble: Trouble) -> None:
    """The file may not grow by another page."""
    pages = connection.connection.execute("PRAGMA page_count").fetchone()[0]
    connection.connection.execute(f"PRAGMA max_page_count = {pages}")


def _refuse_commit(_trouble: Trouble) -> None:
    """What a full disk may answer at the last moment; SQLite then rolls back."""
    connection.connection.rollback()
    raise OperationalError("database or disk is full")


def _forbid_writing(_trouble: Trouble) -> None:
    connection.connection.execute("PRAGMA query_only = ON")


def _terminate(_trouble: Trouble) -> None:
    """PostgreSQL is restarted, or an administrator ends our connection."""
    at = connection.settings_dict
    pid = connection.connection.info.backend_pid
    with psycopg.connect(
        host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"], dbname=at["NAME"], autocommit=True
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def _close_to_writing(_trouble: Trouble) -> None:
    """PostgreSQL became a standby."""
    connection.connection.execute("SET default_transaction_read_only = on")


TROUBLES = (
    Trouble(name="the database is locked", begin=_lock, vendor="sqlite"),
    Trouble(name="the disk is full", begin=_fill, vendor="sqlite", strikes_at_once=False),
    Trouble(name="the disk is full at a commit", begin=_refuse_commit, vendor="sqlite", at=("COMMIT",)),
    Trouble(name="the database may not be written", begin=_forbid_writing, vendor="sqlite"),
    Trouble(name="PostgreSQL ends the connection", begin=_terminate, vendor="postgresql", at=(*CHANGING, "COMMIT")),
    Trouble(name="PostgreSQL takes no writes", begin=_close_to_writing, vendor="postgresql", at=CHANGING),
)
