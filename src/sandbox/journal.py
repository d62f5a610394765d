"""Where the state lies on disk: one snapshot, and a journal of what each request changed since.

A change is on disk, as far as the operating system is concerned, before its request is answered: killing the program
at any moment loses no answered write. Nothing is flushed to the platter, so losing the machine's power may.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sandbox.watched import Changes

# Past this size the journal is folded into a new snapshot.
JOURNAL_BYTES_MAX = 64_000_000


class Journal:
    """The two files of one state: a snapshot, and a journal beside it that names the snapshot it continues."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._journal_path = path.with_suffix(".journal")
        self._counters: dict[str, int] = {}
        self._bytes = 0

    def read(self) -> dict[str, Any] | None:
        """What an earlier run left, with the changes since its snapshot; None when there was none."""
        if not self._path.exists():
            return None
        state: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        for change in self._changes_after(state.get("generation", 0)):
            _apply(state, change)
        return state

    def replace(self, state: dict[str, Any]) -> None:
        """Put this state in the place of all before it; the files are whole at every moment."""
        generation = _generation_of(self._path) + 1
        self._path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._path.with_suffix(".unfinished")
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(_snapshot(generation, state))
        unfinished.replace(self._path)
        self._journal_path.unlink(missing_ok=True)
        self._counters = dict(state["counters"])
        self._bytes = 0
        self._append({"after": generation})

    def add(self, state: dict[str, Any], changes: Changes) -> bool:
        """Write down what was changed; False when the journal has grown so long that it should be replaced."""
        counters = {name: number for name, number in state["counters"].items() if self._counters.get(name) != number}
        if changes or counters:
            self._counters |= counters
            self._append({"counters": counters, "records": [_change(state, *place) for place in changes]})
        return self._bytes < JOURNAL_BYTES_MAX

    def _append(self, line: dict[str, Any]) -> None:
        """One line reaches the operating system whole or, when the program dies in it, is not read again."""
        text = json.dumps(line, ensure_ascii=False)
        with self._journal_path.open("a", encoding="utf-8") as lines:
            lines.write(f"{text}\n")
        self._bytes += len(text)

    def _changes_after(self, generation: int) -> list[dict[str, Any]]:
        """The changes since a snapshot; a journal of another snapshot, or a line that broke off, counts for nothing."""
        if not self._journal_path.exists():
            return []
        lines = self._journal_path.read_text(encoding="utf-8").split("\n")[:-1]
        if not lines or json.loads(lines[0]) != {"after": generation}:
            return []
        return [json.loads(line) for line in lines[1:]]


def _snapshot(generation: int, state: dict[str, Any]) -> Iterator[str]:
    """The JSON text of everything, table by table, so that a large world is never in memory twice."""
    yield f'{{"generation": {generation}, "counters": {json.dumps(state["counters"])}, "tables": {{'
    for place, (name, table) in enumerate(state["tables"].items()):
        yield f"{',' if place else ''}\n{json.dumps(name)}: {json.dumps(table, ensure_ascii=False)}"
    yield "}}\n"


def _change(state: dict[str, Any], table: str, key: str) -> list[Any]:
    """Table, key and record as it is now; without a record where it is gone."""
    records = state["tables"].get(table, {})
    return [table, key, records[key]] if key in records else [table, key]


def _apply(state: dict[str, Any], change: dict[str, Any]) -> None:
    state["counters"] |= change["counters"]
    for table, key, *record in change["records"]:
        records = state["tables"].setdefault(table, {})
        if record:
            records[key] = record[0]
        else:
            records.pop(key, None)


def _generation_of(path: Path) -> int:
    """Which snapshot lies there: its first characters say it, so that the rest need not be read."""
    if not path.exists():
        return 0
    with path.open(encoding="utf-8") as file:
        head = file.read(40)
    number = head.partition('"generation": ')[2].partition(",")[0]
    return int(number) if number.isdecimal() else 0
