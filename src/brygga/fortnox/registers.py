"""The entries of small registers: what Fortnox has of units, terms of payment and currencies."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from brygga.fortnox.schema import Value
from brygga.fortnox.wire import DayOrNone, Identity, NumberOrNothing, Text


class RegisterEntry(Value):
    """An entry of a small register (units, terms of payment): its code and what it is called."""

    code: Identity = Field(alias="Code")
    description: Text = Field(default="", alias="Description")


class Currency(RegisterEntry):
    """A currency that is set up. `buy_rate` is SEK for `unit` of it, a buying rate of the day `rate_on`."""

    buy_rate: NumberOrNothing = Field(default=Decimal(0), alias="BuyRate")
    unit: NumberOrNothing = Field(default=Decimal(1), alias="Unit")
    rate_on: DayOrNone = Field(default=None, alias="Date")
