"""Forms of values: how an attribute is read from a request, kept in the store, and put on the wire."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.productive.errors import invalid

DECIMAL_DIGITS_MAX, EXPONENT_MAX = 20, 15
CURRENCY = re.compile(r"[A-Z]{3}")


def read(form: str, value: Any, *, field: str) -> Any:
    """The value to store; refused as Productive's 422 where it cannot be one of its form (which values: guess)."""
    if value is None or form in {"json", "list", "object"}:
        return value
    return READERS[form](value, field)


def on_wire(form: str, value: Any, zone: ZoneInfo) -> Any:
    """As recorded: decimals are text with at least one decimal, moments carry the organisation's offset."""
    if value is None:
        return None
    if form == "decimal":
        return decimal_text(Decimal(value))
    if form == "datetime":
        return datetime.fromisoformat(value).astimezone(zone).isoformat(timespec="milliseconds")
    return value


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


# Money is minor units (1/100); a fraction of one is refused, because nobody knows what Productive does with it.
READERS = {
    "text": _text,
    "currency": _currency,
    "boolean": _boolean,
    "integer": _integer,
    "money": _integer,
    "decimal": _decimal,
    "date": _date,
}
