"""One exchange on the wire: send a request once and read its whole answer, within limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import quote

import httpx

from brygga.clock import Clock
from brygga.remote.transport import DeadlineTransport, deadline

# The request never left: nobody listened, or no connection could be had.
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How long and how large an answer may be. `answer_timeout_seconds` bounds the whole exchange, drip by drip."""

    connect_timeout_seconds: float = 5.0
    answer_timeout_seconds: float = 30.0
    body_bytes_max: int = 10_000_000


class NothingSent(Exception):
    """No connection could be made, so nothing was asked."""


class AnswerLost(Exception):
    """The request may have left, and no whole answer came back."""


class AnswerTooLarge(AnswerLost):
    """The answer was larger than we read."""


@dataclass(frozen=True, kw_only=True)
class Received:
    """A whole HTTP answer; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    def text(self) -> str:
        return self.content.decode("utf-8", errors="replace")

    def json(self) -> Any:
        """The body as JSON, whatever the content type says; decimal numbers as Decimal. Raises ValueError."""
        if not self.content:
            return None
        try:
            return json.loads(self.content, parse_float=Decimal, parse_constant=_refuse_constant)
        except RecursionError as error:
            raise ValueError("The JSON is nested too deeply.") from error


def open_http(base_url: str, *, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """An HTTP client for one remote. It follows no redirect and no proxy of the environment; tests give a transport."""
    return httpx.Client(
        base_url=base_url,
        transport=transport or DeadlineTransport(),
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": "Brygga", "Accept-Encoding": "identity"},
    )


class Wire:
    """The way to one remote: only its configured host is ever asked, and nothing is ever sent twice."""

    def __init__(self, http: httpx.Client, *, clock: Clock, limits: Limits | None = None) -> None:
        self._http = http
        self._clock = clock
        self._limits = limits or Limits()

    @property
    def base_url(self) -> str:
        return str(self._http.base_url)

    def request(self, method: str, path: str, **parts: Any) -> httpx.Request:
        """A request to this remote; `parts` are httpx's own: params, json, data, headers."""
        request = self._http.build_request(method, path.lstrip("/"), timeout=self._timeout(), **parts)
        base = self._http.base_url
        if (request.url.scheme, request.url.host, request.url.port) != (base.scheme, base.host, base.port) or not (
            request.url.path.startswith(base.path)
        ):
            raise ValueError(f"{request.url.host}{request.url.path} is outside of {base}.")
        return request

    def exchange(self, request: httpx.Request) -> Received:
        """Send once and read the answer. Raises NothingSent, AnswerLost or AnswerTooLarge, never another error."""
        ends_at = self._clock.monotonic() + self._limits.answer_timeout_seconds
        try:
            with deadline(lambda: ends_at - self._clock.monotonic()):
                response = self._http.send(request, stream=True, auth=None, follow_redirects=False)
                try:
                    content = self._content(response, ends_at)
                finally:
                    response.close()
        except NEVER_LEFT as error:
            raise NothingSent(type(error).__name__) from error
        except (httpx.RequestError, OSError) as error:
            raise AnswerLost(type(error).__name__) from error
        return Received(status=response.status_code, headers=dict(response.headers), content=content)

    def _content(self, response: httpx.Response, ends_at: float) -> bytes:
        content = bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > self._limits.body_bytes_max:
                raise AnswerTooLarge(f"more than {self._limits.body_bytes_max} bytes")
            if self._clock.monotonic() > ends_at:
                raise AnswerLost(f"not whole after {self._limits.answer_timeout_seconds:g} seconds")
        return bytes(content)

    def _timeout(self) -> httpx.Timeout:
        return httpx.Timeout(self._limits.answer_timeout_seconds, connect=self._limits.connect_timeout_seconds)


def segment(identifier: str) -> str:
    """One identifier as one segment of a path, whatever it contains."""
    quoted = quote(identifier, safe="")
    if quoted in {"", ".", ".."}:
        raise ValueError(f"{identifier!r} cannot stand in an address.")
    return quoted


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON.")
