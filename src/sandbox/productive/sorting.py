"""The order of a list: by `sort=a,-b`, and a place in that order that a cursor can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import total_ordering
from typing import Any

from sandbox.productive.errors import Refused
from sandbox.productive.filters import Looking, looker
from sandbox.store import Record

NUMBERS = ("integer", "money", "decimal")


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """By these keys, then by id. Empty values come last (guess), equal ones by id (guess)."""

    keys: tuple[_Key, ...]
    # Whether each key is an attribute of the record itself, so that a cursor can be kept in it.
    is_plain: bool

    def sorted(self, records: list[Record]) -> list[Record]:
        """The same order as by rank, one key after the other: a stable sort needs no rank of everything."""
        ordered = sorted(records, key=lambda record: int(record["id"]))
        for key in reversed(self.keys):
            filled = [record for record in ordered if key.look(record) is not None]
            empty = [record for record in ordered if key.look(record) is None]
            ordered = sorted(filled, key=key.comparable, reverse=key.falls) + empty
        return ordered

    def place(self, record: Record) -> list[Any]:
        """Where a record stands, as plain JSON: its values of the keys, then its id."""
        return [*(key.look(record) for key in self.keys), record["id"]]

    def rank(self, place: list[Any]) -> tuple[Any, ...]:
        """What places compare by."""
        ranks = (_rank(value, key) for value, key in zip(place, self.keys, strict=False))
        return (*ranks, int(place[-1]))


@dataclass(frozen=True, kw_only=True)
class _Key:
    look: Callable[[Record], Any]
    is_number: bool
    falls: bool

    def comparable(self, record: Record) -> Any:
        return _comparable(self.look(record), is_number=self.is_number)


def ordering_of(sort: str, looking: Looking, *, unasked: str = "") -> Ordering:
    """What `sort` asks for, an unknown key is refused; else by `unasked`, if the list has an order of its own."""
    names = sort.split(",") if sort else []
    for name in names:
        if name.removeprefix("-") not in looking.resource.sorts:
            raise Refused("unsupported_sort", name.removeprefix("-"))
    plain = {name.removeprefix("-") for name in names} <= {*looking.resource.attributes, "id"}
    keys = names or ([unasked] if unasked else [])
    return Ordering(keys=tuple(_key(key, looking) for key in keys), is_plain=plain)


def _key(key: str, looking: Looking) -> _Key:
    name = key.removeprefix("-")
    attributes = looking.resource.attributes
    is_number = name == "id" or attributes.get(name) in NUMBERS
    look = looker(looking, name if name in attributes else f"!{name}", name)
    return _Key(look=look, is_number=is_number, falls=key.startswith("-"))


def _rank(value: Any, key: _Key) -> tuple[bool, Any]:
    if value is None:
        return (True, 0)
    rank = _comparable(value, is_number=key.is_number)
    return (False, _Falling(rank) if key.falls else rank)


def _comparable(value: Any, *, is_number: bool) -> Any:
    return Decimal(str(value)) if is_number else str(value).casefold()


@total_ordering
@dataclass(frozen=True, eq=True)
class _Falling:
    """Compares the other way round."""

    rank: Any

    def __lt__(self, other: _Falling) -> bool:
        return bool(other.rank < self.rank)
