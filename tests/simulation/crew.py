"""Workers as threads with one baton: one runs at a time, and at each request the dice may let another go on.

A process is what dies as a whole: whoever holds the baton raises Died, its other workers raise it at their next effect,
and so does every later effect of theirs, so that no clean-up code acts for the dead.
"""

from __future__ import annotations

import random
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, connections

from brygga.jobs.engine import Wake
from tests.faults.snapshots import forget_connection

WORKERS = 3  # As many turns of one lane run at once.
WAIT_SECONDS_MAX = 120


class Died(BaseException):
    """The process ended here."""


class Broken(BaseException):
    """What must hold does not. Nothing of Brygga's catches it, whoever finds it and wherever."""


class Process:
    """What lives and dies together."""

    def __init__(self) -> None:
        self.is_dead = False

    def dies(self) -> None:
        self.is_dead = True
        raise Died

    def live(self) -> None:
        """An effect is only possible for the living."""
        if self.is_dead:
            raise Died


class Worker(threading.Thread):
    """Does one piece of work at a time, with a database connection of its own, while it holds the baton."""

    def __init__(self, at_commit: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self._at_commit = at_commit
        self._mine, self._back = threading.Semaphore(0), threading.Semaphore(0)
        self._work: Callable[[], object] | None = None
        self._failed: BaseException | None = None
        self.process = Process()
        self.began_at: datetime | None = None

    @property
    def is_idle(self) -> bool:
        return self._work is None

    def take_up(self, work: Callable[[], object], *, process: Process, now: datetime) -> None:
        self._work, self.process, self.began_at = work, process, now

    def go_on(self) -> None:
        """Give it the baton until it gives it back; raises what its work raised."""
        self._mine.release()
        if not self._back.acquire(timeout=WAIT_SECONDS_MAX):
            raise RuntimeError("A worker never gave the baton back.")
        if self._failed is not None:
            failed, self._failed = self._failed, None
            raise failed

    def pause(self) -> None:
        """Called by its own work: somebody else's turn."""
        if connection.in_atomic_block:
            raise Broken("A transaction is open while a request is under way.")
        self._back.release()
        self._mine.acquire()
        self.process.live()

    def leave(self) -> None:
        self._work = None
        self._mine.release()
        self.join(WAIT_SECONDS_MAX)

    def run(self) -> None:
        with commits_reported(self._at_commit):
            while True:
                self._mine.acquire()
                if self._work is None:
                    break
                self._do(self._work)
                self._work = None
                self._back.release()
            connections.close_all()

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001  Whoever gave the baton raises it.
            self._failed = error
            if isinstance(error, Died):
                forget_connection()


class Crew:
    """A few workers of Brygga's engine: what is woken waits in a queue, and whoever is free takes it up."""

    def __init__(self, dice: random.Random, *, at_commit: Callable[[], None]) -> None:
        self._dice = dice
        self._workers = [Worker(at_commit) for _ in range(WORKERS)]
        for each in self._workers:
            each.start()
        self._waiting: deque[Wake] = deque()
        self.process = Process()

    def wake(self, wake: Wake) -> None:
        self._waiting.append(wake)

    def tidy(self, now: datetime) -> None:  # noqa: ARG002  The shape of every engine.
        return

    @property
    def has_work(self) -> bool:
        return bool(self._waiting) or any(not each.is_idle for each in self._workers)

    def go_on(self, do: Callable[[Wake], None], *, now: datetime) -> None:
        """One of those at work goes on for a while, or one that is free takes something up. Raises Died."""
        busy = [each for each in self._workers if not each.is_idle]
        free = [each for each in self._workers if each.is_idle]
        if self._waiting and free and (not busy or self._dice.random() < 0.5):
            wake = self._waiting.popleft()
            free[0].take_up(lambda: do(wake), process=self.process, now=now)
            busy = [free[0]]
        self._dice.choice(busy).go_on()

    def is_killed(self) -> None:
        """The process is dead: what it was about ends where it stands, and another process begins."""
        self.process.is_dead = True
        for each in self._workers:
            while not each.is_idle:
                _let_die(each)
        self._waiting.clear()
        self.process = Process()

    def leave(self) -> None:
        self.is_killed()
        for each in self._workers:
            each.leave()


def _let_die(worker: Worker) -> None:
    try:
        worker.go_on()
    except Died:
        return


def current() -> Worker | None:
    """The worker whose thread this is; None for people, and for whoever hears Fortnox."""
    thread = threading.current_thread()
    return thread if isinstance(thread, Worker) else None


@contextmanager
def commits_reported(report: Callable[[], None]) -> Iterator[None]:
    """`report` is called before each commit of this thread's connection, which is undone when that raises."""
    commit = connection._commit  # type: ignore[attr-defined]

    def reported() -> None:
        try:
            report()
        except Died:
            connection.connection.rollback()  # As the database does when its client is gone.
            raise
        commit()

    connection._commit = reported  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection._commit = commit  # type: ignore[attr-defined]
