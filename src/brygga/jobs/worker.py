"""The worker: a loop that wakes what is due, and the right to be the only one where the database is SQLite."""

from __future__ import annotations

import fcntl
import os
import threading
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

import structlog
from django.db import close_old_connections, connection

from brygga.connections import replacing
from brygga.connections.outside import Outside
from brygga.jobs.engine import Engine
from brygga.jobs.waking import wake_due

WAKE_EVERY_SECONDS = 1.0
TIDY_EVERY_SECONDS = 60.0
STOP_WITHIN_SECONDS = 5.0

log = structlog.get_logger()
_nudged = threading.Event()


def nudge() -> None:
    """There is something to do: the worker of this process, if it has one, looks at once."""
    _nudged.set()


class Worker:
    """Wakes what is due, once a second and when nudged, until it is stopped."""

    def __init__(self, engine: Engine, *, outside: Outside) -> None:
        self._engine = engine
        self._outside = outside
        self._stopping = threading.Event()
        self._tidies_at = 0.0
        self._thread = threading.Thread(target=self._loop, name="brygga-worker", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        nudge()
        self._thread.join(STOP_WITHIN_SECONDS)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            _nudged.clear()
            try:
                wake_due(self._engine, outside=self._outside)
                self._tidy()
            except Exception:
                log.exception("waking failed")
            finally:
                close_old_connections()
            _nudged.wait(WAKE_EVERY_SECONDS)

    def _tidy(self) -> None:
        now = self._outside.clock.monotonic()
        if now >= self._tidies_at:
            self._tidies_at = now + TIDY_EVERY_SECONDS
            self._engine.tidy(self._outside.clock.now())
            replacing.destroy_unanswered(outside=self._outside)


class WorkerRunsElsewhere(Exception):
    """Another process already works on this database, and SQLite allows one."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Another Brygga is at work here ({path.name} is locked). Stop it, or use PostgreSQL.")


def only_worker() -> AbstractContextManager[object]:
    """The right to work on this database: one process has it where that is a SQLite file, each where it is not."""
    if connection.vendor != "sqlite":
        return nullcontext()
    return OnlyWorker(Path(str(connection.settings_dict["NAME"])).with_suffix(".worker.lock"))


class OnlyWorker:
    """A lock that the operating system takes back when its holder dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._file)
            raise WorkerRunsElsewhere(self._path) from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._file)
