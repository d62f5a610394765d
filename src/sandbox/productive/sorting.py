"""The order of a list: by `sort=a,-b`, and a place in that order that a cursor can hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, total_ordering
from typing import Any

from sandbox.productive.errors import Refused
from sandbox.productive.filters import Column, Looking, column_of
from sandbox.store import Record

ORDERS_REMEMBERED = 16


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """By these keys, then by id. Empty values come last (guess), equal ones by id (guess)."""

    keys: tuple[_Key, ...]
    # Whether each key is an attribute of the record itself, so that a cursor can be kept in it.
    is_plain: bool

    def sorted(self, records: Sequence[Record]) -> Sequence[Record]:
        """Records that stand by id, in the same order as by rank: a stable sort needs no rank of everything."""
        for key in reversed(self.keys):
            order = _order_of(key, tuple(key.column(records)))
            records = [records[place] for place in order]
        return records

    def place(self, record: Record) -> list[Any]:
        """Where a record stands, as plain JSON: its values of the keys, then its id."""
        return [*(key.column([record])[0] for key in self.keys), record["id"]]

    def rank(self, place: list[Any]) -> tuple[Any, ...]:
        """What places compare by."""
        ranks = (_rank(value, key) for value, key in zip(place, self.keys, strict=False))
        return (*ranks, int(place[-1]))


@dataclass(frozen=True, kw_only=True)
class _Key:
    column: Column
    comparable: Callable[[Any], Any]
    falls: bool


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
    form = "integer" if name == "id" else attributes.get(name, "")
    column = column_of(looking, name if name in attributes else f"!{name}", name)
    return _Key(column=column, comparable=COMPARABLE.get(form, _text), falls=key.startswith("-"))


def _order_of(key: _Key, values: tuple[Any, ...]) -> Sequence[int]:
    try:
        return _order_by(key.comparable, falls=key.falls, values=values)
    except TypeError:  # Custom fields, which are objects.
        return _order_by.__wrapped__(key.comparable, falls=key.falls, values=values)


@lru_cache(maxsize=ORDERS_REMEMBERED)
def _order_by(comparable: Callable[[Any], Any], *, falls: bool, values: tuple[Any, ...]) -> Sequence[int]:
    """The places of these values in their order; remembered, for a list is often read page by page."""
    ranks = [*map(comparable, values)]
    filled = [place for place, value in enumerate(values) if value is not None]
    filled.sort(key=ranks.__getitem__, reverse=falls)
    return (*filled, *(place for place, value in enumerate(values) if value is None))


def _rank(value: Any, key: _Key) -> tuple[bool, Any]:
    if value is None:
        return (True, 0)
    rank = key.comparable(value)
    return (False, _Falling(rank) if key.falls else rank)


def _number(value: Any) -> Any:
    """Whole numbers compare as they are; None, which is set apart, as anything."""
    return value if value is None or type(value) is int else Decimal(str(value))


def _text(value: Any) -> str:
    return str(value).casefold()


COMPARABLE: dict[str, Callable[[Any], Any]] = dict.fromkeys(("integer", "money", "decimal"), _number)


@total_ordering
@dataclass(frozen=True, eq=True)
class _Falling:
    """Compares the other way round."""

    rank: Any

    def __lt__(self, other: _Falling) -> bool:
        return bool(other.rank < self.rank)
