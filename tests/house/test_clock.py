"""Time and chance come in from outside, so that a test, a simulation or a replay can own both."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import dotted, parsed, python_files, shown

# Modules whose very import means the machine's clock or its dice.
MODULES = {"time", "random", "secrets"}
NAMES = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "timezone.now",
    "uuid.uuid1",
    "uuid.uuid4",
    "uuid1",
    "uuid4",
    "os.urandom",
    "auto_now",
    "auto_now_add",
}

SEAMS = {
    "src/brygga/clock.py": "the product's one seam",
    "src/sandbox/clock.py": "the sandbox's one seam",
    "src/brygga/connections/sealing.py": "a nonce of AES-GCM must never come twice, in a replay either",
    "src/brygga/config/keys.py": "makes the keys, once, before there is anything to replay",
}


def test_nobody_reads_the_clock_or_throws_dice_outside_the_seam() -> None:
    found = [
        f"{shown(path)}:{line} uses {name}"
        for path in python_files("src")
        if shown(path) not in SEAMS
        for line, name in forbidden_in(path)
    ]
    assert not found, "Take `outside.clock` or `outside.ids` instead:\n" + "\n".join(found)


def test_every_seam_is_still_needed() -> None:
    idle = [path for path in SEAMS if not list(forbidden_in(Path(__file__).parents[2] / path))]
    assert not idle, "These files need no exception any more."


def forbidden_in(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, name) for name in imported(node) if name in NAMES or node.module in MODULES)
        elif isinstance(node, ast.keyword) and node.arg in NAMES:
            yield node.value.lineno, node.arg
        elif isinstance(node, ast.Attribute) and ".".join(dotted(node).split(".")[-2:]) in NAMES:
            yield node.lineno, dotted(node)


def imported(node: ast.ImportFrom) -> list[str]:
    return [alias.name for alias in node.names]
