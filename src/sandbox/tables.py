"""Tables of records that know when a record was put in, replaced or taken out, and can be read in an order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self, TypeVar, overload

Record = dict[str, Any]
Table = dict[str, Record]
Made = TypeVar("Made")


class VersionedTable(dict[str, Record]):
    """A table whose `version` moves with its keys. What is changed inside a record does not move it."""

    __slots__ = ("made", "version")

    def __init__(self, content: Mapping[str, Record] | None = None) -> None:
        super().__init__(content or {})
        self.version = 0
        # What was made of the keys, and of which version: see `remembered`.
        self.made: dict[str, tuple[int, Any]] = {}

    def __reduce__(self) -> Any:
        """A copy is a plain dictionary."""
        return dict, (dict(self),)

    def __setitem__(self, key: str, record: Record) -> None:
        self.version += 1
        super().__setitem__(key, record)

    def __delitem__(self, key: str) -> None:
        self.version += 1
        super().__delitem__(key)

    def setdefault(self, key: str, record: Any = None) -> Any:
        self.version += 1
        return super().setdefault(key, record)

    def pop(self, key: str, *default: Any) -> Any:
        self.version += 1
        return super().pop(key, *default)

    def popitem(self) -> tuple[str, Record]:
        self.version += 1
        return super().popitem()

    def clear(self) -> None:
        self.version += 1
        super().clear()

    def update(self, *others: Any, **more: Any) -> None:
        self.version += 1
        super().update(*others, **more)

    def __ior__(self, other: Any) -> Self:  # type: ignore[override, misc]
        self.update(other)
        return self


def remembered(table: Table, name: str, make: Callable[[], Made]) -> Made:
    """What `make` makes of the keys of a table, and of what never changes in its records; made anew when they moved.

    A plain dictionary (a copy, or one that a test put there) knows no versions: for it, it is made each time.
    """
    if not isinstance(table, VersionedTable):
        return make()
    version, made = table.made.get(name, (-1, None))
    if version != table.version:
        version, made = table.made[name] = (table.version, make())
    return made  # type: ignore[no-any-return]  # Of the same name, so made by the same maker.


class Rows(Sequence[Record]):
    """The records under these keys, in this order; none is fetched before it is asked for."""

    def __init__(self, table: Table, keys: Sequence[str]) -> None:
        self._table = table
        self._keys = keys

    def __len__(self) -> int:
        return len(self._keys)

    @overload
    def __getitem__(self, place: int) -> Record: ...

    @overload
    def __getitem__(self, place: slice) -> list[Record]: ...

    def __getitem__(self, place: int | slice) -> Record | list[Record]:
        if isinstance(place, slice):
            return [self._table[key] for key in self._keys[place]]
        return self._table[self._keys[place]]

    def __iter__(self) -> Iterator[Record]:
        return map(self._table.__getitem__, self._keys)
