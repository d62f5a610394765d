"""Many threads that want a new token at once: one asks Fortnox, and all get what it gave."""

from __future__ import annotations

import pytest

from brygga.clock import SystemClock
from brygga.connections import connecting
from brygga.connections.connecting import ConnectingFailed, ConnectingProblem
from brygga.connections.models import Connection, FortnoxAccess, Grant, Subsidiary
from brygga.connections.opening import fortnox, fortnox_oauth
from brygga.connections.outside import Outside
from brygga.connections.tokens import FortnoxTokens
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.clock import SandboxClock
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.conftest import SESSION_KEY
from tests.connections.journeys import connected, sent_back
from tests.threads import together

TOKEN_PATH = "oauth-v1/token"
THREADS = 8

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.promise("B11")]


class RunningClock(SystemClock):
    """Real time on both sides: threads that wait for each other need one that runs by itself."""

    def __init__(self) -> None:
        self.sandbox = SandboxClock()


@pytest.fixture
def clock() -> RunningClock:
    return RunningClock()


@pytest.fixture
def stale(admin_user: User, subsidiary: Subsidiary, sandbox: Sandbox, outside_world: Outside) -> Connection:
    """A connection by refresh token whose access token has just died."""
    back = sent_back(admin_user, subsidiary, outside=outside_world)
    sandbox.faults.plan(Fault(kind="refuse", path=TOKEN_PATH, skip=1))
    connection = connected(admin_user, back, outside=outside_world)
    FortnoxAccess.objects.update(access_expires_at=outside_world.clock.now())
    sandbox.requests.clear()
    return connection


@pytest.mark.reliability("R14")
def test_of_many_threads_one_refreshes_and_all_use_its_token(
    stale: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    def token() -> str:
        return FortnoxTokens(stale, fortnox_oauth(outside=outside_world), outside=outside_world).token()

    given = together(*[token] * THREADS)

    assert len(set(given)) == 1
    assert len(sandbox.requests.seen(method="POST", path=TOKEN_PATH)) == 1
    assert fortnox(stale, outside=outside_world).currencies()


def test_of_many_threads_with_a_refused_token_one_refreshes(
    stale: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    tokens = FortnoxTokens(stale, fortnox_oauth(outside=outside_world), outside=outside_world)
    refused = tokens.token()
    sandbox.requests.clear()

    together(*[lambda: tokens.renew(refused)] * THREADS)

    assert len(sandbox.requests.seen(method="POST", path=TOKEN_PATH)) == 1
    assert tokens.token() != refused


def test_a_slow_refresher_whose_lease_ran_out_does_not_overwrite_a_newer_pair(
    stale: Connection, outside_world: Outside
) -> None:
    tokens = FortnoxTokens(stale, fortnox_oauth(outside=outside_world), outside=outside_world)
    read_before = FortnoxAccess.objects.get()
    slow_pair = tokens._asked(read_before)

    quick = tokens.token()

    assert tokens._stored(read_before, slow_pair) == quick
    assert FortnoxAccess.objects.get().generation == 2
    assert fortnox(stale, outside=outside_world).currencies()


def test_of_two_subsidiaries_that_connect_one_account_at_once_one_wins_and_the_other_is_asked(
    organisation: object, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    both = [
        Subsidiary.objects.get(productive_subsidiary_id=seller.productive_id)
        for seller in (cast.STOCKHOLM, cast.GOTEBORG)
    ]
    backs = [sent_back(admin_user, subsidiary, outside=outside_world) for subsidiary in both]

    def complete(back: dict[str, str]) -> str:
        came = connecting.complete(admin_user, **back, session_key=SESSION_KEY, outside=outside_world)
        return type(came).__name__

    ended = together(*[lambda back=back: complete(back) for back in backs])

    assert sorted(ended) == ["Connection", "Replacement"]
    assert Connection.objects.get().access.grant == Grant.CLIENT_CREDENTIALS


def test_a_state_that_comes_back_twice_at_once_connects_once(
    subsidiary: Subsidiary, admin_user: User, outside_world: Outside
) -> None:
    back = sent_back(admin_user, subsidiary, outside=outside_world)

    def complete() -> ConnectingProblem | None:
        try:
            connecting.complete(admin_user, **back, session_key=SESSION_KEY, outside=outside_world)
        except ConnectingFailed as failed:
            return failed.kind
        return None

    assert sorted(str(each) for each in together(complete, complete)) == ["None", ConnectingProblem.STATE_USED]
