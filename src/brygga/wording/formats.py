"""How money, quantities, dates and moments are written: never shortened, and as each language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import get_currency_precision
from django.utils import timezone, translation

MINUS = "−"
NO_BREAK = "\N{NO-BREAK SPACE}"
DECIMALS_MIN = 2


def money(units: Decimal, currency: str) -> str:
    """`SEK 12,500.00` and `12 500,00 kr`; every decimal that is there."""
    digits = _grouped(abs(units), max(get_currency_precision(currency), _decimals(units)))
    sign = MINUS if units < 0 else ""
    if is_swedish():
        return f"{sign}{digits}{NO_BREAK}{'kr' if currency == 'SEK' else currency}"
    return f"{sign}{currency}{NO_BREAK}{digits}"


def amount(units: Decimal) -> str:
    """`12,500.00` and `12 500,00`: where the currency is said beside it, or not known."""
    return f"{MINUS if units < 0 else ''}{_grouped(abs(units), max(DECIMALS_MIN, _decimals(units)))}"


def quantity(number: Decimal) -> str:
    """`42.5` and `42,5`: every decimal that is there, and none that is not."""
    return f"{MINUS if number < 0 else ''}{_grouped(abs(number), _decimals(number))}"


def percent(number: Decimal) -> str:
    """`25 %`, in both languages with a space that does not break."""
    return f"{quantity(number)}{NO_BREAK}%"


def day(value: date) -> str:
    """`2 Nov 2026` and `2026-11-02`."""
    if is_swedish():
        return value.isoformat()
    return format_date(value, "d MMM y", locale="en").replace(" ", NO_BREAK)


def moment(value: datetime) -> str:
    """`2 Nov 2026, 09:32` and `2026-11-02 09:32`, in the time of the ledger, Stockholm's."""
    local = timezone.localtime(value)
    return f"{day(local.date())}{' ' if is_swedish() else ', '}{local:%H:%M}"


def duration(seconds: int) -> str:
    """`45 s`, `3 min`, `24 h`: symbols that both languages share, rounded up to the whole unit."""
    if seconds < 60:
        return f"{seconds}{NO_BREAK}s"
    if seconds < 3600:
        return f"{-(-seconds // 60)}{NO_BREAK}min"
    return f"{-(-seconds // 3600)}{NO_BREAK}h"


def country(code: str) -> str:
    """`Norway` and `Norge`; a code that nobody knows stays as it is."""
    return str(Locale("sv" if is_swedish() else "en").territories.get(code, code))


def is_swedish() -> bool:
    return (translation.get_language() or "").startswith("sv")


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _grouped(number: Decimal, decimals: int) -> str:
    digits = f"{number:,.{decimals}f}"
    if is_swedish():
        return digits.replace(",", NO_BREAK).replace(".", ",")
    return digits
