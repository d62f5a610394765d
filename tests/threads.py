"""Several threads that start at the same moment, each with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connections

T = TypeVar("T")

WAIT_SECONDS_MAX = 60


def together(*acts: Callable[[], T]) -> list[T]:
    """What each act gave, in their order; the first exception is raised."""
    ready = Barrier(len(acts), timeout=WAIT_SECONDS_MAX)

    def run(act: Callable[[], T]) -> T:
        try:
            ready.wait()
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=len(acts)) as threads:
        running = [threads.submit(run, act) for act in acts]
        return [each.result(timeout=WAIT_SECONDS_MAX) for each in running]
