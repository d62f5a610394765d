"""The world of a test: one clock for both sides, identities that count, and a wire that ends in the sandbox."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import httpx

from sandbox.app import Sandbox, create_app
from sandbox.clock import Latency, SandboxClock
from sandbox.wire import ConnectionCut
from sandbox.worlds import cast

SANDBOX_HOST = "sandbox.test"
_WORLDS: dict[tuple[str, datetime], str] = {}


class ManualClock:
    """Stands still until somebody sleeps or moves it; the sandbox lives by the same clock."""

    def __init__(self, moment: datetime) -> None:
        self.sandbox = SandboxClock(frozen_at=moment)
        self._began_at = moment

    def now(self) -> datetime:
        return self.sandbox.now()

    def monotonic(self) -> float:
        return (self.now() - self._began_at).total_seconds()

    def sleep(self, seconds: float) -> None:
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        self.sandbox.advance(seconds)


def sandbox_with(world: str, clock: ManualClock) -> Sandbox:
    """Both remotes with a world that is built once for each moment, and copied for whoever asks again."""
    moment = clock.now()
    if (world, moment) not in _WORLDS:
        _WORLDS[world, moment] = create_app(world, clock=clock.sandbox).store.snapshot()
    made = Sandbox(clock.sandbox, latency=Latency(), redirects=())
    made.store.restore(_WORLDS[world, moment])
    return made


class CountedIds:
    """Identities that count from 1, so that a failing test reads the same each time."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def new(self) -> uuid.UUID:
        return uuid.UUID(int=next(self._numbers), version=4)


class SandboxTransport(httpx.BaseTransport):
    """Leads httpx into the sandbox in this process; a cut connection looks as it would over a socket."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._wsgi = httpx.WSGITransport(app=sandbox)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if urlsplit(str(request.url)).hostname != SANDBOX_HOST:
            raise httpx.ConnectError(f"Nobody listens at {request.url.host}.", request=request)
        try:
            response = self._wsgi.handle_request(request)
            response.read()
        except ConnectionCut as cut:
            raise httpx.RemoteProtocolError(str(cut), request=request) from cut
        return response


def edit(sandbox: Sandbox, method: str, path: str, attributes: Mapping[str, Any] | None = None) -> None:
    """Somebody edits or removes this in Productive: an invoice or a line, by its path."""
    kind, identity = path.split("/")
    body = None if attributes is None else {"data": {"type": kind, "id": identity, "attributes": dict(attributes)}}
    _ask(sandbox, method, path, body)


def credit_note(sandbox: Sandbox, invoice: str, *lines: Mapping[str, Any], **attributes: Any) -> str:
    """Somebody makes a credit note of an invoice in Productive, as its app does; of a part where lines are given."""
    records = sandbox.store.table("productive.invoices")[invoice]
    facts, links = records["attributes"], records["related"]
    said = {
        "invoice_type_id": 2,
        "currency": facts["currency"],
        "invoiced_on": sandbox.clock.today().isoformat(),
        "delivery_on": facts["delivery_on"],
        "discount": facts["discount"],
        **{f"{name}_id": links[name] for name in ("company", "subsidiary", "document_type")},
        "parent_invoice_id": invoice,
    }
    note = _create(sandbox, "invoices", {**said, **attributes})
    for line in lines or [_taken_back(each) for each in _lines_of(sandbox, invoice)]:
        _create(sandbox, "line_items", {**line, "invoice_id": note})
    return note


def _lines_of(sandbox: Sandbox, invoice: str) -> list[dict[str, Any]]:
    lines = sandbox.store.table("productive.line_items").values()
    return [each for each in lines if each["related"]["invoice"] == invoice]


def _taken_back(line: Mapping[str, Any]) -> dict[str, Any]:
    copied = ("description", "unit_id", "unit_price", "discount", "position")
    links = {f"{name}_id": line["related"].get(name) for name in ("tax_rate", "service_type")}
    quantity = str(-Decimal(line["attributes"]["quantity"]))
    return {**{name: line["attributes"][name] for name in copied}, **links, "quantity": quantity}


def _create(sandbox: Sandbox, kind: str, attributes: Mapping[str, Any]) -> str:
    answer = _ask(sandbox, "POST", kind, {"data": {"type": kind, "attributes": dict(attributes)}})
    return str(answer["data"]["id"])


def _ask(sandbox: Sandbox, method: str, path: str, body: Any) -> Any:
    headers = {
        "X-Auth-Token": cast.PRODUCTIVE_TOKEN,
        "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID,
        "Content-Type": "application/vnd.api+json",
    }
    with httpx.Client(transport=SandboxTransport(sandbox), headers=headers) as browser:
        address = f"http://{SANDBOX_HOST}/productive/api/v2/{path}"
        answer = browser.request(method, address, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None
