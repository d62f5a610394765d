"""Questions beside each other: at once in threads, in their order in turn, and no error is lost either way."""

from __future__ import annotations

from contextvars import ContextVar
from threading import Barrier

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from brygga.connections.beside import Beside, in_threads, in_turn
from tests.threads import WAIT_SECONDS_MAX

who: ContextVar[str] = ContextVar("who", default="nobody")


def test_in_threads_all_are_asked_before_one_is_answered() -> None:
    both_are_asked = Barrier(2)

    with in_threads() as asking:
        answers = [asking.submit(lambda: both_are_asked.wait(WAIT_SECONDS_MAX)) for _ in range(2)]

    assert sorted(each.result() for each in answers) == [0, 1]


@pytest.mark.parametrize("beside", [in_threads, in_turn])
def test_an_error_comes_with_its_result_and_the_others_are_answered(beside: Beside) -> None:
    def fails() -> int:
        raise LookupError("gone")

    with beside() as asking:
        failed, answered = asking.submit(fails), asking.submit(lambda: 2)

    assert answered.result() == 2
    with pytest.raises(LookupError, match="gone"):
        failed.result()


@pytest.mark.parametrize("beside", [in_threads, in_turn])
def test_what_is_said_of_the_work_in_logs_goes_along(beside: Beside) -> None:
    token = who.set("karin")
    try:
        with beside() as asking:
            answer = asking.submit(who.get)
    finally:
        who.reset(token)

    assert answer.result() == "karin"


@pytest.mark.django_db(transaction=True)
def test_a_thread_leaves_no_connection_to_the_database_behind() -> None:
    def opens_one() -> BaseDatabaseWrapper:
        connection.ensure_connection()
        return connections[DEFAULT_DB_ALIAS]

    with in_threads() as asking:
        theirs = asking.submit(opens_one)

    assert theirs.result() is not connections[DEFAULT_DB_ALIAS]
    assert theirs.result().connection is None
