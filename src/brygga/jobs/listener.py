"""The listener: a thread that hears Fortnox beside the worker, and nudges it when there is something to follow up."""

from __future__ import annotations

import threading

import structlog
from django.conf import settings
from django.db import close_old_connections

from brygga.connections.outside import Outside
from brygga.jobs.worker import nudge
from brygga.listening.ear import Ear

HEAR_SECONDS = 1.0
STOP_WITHIN_SECONDS = 5.0

log = structlog.get_logger()


class Listener:
    """Listens until it is stopped; of several processes one at a time does."""

    def __init__(self, *, outside: Outside) -> None:
        self._ear = Ear(outside=outside)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="brygga-listener", daemon=True)

    def start(self) -> None:
        if settings.ENVIRONMENT.fortnox_events_url:
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_WITHIN_SECONDS)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._step()
            if not self._ear.is_open:
                self._stopping.wait(HEAR_SECONDS)
        self._ear.stop()

    def _step(self) -> None:
        try:
            if self._ear.step(HEAR_SECONDS):
                nudge()
        except Exception:
            log.exception("listening failed")
            self._stopping.wait(HEAR_SECONDS)
        finally:
            close_old_connections()
