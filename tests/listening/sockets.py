"""A WebSocket that ends in the sandbox in this process; it can be cut, and lose, repeat and mix up what it tells."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import Any

from brygga.remote.errors import Refusal, Unavailable
from sandbox.app import Sandbox
from sandbox.fortnox.events import Session, text

Messages = list[dict[str, Any]]


class Switchboard:
    """Where sockets are opened; `told` is what becomes of events on their way."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.is_down = False
        self.opened: list[SandboxSocket] = []
        self.asked_at: list[datetime] = []
        self.told: Callable[[Messages], Messages] = lambda events: events

    def __call__(self, address: str, *, remote: str) -> SandboxSocket:  # noqa: ARG002  The shape of every way.
        self.asked_at.append(self._sandbox.clock.now())
        if self.is_down:
            raise cut()
        self.opened.append(SandboxSocket(self._sandbox, self))
        return self.opened[-1]

    def cut_all(self) -> None:
        for socket in self.opened:
            socket.is_cut = True


class SandboxSocket:
    """One conversation."""

    def __init__(self, sandbox: Sandbox, switchboard: Switchboard) -> None:
        self._session = Session(sandbox.store, sandbox.clock, sandbox.faults)
        self._switchboard = switchboard
        self._unread: deque[str] = deque()
        self.said: list[str] = []
        self.is_cut = False

    def send(self, said: str) -> None:
        self._insist()
        self.said.append(said)
        self._hear()
        self._unread.append(text(self._session.answer(said)))

    def receive(self, seconds: float) -> str | None:  # noqa: ARG002  The shape of every socket.
        self._insist()
        self._hear()
        return self._unread.popleft() if self._unread else None

    def close(self) -> None:
        self.is_cut = True

    def _hear(self) -> None:
        self._unread += [text(each) for each in self._switchboard.told(self._session.due())]

    def _insist(self) -> None:
        if self.is_cut:
            raise cut()


def cut() -> Unavailable:
    return Unavailable(Refusal(remote="fortnox", asked="a WebSocket", sentence="cut"))
