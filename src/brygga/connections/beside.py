"""Several questions to remotes at once: whoever waits for one answer may as well wait for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from contextvars import copy_context
from typing import Protocol, TypeVar

from django.db import connections

# More at once would only wait for their turns with Fortnox.
AT_ONCE_MAX = 8

T = TypeVar("T")


class Asking(Protocol):
    """Where questions are handed in. Each must only read, and none may need another's answer."""

    def submit(self, ask: Callable[[], T]) -> Future[T]:
        """Ask; what it raises comes with the result."""


Beside = Callable[[], AbstractContextManager[Asking]]


class _InTurn:
    def submit(self, ask: Callable[[], T]) -> Future[T]:
        answer: Future[T] = Future()
        try:
            answer.set_result(ask())
        except Exception as error:  # noqa: BLE001
            answer.set_exception(error)
        return answer


class _Threads:
    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool

    def submit(self, ask: Callable[[], T]) -> Future[T]:
        return self._pool.submit(copy_context().run, _alone, ask)


@contextmanager
def in_turn() -> Iterator[Asking]:
    """One after the other, in the order in which they were handed in: so a test or a simulation repeats itself."""
    yield _InTurn()


@contextmanager
def in_threads() -> Iterator[Asking]:
    """Each in a thread of its own; the block ends when all are answered."""
    with ThreadPoolExecutor(max_workers=AT_ONCE_MAX, thread_name_prefix="beside") as pool:
        yield _Threads(pool)


def _alone(ask: Callable[[], T]) -> T:
    """A thread has database connections of its own, which nobody else would close."""
    try:
        return ask()
    finally:
        connections.close_all()
