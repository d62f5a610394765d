"""`brygga rate`: the exchange rate of a currency on a day, entered once for every invoice of that day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from brygga.accounting.rates import UNITS, typed_rate
from brygga.accounting.rulebook import Publisher, Rate, RateSource
from brygga.cli.choosing import organisation
from brygga.cli.options import Json, OrganisationId
from brygga.cli.output import as_json, say, table
from brygga.connections.outside import outside
from brygga.copying.entered_rates import enter_rate, entered_rates
from brygga.wording import formats, rates

app = typer.Typer(no_args_is_help=True)

Currency = Annotated[str, typer.Argument(metavar="CURRENCY", help="The currency, such as EUR.")]
Typed = Annotated[str, typer.Argument(metavar="RATE", help="SEK for it, with at most four decimals, such as 11.2345.")]
Day = Annotated[
    datetime, typer.Option("--on", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="The day that it is of.")
]
By = Annotated[Publisher, typer.Option("--publisher", help="Whose mid rate it is.")]
Unit = Annotated[int, typer.Option("--unit", help="SEK for so many of it: 1 or 100.")]


@app.command("enter")
def enter(  # noqa: PLR0913, PLR0917  Each option of the command is a parameter.
    currency: Currency,
    typed: Typed,
    day: Day,
    publisher: By,
    unit: Unit = 1,
    organisation_id: OrganisationId = "",
    is_json: Json = False,
) -> None:
    """Enter the mid rate of a day; what was sent with another keeps that."""
    chosen, code, rate = organisation(organisation_id), currency.upper(), typed_rate(typed)
    if rate is None or unit not in UNITS or not _is_currency(code):
        raise typer.BadParameter(_("A currency, its rate as a number with at most four decimals, and --unit 1 or 100."))
    entered = Rate(rate=rate, unit=unit, source=RateSource.ASK, on=day.date(), publisher=publisher)
    enter_rate(chosen, code, entered, user=None, outside=outside())
    if is_json:
        as_json(_document(code, entered))
    else:
        facts = {"rate": rates.said(code, rate, unit), "date": formats.day(day.date())}
        say(_("%(rate)s is kept for %(date)s.") % facts)


@app.command("list")
def list_rates(organisation_id: OrganisationId = "", is_json: Json = False) -> None:
    """List the rates that were entered, newest day first."""
    found = entered_rates(organisation(organisation_id))
    if is_json:
        as_json([_document(currency, rate) for currency, rate in found])
        return
    rows = [[rates.said(currency, rate.rate, rate.unit), rates.source(rate)] for currency, rate in found]
    table([_("Exchange rate"), _("Source")], rows)


def _is_currency(code: str) -> bool:
    return len(code) == 3 and code.isascii() and code.isalpha()


def _document(currency: str, rate: Rate) -> dict[str, object]:
    return {
        "currency": currency,
        "on": rate.on,
        "rate": str(rate.rate),
        "unit": rate.unit,
        "publisher": rate.publisher,
    }
