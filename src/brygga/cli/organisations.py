"""`brygga organisations`: add and list the Productive organisations that Brygga works for."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from brygga.cli.exits import Exit
from brygga.cli.options import Json
from brygga.cli.output import as_json, say, stop, stop_for, table
from brygga.connections.organisations import OrganisationRefused, add_organisation
from brygga.connections.outside import outside
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation, User
from brygga.wording import errors

app = typer.Typer(no_args_is_help=True)


@app.command("list")
def list_organisations(is_json: Json = False) -> None:
    """List the organisations."""
    rows = [[each.productive_organisation_id, each.name] for each in Organisation.objects.order_by("name")]
    if is_json:
        as_json([{"productive_organisation_id": number, "name": name} for number, name in rows])
    else:
        table([_("Id"), _("Organisation")], rows)


@app.command("add")
def add(
    organisation_id: Annotated[str, typer.Option(help="The organisation's id in Productive.")],
    token_stdin: Annotated[bool, typer.Option("--token-stdin", help="Read the API token from standard input.")] = False,
    user: Annotated[str, typer.Option(help="Email of its first admin; the first user when left out.")] = "",
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing when it is there already.")] = False,
    is_json: Json = False,
) -> None:
    """Add an organisation by its Productive API token, which is checked first and never shown again."""
    if if_missing and Organisation.objects.filter(productive_organisation_id=organisation_id).exists():
        return
    token = sys.stdin.readline().strip() if token_stdin else typer.prompt("Productive API token", hide_input=True)
    try:
        added = add_organisation(
            _admin(user), productive_organisation_id=organisation_id, token=token, outside=outside()
        )
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    except OrganisationRefused as error:
        stop(errors.explain(error), Exit.NEEDS_YOU, is_json=is_json)
    if is_json:
        as_json({"productive_organisation_id": added.productive_organisation_id, "name": added.name})
    else:
        say(_("%(name)s is added.") % {"name": added.name})


def _admin(email: str) -> User:
    users = User.objects.order_by("id")
    found = users.filter(email=email.lower()).first() if email else users.first()
    if found is None:
        sys.stderr.write(_("There is no such user. Start brygga serve once: it makes the first user.") + "\n")
        raise typer.Exit(Exit.WRONG_USAGE)
    return found
