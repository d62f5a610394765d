"""A WebSocket as we use one: texts either way, until it is cut."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import Protocol

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from brygga.remote.errors import Refusal, Unavailable

open_seconds_max = 10.0
ping_seconds = 20.0
# A message names records and holds none of them; this is far more than any.
message_bytes_max = 1024 * 1024


class Socket(Protocol):
    """An open WebSocket. Every method but `close` raises Unavailable once it is cut."""

    def send(self, text: str) -> None:
        """Say this."""

    def receive(self, seconds: float) -> str | None:
        """The next message; None when none came within so many seconds."""

    def close(self) -> None:
        """Hang up; says nothing of how that went."""


class Connect(Protocol):
    """How a socket is opened; raises Unavailable."""

    def __call__(self, address: str, *, remote: str) -> Socket: ...


class OpenSocket:
    """A Socket over the network. Its own pings find out when nobody is there any more."""

    def __init__(self, connection: ClientConnection, closing: ExitStack, *, remote: str) -> None:
        self._connection = connection
        self._closing = closing
        self._remote = remote

    def send(self, text: str) -> None:
        try:
            self._connection.send(text)
        except (WebSocketException, OSError) as error:
            raise _cut(self._remote, error) from error

    def receive(self, seconds: float) -> str | None:
        try:
            message = self._connection.recv(timeout=seconds)
        except TimeoutError:
            return None
        except (WebSocketException, OSError) as error:
            raise _cut(self._remote, error) from error
        return message if isinstance(message, str) else message.decode(errors="replace")

    def close(self) -> None:
        self._closing.close()


def open_socket(address: str, *, remote: str) -> Socket:
    """Connect; raises Unavailable."""
    closing = ExitStack()
    opening = connect(
        address,
        open_timeout=open_seconds_max,
        ping_interval=ping_seconds,
        ping_timeout=ping_seconds,
        max_size=message_bytes_max,
        proxy=None,
        logger=_silent(),
    )
    try:
        connection = closing.enter_context(opening)
    except (WebSocketException, OSError) as error:
        raise _cut(remote, error) from error
    return OpenSocket(connection, closing, remote=remote)


def _silent() -> logging.Logger:
    """The library logs what it sends, tokens and all, where logs are told to be that detailed."""
    logger = logging.getLogger("brygga.remote.sockets")
    logger.disabled = True
    return logger


def _cut(remote: str, error: Exception) -> Unavailable:
    return Unavailable(Refusal(remote=remote, asked="a WebSocket", sentence=type(error).__name__))
