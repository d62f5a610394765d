"""How records look on the wire, as JSON text; what was shown before is remembered.

A text is remembered by all that it is made of (each value with its type), so that a record may be changed under it in
any way, and by anybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import escape

from sandbox.productive import forms, switches
from sandbox.productive.resources import RESOURCES
from sandbox.productive.visit import Visit
from sandbox.store import Record

TEXTS_REMEMBERED = 10_000
SHAPES_REMEMBERED = 500
NESTED = ("list", "object", "json")

encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# What a relationship says that was not asked for (recorded).
NOT_INCLUDED = encoded({"meta": {"included": False}})

Fields = frozenset[str]
# Of each relationship that was asked for: the id at its other end, or all of them.
Linked = tuple[tuple[str, str | tuple[str, ...] | None], ...]


@dataclass(frozen=True, eq=False)  # Each is itself: what is remembered is looked up by it.
class Shape:
    """The attributes of one kind as one caller sees them: their names, and what is not told as it is stored."""

    kind: str
    names: tuple[str, ...]
    nested: tuple[int, ...]
    told: tuple[tuple[int, Callable[[Any], Any]], ...]


def shape_for(visit: Visit, kind: str, wanted: Fields | None) -> Shape:
    """The shape of a kind for this visit; `wanted` are the fields asked for, None for all."""
    amounts = kind == "invoices" and switches.read(visit.store, "invoice_amounts") == "text"
    html = kind == "line_items" and switches.read(visit.store, "description_form") == "html"
    turned = ("amounts",) * amounts + ("html",) * html
    return _shape(kind, wanted, visit.zone, visit.address, turned)


def attributes(shape: Shape, record: Record) -> str:
    """The JSON text of the attributes of a record."""
    values = [*map(record["attributes"].get, shape.names)]
    for place in shape.nested:
        values[place] = encoded(values[place]) if values[place] else _empty(values[place])
    return _attributes(shape, *values)


@lru_cache(maxsize=TEXTS_REMEMBERED)
def relationships(kind: str, wanted: Fields | None, organization: str, linked: Linked) -> str:
    """The JSON text of all relationships. Every key is there; what was not asked for says so (recorded)."""
    known = dict(linked)
    parts = []
    for name, relationship in RESOURCES[kind].relationships.items():
        if wanted is not None and name not in wanted:
            continue
        if name == "organization":
            said = encoded({"data": {"type": "organizations", "id": organization}})
        elif name in known:
            said = encoded({"data": _linked(relationship.target, known[name])})
        else:
            said = NOT_INCLUDED
        parts.append(f'"{name}":{said}')
    return f"{{{','.join(parts)}}}"


@lru_cache(maxsize=SHAPES_REMEMBERED)
def _shape(kind: str, wanted: Fields | None, zone: ZoneInfo, address: str, turned: tuple[str, ...]) -> Shape:
    every = {name: form for name, form in RESOURCES[kind].attributes.items() if wanted is None or name in wanted}
    ways: dict[str, Callable[[Any], Any]] = {
        "decimal": forms.decimal_on_wire,
        "datetime": lambda value: forms.moment_on_wire(value, zone),
        "address": lambda value: f"{address}{value}",
    }
    told = [(place, ways[form]) for place, form in enumerate(every.values()) if form in ways]
    for place, name in enumerate(every):
        if "amounts" in turned and name.startswith("amount"):
            told.append((place, str))
        if "html" in turned and name == "description":
            told.append((place, _as_html))
    nested = tuple(place for place, form in enumerate(every.values()) if form in NESTED)
    return Shape(kind, tuple(every), nested, tuple(told))


@lru_cache(maxsize=TEXTS_REMEMBERED, typed=True)
def _attributes(shape: Shape, *values: Any) -> str:
    shown = list(values)
    for place, tell in shape.told:
        if shown[place] is not None:
            shown[place] = tell(shown[place])
    is_nested = frozenset(shape.nested)
    parts = (
        f'"{name}":{value if place in is_nested else encoded(value)}'
        for place, (name, value) in enumerate(zip(shape.names, shown, strict=True))
    )
    return f"{{{','.join(parts)}}}"


def _empty(value: Any) -> str:
    """Of what is mostly empty."""
    return "null" if value is None else "[]" if value == [] else encoded(value)


def _as_html(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else text


def _linked(target: str, linked: str | Sequence[str] | None) -> Any:
    if linked is None:
        return None
    if isinstance(linked, str):
        return {"type": target, "id": linked}
    return [{"type": target, "id": identity} for identity in linked]
