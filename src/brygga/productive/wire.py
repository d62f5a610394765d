"""How Productive writes values in JSON: ids and decimals as text, money as integers in minor units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from brygga.remote.fields import Unreadable, read_date, read_date_or_none, read_number, read_text

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,18}")


def read_minor_units(value: Any) -> int:
    """Money: an integer in minor units, also when it is written as text.

    Integers are recorded for line items and payments; nobody has shown a whole invoice. A fraction, even ".00", is
    refused: the specification's examples write "12500.00" for whole units, and a factor of 100 must not be guessed.
    """
    if isinstance(value, bool) or not isinstance(value, int | str) or not WHOLE_NUMBER.fullmatch(str(value)):
        raise Unreadable("is no amount in minor units")
    return int(value)


def read_decimal_or_none(value: Any) -> Decimal | None:
    """A decimal, or null."""
    return None if value in (None, "") else read_number(value)


def read_text_or_none(value: Any) -> str | None:
    """Text, or null; an empty text is nothing too."""
    return read_text(value) or None


def read_moment_or_none(value: Any) -> datetime | None:
    """A moment with the organisation's offset, as in 2026-03-14T05:06:32.193+01:00, or null."""
    if value in (None, ""):
        return None
    moment = value if isinstance(value, datetime) else _parsed(value)
    if moment.tzinfo is None:
        raise Unreadable("is a moment without an offset")
    return moment


def _parsed(value: Any) -> datetime:
    if not isinstance(value, str):
        raise Unreadable("is no moment")
    return datetime.fromisoformat(value)


def read_custom_fields(value: Any) -> dict[str, str]:
    """A map from a field's id to its value, or null; lists and objects are left out, which nothing of ours reads."""
    if not isinstance(value, Mapping):
        return {}
    return {str(key): str(each) for key, each in value.items() if isinstance(each, str | int | float)}


MinorUnits = Annotated[int, BeforeValidator(read_minor_units)]
Percent = Annotated[Decimal, BeforeValidator(read_number)]
Quantity = Annotated[Decimal, BeforeValidator(read_number)]
PercentOrNone = Annotated[Decimal | None, BeforeValidator(read_decimal_or_none)]
CustomFields = Annotated[Mapping[str, str], BeforeValidator(read_custom_fields)]
Text = Annotated[str, BeforeValidator(read_text)]
TextOrNone = Annotated[str | None, BeforeValidator(read_text_or_none)]
Day = Annotated[date, BeforeValidator(read_date)]
DayOrNone = Annotated[date | None, BeforeValidator(read_date_or_none)]
MomentOrNone = Annotated[datetime | None, BeforeValidator(read_moment_or_none)]
