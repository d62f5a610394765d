"""The wire in bad weather: requests and answers are lost, refused, cut and emptied, and processes die."""

from __future__ import annotations

import random
from collections.abc import Callable

import httpx

EVERYTHING = ("refused", "lost", "broken", "broken_after", "throttled", "emptied", "hidden", "cut", "died")
GENTLE = "/oauth-v1/"  # A refresh token is good once: losing its answer ends a connection, which is another story.


class Died(BaseException):
    """The process ended here."""


class Weather(httpx.BaseTransport):
    """Strikes by chance; `between` is called before each request and after it, as other people and processes act."""

    def __init__(self, inner: httpx.BaseTransport, dice: random.Random, *, between: Callable[[], None]) -> None:
        self._inner = inner
        self._dice = dice
        self._between = between
        self.chance = 0.0
        self.struck: dict[str, int] = {}

    def calm(self) -> None:
        """Nothing strikes any more, and nobody comes between."""
        self.chance = 0.0
        self._between = lambda: None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if GENTLE in request.url.path:
            return self._inner.handle_request(request)
        self._between()
        strike = self._dice.choice(EVERYTHING) if self._dice.random() < self.chance else ""
        if strike:
            self.struck[strike] = self.struck.get(strike, 0) + 1
        before = self._before(strike, request)
        if before is not None:
            return before
        answer = self._inner.handle_request(request)
        self._between()
        return self._after(strike, request, answer)

    def _before(self, strike: str, request: httpx.Request) -> httpx.Response | None:
        match strike:
            case "refused":
                raise httpx.ConnectError("refused", request=request)
            case "broken":
                return httpx.Response(502, html="<h1>Bad gateway</h1>", request=request)
            case "throttled":
                return httpx.Response(429, json={}, request=request)
            case "hidden" if request.method == "GET" and "/invoicepayments/" in request.url.path:
                error = {"ErrorInformation": {"error": 1, "message": "Kan inte hitta.", "code": 2000434}}
                return httpx.Response(404, json=error, request=request)
            case "emptied" if request.method == "GET" and request.url.path.endswith("/invoicepayments"):
                meta = {"@TotalResources": 0, "@TotalPages": 1, "@CurrentPage": 1}
                return httpx.Response(200, json={"MetaInformation": meta, "InvoicePayments": []}, request=request)
            case "died" if self._dice.random() < 0.5:
                raise Died
        return None

    def _after(self, strike: str, request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        match strike:
            case "lost":
                raise httpx.ReadTimeout("lost", request=request)
            case "broken_after":
                return httpx.Response(500, html="<h1>Error</h1>", request=request)
            case "cut":
                return httpx.Response(answer.status_code, content=answer.content[: len(answer.content) // 2])
            case "died":
                raise Died
        return answer
