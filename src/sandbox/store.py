"""Everything the sandbox remembers, as tables of plain JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Table = dict[str, Record]


class Store:
    """Named tables of records and named counters.

    Only JSON types go in (amounts as text, dates as ISO text), so that a snapshot is exact and a file can hold it.
    """

    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self.counters: dict[str, int] = {}

    def table(self, name: str) -> Table:
        return self.tables.setdefault(name, {})

    def next_id(self, series: str, *, start: int = 1) -> int:
        number = self.counters.get(series, start)
        self.counters[series] = number + 1
        return number

    def clear(self) -> None:
        self.tables.clear()
        self.counters.clear()

    def snapshot(self) -> str:
        """The JSON text of everything."""
        return json.dumps({"tables": self.tables, "counters": self.counters}, ensure_ascii=False)

    def restore(self, snapshot: str) -> None:
        """Become exactly what the snapshot was taken of."""
        remembered = json.loads(snapshot)
        self.tables = remembered["tables"]
        self.counters = remembered["counters"]

    def save(self, path: Path) -> None:
        """Write everything to a file; the file is whole at every moment."""
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(self.snapshot(), encoding="utf-8")
        unfinished.replace(path)

    def load(self, path: Path) -> bool:
        """Read what an earlier run left; False when there was none."""
        if not path.exists():
            return False
        self.restore(path.read_text(encoding="utf-8"))
        return True
