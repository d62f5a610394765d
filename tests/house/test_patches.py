"""Tests fake the wire, never a function: what is patched is not tested."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import dotted, parsed, python_files, shown

FORBIDDEN_MODULES = {"mock", "unittest.mock"}
FORBIDDEN_CALLS = {"monkeypatch.setattr", "monkeypatch.setitem", "mock.patch", "patch", "patch.object"}
ALLOWED: dict[str, str] = {}


def test_no_test_patches_anything() -> None:
    found = [
        f"{shown(path)}:{line} {name}"
        for path in python_files("tests")
        if shown(path) not in ALLOWED
        for line, name in patches_in(path)
    ]
    assert not found, "Swap the transport, the clock or a setting instead:\n" + "\n".join(found)


def patches_in(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in FORBIDDEN_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in {"mock", "unittest.mock", "unittest"}:
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in {"mock", "patch", "Mock"})
        elif isinstance(node, ast.Call) and dotted(node.func) in FORBIDDEN_CALLS:
            yield node.lineno, dotted(node.func)
