"""Short ways to Fortnox's consent and back, for tests of what comes of it."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from brygga.connections import connecting, replacing
from brygga.connections.models import Connection, Replacement, Subsidiary
from brygga.connections.outside import Outside
from brygga.tenants.models import User
from sandbox.worlds.cast import STOCKHOLM
from tests.conftest import KARIN, SESSION_KEY
from tests.consent import consent


def sent_back(
    user: User, subsidiary: Subsidiary, *, tenant_id: int = STOCKHOLM.fortnox_tenant_id, outside: Outside
) -> dict[str, str]:
    """What Karin is sent back with after she approved, for a journey that `user` began."""
    address = set_out(user, subsidiary, outside=outside)
    return consent(address, person=KARIN, tenant_id=tenant_id, outside=outside)


def set_out(user: User, subsidiary: Subsidiary, *, outside: Outside) -> str:
    return connecting.begin(user, subsidiary.organisation, subsidiary, session_key=SESSION_KEY, outside=outside)


def connect(
    user: User, subsidiary: Subsidiary, *, tenant_id: int = STOCKHOLM.fortnox_tenant_id, outside: Outside
) -> Connection:
    """The whole way, where nothing is in the way."""
    back = sent_back(user, subsidiary, tenant_id=tenant_id, outside=outside)
    return connected(user, back, outside=outside)


def connected(user: User, back: dict[str, str], *, outside: Outside) -> Connection:
    """What comes of the way back where nothing is in the way."""
    came = connecting.complete(user, **back, session_key=SESSION_KEY, outside=outside)
    assert isinstance(came, Connection)
    return came


def asks(
    user: User, subsidiary: Subsidiary, *, tenant_id: int = STOCKHOLM.fortnox_tenant_id, outside: Outside
) -> Replacement:
    """The whole way, up to the question whether to replace what is in the way."""
    back = sent_back(user, subsidiary, tenant_id=tenant_id, outside=outside)
    came = connecting.complete(user, **back, session_key=SESSION_KEY, outside=outside)
    assert isinstance(came, Replacement)
    return came


def replaces(question: Replacement, *, outside: Outside) -> Connection:
    """Says yes to exactly what is in the way now."""
    seen = [str(each.id) for each in replacing.in_its_way(question)]
    connection = replacing.replace(question, seen=seen, outside=outside)
    assert connection
    return connection


class Answering(httpx.BaseTransport):
    """A wire that answers some requests itself and lets the others through."""

    def __init__(self, beyond: httpx.BaseTransport, answer: Callable[[httpx.Request], httpx.Response | None]) -> None:
        self._beyond = beyond
        self._answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._answer(request) or self._beyond.handle_request(request)
