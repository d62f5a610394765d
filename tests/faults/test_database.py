"""Brygga's own database in trouble, at every moment of a copy at which it writes: nothing lost, nothing double."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, InternalError, OperationalError, connection
from django.test import Client
from django.utils import translation

from brygga.cli.exits import Exit
from brygga.connections.models import Connection
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.copying.turns import DATABASE_TROUBLE
from brygga.jobs.inline import InlineEngine
from brygga.tenants.models import User
from brygga.wording import errors
from sandbox.app import Sandbox
from tests.faults.flows import FLOWS
from tests.faults.stage import Stage
from tests.faults.strikes import TROUBLES, Moments, Trouble, watched
from tests.faults.telling import LANGUAGES, assert_plain, command
from tests.web.pages import words

pytestmark = [pytest.mark.django_db(transaction=True)]


AT_ONCE = [each for each in TROUBLES if each.strikes_at_once]


@pytest.fixture(params=TROUBLES, ids=str)
def trouble(request: pytest.FixtureRequest) -> Trouble:
    found: Trouble = request.param
    if found.vendor != connection.vendor:
        pytest.skip(f"Only {found.vendor} knows this.")
    return found


def work(stage: Stage, moments: Moments) -> None:
    """What the worker does once: what the database refuses is logged, and the rows wake again."""
    engine = InlineEngine(outside=stage.place.outside)
    with watched(moments):
        try:
            engine.run_due()
        except DATABASE_TROUBLE:
            return


@pytest.mark.reliability("R18")
@pytest.mark.parametrize("stage", FLOWS[1:2], indirect=True, ids=["new-customer"])
def test_it_copies_once_and_by_itself_at_whichever_moment_trouble_begins(stage: Stage, trouble: Trouble) -> None:
    stage.restore()
    whole = Moments(trouble=trouble)
    work(stage, whole)
    assert len(whole.seen) > 5
    for number, word in enumerate(whole.seen):
        stage.restore()
        work(stage, Moments(trouble=trouble, begins_at=number))
        trouble.end()
        state = Copy.objects.get().state
        assert state not in {CopyState.FAILED, CopyState.BLOCKED}, (number, word, state)
        stage.recover()
        stage.check(f"{trouble} at {word} number {number}")


# What the databases say, word by word (SQLite 3.40, PostgreSQL 15 through psycopg 3), and what a person reads.
COMPLAINTS = (
    (OperationalError("database is locked"), "busy", "upptagen"),
    (OperationalError("canceling statement due to lock timeout"), "busy", "upptagen"),
    (OperationalError("database or disk is full"), "full", "full"),
    (OperationalError('could not extend file "base/1/2": No space left on device'), "full", "full"),
    (OperationalError("attempt to write a readonly database"), "may not write", "får inte skriva"),
    (InternalError("cannot execute UPDATE in a read-only transaction"), "may not write", "får inte skriva"),
    (OperationalError("terminating connection due to administrator command"), "cannot reach", "når inte"),
    (OperationalError("connection failed: Connection refused"), "cannot reach", "når inte"),
    (OperationalError("unable to open database file"), "cannot reach", "når inte"),
    (InterfaceError("connection already closed"), "cannot reach", "når inte"),
)


@pytest.mark.parametrize(("error", "english", "swedish"), COMPLAINTS, ids=lambda each: str(each)[:40])
def test_each_trouble_has_words_of_its_own(error: Exception, english: str, swedish: str) -> None:
    for language, expected in zip(LANGUAGES, (english, swedish), strict=True):
        with translation.override(language):
            told = errors.explain(error)
            assert expected in told.title
            assert_plain([told])


@pytest.mark.parametrize("trouble", AT_ONCE, indirect=True, ids=str)
def test_a_command_says_what_is_wrong_and_writes_nothing(
    decided: Connection, sandbox: Sandbox, trouble: Trouble
) -> None:
    sandbox.requests.clear()
    said = {}
    for language in LANGUAGES:
        with watched(Moments(trouble=trouble, begins_at=0)):
            code, document = command("copy", "9001", language=language)
        trouble.end()
        assert code == Exit.NOT_REACHABLE
        said[language] = document["error"]["title"]

    assert "database" in said["en"]
    assert "databas" in said["sv"]
    assert not Copy.objects.exists()
    assert not [each for each in sandbox.requests.seen(method="POST") if "/3/" in each.path]


@pytest.mark.parametrize("trouble", AT_ONCE, indirect=True, ids=str)
def test_a_page_says_that_something_broke_and_the_press_can_be_repeated(
    decided: Connection, admin_user: User, trouble: Trouble
) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(admin_user)
    for language in LANGUAGES:
        with watched(Moments(trouble=trouble, begins_at=0)):
            page = client.post("/invoices/9001/copy", {"nonce": "n"}, headers={"Accept-Language": language})
        trouble.end()
        assert page.status_code in {500, 503}
        assert "Brygga" in words(page)
    assert not Copy.objects.exists()
