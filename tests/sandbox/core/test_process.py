"""The sandbox as a program of its own: it says when it is ready, stops when told, and remembers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

SOURCE = Path(__file__).parents[3] / "src"
STOP_SECONDS = 20

pytestmark = pytest.mark.process


@contextmanager
def started(home: Path, **said: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A sandbox on a free port; its process and its address."""
    told = {"SANDBOX_PORT": "0", "BRYGGA_HOME": str(home), "PYTHONPATH": str(SOURCE), **said}
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


def test_it_loses_nothing_that_it_has_answered_when_it_is_killed(tmp_path: Path) -> None:
    with started(tmp_path) as (program, address):
        with httpx.Client(base_url=address, trust_env=False) as client:
            for number in range(1, 21):
                body = {"City": f"Visby {number}"}
                assert client.post("/_sandbox/fortnox/100101/customers/1042", json=body).status_code == 200
        program.send_signal(signal.SIGKILL)
        assert program.wait(timeout=STOP_SECONDS) == -signal.SIGKILL
    with started(tmp_path) as (_, address):
        assert "Visby 20" in httpx.get(f"{address}/fortnox/app/100101/customers", trust_env=False).text


def test_each_world_has_a_state_of_its_own(tmp_path: Path) -> None:
    with started(tmp_path, SANDBOX_WORLD="empty") as (_, address):
        assert httpx.get(f"{address}/_sandbox/world", trust_env=False).json()["world"] == "empty"
    with started(tmp_path) as (_, address):
        assert httpx.get(f"{address}/_sandbox/world", trust_env=False).json()["world"] == "small"
    assert {path.name for path in (tmp_path / "sandbox").glob("*.json")} == {"state.json", "state-empty.json"}


def test_it_tells_where_its_events_are_and_serves_them(tmp_path: Path) -> None:
    with started(tmp_path) as (program, _):
        assert program.stdout is not None
        events = program.stdout.readline()
        assert events.startswith("Fortnox's events are at ws://127.0.0.1:")
        address = events.split()[-1]
        with connect(address, proxy=None) as connection:
            connection.send('{"command": "list-tenants-v1"}')
            answer = connection.recv(timeout=STOP_SECONDS)
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=STOP_SECONDS) == 0
    assert json.loads(answer) == {"response": "list-tenants-v1", "result": "ok", "tenants": []}
