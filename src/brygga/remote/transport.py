"""Connections that obey one deadline for the whole exchange, however slowly the bytes drip."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore
import httpx

# More than ever ask at once: whoever waited here for a socket would start later than the moment that was booked.
connections_max = 100
kept_max = 10
keepalive_seconds = 5.0

_seconds_left: ContextVar[Callable[[], float] | None] = ContextVar("seconds_left", default=None)


@contextmanager
def deadline(seconds_left: Callable[[], float]) -> Iterator[None]:
    """Within this block no socket of a DeadlineTransport waits, or starts to send, when there is no time left.

    The operating system's search for an address is not bounded by it, but nothing is sent when that took too long.
    """
    token = _seconds_left.set(seconds_left)
    try:
        yield
    finally:
        _seconds_left.reset(token)


class DeadlineTransport(httpx.HTTPTransport):
    """httpx's own transport, except that its sockets also watch the deadline.

    httpx times each wait by itself, so that a server which sends one byte every 29 seconds is never given up on.
    """

    def __init__(self) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=connections_max,
            max_keepalive_connections=kept_max,
            keepalive_expiry=keepalive_seconds,
            network_backend=_Backend(),
        )


class _Backend(httpcore.SyncBackend):
    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = _bounded(timeout, httpcore.ConnectTimeout)
        return _Stream(super().connect_tcp(host, port, left, local_address, socket_options))


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _bounded(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _bounded(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _bounded(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _bounded(timeout: float | None, late: type[Exception]) -> float | None:
    seconds_left = _seconds_left.get()
    if seconds_left is None:
        return timeout
    left = seconds_left()
    if left <= 0:
        raise late("The deadline has passed.")
    return left if timeout is None else min(timeout, left)
