"""Two clients from the public registry keep a small company's books in the sandbox, over a socket."""

from __future__ import annotations

import json
import re
import subprocess
import venv
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from sandbox.app import Sandbox, create_app
from sandbox.worlds.cast import FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET, STOCKHOLM
from tests.sandbox.ledger import Ledger
from tests.sandbox.wires import served

# The versions of 2024 and 2020, the only Fortnox clients in that registry.
FORTPYX = "fortpyx==0.0.1a1"
PYFORTNOX = "pyfortnox==1.2.0"
INSTALL_SECONDS = 180
STORY_SECONDS = 60
STORIES = Path(__file__).parent

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
LEDGER_AS_KEPT = {
    "company": "Fyrljus Stockholm AB",
    "country": "Sverige",
    "total": 250,
    "voucher": "B",
    "payment": [True, "C"],
    "balance": 0,
    "listed": True,
}

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python with both clients; where they cannot be installed, the tests that ask for it are skipped."""
    home = tmp_path_factory.mktemp("clients")
    venv.create(home, with_pip=True)
    program = str(home / "bin" / "python")
    command = [program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", FORTPYX, PYFORTNOX]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        pytest.skip(f"{FORTPYX} and {PYFORTNOX} could not be installed in {INSTALL_SECONDS} s.")
    if done.returncode:
        pytest.skip(f"{FORTPYX} and {PYFORTNOX} could not be installed: {done.stderr.strip().splitlines()[-1]}")
    return program


@pytest.fixture
def sandbox() -> Sandbox:
    return create_app("small_fortnox")


@pytest.fixture
def address(sandbox: Sandbox) -> Iterator[str]:
    with served(sandbox) as address:
        yield address


def test_fortpyx_keeps_the_books(python: str, address: str) -> None:
    """It logs in by code, refreshes, and reads and writes through its own typed models."""
    command = [python, str(STORIES / "fortpyx_story.py"), address, FORTNOX_CLIENT_ID, FORTNOX_CLIENT_SECRET]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as story:  # noqa: S603
        assert story.stdin is not None
        assert story.stdout is not None
        wish = json.loads(story.stdout.readline())["consent"]
        seen, _ = story.communicate(f"{approve(wish)}\n", timeout=STORY_SECONDS)
    assert json.loads(seen) == {**LEDGER_AS_KEPT, "refused": 2000637}


def test_pyfortnox_keeps_the_books(python: str, sandbox: Sandbox, address: str) -> None:
    """Its own log-in has ended, here as there; with today's header all of it works."""
    token = Ledger(client=httpx.Client(), sandbox=sandbox).token
    command = [python, "-W", "ignore", str(STORIES / "pyfortnox_story.py"), address, token]
    done = subprocess.run(command, capture_output=True, text=True, timeout=STORY_SECONDS, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {**LEDGER_AS_KEPT, "old log-in": False}


def approve(wish: str) -> str:
    """Log in as a person does, choose the company, approve; the code that the integration is sent."""
    with httpx.Client(trust_env=False) as browser:
        page = browser.get(wish)
        for form in (
            {"email": "karin@fyrljus.example", "password": "fyrljus"},
            {"company": str(STOCKHOLM.fortnox_tenant_id)},
            {"decision": "approve"},
        ):
            hidden = {name: unescape(value) for name, value in HIDDEN.findall(page.text)}
            page = browser.post(wish, data={**hidden, **form})
    return parse_qs(urlsplit(page.headers["location"]).query)["code"][0]
