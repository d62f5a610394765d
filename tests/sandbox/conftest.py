"""The sandbox itself, on a fixed day, reached in both ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest

from sandbox.app import Sandbox, create_app
from sandbox.clock import SandboxClock
from tests.sandbox.ledger import Ledger
from tests.sandbox.wires import WAYS, wire_to

MONDAY_MORNING = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.fixture
def ledger_sandbox() -> Sandbox:
    """A sandbox with Fortnox's companies, whose clock stands still until it is moved."""
    return create_app("small_fortnox", clock=SandboxClock(frozen_at=MONDAY_MORNING))


@pytest.fixture(params=WAYS)
def client(ledger_sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    """A way to the sandbox; each test that asks for it runs in process and over a socket."""
    with wire_to(ledger_sandbox, request.param) as client:
        yield client


@pytest.fixture
def ledger(ledger_sandbox: Sandbox, client: httpx.Client) -> Ledger:
    """Fyrljus Stockholm's Fortnox, with every scope."""
    return Ledger(client=client, sandbox=ledger_sandbox)
