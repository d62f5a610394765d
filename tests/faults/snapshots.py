"""The whole world at one moment: the database of Brygga, both remotes, and the time; to go back to again and again."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection

from brygga.connections.models import Pace
from sandbox.app import Sandbox
from sandbox.fortnox.access import CALLS
from sandbox.productive.limits import TABLE as RATE_LIMITS
from tests.outside_world import ManualClock

# What the sandbox counts of requests; it changes with each of them, and tells only when the next may start.
PACING = (CALLS, RATE_LIMITS)


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A moment of the world."""

    database: Any
    sandbox: str
    moment: datetime


def take(sandbox: Sandbox, clock: ManualClock) -> Snapshot:
    return Snapshot(database=_database(), sandbox=sandbox.store.snapshot(), moment=clock.now())


def restore(snapshot: Snapshot, sandbox: Sandbox, clock: ManualClock) -> None:
    """Everything as it was; a dead process's connection is closed, as the operating system would."""
    forget_connection()
    _restore_database(snapshot.database)
    sandbox.store.restore(snapshot.sandbox)
    sandbox.faults.clear()
    sandbox.requests.clear()
    clock.sandbox.freeze(snapshot.moment)


def fingerprint(sandbox: Sandbox) -> str:
    """What every process finds of the world, but for when the next request may start on either side."""
    with _no_transaction_begun():
        rows = {table: _rows_of(table) for table in _tables() if table != Pace._meta.db_table}
    remotes = {name: table for name, table in sandbox.store.tables.items() if table and name not in PACING}
    return hashlib.sha256(f"{rows}{remotes}".encode()).hexdigest()


@contextmanager
def _no_transaction_begun() -> Iterator[None]:
    """Just after a commit PostgreSQL begins another transaction for a look, which Django does not expect."""
    raw = connection.connection
    was_idle = connection.vendor == "postgresql" and not raw.info.transaction_status
    yield
    if was_idle:
        raw.rollback()


def forget_connection() -> None:
    """What the death of a process does to its connection: closed, its open transaction gone."""
    raw = connection.connection
    if raw is not None:
        raw.close()
    connection.connection = None
    connection.in_atomic_block = False
    connection.needs_rollback = False
    connection.savepoint_ids = []
    connection.atomic_blocks = []
    connection.run_on_commit = []
    connection.closed_in_transaction = False


def _database() -> Any:
    """What any other process finds: nothing that is not committed."""
    onlooker = connection.copy()
    try:
        if connection.vendor == "sqlite":
            copy = sqlite3.connect(":memory:", check_same_thread=False)
            onlooker.ensure_connection()
            onlooker.connection.backup(copy)
            return copy
        with onlooker.cursor() as cursor:
            return _kept_rows(cursor)
    finally:
        onlooker.close()


def _rows_of(table: str) -> list[Any]:
    cursor = connection.connection.cursor()  # Past the seam that counts statements.
    return list(cursor.execute(f'SELECT * FROM "{table}"').fetchall())  # noqa: S608  Our own tables.


def _kept_rows(cursor: Any) -> dict[str, str]:
    """The rows of each table that has any, as one JSON array."""
    asked = (f"SELECT '{table}', json_agg(t)::text FROM \"{table}\" t" for table in _tables())  # noqa: S608
    cursor.execute(" UNION ALL ".join(asked))
    return {table: rows for table, rows in cursor.fetchall() if rows}


def _restore_database(kept: Any) -> None:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        kept.backup(connection.connection)
        return
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # Neither triggers nor foreign keys mind.
        cursor.execute(";".join(f'DELETE FROM "{table}"' for table in _tables()))  # noqa: S608  Our own tables.
        for table, rows in kept.items():
            statement = f'INSERT INTO "{table}" SELECT * FROM json_populate_recordset(NULL::"{table}", %s)'  # noqa: S608
            cursor.execute(statement, [rows])
        cursor.execute("SET session_replication_role = DEFAULT")


def _tables() -> list[str]:
    return [model._meta.db_table for model in apps.get_models() if not model._meta.proxy]
