"""Listeners to the events of the sandbox, and a ledger that makes them happen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox.app import Sandbox
from tests.sandbox.events.listener import Listener, listening_to
from tests.sandbox.ledger import Ledger
from tests.sandbox.wires import IN_PROCESS, WAYS, wire_to


@pytest.fixture
def book(ledger_sandbox: Sandbox) -> Iterator[Ledger]:
    """Fyrljus Stockholm's Fortnox, asked in this process."""
    with wire_to(ledger_sandbox, IN_PROCESS) as client:
        yield Ledger(client=client, sandbox=ledger_sandbox)


@pytest.fixture(params=WAYS)
def listener(ledger_sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[Listener]:
    """A connection to its events; each test that asks for it runs in process and over a WebSocket."""
    with listening_to(ledger_sandbox, request.param) as listener:
        yield listener
