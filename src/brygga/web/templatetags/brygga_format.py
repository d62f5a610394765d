"""The formats of `brygga.wording` as template filters."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from brygga.accounting.money import from_hundredths
from brygga.wording import formats

register = template.Library()


@register.filter
def money(value: Decimal | int | None, currency: str) -> str:
    """`SEK 12,500.00` and `12 500,00 kr`. Whole numbers are Productive's hundredths, decimals are units."""
    return "" if value is None else formats.money(_units(value), currency)


@register.filter
def amount(value: Decimal | int | None) -> str:
    """`12,500.00` and `12 500,00`: for a column whose currency is said once."""
    return "" if value is None else formats.amount(_units(value))


@register.filter
def quantity(value: Decimal | None) -> str:
    """`42.5` and `42,5`."""
    return "" if value is None else formats.quantity(value)


@register.filter
def percent(value: Decimal | int) -> str:
    """`25 %`."""
    return formats.percent(Decimal(value))


@register.filter
def day(value: date | None) -> str:
    """`2 Nov 2026` and `2026-11-02`."""
    return "" if value is None else formats.day(value)


@register.filter
def duration(value: timedelta) -> str:
    """`45 s`, `3 min`."""
    return formats.duration(max(0, round(value.total_seconds())))


@register.filter
def country(code: str) -> str:
    """`Sweden` and `Sverige`."""
    return formats.country(code)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A `<time>`: `2 Nov 2026, 09:32` and `2026-11-02 09:32`."""
    if value is None:
        return ""
    shown = formats.moment(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(timespec="seconds"), shown)


def _units(value: Decimal | int) -> Decimal:
    return from_hundredths(value) if isinstance(value, int) else value
