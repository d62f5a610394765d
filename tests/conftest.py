"""What every test may stand on: the sandbox, a clock, identities, and the people of the small world."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.utils import translation
from pytest_django.fixtures import Settings

from brygga.connections import connecting, decisions, organisations
from brygga.connections.decisions import Decided
from brygga.connections.models import Connection, Subsidiary
from brygga.connections.outside import Outside
from brygga.tenants.models import Membership, Organisation, Role, User
from sandbox.app import Sandbox
from sandbox.worlds import cast
from tests import both_engines
from tests.consent import Person, consent
from tests.outside_world import CountedIds, ManualClock, SandboxTransport, sandbox_with
from tools import words

MONDAY_MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
KARIN = Person(email="karin@fyrljus.example", password="fyrljus")
SESSION_KEY = "the-session-of-karin"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--what-may-differ", action="store_true", help="leave out what one engine proves for both")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--what-may-differ"):
        return
    kept = both_engines.chosen(items)
    config.hook.pytest_deselected(items=[each for each in items if each not in set(kept)])
    items[:] = kept


@pytest.fixture(scope="session", autouse=True)
def _words_are_compiled() -> None:
    words.compile_changed()


@pytest.fixture(autouse=True)
def _english_at_first() -> Iterator[None]:
    """Whatever language a test ends in, the next one begins in English, in whichever order they run."""
    with translation.override("en"):
        yield


@pytest.fixture
def clock() -> ManualClock:
    """One clock for Brygga and the sandbox; to sleep moves it."""
    return ManualClock(MONDAY_MORNING)


@pytest.fixture
def ids() -> CountedIds:
    return CountedIds()


@pytest.fixture
def sandbox(clock: ManualClock) -> Sandbox:
    """Both remotes with the small world, new for each test; Brygga's address is registered at Fortnox."""
    made = sandbox_with("small", clock)
    made.store.table("fortnox.redirects")[f"{django_settings.ENVIRONMENT.url}{connecting.CALLBACK_PATH}"] = {}
    return made


@pytest.fixture
def outside_world(sandbox: Sandbox, clock: ManualClock, ids: CountedIds, settings: Settings) -> Outside:
    """Brygga's outside, whose wire ends in the sandbox."""
    world = Outside(clock=clock, ids=ids, transport=SandboxTransport(sandbox))
    settings.BRYGGA_OUTSIDE = world
    return world


@pytest.fixture
def admin_user(db: None) -> User:
    """Karin, who sets up and copies at Fyrljus. Deliberately no superuser: Brygga knows none."""
    return User.objects.create_user("karin@fyrljus.example", "fyrljus", name="Karin Lindqvist")


@pytest.fixture
def finance_user(organisation: Organisation) -> User:
    """Elias, who copies at Fyrljus but sets nothing up."""
    user = User.objects.create_user("elias@fyrljus.example", "fyrljus", name="Elias Berg")
    Membership.objects.create(user=user, organisation=organisation, role=Role.FINANCE)
    return user


@pytest.fixture
def organisation(admin_user: User, outside_world: Outside) -> Organisation:
    """Fyrljus Byrå, added by Karin with its Productive token."""
    return organisations.add_organisation(
        admin_user,
        productive_organisation_id=cast.PRODUCTIVE_ORGANISATION_ID,
        token=cast.PRODUCTIVE_TOKEN,
        outside=outside_world,
    )


@pytest.fixture
def stranger(db: None, outside_world: Outside) -> User:
    """Charlie, admin of Annan Byrå and a nobody at Fyrljus: the wrong person, whom every door must refuse."""
    charlie = User.objects.create_user("charlie@annan.example", "annan", name="Charlie Strand")
    organisations.add_organisation(
        charlie, productive_organisation_id=cast.OTHER_ORGANISATION_ID, token=cast.OTHER_TOKEN, outside=outside_world
    )
    return charlie


@pytest.fixture
def subsidiary(organisation: Organisation) -> Subsidiary:
    """Fyrljus Stockholm AB."""
    return Subsidiary.objects.get(organisation=organisation, productive_subsidiary_id=cast.STOCKHOLM.productive_id)


@pytest.fixture
def connection(
    organisation: Organisation, subsidiary: Subsidiary, admin_user: User, outside_world: Outside
) -> Connection:
    """Fyrljus Stockholm AB and its Fortnox account, connected by walking through the consent pages."""
    address = connecting.begin(admin_user, organisation, subsidiary, session_key=SESSION_KEY, outside=outside_world)
    back = consent(address, person=KARIN, tenant_id=cast.STOCKHOLM.fortnox_tenant_id, outside=outside_world)
    made = connecting.complete(admin_user, **back, session_key=SESSION_KEY, outside=outside_world)
    assert isinstance(made, Connection)
    return made


@pytest.fixture
def decided(connection: Connection, admin_user: User, outside_world: Outside) -> Connection:
    """The same connection after the three decisions, with the accounts that Brygga proposes."""
    chosen = Decided(accounts=decisions.proposal(connection, outside=outside_world).accounts)
    problems = decisions.save(connection, chosen, user=admin_user, outside=outside_world)
    assert problems == ()
    return connection


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """SQLite in a file, as in production: threads meet its real locks there, and not those of a shared cache."""
    if connections["default"].vendor == "sqlite":
        test: dict[str, Any] = connections.settings["default"]["TEST"]
        test["NAME"] = str(Path(django_settings.ENVIRONMENT.home) / "tests.sqlite3")
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(autouse=True)
def _history_can_be_flushed(request: pytest.FixtureRequest) -> Iterator[None]:
    """A transactional test ends by emptying every table, which the trigger on the history would refuse on SQLite."""
    if not both_engines.really_commits(request.node):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    if connections["default"].vendor == "sqlite":
        _empty_history()


def _empty_history() -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'history_event'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DELETE FROM history_event")
        for _, statement in triggers:
            cursor.execute(statement)
