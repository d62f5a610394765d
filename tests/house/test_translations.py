"""Swedish is complete: every marked text has a translation with the same placeholders, and every event a sentence."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from brygga.wording.events import SENTENCES
from tests.house.tree import dotted, parsed, python_files, shown
from tools import words

RECORDERS = {"record", "note", "_note", "end", "complete"}


def test_there_is_a_catalog_for_swedish() -> None:
    assert [path.parent.parent.name for path in words.CATALOGS] == ["sv"]


@pytest.mark.parametrize("path", words.CATALOGS, ids=shown)
def test_every_text_is_translated_and_none_is_left_over(path: Path) -> None:
    found = words.complaints(words.read(path), words.wanted())
    assert not found, "Run `python -m tools.words extract`, then translate what is missing:\n" + "\n".join(found)


def test_every_kind_of_event_has_a_sentence_and_every_sentence_a_kind() -> None:
    recorded = {kind for path in python_files("src/brygga") for kind in kinds_recorded(path)}
    assert recorded == set(SENTENCES)


def kinds_recorded(path: Path) -> Iterator[str]:
    """The kinds that this file writes into the history: `record(…, "copied", …)`, `turn.note("copied", …)`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in RECORDERS:
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            yield from texts[:1]
