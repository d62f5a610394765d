"""Everything the sandbox remembers, as tables of plain JSON."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sandbox import collector
from sandbox.journal import Journal
from sandbox.tables import Record, Table, VersionedTable
from sandbox.watched import Changes, WatchedTable, watched

__all__ = ["Record", "Store", "Table"]


class Store:
    """Named tables of records and named counters.

    Only JSON types go in (amounts as text, dates as ISO text), so that a snapshot is exact and a file can hold it.
    A table knows when a record was put in or taken out; kept on disk, the records are watched too, so that a request
    costs what it changed and not what there is.
    """

    def __init__(self) -> None:
        self.tables: dict[str, Table] = {}
        self.counters: dict[str, int] = {}
        self._journal: Journal | None = None
        self._changes: Changes = {}
        self._all_is_new = True

    def table(self, name: str) -> Table:
        found = self.tables.get(name)
        if found is None:
            found = self.tables[name] = self._new_table(name)
        return found

    def next_id(self, series: str, *, start: int = 1) -> int:
        number = self.counters.get(series, start)
        self.counters[series] = number + 1
        return number

    def clear(self) -> None:
        self.tables.clear()
        self.counters.clear()
        self._all_is_new = True

    def snapshot(self) -> str:
        """The JSON text of everything."""
        return json.dumps(self._state(), ensure_ascii=False)

    def restore(self, snapshot: str) -> None:
        """Become exactly what the snapshot was taken of."""
        self._become(json.loads(snapshot))

    def keep_at(self, path: Path) -> bool:
        """Keep everything at a path from now on, beginning with what an earlier run left; False when there was none."""
        self._journal = Journal(path)
        with collector.put_off():
            left = self._journal.read()
        if left is not None:
            self._become(left)
        return left is not None

    def save(self) -> None:
        """Write everything down anew, where the store is kept."""
        if self._journal is None:
            return
        with collector.put_off():
            for name in list(self.tables):
                self._watch_table(name)
            self._journal.replace(self._state())
        self._changes.clear()
        self._all_is_new = False

    def has_news(self, *, besides: Collection[str]) -> bool:
        """Whether anything was changed in a table that is not among these; only a store that is kept can tell."""
        return any(name not in besides for name, _ in self._changes)

    def commit(self) -> None:
        """Write down what has changed since the last time, where the store is kept."""
        if self._journal is None:
            return
        if self._all_is_new or not self._is_watched() or not self._journal.add(self._state(), self._changes):
            self.save()
        else:
            self._watch_changed()

    def _state(self) -> dict[str, Any]:
        return {"tables": {name: table for name, table in self.tables.items() if table}, "counters": self.counters}

    def _become(self, state: dict[str, Any]) -> None:
        self.tables = {name: VersionedTable(table) for name, table in state["tables"].items()}
        self.counters = state["counters"]
        self._all_is_new = True

    def _new_table(self, name: str) -> Table:
        return VersionedTable() if self._journal is None else WatchedTable(name, self._changes)

    def _is_watched(self) -> bool:
        """Whether nobody has put a plain table in the place of a watched one."""
        return all(isinstance(table, WatchedTable) for table in self.tables.values())

    def _watch_table(self, name: str) -> None:
        """Watch a table and every record in it."""
        if not isinstance(self.tables[name], WatchedTable):
            self.tables[name] = WatchedTable(name, self._changes, self.tables[name])
        for key in self.tables[name]:
            self._watch(name, key)

    def _watch_changed(self) -> None:
        """What a request put in is plain; watch it, so that the next request may change it in place."""
        changed = list(self._changes)
        self._changes.clear()
        for name, key in changed:
            if key in self.tables.get(name, {}):
                self._watch(name, key)

    def _watch(self, name: str, key: str) -> None:
        table = self.tables[name]
        dict.__setitem__(table, key, watched(table[key], self._changes, (name, key)))
