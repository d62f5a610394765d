"""`make run` leads every remote address into the sandbox, keeps what the user set, and says what is in its way."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from brygga.config import env
from sandbox.worlds import cast
from tests.house.tree import ROOT

SCRIPT = ROOT / "bin" / "run"


@pytest.fixture(scope="module")
def start() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("brygga_start", str(SCRIPT))
    spec = importlib.util.spec_from_loader("brygga_start", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    sys.modules["brygga_start"] = module  # Dataclasses look their module up.
    loader.exec_module(module)
    return module


def test_it_leads_every_remote_address_into_the_sandbox(start: ModuleType) -> None:
    plan = start.planned({"SANDBOX_PORT": "9001"})
    remotes = [variable.name for variable in env.VARIABLES if variable.default.startswith("https://")]
    assert remotes
    assert all(plan.environment[name].startswith("http://127.0.0.1:9001/") for name in remotes)


def test_it_keeps_what_the_user_has_set(start: ModuleType) -> None:
    plan = start.planned({"BRYGGA_FORTNOX_API_URL": "https://fortnox.example/3/", "BRYGGA_PORT": "9000"})
    assert plan.environment["BRYGGA_FORTNOX_API_URL"] == "https://fortnox.example/3/"
    assert plan.brygga_url == "http://localhost:9000"


def test_its_environment_is_one_that_brygga_can_read(start: ModuleType, tmp_path: Path) -> None:
    plan = start.planned({"BRYGGA_HOME": str(tmp_path)})
    assert env.read(plan.environment).home == tmp_path


def test_it_knows_the_world_of_the_sandbox(start: ModuleType) -> None:
    assert start.ORGANISATION_ID == cast.PRODUCTIVE_ORGANISATION_ID
    assert start.PRODUCTIVE_TOKEN == cast.PRODUCTIVE_TOKEN
    assert start.FORTNOX_CLIENT_ID == cast.FORTNOX_CLIENT_ID
    assert start.FORTNOX_CLIENT_SECRET == cast.FORTNOX_CLIENT_SECRET


def test_it_says_which_port_is_in_use_and_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = started(tmp_path, BRYGGA_PORT=str(port))

    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} is in use. Stop what holds it, or choose another: BRYGGA_PORT={port + 100} make run\n"
    )


def test_it_says_what_a_port_must_be(tmp_path: Path) -> None:
    done = started(tmp_path, SANDBOX_PORT="eighty")
    assert done.returncode == 1
    assert done.stderr == "SANDBOX_PORT is 'eighty'. It must be a port number from 1 to 65535.\n"


def test_it_tells_the_first_user_how_to_sign_in(start: ModuleType, tmp_path: Path) -> None:
    plan = start.planned({"BRYGGA_HOME": str(tmp_path)})
    assert start.sign_in(plan) == "as before"

    (tmp_path / "first-sign-in.txt").write_text("admin@brygga.example\nopen-sesame\n", encoding="utf-8")
    assert start.sign_in(plan).startswith("admin@brygga.example and the password open-sesame")


def started(home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "BRYGGA_HOME": str(home), **variables}
    return subprocess.run(  # noqa: S603
        [sys.executable, str(SCRIPT)], env=environment, capture_output=True, text=True, check=False
    )
