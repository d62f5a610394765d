"""A process that was killed in the middle of its work holds no lane against the next one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from brygga.clock import RandomIds, SystemClock
from brygga.jobs.dbos_engine import DEAD_AFTER, DbosEngine, prepare_sqlite
from brygga.jobs.engine import Wake
from tests.jobs.test_engines import Work

ROOT = Path(__file__).resolve().parent.parent.parent
LANE = "stockholm"

pytestmark = [pytest.mark.process]


@contextmanager
def engine_after_a_death(folder: Path, *, alone: bool) -> Iterator[tuple[DbosEngine, Work]]:
    """The engine of a new process, on what a killed one left in a full lane."""
    command = [sys.executable, "-m", "tests.jobs.dead_engine", str(folder), LANE]
    environment = {**os.environ, "PYTHONPATH": "src", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as dead:  # noqa: S603
        assert dead.stdout is not None
        assert dead.stdout.readline() == "busy\n"
        dead.kill()
    work = Work()
    address = prepare_sqlite(folder / "engine.sqlite3")
    engine = DbosEngine(database_url=address, executor=RandomIds().new(), do=work)
    engine.launch(alone=alone)
    try:
        yield engine, work
    finally:
        engine.stop()


@pytest.mark.reliability("R11")
def test_a_lane_is_free_at_once_when_no_other_process_can_be_alive(tmp_path: Path) -> None:
    with engine_after_a_death(tmp_path, alone=True) as (engine, work):
        engine.wake(Wake(kind="copy", id="1", lane=LANE, claim="alive"))

        assert work.wait_for(lambda: work.done["copy:1:alive"] == 1)
    assert set(work.done) == {"copy:1:alive"}


@pytest.mark.reliability("R11")
def test_a_lane_is_freed_later_when_others_may_be_alive(tmp_path: Path) -> None:
    with engine_after_a_death(tmp_path, alone=False) as (engine, work):
        engine.wake(Wake(kind="copy", id="1", lane=LANE, claim="alive"))
        engine.tidy(SystemClock().now() + DEAD_AFTER + timedelta(seconds=1))

        assert work.wait_for(lambda: work.done["copy:1:alive"] == 1)


def test_tidying_leaves_alone_what_is_under_way_now(tmp_path: Path) -> None:
    with engine_after_a_death(tmp_path, alone=True) as (engine, work):
        work.hold.clear()
        engine.wake(Wake(kind="copy", id="1", lane=LANE, claim="alive"))
        assert work.wait_for(lambda: work.at_once == 1)
        engine.tidy(datetime.now(UTC))
        work.hold.set()

        assert work.wait_for(lambda: work.done["copy:1:alive"] == 1)
