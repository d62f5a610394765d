"""The sandbox as a program of its own: it says when it is ready, stops when told, and remembers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

SOURCE = Path(__file__).parents[3] / "src"
STOP_SECONDS = 20

pytestmark = pytest.mark.process


@contextmanager
def started(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A sandbox on a free port; its process and its address."""
    told = {"SANDBOX_PORT": "0", "BRYGGA_HOME": str(home), "PYTHONPATH": str(SOURCE)}
    program = subprocess.Popen(
        [sys.executable, "-m", "sandbox"],
        env={**os.environ, **told},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        ready = program.stdout.readline()
        assert ready.startswith("The sandbox is at http://127.0.0.1:")
        yield program, ready.split()[-1]
    finally:
        program.kill()
        program.wait(timeout=STOP_SECONDS)
        if program.stdout is not None:
            program.stdout.close()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_and_remembers(tmp_path: Path, stop: signal.Signals) -> None:
    with started(tmp_path) as (program, address):
        httpx.post(f"{address}/_sandbox/fortnox/100101/customers/1042", json={"City": "Visby"}, trust_env=False)
        program.send_signal(stop)
        assert program.wait(timeout=STOP_SECONDS) == 0
    with started(tmp_path) as (_, address):
        assert "Visby" in httpx.get(f"{address}/fortnox/app/100101/customers", trust_env=False).text
