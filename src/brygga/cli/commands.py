"""Every command, by its name."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from django.utils import translation
from typer.core import TyperGroup

from brygga.cli.check import check
from brygga.cli.copy import copy
from brygga.cli.credit import credit
from brygga.cli.doctor import doctor
from brygga.cli.exits import Exit
from brygga.cli.invoices import invoices
from brygga.cli.mapping import app as mapping
from brygga.cli.organisations import app as organisations
from brygga.cli.output import stop
from brygga.cli.payments import app as payments
from brygga.cli.pdf import pdf
from brygga.cli.preview import preview
from brygga.cli.rate import app as rate
from brygga.cli.serve import serve
from brygga.cli.unbooked import unbooked
from brygga.cli.users import app as users
from brygga.copying.turns import DATABASE_TROUBLE
from brygga.wording import errors


class Commands(TyperGroup):
    """The commands, and what each says when our own database is in trouble."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.meta["is_json"] = "--json" in args
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except DATABASE_TROUBLE as error:
            stop(errors.explain(error), Exit.NOT_REACHABLE, is_json=ctx.meta["is_json"])


app = typer.Typer(
    name="brygga",
    cls=Commands,
    help="Copies invoices from Productive to Fortnox and brings payments back.\n\n"
    "Exit codes: 0 done, 1 unforeseen, 2 wrong usage, 3 a person must act first, "
    "4 a remote or our own database is not reachable, 5 not authorised, 6 still under way.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command()(serve)
app.command()(doctor)
app.command()(check)
app.command()(invoices)
app.command()(unbooked)
app.command()(preview)
app.command()(copy)
app.command()(credit)
app.command()(pdf)
app.add_typer(rate, name="rate", help="The exchange rates that people entered.")
app.add_typer(mapping, name="mapping", help="What service types are mapped to.")
app.add_typer(payments, name="payments", help="Payments from Fortnox to Productive: sync now, and how they stand.")
app.add_typer(users, name="users", help="Who may sign in, where, and as what.")
app.add_typer(organisations, name="organisations", help="Productive organisations that Brygga works for.")


@app.callback()
def language(said: Annotated[str, typer.Option("--language", help="en or sv.")] = "en") -> None:
    """Choose the language of what is printed."""
    if said not in {"en", "sv"}:
        raise typer.BadParameter("The language is en or sv.")
    translation.activate(said)
