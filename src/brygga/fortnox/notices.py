"""What Fortnox tells the moment that something changed: in which company, and which record to read; nothing of it.

Commands, answers and the shape of an event: Fortnox's documentation and its zenta client (read 2026-04). Delivered at
least once, in order within a topic; an offset belongs to a topic, whichever the company, and is kept for 14 days.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import AwareDatetime, Field, ValidationError

from brygga.fortnox.schema import Value
from brygga.remote.errors import NotAuthorised, Refusal, Refused, Unavailable
from brygga.remote.redaction import redacted_values
from brygga.remote.sockets import Socket

answer_seconds_max = 15.0
messages_before_answer_max = 10_000


class Notice(Value):
    """Something happened to the record `entity_id` of this company; `kind` says what ("invoicepayment-bookkeep-v1").

    `offset` is opaque: handed in, what follows it is told again. An event may come before REST shows its change.
    """

    topic: str = Field(alias="topic", min_length=1)
    offset: str = Field(alias="offset", min_length=1)
    kind: str = Field(alias="type", min_length=1)
    tenant_id: int = Field(alias="tenantId")
    entity_id: str = Field(default="", alias="entityId")
    told_at: AwareDatetime | None = Field(default=None, alias="timestamp")


class TokensRefused(NotAuthorised):
    """Fortnox does not know these tokens: add the others without them, and renew them."""

    def __init__(self, refusal: Refusal, tokens: frozenset[str]) -> None:
        self.tokens = tokens
        super().__init__(refusal, whole_connection=False)


class TopicsRefused(Refused):
    """Fortnox does not tell of these topics: ask for the others."""

    def __init__(self, refusal: Refusal, topics: frozenset[str]) -> None:
        self.topics = topics
        super().__init__(refusal)


class FortnoxNotices:
    """One conversation over one socket, for many companies. Raises Unavailable once the socket is cut."""

    def __init__(self, socket: Socket, *, client_secret: str) -> None:
        self._socket = socket
        self._client_secret = client_secret
        self._early: deque[Notice] = deque()

    def add_tenants(self, tokens: Iterable[str]) -> dict[str, int]:
        """Listen to the companies of these tokens; returns which company each is. May be called at any time.

        Raises TokensRefused, and Refused where the client secret is not taken. Docs: docs/remotes/fortnox.md#events
        """
        given = [f"Bearer {token}" for token in tokens]
        answer = self._ask("add-tenants-v1", clientSecret=self._client_secret, accessTokens=given)
        invalid = answer.get("invalidTokens")
        if _is_refused(answer) and isinstance(invalid, list) and invalid:
            said = {str(each).removeprefix("Bearer ") for each in invalid}
            raise TokensRefused(_refusal("add-tenants-v1", "invalidTokens"), frozenset(said))
        _insist(answer, "add-tenants-v1")
        found = answer.get("tenantIds")
        pairs = found.items() if isinstance(found, Mapping) else ()
        return {str(token).removeprefix("Bearer "): int(tenant) for token, tenant in pairs}

    def remove_tenants(self, tenant_ids: Sequence[int]) -> None:
        """Listen to these companies no longer. Raises Refused."""
        _insist(self._ask("remove-tenants-v1", tenants=list(tenant_ids)), "remove-tenants-v1")

    def begin(self, offsets: Mapping[str, str]) -> None:
        """Begin to be told of these topics, each behind its offset; an empty one means from now on.

        Raises TopicsRefused and Refused. Topics can be added only before this (inferred, 2026-04).
        """
        topics = [{"topic": name, "offset": last} if last else {"topic": name} for name, last in offsets.items()]
        answer = self._ask("add-topics-v1", topics=topics)
        invalid = answer.get("invalidTopics")
        if _is_refused(answer) and isinstance(invalid, list) and invalid:
            named = {str(each.get("topic") if isinstance(each, Mapping) else each) for each in invalid}
            raise TopicsRefused(_refusal("add-topics-v1", "invalidTopics"), frozenset(named))
        _insist(answer, "add-topics-v1")
        _insist(self._ask("subscribe-v1"), "subscribe-v1")

    def next(self, seconds: float) -> Notice | None:
        """The next notice; None when none came within so many seconds. What is no notice is passed over."""
        if self._early:
            return self._early.popleft()
        message = self._socket.receive(seconds)
        return _notice(_read(message)) if message is not None else None

    def close(self) -> None:
        self._socket.close()

    def _ask(self, command: str, **facts: Any) -> dict[str, Any]:
        """Say a command and wait for its answer; notices that come before it are kept."""
        self._socket.send(json.dumps({"command": command, **facts}))
        for _ in range(messages_before_answer_max):
            message = self._socket.receive(answer_seconds_max)
            if message is None:
                break
            content = _read(message)
            if content.get("response") == command:
                return content
            if notice := _notice(content):
                self._early.append(notice)
        raise Unavailable(_refusal(command, "no answer"))


def _is_refused(answer: Mapping[str, Any]) -> bool:
    return answer.get("result") != "ok"


def _insist(answer: Mapping[str, Any], command: str) -> None:
    if _is_refused(answer):
        told = {name: value for name, value in redacted_values(answer).items() if name not in {"response", "result"}}
        raise Refused(_refusal(command, json.dumps(told, ensure_ascii=False)[:200]))


def _refusal(command: str, sentence: str) -> Refusal:
    return Refusal(remote="fortnox", asked=command, sentence=sentence)


def _read(message: str) -> dict[str, Any]:
    try:
        content = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _notice(content: Mapping[str, Any]) -> Notice | None:
    """Vouchers carry more, and other types may: what else an event says is passed over."""
    try:
        return Notice.model_validate(content)
    except ValidationError:
        return None
