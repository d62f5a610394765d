"""Reading the plain fields that every JSON API writes alike; anything else is refused with what it is not."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Unreadable(ValueError):
    """An answer that is not what the remote writes in this place."""


def read_number(value: Any) -> Decimal:
    """A number, or a number written as text, as a finite decimal. Raises Unreadable."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise Unreadable("is no number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise Unreadable("is no number") from None
    if not number.is_finite():
        raise Unreadable("is no number")
    return number


def read_text(value: Any) -> str:
    """Text; null is "", and a whole number is its digits. Raises Unreadable."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unreadable("is no text")
    return str(value)


def read_date(value: Any) -> date:
    """A calendar date without a time zone, YYYY-MM-DD. Raises Unreadable."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
        raise Unreadable("is no date")
    return date.fromisoformat(value)


def read_date_or_none(value: Any) -> date | None:
    """A date; null or "" is none. Raises Unreadable."""
    return None if value in (None, "") else read_date(value)
