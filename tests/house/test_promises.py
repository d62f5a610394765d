"""Every promise that docs/promises.md claims is proved by a test that carries its number."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.tree import ROOT, definitions, dotted, parsed, python_files

PAGE = ROOT / "docs" / "promises.md"
STATES = {"kept", "partly", "later"}
PROMISES = {f"P{number}" for number in range(1, 19)} | {f"B{number}" for number in range(1, 16)}


def test_the_page_lists_every_promise_with_a_state() -> None:
    claimed = claims()
    assert set(claimed) == PROMISES
    assert set(claimed.values()) <= STATES


def test_what_is_claimed_is_tested() -> None:
    claimed = {number for number, state in claims().items() if state != "later"}
    unproved = sorted(claimed - proved())
    assert not unproved, f'No test carries @pytest.mark.promise("…") for {", ".join(unproved)}.'


def test_a_test_proves_only_what_is_promised() -> None:
    assert proved() <= PROMISES


def claims() -> dict[str, str]:
    rows = re.findall(r"^\| ([PB]\d+) \|.*\| (\w+)[^|]*\|$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(rows)


def proved() -> set[str]:
    return {number for path in python_files("tests") for number in marked_in(path)}


def marked_in(path: Path) -> set[str]:
    """The numbers in `pytest.mark.promise(…)` of this file's tests, or of the file as a whole."""
    decorators = [each for node in definitions(path) for each in node.decorator_list]
    of_the_file = [node.value for node in parsed(path).body if isinstance(node, ast.Assign)]
    return {
        str(argument.value)
        for part in (*decorators, *of_the_file)
        for node in ast.walk(part)
        if isinstance(node, ast.Call) and dotted(node.func) == "pytest.mark.promise"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    }
