"""Somebody stops Brygga (SIGTERM) while a request of a copy is under way: nothing is lost, and it goes on."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from tests.faults.flows import FLOWS
from tests.faults.snapshots import forget_connection
from tests.faults.stage import Stage
from tests.faults.test_real_exit import addresses
from tests.sandbox.wires import served

ROOT = Path(__file__).resolve().parent.parent.parent
SERVE = "from brygga.config.main import run; run()"
# To let the work under way come to its end, and a request that is not answered to its time-out.
STOPS_WITHIN_SECONDS = 60

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.process]


class Stopping:
    """The sandbox, where the first request of one kind stops the Brygga that sent it; `answers` in time or not."""

    def __init__(self, sandbox: Callable[..., Iterable[bytes]], path: str, *, answers: bool) -> None:
        self._sandbox = sandbox
        self._path = path
        self._answers = answers
        self.brygga: subprocess.Popen[bytes] | None = None
        self.arrived = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith(self._path) and environ["REQUEST_METHOD"] != "GET" and self._is_first():
            assert self.brygga is not None
            self.brygga.send_signal(signal.SIGTERM)
            if not self._answers:
                self.brygga.wait(timeout=STOPS_WITHIN_SECONDS)
        return self._sandbox(environ, start_response)

    def _is_first(self) -> bool:
        first = not self.arrived.is_set()
        self.arrived.set()
        return first


@pytest.mark.reliability("R11")
@pytest.mark.parametrize("stage", FLOWS[1:2], indirect=True, ids=["new-customer"])
@pytest.mark.parametrize(
    ("path", "answers"),
    [("/3/customers", True), ("/3/invoices", True), ("/finalize", True), ("/3/invoices", False)],
    ids=lambda told: {True: "answered", False: "not answered in time"}.get(told, str(told)),
)
def test_a_copy_that_is_stopped_by_sigterm_ends_or_goes_on_at_the_next_start(
    stage: Stage, path: str, *, answers: bool
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("The engine would leave tables of its own in the test's database.")
    forget_connection()
    wire = Stopping(stage.place.sandbox, path, answers=answers)
    with served(wire) as address:  # type: ignore[arg-type]
        wire.brygga = started(address)
        code = wire.brygga.wait(timeout=STOPS_WITHIN_SECONDS * 2)

    assert wire.arrived.is_set()
    assert code == 0
    state = Copy.objects.get().state
    assert state not in {CopyState.BLOCKED, CopyState.FAILED}
    stage.recover()
    stage.check(f"SIGTERM at {path}")


def started(sandbox: str) -> subprocess.Popen[bytes]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        **addresses(sandbox),
        "PYTHONPATH": "src",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "BRYGGA_PORT": str(port),
    }
    command = [sys.executable, "-c", SERVE, "serve"]
    return subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
