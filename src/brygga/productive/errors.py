"""What Productive's refusals mean for us: JSON:API errors, sorted by what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from brygga.remote.errors import NotAuthorised, NotFound, Refused, RemoteError, Throttled
from brygga.remote.http import Exchange
from brygga.remote.wire import Received

MEDIA_TYPE = "application/vnd.api+json"

# The shortest window of the guide (100 requests in 10 s, read 2026-09); X-RateLimit-Reset tells better.
throttled_seconds = 10
# The longest window: server time is counted by the hour and by the day (guide, read 2026-09).
throttled_seconds_max = 86_400
errors_shown = 3


@dataclass(frozen=True, kw_only=True)
class ProductiveTranslator:
    """Productive's headers and refusals, for one organisation."""

    organisation_id: str
    remote: str = field(default="productive", init=False)

    def headers(self, token: str) -> dict[str, str]:
        """The content type is checked before the token: with application/json even a good one gets 415 (measured)."""
        return {
            "X-Auth-Token": token,
            "X-Organization-Id": self.organisation_id,
            "Content-Type": MEDIA_TYPE,
            "Accept": MEDIA_TYPE,
        }

    def error_in(self, exchange: Exchange) -> RemoteError | None:
        """The error in an answer, or None. Docs: docs/remotes/productive.md#errors"""
        received = exchange.received
        code, sentence = complaint_in(received)
        if received.status >= 500 or received.status == 408:
            return exchange.broken(code, sentence)
        if received.status == 401:
            return NotAuthorised(exchange.refusal(code, sentence), whole_connection=True)
        if received.status == 429:
            return Throttled(exchange.refusal(code, sentence), after=_wait(received.headers))
        return None if received.is_success else _refused(exchange, code, sentence)


def complaint_in(received: Received) -> tuple[str, str]:
    """The code of the first error, and a sentence of the first few: title, detail and where it points."""
    try:
        body = received.json()
    except ValueError:
        return "", ""
    errors = body.get("errors") if isinstance(body, Mapping) else None
    told = [error for error in errors if isinstance(error, Mapping)] if isinstance(errors, list) else []
    if not told:
        return "", ""
    return _text(told[0].get("code")), "; ".join(_sentence(error) for error in told[:errors_shown])


def _refused(exchange: Exchange, code: str, sentence: str) -> RemoteError:
    """A 4xx without JSON:API errors is no proof of anything: it may come from whatever stands in between."""
    if not (code or sentence):
        return exchange.unreadable("The answer is no answer of Productive.")
    refusal = exchange.refusal(code, sentence)
    if exchange.received.status == 403:
        return NotAuthorised(refusal, whole_connection=False)
    return NotFound(refusal) if exchange.received.status == 404 else Refused(refusal)


def _sentence(error: Mapping[str, Any]) -> str:
    """ "Invalid Attribute: can't be blank (data/attributes/number)"; each part may be missing."""
    said = list(dict.fromkeys(part for part in (_text(error.get("title")), _text(error.get("detail"))) if part))
    source = error.get("source")
    pointer = _text(source.get("pointer")) if isinstance(source, Mapping) else ""
    sentence = ": ".join(said) or _text(error.get("status")) or "No reason given"
    return f"{sentence} ({pointer})" if pointer else sentence


def _wait(headers: Mapping[str, str]) -> timedelta:
    """X-RateLimit-Reset is seconds until the window ends (guide, read 2026-09); Retry-After is undocumented."""
    told = headers.get("x-ratelimit-reset") or headers.get("retry-after") or ""
    seconds = int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else throttled_seconds
    return timedelta(seconds=min(max(seconds, 1), throttled_seconds_max))


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
