"""A process whose engine is in the middle of work that never ends, until somebody kills it."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import django

from brygga.clock import RandomIds


def main(folder: str, lane: str) -> None:
    django.setup()

    from brygga.jobs.dbos_engine import PER_LANE_MAX, DbosEngine, prepare_sqlite  # noqa: PLC0415  Settings come first.
    from brygga.jobs.engine import Wake  # noqa: PLC0415

    busy = threading.Semaphore(0)

    def never_ends(_wake: Wake) -> None:
        busy.release()
        threading.Event().wait()

    address = prepare_sqlite(Path(folder) / "engine.sqlite3")
    engine = DbosEngine(database_url=address, executor=RandomIds().new(), do=never_ends)
    engine.launch(alone=True)
    for number in range(PER_LANE_MAX):
        engine.wake(Wake(kind="copy", id=str(number), lane=lane, claim="dead"))
    for _ in range(PER_LANE_MAX):
        busy.acquire()
    sys.stdout.write("busy\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
