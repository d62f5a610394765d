"""The small world's Productive, asked over its wire on a Tuesday in November."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug import Request
from werkzeug.test import Client, TestResponse

from sandbox.clock import SandboxClock
from sandbox.productive import switches, webhook_delivery
from sandbox.productive.urls import answer
from sandbox.store import Store
from sandbox.worlds import small_productive
from sandbox.worlds.cast import PRODUCTIVE_ORGANISATION_ID, PRODUCTIVE_TOKEN

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
JSON_API = "application/vnd.api+json"


@dataclass(kw_only=True)
class Caller:
    """Asks Productive as one token in one organisation."""

    client: Client
    store: Store
    clock: SandboxClock
    token: str = PRODUCTIVE_TOKEN
    organisation: str = PRODUCTIVE_ORGANISATION_ID

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        sent = {"X-Auth-Token": self.token, "X-Organization-Id": self.organisation, "Content-Type": JSON_API} | headers
        return self.client.open(
            f"/productive/api/v2{path}",
            method=method,
            headers={name: value for name, value in sent.items() if value},
            data=None if body is None else json.dumps(body),
        )

    def get(self, path: str) -> Any:
        """The document, of a request that succeeds."""
        return self._document(self.ask("GET", path), 200)

    def all(self, path: str) -> list[Any]:
        return list(self.get(path)["data"])

    def post(self, kind: str, attributes: dict[str, Any]) -> Any:
        body = {"data": {"type": kind, "attributes": attributes}}
        return self._document(self.ask("POST", f"/{kind}", body), 201)["data"]

    def patch(self, path: str, attributes: dict[str, Any]) -> Any:
        kind = path.split("/")[1]
        body = {"data": {"type": kind, "attributes": attributes}}
        return self._document(self.ask("PATCH", path, body), 200)["data"]

    def refusal(self, method: str, path: str, attributes: dict[str, Any] | None = None) -> tuple[int, str]:
        """Status and code of a request that is refused."""
        body = None if attributes is None else {"data": {"type": path.split("/")[1], "attributes": attributes}}
        response = self.ask(method, path, body)
        return response.status_code, response.get_json(force=True)["errors"][0]["code"]

    def act(self, path: str) -> Any:
        """The record after an action without a body."""
        return self._document(self.ask("PATCH", path), 200)["data"]

    def delete(self, path: str) -> None:
        assert self.ask("DELETE", path).status_code == 204

    def turn(self, switch: str, *, to: Any) -> None:
        switches.turn(self.store, switch, to=to)

    def _document(self, response: TestResponse, status: int) -> Any:
        assert response.status_code == status, response.get_data(as_text=True)
        return response.get_json(force=True)


@dataclass(kw_only=True)
class Receiver:
    """A receiver of webhooks: what it was sent, and what it answers."""

    productive: Caller
    status: int = 200
    patience_seconds: int = 0
    seen: list[tuple[str, bytes, Mapping[str, str]]] = field(default_factory=list)

    def hook(self, event_id: int, **said: Any) -> Any:
        facts = {"name": "Brygga", "event_id": event_id, "type_id": 1, "target_url": "http://127.0.0.1:9/hooks"}
        return self.productive.post("webhooks", facts | said)

    def post(self, address: str, body: bytes, headers: Mapping[str, str], timeout_seconds: int) -> int:
        self.seen.append((address, body, headers))
        self.patience_seconds = timeout_seconds
        if self.status == 0:
            raise ConnectionError(address)
        return self.status

    def deliver(self) -> list[Any]:
        """Let go out what is due; the bodies that came of it."""
        self.seen.clear()
        webhook_delivery.deliver_due(self.productive.store, self.productive.clock, self.post)
        return [json.loads(body) for _, body, _ in self.seen]


@pytest.fixture(scope="session")
def small_world() -> str:
    store = Store()
    small_productive.build(store, SandboxClock(frozen_at=NOON))
    return store.snapshot()


@pytest.fixture
def productive(small_world: str) -> Caller:
    """Productive as the small world begins, asked with the token that may write."""
    store, clock = Store(), SandboxClock(frozen_at=NOON)
    store.restore(small_world)

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return answer(Request(environ), store=store, clock=clock)(environ, start_response)

    return Caller(client=Client(application), store=store, clock=clock)


@pytest.fixture
def webhooks(productive: Caller) -> Receiver:
    """Somebody on this machine who takes deliveries."""
    return Receiver(productive=productive)
