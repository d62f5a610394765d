"""What every engine promises, tried on DBOS and on its inline twin."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from django.conf import settings

from brygga.clock import RandomIds
from brygga.connections.outside import Outside
from brygga.jobs.dbos_engine import PER_LANE_MAX, DbosEngine, prepare_sqlite
from brygga.jobs.engine import Engine, Wake
from brygga.jobs.inline import InlineEngine

PATIENCE_SECONDS = 30


class Work:
    """Work that counts itself, and can be held up or made to fail."""

    def __init__(self) -> None:
        self.done: Counter[str] = Counter()
        self.at_once = 0
        self.at_once_max = 0
        self.hold = threading.Event()
        self.hold.set()
        self._lock = threading.Condition()

    def __call__(self, wake: Wake) -> None:
        with self._lock:
            self.at_once += 1
            self.at_once_max = max(self.at_once_max, self.at_once)
            self._lock.notify_all()
        self.hold.wait(PATIENCE_SECONDS)
        with self._lock:
            self.at_once -= 1
            self.done[wake.key] += 1
            self._lock.notify_all()
        if wake.kind == "broken":
            raise RuntimeError("This work always fails.")

    def wait_for(self, is_so: Callable[[], bool]) -> bool:
        with self._lock:
            return self._lock.wait_for(is_so, PATIENCE_SECONDS)


class Running(Protocol):
    """An engine under test, and how to let it work."""

    work: Work

    @property
    def engine(self) -> Engine: ...

    def until(self, is_so: Callable[[], bool]) -> bool: ...


class Inline:
    def __init__(self) -> None:
        self.work = Work()
        self.engine = InlineEngine(outside=Outside(), do=self.work)

    def until(self, is_so: Callable[[], bool]) -> bool:
        self.engine.run_waiting()
        return is_so()


class Dbos:
    def __init__(self, folder: Path) -> None:
        self.work = Work()
        address = engine_database(folder)
        self.engine = DbosEngine(database_url=address, executor=RandomIds().new(), do=self.work)
        self.engine.launch(alone=True)

    def until(self, is_so: Callable[[], bool]) -> bool:
        return self.work.wait_for(is_so)


def engine_database(folder: Path) -> str:
    """A database of the engine's own, on whichever system this run is about; DBOS makes it."""
    url: str = settings.ENVIRONMENT.database_url
    if not url.startswith("postgresql"):
        return prepare_sqlite(folder / "engine.sqlite3")
    return url.rsplit("/", 1)[0] + f"/engine_{RandomIds().new().hex}"


@pytest.fixture(params=["inline", "dbos"])
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    if request.param == "inline":
        yield Inline()
        return
    dbos = Dbos(tmp_path)
    yield dbos
    dbos.work.hold.set()
    dbos.engine.stop()


def wake(number: int, *, kind: str = "copy", lane: str = "stockholm", is_alone: bool = False) -> Wake:
    return Wake(kind=kind, id=str(number), lane=lane, claim="1", is_alone=is_alone)


def test_it_runs_every_wake_once(running: Running) -> None:
    for number in range(10):
        running.engine.wake(wake(number, lane=f"lane-{number % 3}"))

    assert running.until(lambda: running.work.done.total() == 10)
    assert set(running.work.done.values()) == {1}


def test_it_wakes_a_key_once_however_often_it_is_said(running: Running) -> None:
    for _ in range(5):
        running.engine.wake(wake(1))
    running.engine.wake(wake(2))

    assert running.until(lambda: running.work.done["copy:2:1"] == 1)
    assert running.work.done["copy:1:1"] == 1


def test_it_goes_on_after_work_that_fails(running: Running) -> None:
    running.engine.wake(wake(1, kind="broken"))
    running.engine.wake(wake(2))

    assert running.until(lambda: running.work.done["copy:2:1"] == 1)


def test_it_keeps_a_lane_narrow(running: Running) -> None:
    if isinstance(running, Dbos):
        running.work.hold.clear()
    for number in range(8):
        running.engine.wake(wake(number))
    if isinstance(running, Dbos):
        assert running.work.wait_for(lambda: running.work.at_once == PER_LANE_MAX)
        running.work.hold.set()

    assert running.until(lambda: running.work.done.total() == 8)
    assert running.work.at_once_max <= PER_LANE_MAX


def test_it_runs_work_alone_that_must_be(running: Running) -> None:
    """Where Productive gives the numbers, two copies of one lane never run at once."""
    for number in range(4):
        running.engine.wake(wake(number, is_alone=True))

    assert running.until(lambda: running.work.done.total() == 4)
    assert running.work.at_once_max == 1


def test_it_does_not_let_one_lane_wait_for_another(running: Running) -> None:
    if isinstance(running, Inline):
        running.engine.wake(wake(1, lane="stockholm"))
        running.engine.wake(wake(2, lane="goteborg"))
        assert running.until(lambda: running.work.done.total() == 2)
        return
    running.work.hold.clear()
    for number in range(6):
        running.engine.wake(wake(number, lane="stockholm"))
    running.engine.wake(wake(7, lane="goteborg"))

    assert running.work.wait_for(lambda: running.work.at_once == PER_LANE_MAX + 1)
