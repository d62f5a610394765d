"""Webhooks of Productive are carried to their receivers, and never with the store in hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import httpx
import pytest

from sandbox.app import Sandbox, create_app
from sandbox.faults import Fault
from sandbox.postman import Postman
from sandbox.worlds import cast
from tests.sandbox.wires import IN_PROCESS, wire_to

JSON_API = "application/vnd.api+json"
PRODUCTIVE = {
    "X-Auth-Token": cast.PRODUCTIVE_TOKEN,
    "X-Organization-Id": cast.PRODUCTIVE_ORGANISATION_ID,
    "Content-Type": JSON_API,
}
INVOICE_UPDATED = 14
RECEIVER = "http://127.0.0.1:9/hooks/productive"


class Receiver:
    """Takes what is posted, and asks the sandbox in return while it does."""

    def __init__(self, client: httpx.Client, *statuses: int) -> None:
        self._client = client
        self._statuses = iter(statuses)
        self.bodies: list[bytes] = []

    def __call__(self, _address: str, body: bytes, _headers: Mapping[str, str], _timeout_seconds: int) -> int:
        self.bodies.append(body)
        assert self._client.get("/productive/api/v2/invoices/9001", headers=PRODUCTIVE).status_code == 200
        return next(self._statuses, 200)


@pytest.fixture
def sandbox() -> Sandbox:
    return create_app("small_productive")


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[httpx.Client]:
    """A caller who has a webhook for changed invoices, and changes one."""
    with wire_to(sandbox, IN_PROCESS) as client:
        hook = {"event_id": INVOICE_UPDATED, "type_id": 1, "target_url": RECEIVER}
        write(client, "POST", "webhooks", {"type": "webhooks", "attributes": hook})
        write(client, "PATCH", "invoices/9001", {"type": "invoices", "id": "9001", "attributes": {"subject": "Ny"}})
        yield client


def write(client: httpx.Client, method: str, path: str, body: dict[str, object]) -> None:
    answer = client.request(method, f"/productive/api/v2/{path}", json={"data": body}, headers=PRODUCTIVE)
    assert answer.status_code in {200, 201}, answer.text


def postman(sandbox: Sandbox, receiver: Receiver) -> Postman:
    return Postman(sandbox.store, sandbox.clock, faults=sandbox.faults, happening=sandbox.happening, post=receiver)


def test_it_carries_what_is_due_once(sandbox: Sandbox, client: httpx.Client) -> None:
    receiver = Receiver(client)
    walk = postman(sandbox, receiver)
    assert [walk.deliver(), walk.deliver()] == [1, 0]
    assert b"9001" in receiver.bodies[0]


def test_a_planned_duplicate_is_posted_twice(sandbox: Sandbox, client: httpx.Client) -> None:
    sandbox.faults.plan(Fault(kind="duplicate_delivery", remote="productive", path="/hooks/"))
    receiver = Receiver(client)
    postman(sandbox, receiver).deliver()
    assert len(receiver.bodies) == 2
    assert receiver.bodies[0] == receiver.bodies[1]


def test_what_is_not_taken_is_brought_again_later(sandbox: Sandbox, client: httpx.Client) -> None:
    receiver = Receiver(client, 500)
    walk = postman(sandbox, receiver)
    assert [walk.deliver(), walk.deliver()] == [1, 0]
    sandbox.clock.advance(5 * 60 * 60)
    assert walk.deliver() == 1


def test_on_its_round_it_needs_nobody_to_call_it(sandbox: Sandbox, client: httpx.Client) -> None:
    receiver = Receiver(client)
    with postman(sandbox, receiver).on_the_round(), sandbox.happening:
        sandbox.happening.notify_all()
    assert len(receiver.bodies) == 1
