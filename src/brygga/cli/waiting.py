"""Waiting in a command until work is done: doing it here, or by the process that is the worker."""

from __future__ import annotations

from collections.abc import Callable

from django.db import close_old_connections

from brygga.connections.outside import Outside
from brygga.jobs.inline import InlineEngine
from brygga.jobs.worker import WorkerRunsElsewhere, only_worker

WAIT_MAX_SECONDS = 600.0
LOOK_EVERY_SECONDS = 0.5


def work_while(is_under_way: Callable[[], bool], world: Outside) -> None:
    """Work until it rests; where another process is the worker, wait for that."""
    until = world.clock.monotonic() + WAIT_MAX_SECONDS
    try:
        with only_worker():
            engine = InlineEngine(outside=world)
            while is_under_way() and world.clock.monotonic() < until:
                close_old_connections()  # One that broke is opened anew.
                if not engine.run_due():
                    world.clock.sleep(LOOK_EVERY_SECONDS)
    except WorkerRunsElsewhere:
        while is_under_way() and world.clock.monotonic() < until:
            world.clock.sleep(LOOK_EVERY_SECONDS)
