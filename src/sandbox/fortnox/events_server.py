"""The WebSocket of Fortnox's events: a small server beside the one for HTTP, with a thread for each connection."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.fortnox import switches
from sandbox.fortnox.events import Session, text
from sandbox.store import Store

PATH = "/topics-v1"
CLOSE_TIMEOUT_SECONDS = 2
LOOK_SECONDS = 1.0  # How often a silent connection is looked at, where silence ends it.


class EventsServer:
    """Serves the events of a store until it is stopped; `happening` guards the store and tells when to look again."""

    def __init__(self, store: Store, clock: SandboxClock, *, faults: Faults, happening: threading.Condition) -> None:
        self._store = store
        self._clock = clock
        self._faults = faults
        self._happening = happening

    @contextmanager
    def listening(self, host: str, *ports: int) -> Iterator[str]:
        """Listen at the first port that can be had (0: any) while the block runs; its value is the address."""
        server = self._bound(host, *ports)
        thread = threading.Thread(target=server.serve_forever, name="events", daemon=True)
        thread.start()
        try:
            yield f"ws://{host}:{_port(server)}{PATH}"
        finally:
            server.shutdown()
            thread.join()

    def _bound(self, host: str, port: int, *others: int) -> Server:
        try:
            return serve(self._converse, host, port, process_request=_only_topics, close_timeout=CLOSE_TIMEOUT_SECONDS)
        except OSError:
            if not others:
                raise
            return self._bound(host, *others)

    def _converse(self, connection: ServerConnection) -> None:
        """Read commands in this thread, and send answers and events from another, in the order they became due."""
        session = Session(self._store, self._clock, self._faults)
        talk = _Talk(session, _Silence(self._store, self._clock), self._happening)
        sender = threading.Thread(target=talk.send_to, args=(connection,), daemon=True)
        sender.start()
        try:
            for message in connection:
                talk.hear(message)
        finally:
            talk.end()
            sender.join()


class _Silence:
    """How long nothing has been said on a connection, either way; too long ends it, where a switch says so."""

    def __init__(self, store: Store, clock: SandboxClock) -> None:
        self._store = store
        self._clock = clock
        self._since = clock.now()

    def is_broken(self) -> None:
        self._since = self._clock.now()

    @property
    def bound_seconds(self) -> int:
        return int(switches.read(self._store, "events_idle_seconds"))

    def is_too_long(self) -> bool:
        return 0 < self.bound_seconds <= (self._clock.now() - self._since).total_seconds()


class _Talk:
    """What is to be said on one connection."""

    def __init__(self, session: Session, silence: _Silence, happening: threading.Condition) -> None:
        self._session = session
        self._silence = silence
        self._happening = happening
        self._unsaid: list[dict[str, Any]] = []
        self._ended = False

    def hear(self, message: str | bytes) -> None:
        """Follow a command; its answer comes behind the events that were due before it."""
        with self._happening:
            self._silence.is_broken()
            self._unsaid += self._session.due()
            self._unsaid.append(self._session.answer(message))
            self._happening.notify_all()

    def end(self) -> None:
        with self._happening:
            self._ended = True
            self._happening.notify_all()

    def send_to(self, connection: ServerConnection) -> None:
        try:
            while messages := self._next():
                for message in messages:
                    connection.send(text(message))
            connection.close()
        except ConnectionClosed:
            return

    def _next(self) -> list[dict[str, Any]]:
        """What to say next; waits until there is something, and is empty when the talk has ended."""
        with self._happening:
            while not self._ended and not self._silence.is_too_long():
                messages, self._unsaid = [*self._unsaid, *self._session.due()], []
                if messages:
                    self._silence.is_broken()
                    return messages
                self._happening.wait(LOOK_SECONDS if self._silence.bound_seconds else None)
        return []


def _only_topics(connection: ServerConnection, request: Request) -> Response | None:
    if request.path.partition("?")[0] == PATH:
        return None
    return connection.respond(HTTPStatus.NOT_FOUND, "There are events at /topics-v1 only.\n")


def _port(server: Server) -> int:
    return int(server.socket.getsockname()[1])
