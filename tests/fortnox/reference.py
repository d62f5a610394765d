"""The reference material that lies beside a developer's checkout; tests that need it skip visibly without it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[3] / "shared" / "data"


def openapi() -> dict[str, Any]:
    """Fortnox's own specification (copy of 2026-04-01); its licence does not let us keep it here."""
    specification: dict[str, Any] = json.loads(_text("fortnox-openapi.json"))
    return specification


def recordings() -> list[dict[str, Any]]:
    """Exchanges with the real service, recorded 2016 to 2026."""
    lines = _text("fortnox-recordings.jsonl").splitlines()
    return [json.loads(line) for line in lines]


def _text(name: str) -> str:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout")
    return path.read_text()
