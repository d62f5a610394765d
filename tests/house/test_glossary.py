"""One word for one thing: what docs/glossary.md says not to say is not said in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.test_shape import words
from tests.house.tree import ROOT, parsed, python_files, shown

PAGE = ROOT / "docs" / "glossary.md"


def test_the_glossary_forbids_something() -> None:
    assert len(forbidden()) >= 10


def test_nobody_uses_another_word() -> None:
    instead = forbidden()
    found = [
        f"{shown(path)}:{line} {name}: say {instead[word]}"
        for path in python_files("src/brygga")
        for line, name in names_in(path)
        for word in words(name)
        if word in instead
    ]
    assert not found, "docs/glossary.md has one word for each thing:\n" + "\n".join(found)


def forbidden() -> dict[str, str]:
    """Each word that is not ours, and the one to use instead."""
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|.*\|([^|]*)\|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {word: ours for ours, others in rows for word in re.findall(r"`(\w+)`", others)}


def names_in(path: Path) -> Iterator[tuple[int, str]]:
    """Every name that this file gives to something."""
    yield 1, path.stem
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
