"""What a field of Fortnox takes and gives: its kind, its blank, its length, and whether it may be written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from sandbox.fortnox import characters, errors, wire
from sandbox.fortnox.errors import Refused

CLEARED = "API_BLANK"
TEXT_CHARACTERS_MAX = 1024
SHOWN_AS_STORED = frozenset({"text", "integer", "boolean", "date", "list"})
NUMBER_MAX = Decimal(10) ** 15  # -99999999999999.9 was taken (recorded 2024); where it ends is a guess.


@dataclass(frozen=True, kw_only=True, eq=False)  # Each is itself: tables of them are looked up by it, and often.
class Field:
    """One field of a record.

    `kind` is text, number, integer, boolean, date, quantity (a number shown as text), part (an object of `parts`),
    or list (read elsewhere). `blank` is its value when nothing was said.
    """

    name: str
    kind: str = "text"
    blank: Any = ""
    writable: bool = True
    length: int = TEXT_CHARACTERS_MAX
    choices: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()


def read(body: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """The values of a request, checked; fields that say nothing are left out.

    An empty text says nothing: a PUT keeps the old value (recorded 2019 to 2024), a POST takes the default. Null and
    "API_BLANK" clear (recorded 2026-08-03; notes).
    """
    known = {field.name: field for field in fields}
    values: dict[str, Any] = {}
    for name, value in body.items():
        field = known.get(name)
        if field is None:
            raise Refused(errors.unknown_field(name))
        if not field.writable:
            raise Refused(errors.read_only(name))
        if value is None or value == CLEARED:
            values[name] = blanks([field])[name]
        elif value != "":
            values[name] = _value(field, value)
    return values


def blanks(fields: Iterable[Field]) -> dict[str, Any]:
    """A record in which nothing was said; parts are fresh each time."""
    return {field.name: blanks(field.parts) if field.kind == "part" else field.blank for field in fields}


def shown(record: Mapping[str, Any], fields: Iterable[Field]) -> dict[str, Any]:
    """A record as Fortnox shows it: stored amounts become JSON numbers, quantities texts."""
    names, converted = _shape(tuple(fields))
    told = {name: record[name] for name in names}
    for field in converted:
        told[field.name] = _shown(field, told[field.name])
    return told


@lru_cache
def _shape(fields: tuple[Field, ...]) -> tuple[tuple[str, ...], tuple[Field, ...]]:
    """The names of a table of fields, and those that are not shown as they are stored: looked up for every record."""
    return tuple(field.name for field in fields), tuple(one for one in fields if one.kind not in SHOWN_AS_STORED)


def day(text: str) -> str:
    """A date as Fortnox writes it, YYYY-MM-DD and no other way (docs; the refusal's code is a guess)."""
    try:
        read_as = date.fromisoformat(text).isoformat()
    except ValueError as wrong:
        raise Refused(errors.GUESSES["date_malformed"]) from wrong
    if read_as != text:
        raise Refused(errors.GUESSES["date_malformed"])
    return text


def days_after(start: date, days: int) -> str:
    """The day so many days later; the calendar ends in 9999."""
    try:
        return (start + timedelta(days=days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def decimal(value: Any) -> Decimal:
    """An amount of the store."""
    return Decimal(str(value))


def _shown(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "part":
        return shown(value, field.parts)
    if field.kind == "number":
        return wire.number(value)
    return wire.text(value) if field.kind == "quantity" else value


def _value(field: Field, value: Any) -> Any:
    readers = {
        "text": _text,
        "number": _number,
        "quantity": _number,
        "integer": _integer,
        "boolean": _boolean,
        "date": _date,
        "part": _part,
        "list": _list,
    }
    return readers[field.kind](field, value)


def _text(field: Field, value: Any) -> str:
    if isinstance(value, (dict, list, bool)):
        raise Refused(errors.WRONG_SHAPE)
    text = str(value)
    if field.choices and text not in field.choices:
        raise Refused(errors.WRONG_CUSTOMER_TYPE if field.name == "Type" else errors.GUESSES["choice_unknown"])
    if len(text) > field.length:
        raise Refused(errors.too_long(field.name))
    if not characters.are_allowed(text):
        raise Refused(errors.forbidden_characters(field.name))
    return text


def _number(field: Field, value: Any) -> str:
    """The digits of a number; a text of digits is taken too, as PHP would (a guess)."""
    if isinstance(value, (dict, list)):
        raise Refused(errors.WRONG_SHAPE)
    try:
        amount = Decimal(str(value))
    except InvalidOperation as wrong:
        raise Refused(errors.not_a_number(field.name)) from wrong
    if isinstance(value, bool) or not amount.is_finite():
        raise Refused(errors.not_a_number(field.name))
    if abs(amount) >= NUMBER_MAX:
        raise Refused(errors.GUESSES["number_too_large"])
    return str(amount)


def _integer(field: Field, value: Any) -> int:
    amount = Decimal(_number(field, value))
    if amount != amount.to_integral_value():
        raise Refused(errors.not_a_number(field.name))
    return int(amount)


def _boolean(field: Field, value: Any) -> bool:
    if value in ("true", "false"):
        return bool(value == "true")
    if not isinstance(value, bool):
        raise Refused(errors.not_a_boolean(field.name))
    return value


def _date(_field: Field, value: Any) -> str:
    return day(str(value))


def _part(field: Field, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(errors.WRONG_SHAPE)
    return read(value, field.parts)


def _list(_field: Field, value: Any) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Refused(errors.WRONG_SHAPE)
    return value
