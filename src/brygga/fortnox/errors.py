"""What Fortnox's refusals mean for us: codes and envelopes, sorted by what to do next."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from brygga.remote.errors import NotAuthorised, NotFound, Refused, RemoteError, Throttled, Unavailable, Unintelligible
from brygga.remote.http import Exchange
from brygga.remote.wire import Received

# 25 calls in any 5 s; no answer tells when to come back (770 recordings without Retry-After), so we wait one window.
throttled_seconds = 5
throttled_seconds_max = 3600

# The login itself is refused, or the company has no integration licence (Fortnox documentation, read 2026-04).
LOGIN_REFUSED = frozenset({"2000311", "2001103", "2004054"})
# One scope, licence or right is missing; everything else goes on working (documentation and SDKs, read 2026-04).
RESOURCE_REFUSED = frozenset({"2000663", "2001101", "2001339", "2001393", "2002455", "2003275"})
# "Ogiltig inloggning" in the documentation, yet integrators meet it for a record that is in use (help page, read
# 2026-04); a dead Bearer token answers {"message":"unauthorized"} instead (recorded 2023). Nothing was done either way.
RECORD_BUSY = "2000310"
# "System exception" and "Internal error", the latter recorded as a 400 (2016): how far it came is anybody's guess.
INTERNAL = frozenset({"1000003", "1000029"})
# "no such route": it says nothing about the invoice that the path names (live answer, read 2026-04).
NO_SUCH_ROUTE = "2000764"

ATTACHMENT_WORD = re.compile(r"[a-z]+(_[a-z]+)+")


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What Fortnox says in its own words; `is_own` tells an ErrorInformation from a gateway's bare message."""

    code: str
    sentence: str
    is_own: bool


class FortnoxTranslator:
    """Fortnox's headers and refusals."""

    remote = "fortnox"

    def headers(self, token: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {token}", "Accept": "application/json"}

    def error_in(self, exchange: Exchange) -> RemoteError | None:
        """The error in an answer, or None.

        A 4xx without Fortnox's own envelope is no proof of anything: it may come from whatever stands in between.
        Docs: docs/remotes/fortnox.md#errors
        """
        received = exchange.received
        complaint = complaint_in(received)
        code, sentence = (complaint.code, complaint.sentence) if complaint else ("", "")
        if received.status >= 500 or received.status == 408 or code in INTERNAL:
            return exchange.broken(code, sentence)
        if received.status == 401:
            return NotAuthorised(exchange.refusal(code, sentence), whole_connection=True)
        if received.status == 429:
            return Throttled(exchange.refusal(code, sentence), after=_wait(received.headers))
        if complaint is None:
            return None if received.is_success else exchange.unreadable("The answer is no answer of Fortnox.")
        return _refused(exchange, complaint)


def complaint_in(received: Received) -> Complaint | None:
    """The complaint in an answer of any status: ErrorInformation in either casing, or a gateway's message."""
    try:
        body = received.json()
    except ValueError:
        return None
    if not isinstance(body, Mapping):
        return None
    told = _lower(body).get("errorinformation")
    if isinstance(told, Mapping):
        facts = _lower(told)
        return Complaint(code=_text(facts.get("code")), sentence=_text(facts.get("message")), is_own=True)
    if not received.is_success and (word := _word_of_attachments(body)):
        return Complaint(code=word, sentence=_text(body["message"]), is_own=True)
    if not received.is_success and isinstance(body.get("message"), str):
        return Complaint(code="", sentence=body["message"], is_own=False)
    return None


def _word_of_attachments(body: Mapping[str, Any]) -> str:
    """The attachments of invoices complain as {"error": "file_too_big", "id": "…", "message": "…"} (guide, 2026-04)."""
    word = _text(body.get("error"))
    is_theirs = {"id", "message"} <= body.keys() and ATTACHMENT_WORD.fullmatch(word)
    return word if is_theirs else ""


def _refused(exchange: Exchange, complaint: Complaint) -> RemoteError:
    status = exchange.received.status
    refusal = exchange.refusal(complaint.code, complaint.sentence)
    if complaint.code == RECORD_BUSY:
        return Unavailable(refusal)
    if complaint.code in LOGIN_REFUSED:
        return NotAuthorised(refusal, whole_connection=True)
    if complaint.code in RESOURCE_REFUSED or status == 403:
        return NotAuthorised(refusal, whole_connection=False)
    if complaint.code == NO_SUCH_ROUTE:
        return Unintelligible(refusal)
    if not complaint.is_own:
        return exchange.unreadable(complaint.sentence)
    return NotFound(refusal) if status == 404 else Refused(refusal)


def _wait(headers: Mapping[str, str]) -> timedelta:
    told = headers.get("retry-after", "")
    seconds = int(told) if told.isascii() and told.isdecimal() and len(told) < 10 else throttled_seconds
    return timedelta(seconds=min(max(seconds, 1), throttled_seconds_max))


def _lower(names: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): value for name, value in names.items()}


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else ""
