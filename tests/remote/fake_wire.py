"""A wire that ends in a test: answers in the order given, and every request kept."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

import httpx

from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.errors import FortnoxTranslator
from brygga.fortnox.oauth import FortnoxOAuth, OAuthClient
from brygga.productive.client import ProductiveClient
from brygga.productive.errors import ProductiveTranslator
from brygga.remote.http import FixedToken, Sender, TokenSource, Translator
from brygga.remote.wire import Limits, Wire, open_http

FORTNOX_URL = "https://fortnox.test/3/"
OAUTH_URL = "https://fortnox.test/oauth-v1/"
PRODUCTIVE_URL = "https://productive.test/api/v2/"
TOKEN = "token-of-the-test"

Respond = Callable[[httpx.Request], httpx.Response]


class StillClock:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(1_790_000_000 + self.seconds, UTC)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds


class CountedTurns:
    """A pacer that never lets wait, and counts."""

    def __init__(self) -> None:
        self.turns = 0

    def wait_turn(self) -> None:
        self.turns += 1


class Scripted:
    """Answers each request with the next answer; an exception among them is raised instead."""

    def __init__(self, *answers: httpx.Response | Exception | Respond) -> None:
        self._answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx.Response) else answer(request)

    @property
    def asked(self) -> list[str]:
        """Method, path and query of every request, readably."""
        return [f"{each.method} {each.url.path}{_query(each)}" for each in self.requests]

    def body(self, number: int = -1) -> Any:
        return json.loads(self.requests[number].content)


def sender(
    respond: Respond,
    translator: Translator,
    base_url: str,
    *,
    tokens: TokenSource | None = None,
    limits: Limits | None = None,
) -> Sender:
    clock = StillClock()
    wire = Wire(open_http(base_url, transport=httpx.MockTransport(respond)), clock=clock, limits=limits)
    return Sender(wire, translator, tokens=tokens or FixedToken(TOKEN), pacer=CountedTurns(), clock=clock)


def fortnox_sender(respond: Respond, *, tokens: TokenSource | None = None, limits: Limits | None = None) -> Sender:
    return sender(respond, FortnoxTranslator(), FORTNOX_URL, tokens=tokens, limits=limits)


def fortnox(respond: Respond) -> FortnoxClient:
    return FortnoxClient(fortnox_sender(respond))


def productive(respond: Respond) -> ProductiveClient:
    return ProductiveClient(sender(respond, ProductiveTranslator(organisation_id="20401"), PRODUCTIVE_URL))


def oauth(respond: Respond) -> FortnoxOAuth:
    wire = Wire(open_http(OAUTH_URL, transport=httpx.MockTransport(respond)), clock=StillClock())
    return FortnoxOAuth(wire, OAuthClient(client_id="client", client_secret="secret-of-the-client"))


def answer(body: Any, status: int = 200, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(status, json=body, headers=named)


def raw(content: bytes | Iterable[bytes], status: int = 200, media_type: str = "application/json") -> httpx.Response:
    return httpx.Response(status, content=content, headers={"content-type": media_type})


def html(status: int) -> httpx.Response:
    return raw(b"<html><body><h1>Bad Gateway</h1></body></html>", status, "text/html")


def _query(request: httpx.Request) -> str:
    query = "&".join(f"{name}={value}" for name, value in request.url.params.multi_items())
    return f"?{query}" if query else ""
