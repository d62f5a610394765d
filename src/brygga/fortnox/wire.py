"""How Fortnox writes values in JSON: the forms drifted from 2016 to 2026, and each form seen is read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from brygga.remote.fields import Unreadable, read_date, read_date_or_none, read_number, read_text

# What 64-bit floating point keeps exactly, and so what survives any reader of JSON.
number_digits_max = 15


def read_number_or_nothing(value: Any) -> Decimal:
    """A number, also as text: quantities are text, prices numbers, and both have changed places.

    null and empty text are 0, as text rows have them.

    "API_NORIGHT" stands where the person who consented may not see a figure (asserted by the vendor's SDK): refused.
    """
    return Decimal(0) if value in (None, "") else read_number(value)


def read_account(value: Any) -> int:
    """An account number; null, "" and 0 are 0, which is no account."""
    number = read_number_or_nothing(value)
    if number != number.to_integral_value():
        raise Unreadable("is no account number")
    return int(number)


def read_identity(value: Any) -> str:
    """A number or name that something is known by: text that is not empty. May exceed 32 bits (asserted by the SDK)."""
    text = read_text(value)
    if not text:
        raise Unreadable("is empty")
    return text


def read_flag(value: Any) -> bool:
    """A boolean, or the text "true" or "false" as `Credit` has it (recorded 2016 to 2026)."""
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise Unreadable("is neither true nor false")


def read_inside(body: Any, wrapper: str) -> Mapping[str, Any]:
    """The fields of the single entity inside its wrapper."""
    if not isinstance(body, Mapping) or not isinstance(body.get(wrapper), Mapping):
        raise Unreadable(f"{wrapper} is missing.")
    fields: Mapping[str, Any] = body[wrapper]
    return fields


def write_number(value: Decimal) -> int | float:
    """A decimal as a JSON number that reads back as exactly this decimal. Raises ValueError where none does."""
    if value == value.to_integral_value() and abs(value) < 10**number_digits_max:
        return int(value)
    number = float(value)
    if Decimal(repr(number)) != value:
        raise ValueError(f"{value} has too many digits for a JSON number.")
    return number


Number = Annotated[Decimal, BeforeValidator(read_number)]
NumberOrNothing = Annotated[Decimal, BeforeValidator(read_number_or_nothing)]
Text = Annotated[str, BeforeValidator(read_text)]
Identity = Annotated[str, BeforeValidator(read_identity)]
Day = Annotated[date, BeforeValidator(read_date)]
DayOrNone = Annotated[date | None, BeforeValidator(read_date_or_none)]
Flag = Annotated[bool, BeforeValidator(read_flag)]
AccountNumber = Annotated[int, BeforeValidator(read_account)]
