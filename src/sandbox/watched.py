"""Dictionaries and lists that tell which record was changed, so that only what was changed is written down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sandbox.tables import VersionedTable

Place = tuple[str, str]  # A table and a key in it.
Changes = dict[Place, None]  # In the order in which they happened.

DICT_CHANGES = ("__setitem__", "__delitem__", "__ior__", "clear", "pop", "popitem", "setdefault", "update")
LIST_CHANGES = (
    "__setitem__", "__delitem__", "__iadd__", "__imul__", "append", "clear", "extend", "insert", "pop", "remove",
    "reverse", "sort",
)  # fmt: skip


class WatchedDict(dict[str, Any]):
    """A record, or a part of one."""

    __slots__ = ("changes", "place")

    def __init__(self, content: Iterable[tuple[str, Any]], changes: Changes, place: Place) -> None:
        super().__init__(content)
        self.changes = changes
        self.place = place

    def __reduce__(self) -> Any:
        """A copy is a plain dictionary: nobody watches it."""
        return dict, (dict(self),)


class WatchedList(list[Any]):
    """A list within a record."""

    __slots__ = ("changes", "place")

    def __init__(self, content: Iterable[Any], changes: Changes, place: Place) -> None:
        super().__init__(content)
        self.changes = changes
        self.place = place

    def __reduce__(self) -> Any:
        return list, (list(self),)


class WatchedTable(VersionedTable):
    """A table; it tells which of its records were put in, replaced or taken out."""

    __slots__ = ("changes", "name")

    def __init__(self, name: str, changes: Changes, content: Mapping[str, Any] | None = None) -> None:
        super().__init__(content)
        self.name = name
        self.changes = changes

    def __setitem__(self, key: str, record: dict[str, Any]) -> None:
        self.changes[self.name, key] = None
        super().__setitem__(key, record)

    def __delitem__(self, key: str) -> None:
        self.changes[self.name, key] = None
        super().__delitem__(key)

    def setdefault(self, key: str, record: Any = None) -> Any:
        self.changes[self.name, key] = None
        return super().setdefault(key, record)

    def pop(self, key: str, *default: Any) -> Any:
        self.changes[self.name, key] = None
        return super().pop(key, *default)

    def popitem(self) -> tuple[str, dict[str, Any]]:
        key, record = super().popitem()
        self.changes[self.name, key] = None
        return key, record

    def clear(self) -> None:
        self.changes.update(dict.fromkeys((self.name, key) for key in self))
        super().clear()

    def update(self, *others: Any, **more: Any) -> None:
        for key, record in dict(*others, **more).items():
            self[key] = record


def watched(value: Any, changes: Changes, place: Place) -> Any:
    """The same value, watched; what is watched at this place already stays the object that it is."""
    if isinstance(value, dict):
        if isinstance(value, WatchedDict) and value.place == place:
            for name, part in value.items():
                if isinstance(part, (dict, list)):
                    dict.__setitem__(value, name, watched(part, changes, place))
            return value
        return WatchedDict([(name, watched(part, changes, place)) for name, part in value.items()], changes, place)
    if isinstance(value, list):
        if isinstance(value, WatchedList) and value.place == place:
            for at, part in enumerate(value):
                if isinstance(part, (dict, list)):
                    list.__setitem__(value, at, watched(part, changes, place))
            return value
        return WatchedList([watched(part, changes, place) for part in value], changes, place)
    return value


def _telling(plain: Callable[..., Any]) -> Callable[..., Any]:
    def changing(self: WatchedDict | WatchedList, *given: Any, **named: Any) -> Any:
        self.changes[self.place] = None
        return plain(self, *given, **named)

    return changing


for _name in DICT_CHANGES:
    setattr(WatchedDict, _name, _telling(getattr(dict, _name)))
for _name in LIST_CHANGES:
    setattr(WatchedList, _name, _telling(getattr(list, _name)))
