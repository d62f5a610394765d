"""What the docstrings of the clients point to is written down, and every question points somewhere."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.oauth import FortnoxOAuth
from brygga.fortnox.payments import FortnoxPayments
from brygga.productive.client import ProductiveClient
from brygga.productive.payments import ProductivePayments

ROOT = Path(__file__).parents[2]
SOURCES = sorted(
    path for room in ("remote", "fortnox", "productive") for path in (ROOT / "src" / "brygga" / room).rglob("*.py")
)


def test_every_anchor_that_the_code_names_exists() -> None:
    named = {anchor for path in SOURCES for anchor in re.findall(r"(docs/remotes/\w+\.md)#([\w-]+)", path.read_text())}
    assert named
    assert not {f"{page}#{anchor}" for page, anchor in named if anchor not in _anchors(ROOT / page)}


@pytest.mark.parametrize("client", [FortnoxClient, FortnoxOAuth, FortnoxPayments, ProductiveClient, ProductivePayments])
def test_every_question_says_where_its_facts_are(client: type) -> None:
    questions = [(name, each) for name, each in inspect.getmembers(client, inspect.isfunction) if name[0] != "_"]
    assert questions
    assert not [name for name, question in questions if "Docs: docs/remotes/" not in (question.__doc__ or "")]


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^## (.+)$", page.read_text(), flags=re.MULTILINE)
    return {heading.lower().replace(" ", "-") for heading in headings}
