"""What nobody knows of the two remotes, as tests turn it: one position at a time, or every two of them together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from itertools import combinations, product
from types import ModuleType
from typing import Any

import pytest

from sandbox.fortnox import switches as fortnox
from sandbox.productive import switches as productive
from sandbox.store import Store, Table

Turned = tuple[ModuleType, str, Any]


def positions(remote: ModuleType, name: str) -> tuple[Any, ...]:
    """Every position of a switch that is worth trying, the default first."""
    if remote is productive:
        return productive.SWITCHES[name].positions
    default = fortnox.DEFAULTS[name]
    found = fortnox.POSITIONS.get(name) or fortnox.SAMPLES[name]
    return (default, *(each for each in found if each != default))


def turn(store: Store, turned: Iterable[Turned]) -> None:
    for remote, name, position in turned:
        remote.turn(store, name, to=position)


def one_by_one(in_fortnox: Collection[str], in_productive: Collection[str], *, alone: Collection[str]) -> list[Any]:
    """The defaults; each other position of what is turned alone; and all the rest at once, as one test each."""
    names = [*((fortnox, each) for each in sorted(in_fortnox)), *((productive, each) for each in sorted(in_productive))]
    told = [(remote, name, each) for remote, name in names for each in positions(remote, name)[1:]]
    first, others = {each[1]: each for each in reversed(told)}, [each for each in told if each[1] not in alone]
    together = [[each for each in others if (each == first[each[1]]) is is_first] for is_first in (True, False)]
    return [
        pytest.param([], id="as by default"),
        *(pytest.param([each], id=f"{each[1]} {each[2]}") for each in told if each[1] in alone),
        *(pytest.param(each, id=f"everything else, {place}") for place, each in enumerate(together, start=1)),
    ]


def pairwise(factors: Mapping[str, Sequence[Any]]) -> list[dict[str, Any]]:
    """Rows with one position of every factor, such that any two positions of any two factors meet in some row."""
    order = sorted(factors, key=lambda each: -len(factors[each]))  # Those with many positions first: fewer rows.
    missing = dict.fromkeys(
        ((one, first), (other, second))
        for one, other in combinations(order, 2)
        for first, second in product(factors[one], factors[other])
    )
    rows = []
    while missing:
        row: dict[str, Any] = dict(next(iter(missing)))
        for name in order:
            if name not in row:
                row[name] = max(factors[name], key=partial(_meets, row, name, order, missing))
        rows.append({name: row[name] for name in order})
        for pair in combinations(rows[-1].items(), 2):
            missing.pop(pair, None)
    return rows


def _meets(row: Mapping[str, Any], name: str, order: Sequence[str], missing: Collection[Any], position: Any) -> int:
    """How many positions of the row would meet this one of `name` for the first time."""
    place = order.index(name)
    pairs = (
        ((other, met), (name, position)) if order.index(other) < place else ((name, position), (other, met))
        for other, met in row.items()
    )
    return sum(pair in missing for pair in pairs)


class Asked(dict[str, Any]):
    """Switches that remember which of them were asked for."""

    def __init__(self, switches: Table) -> None:
        super().__init__(switches)
        self.names: set[str] = set()

    @classmethod
    def both(cls, store: Store) -> tuple[Asked, Asked]:
        """Those of Fortnox and those of Productive, from now on."""
        found = cls(store.table(fortnox.TABLE)), cls(store.table(productive.TABLE))
        store.tables |= dict(zip((fortnox.TABLE, productive.TABLE), found, strict=True))
        return found

    def __contains__(self, key: object) -> bool:
        self.names.add(str(key).rpartition(".")[2])
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)
