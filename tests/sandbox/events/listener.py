"""A listener to Fortnox's events, as an integration would write one, in this process or over a WebSocket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from websockets.sync.client import ClientConnection, connect

from sandbox.__main__ import events_of
from sandbox.app import Sandbox
from sandbox.fortnox.events import Session
from sandbox.worlds.cast import FORTNOX_CLIENT_SECRET
from tests.sandbox.wires import IN_PROCESS

PATIENCE_SECONDS = 10


class Listener(Protocol):
    """Says commands and hears events."""

    def say(self, command: str, /, **facts: Any) -> dict[str, Any]: ...

    def hear(self, count: int) -> list[dict[str, Any]]: ...


class InProcess:
    """Talks to a session without a socket."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._session = Session(sandbox.store, sandbox.clock, sandbox.faults)

    def say(self, command: str, /, **facts: Any) -> dict[str, Any]:
        return self._session.answer(json.dumps({"command": command, **facts}))

    def hear(self, count: int) -> list[dict[str, Any]]:
        events = self._session.due()
        assert len(events) == count, events
        return events


class OverAWebSocket:
    """Talks over a socket; waits for as many events as it is asked for."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._heard: list[dict[str, Any]] = []

    def say(self, command: str, /, **facts: Any) -> dict[str, Any]:
        self._connection.send(json.dumps({"command": command, **facts}))
        while "response" not in (message := self._next()):
            self._heard.append(message)
        return message

    def hear(self, count: int) -> list[dict[str, Any]]:
        while len(self._heard) < count:
            self._heard.append(self._next())
        heard, self._heard = self._heard, []
        # What a later command is answered comes after every event that was due before it.
        self.say("list-tenants-v1")
        assert not self._heard, self._heard
        return heard

    def _next(self) -> dict[str, Any]:
        return dict(json.loads(self._connection.recv(timeout=PATIENCE_SECONDS)))


@contextmanager
def listening_to(sandbox: Sandbox, way: str) -> Iterator[Listener]:
    """A new connection to this sandbox's events."""
    if way == IN_PROCESS:
        yield InProcess(sandbox)
    else:
        with events_of(sandbox).listening("127.0.0.1", 0) as address, connect(address, proxy=None) as connection:
            yield OverAWebSocket(connection)


def subscribed(listener: Listener, *tokens: str, topics: dict[str, str | None]) -> Listener:
    """The listener after the three commands; `topics` are names and the offsets handled last."""
    added = [{"topic": name} if last is None else {"topic": name, "offset": last} for name, last in topics.items()]
    told = [
        listener.say(
            "add-tenants-v1", clientSecret=FORTNOX_CLIENT_SECRET, accessTokens=[f"Bearer {t}" for t in tokens]
        ),
        listener.say("add-topics-v1", topics=added),
        listener.say("subscribe-v1"),
    ]
    assert [answer["result"] for answer in told] == ["ok"] * 3, told
    return listener
