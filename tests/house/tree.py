"""The files of this tree, as the house tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

Function = ast.FunctionDef | ast.AsyncFunctionDef
Definition = Function | ast.ClassDef


def python_files(*rooms: str) -> list[Path]:
    """Every module below these folders, but for migrations, whose form is Django's."""
    found = [path for room in rooms for path in (ROOT / room).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, Function):
            yield node


def definitions(path: Path) -> Iterator[Definition]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, Definition):
            yield node


def dotted(node: ast.AST) -> str:
    """`a.b.c` for a name or a chain of attributes, else nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


@cache
def committed_files() -> tuple[Path, ...]:
    """What git keeps, or would keep with the next commit."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        pytest.skip("This tree is no git repository: what would be committed cannot be told.")
    return tuple(sorted(ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()))


def documents() -> list[Path]:
    """Every Markdown page."""
    return [path for path in committed_files() if path.suffix == ".md"]
