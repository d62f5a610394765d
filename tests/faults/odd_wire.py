"""A wire on which some requests are answered as none should be: by nobody, by a gateway, in pieces, for ever."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import httpx

from tests.outside_world import ManualClock

Answer = Callable[[httpx.Request, ManualClock], httpx.Response]


@dataclass(frozen=True, kw_only=True)
class Odd:
    """One way to answer wrongly; `lands` says that the request arrives first, as only a lost answer can be."""

    name: str
    answer: Answer
    lands: bool = True

    def __str__(self) -> str:
        return self.name


class OddWire(httpx.BaseTransport):
    """Answers the next `times` requests of this method and path oddly, after `skip` went well; lets others through."""

    def __init__(self, beyond: httpx.BaseTransport, clock: ManualClock, odd: Odd, *, lands: bool = False) -> None:
        self._beyond = beyond
        self._clock = clock
        self._odd = odd
        self._lands = lands
        self.method, self.path, self.skip, self.times = "", "", 0, 1
        self.met = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if not self._is_met(request):
            return self._beyond.handle_request(request)
        if self._lands:
            self._beyond.handle_request(request).read()
        return self._odd.answer(request, self._clock)

    def _is_met(self, request: httpx.Request) -> bool:
        if self.method not in {"", request.method} or not re.search(self.path, request.url.path):
            return False
        self.met += 1
        return self.skip < self.met <= self.skip + self.times


def raising(error: type[httpx.TransportError]) -> Answer:
    def answer(request: httpx.Request, _clock: ManualClock) -> httpx.Response:
        raise error("As planned.", request=request)

    return answer


def answering(status: int, content: bytes, media_type: str = "application/json", **headers: str) -> Answer:
    def answer(_request: httpx.Request, _clock: ManualClock) -> httpx.Response:
        return httpx.Response(status, content=content, headers={"content-type": media_type, **headers})

    return answer


def page(status: int) -> Answer:
    return answering(status, b"<html><body><h1>Underh\xc3\xa5ll</h1></body></html>", "text/html")


def breaking_off(_request: httpx.Request, _clock: ManualClock) -> httpx.Response:
    """Half a body, and then the connection is gone."""

    def half() -> Iterator[bytes]:
        yield b'{"Invoice": {"Docu'
        raise httpx.RemoteProtocolError("peer closed connection without sending complete message body")

    return httpx.Response(200, content=half())


def dripping(_request: httpx.Request, clock: ManualClock) -> httpx.Response:
    """A byte a second, for ever."""

    def drops() -> Iterator[bytes]:
        while True:
            clock.advance(1)
            yield b" "

    return httpx.Response(200, content=drops())


ODD = (
    Odd(name="nobody listens", answer=raising(httpx.ConnectError), lands=False),
    Odd(name="it never answers", answer=raising(httpx.ReadTimeout)),
    Odd(name="a web page with 200", answer=page(200)),
    Odd(name="a web page with 404", answer=page(404)),
    Odd(name="a web page with 500", answer=page(500)),
    Odd(name="a web page with 502", answer=page(502)),
    Odd(name="a web page with 503", answer=page(503)),
    Odd(name="half a body", answer=breaking_off),
    Odd(name="no body", answer=answering(200, b"")),
    Odd(name="a list instead of an object", answer=answering(200, b'[{"a": 1}]')),
    Odd(name="an object of another shape", answer=answering(200, b'{"Invoice": null, "data": 5}')),
    Odd(name="nothing but null", answer=answering(200, b"null")),
    Odd(name="a redirect", answer=answering(302, b"", location="https://elsewhere.example/")),
    Odd(name="an endless drip", answer=dripping),
)
