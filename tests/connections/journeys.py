"""Short ways to Fortnox's consent and back, for tests of what comes of it."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from brygga.connections import connecting
from brygga.connections.models import Connection, Subsidiary
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
    """The whole way."""
    back = sent_back(user, subsidiary, tenant_id=tenant_id, outside=outside)
    return connecting.complete(user, **back, session_key=SESSION_KEY, outside=outside)


class Answering(httpx.BaseTransport):
    """A wire that answers some requests itself and lets the others through."""

    def __init__(self, beyond: httpx.BaseTransport, answer: Callable[[httpx.Request], httpx.Response | None]) -> None:
        self._beyond = beyond
        self._answer = answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._answer(request) or self._beyond.handle_request(request)
