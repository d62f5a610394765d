"""Nothing is committed that belongs to one machine, one registry or one person."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import committed_files, shown

FORBIDDEN = {
    "a path of somebody's machine": r"(?<![\w.~<{])/(work|farm|root|home|Users)/",
    "the host of a package registry": r"\b(pypi|pythonhosted|npmjs|debian)\.(org|com|net)\b",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a token that looks real": r"\b(gh[pousr]_\w{30,}|sk-\w{20,}|AKIA[0-9A-Z]{16}|xox[abpr]-\w{10,})",
    "a signed token": r"\beyJ[\w-]{20,}\.[\w-]{20,}\.[\w-]{20,}",
}
BESIDE_THE_TREE = re.compile(r"\.\./shared")
KEEPS_SECRETS = {"keys.json", "first-sign-in.txt", ".env"}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert not found, f"This is {what}:\n" + "\n".join(found)


def test_only_tests_look_beside_the_tree() -> None:
    found = [
        shown(path)
        for path in text_files()
        if not shown(path).startswith("tests/") and BESIDE_THE_TREE.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "What lies beside the tree is not there for everybody; tests skip visibly without it."


def test_no_file_that_keeps_secrets_is_committed() -> None:
    assert not [shown(path) for path in committed_files() if path.name in KEEPS_SECRETS]


def text_files() -> list[Path]:
    return [path for path in committed_files() if b"\0" not in path.read_bytes()[:8192]]
