"""An exchange rate as a reader wants it: what it is, whose, and of which day."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brygga.accounting.rulebook import HOME_CURRENCY, Publisher, Rate, RateSource
from brygga.wording import formats

NO_RATE = _("Type the rate as a number with at most four decimals, such as 11.2345.")
PUBLISHERS: Mapping[str, str] = {Publisher.ECB: "ECB", Publisher.NASDAQ: "Nasdaq"}


def said(currency: str, rate: Decimal, unit: int | Decimal) -> str:
    """`100 JPY = 7.1234 SEK`, on one line."""
    words = f"{formats.quantity(Decimal(unit))} {currency} = {formats.quantity(rate)} {HOME_CURRENCY}"
    return words.replace(" ", formats.NO_BREAK)


def source(rate: Rate) -> str:
    """`ECB, 31 Oct 2026`; a source that does not say its day has none."""
    if rate.source is RateSource.FORTNOX:
        named = gettext("Fortnox’s register, a buying rate")
    elif rate.source is RateSource.PRODUCTIVE:
        named = gettext("Productive’s invoice")
    else:
        named = publisher(rate.publisher or "")
    return f"{named}, {formats.day(rate.on)}" if rate.on else named


def publisher(name: str) -> str:
    """`ECB`; a name that nobody knows stays as it is."""
    return PUBLISHERS.get(name, name)
