"""Forms of values: how an attribute is read from a request, kept in the store, and put on the wire."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.productive.errors import invalid
from sandbox.productive.visit import Visit, stored_moment

VALUES_REMEMBERED = 50_000
DECIMAL_DIGITS_MAX, EXPONENT_MAX = 20, 15
CURRENCY = re.compile(r"[A-Z]{3}")


# Not told as they are stored: see `on_wire`.
TOLD_OTHERWISE = frozenset({"decimal", "datetime", "address"})


def read(form: str, value: Any, *, field: str, fraction: str = "refused") -> Any:
    """The value to store; refused as Productive's 422 where it cannot be one of its form (which values: guess).

    Money is minor units (1/100). What becomes of a fraction of one is not known: refused, rounded half up, or kept.
    """
    if value is None or form == "json":
        return value
    if form == "money" and fraction == "rounded":
        return int(_number(value, field).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if form == "money" and fraction == "kept":
        number = _number(value, field)
        return int(number) if number == number.to_integral_value() else float(number)
    return READERS[form](value, field)


def on_wire(form: str, value: Any, visit: Visit) -> Any:
    """As recorded: decimals are text with at least one decimal, moments carry the organisation's offset."""
    if value is None:
        return None
    if form == "decimal":
        return decimal_on_wire(value)
    if form == "datetime":
        return moment_on_wire(value, visit.zone)
    if form == "address":
        return f"{visit.address}{value}"
    return value


@lru_cache(maxsize=VALUES_REMEMBERED, typed=True)
def decimal_on_wire(value: Any) -> str:
    return decimal_text(Decimal(value))


@lru_cache(maxsize=VALUES_REMEMBERED)
def moment_on_wire(text: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(text).astimezone(zone).isoformat(timespec="milliseconds")


def decimal_text(number: Decimal) -> str:
    """ "3.0", "25.0", "1.125": never an exponent, never a bare integer (recorded)."""
    text = format(number.normalize(), "f")
    return text if "." in text else f"{text}.0"


def _text(value: Any, field: str) -> str:
    if isinstance(value, (str, int)) and not isinstance(value, bool):
        return str(value)
    raise invalid(field, "is invalid")


def _currency(value: Any, field: str) -> str:
    if isinstance(value, str) and CURRENCY.fullmatch(value):
        return value
    raise invalid(field, "is not included in the list")


def _boolean(value: Any, field: str) -> bool:
    if isinstance(value, bool):
        return value
    raise invalid(field, "is invalid")


def _integer(value: Any, field: str) -> int:
    number = _number(value, field)
    if number != number.to_integral_value():
        raise invalid(field, "must be an integer")
    return int(number)


def _decimal(value: Any, field: str) -> str:
    return decimal_text(_number(value, field))


def _date(value: Any, field: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise invalid(field, "is not a valid date") from None


def _number(value: Any, field: str) -> Decimal:
    """An integer, a number, or text of either ("5000", "5000.0": recorded for money)."""
    try:
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise invalid(field, "is not a number")
        number = Decimal(str(value))
    except InvalidOperation:
        raise invalid(field, "is not a number") from None
    if not number.is_finite() or len(number.as_tuple().digits) > DECIMAL_DIGITS_MAX or number.adjusted() > EXPONENT_MAX:
        raise invalid(field, "is not a number")
    return number


def _moment(value: Any, field: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise invalid(field, "is not a valid datetime") from None
    return stored_moment(moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC))


def _list(value: Any, field: str) -> list[Any]:
    if isinstance(value, list):
        return value
    raise invalid(field, "is invalid")


def _object(value: Any, field: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise invalid(field, "is invalid")


READERS: dict[str, Callable[[Any, str], Any]] = {
    "text": _text,
    "currency": _currency,
    "boolean": _boolean,
    "integer": _integer,
    "money": _integer,
    "decimal": _decimal,
    "date": _date,
    "datetime": _moment,
    "list": _list,
    "object": _object,
    "address": _text,
}
