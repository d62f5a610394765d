"""Brygga and its sandbox as processes of their own, on free ports, with a home that belongs to the test."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from tests.house.tree import ROOT
from tests.journeys.sandbox_desk import SandboxDesk

FIRST_EMAIL = "karin@fyrljus.example"
FIRST_PASSWORD = "en-bro-till-bokslutet"
STOP_SECONDS = 30
READY_SECONDS = 120

# Everything else of the outside environment stays away from the programs under test.
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")


@dataclass(kw_only=True)
class Programs:
    """Both programs, and what is needed to talk to them."""

    brygga_url: str
    sandbox_url: str
    email: str
    password: str
    environment: dict[str, str]
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @cached_property
    def sandbox(self) -> SandboxDesk:
        return SandboxDesk(self.sandbox_url)

    @property
    def home(self) -> Path:
        return Path(self.environment["BRYGGA_HOME"])

    def kill_brygga(self) -> None:
        """SIGKILL: no goodbye, no clean-up."""
        brygga = self.children.pop("brygga")
        brygga.kill()
        brygga.wait(timeout=STOP_SECONDS)

    def start_brygga(self) -> None:
        self.start("brygga", [_beside_python("brygga"), "serve"], answers_at=f"{self.brygga_url}/healthz")

    def start(self, name: str, command: list[str], *, answers_at: str) -> None:
        log = (self.home / f"{name}.log").open("ab")
        with log:
            child = subprocess.Popen(  # noqa: S603
                command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.children[name] = child
        _wait_for(answers_at, child)

    def ask(self, *command: str, told: str = "") -> str:
        """Run a command of Brygga's, such as `brygga organisations list`, and return what it says."""
        return self._said([_beside_python("brygga"), *command], told)

    def python(self, script: str, *arguments: str) -> str:
        """Run a script inside Brygga's own settings, for what no door offers, such as a second user."""
        return self._said([sys.executable, "-c", script, *arguments], "")

    def _said(self, command: list[str], told: str) -> str:
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "brygga.config.settings"}
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, env=environment, input=told, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def started(home: Path) -> Iterator[Programs]:
    """The two programs with the settings that `make run` gives them, but free to be killed one by one."""
    plan = make_run_script().planned(_environment(home))
    programs = Programs(
        brygga_url=plan.brygga_url,
        sandbox_url=plan.sandbox_url,
        email=FIRST_EMAIL,
        password=FIRST_PASSWORD,
        environment=plan.environment,
    )
    try:
        programs.start("sandbox", [sys.executable, "-m", "sandbox"], answers_at=f"{plan.sandbox_url}/")
        programs.sandbox.remember_drafts()
        programs.start_brygga()
        yield programs
    finally:
        for child in reversed(programs.children.values()):
            _stop(child)


@contextmanager
def make_run(home: Path) -> Iterator[Programs]:
    """What `make run` starts, known only by the lines that it prints for people."""
    environment = _environment(home)
    with subprocess.Popen(  # noqa: S603
        [sys.executable, str(ROOT / "bin" / "run")],
        env={**environment, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as run:
        try:
            yield _as_told(run, environment)
        finally:
            _stop(run)


def _as_told(run: subprocess.Popen[str], environment: dict[str, str]) -> Programs:
    said: dict[str, str] = {}
    heard = ""
    assert run.stdout is not None
    for line in run.stdout:
        heard += line
        if " is ready at " in line or " is at " in line:
            name, address = line.replace(" is ready at ", " is at ").split(" is at ")
            said[name.strip()] = address.strip()
        elif line.startswith("Sign in to Brygga:"):
            email, password = line.removeprefix("Sign in to Brygga:").split("(")[0].split(" and the password ")
            said |= {"email": email.strip(), "password": password.strip()}
        elif line.startswith("Everything is kept in"):
            break
    assert {"Brygga", "The sandbox", "email", "password"} <= said.keys(), heard
    return Programs(
        brygga_url=said["Brygga"],
        sandbox_url=said["The sandbox"],
        email=said["email"],
        password=said["password"],
        environment=environment,
    )


def make_run_script() -> ModuleType:
    """`bin/run` as a module, so that the programs get their settings from nobody else."""
    loader = importlib.machinery.SourceFileLoader("brygga_run_for_journeys", str(ROOT / "bin" / "run"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module  # Dataclasses look their module up.
    loader.exec_module(module)
    return module


def _environment(home: Path) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    brygga_port, sandbox_port = _free_ports()
    return {
        **inherited,
        "BRYGGA_HOME": str(home),
        "BRYGGA_PORT": str(brygga_port),
        "SANDBOX_PORT": str(sandbox_port),
        "BRYGGA_FIRST_USER_EMAIL": FIRST_EMAIL,
        "BRYGGA_FIRST_USER_PASSWORD": FIRST_PASSWORD,
    }


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for each in (one, other):
            each.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1]), int(other.getsockname()[1])


def _beside_python(program: str) -> str:
    return str(Path(sys.executable).parent / program)


def _wait_for(address: str, child: subprocess.Popen[bytes]) -> None:
    """Ask until the program answers; a dead program is told at once.

    The transport tries a refused connection again by itself: the second time at once, the third after half a second.
    """
    transport = httpx.HTTPTransport(retries=2)
    with httpx.Client(transport=transport, trust_env=False, timeout=READY_SECONDS) as client:
        while child.poll() is None:
            try:
                if client.get(address).is_success:
                    return
            except httpx.TransportError:
                continue
    raise AssertionError(f"{child.args!r} ended with {child.returncode} instead of answering at {address}.")


def _stop(child: subprocess.Popen[Any]) -> None:
    child.send_signal(signal.SIGTERM)
    try:
        child.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait(timeout=STOP_SECONDS)
