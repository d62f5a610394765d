"""`brygga mapping check`: what service types are mapped to, held against Fortnox as it is now."""

from __future__ import annotations

from dataclasses import dataclass

import typer
from django.utils.translation import gettext, ngettext

from brygga.accounting.problems import Problem
from brygga.cli.choosing import organisation
from brygga.cli.exits import Exit
from brygga.cli.options import Json, OrganisationId
from brygga.cli.output import as_json, explained, say, stop_for
from brygga.connections import mappings
from brygga.connections.mappings import Listed
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside, outside
from brygga.remote.errors import RemoteError
from brygga.wording import problems

app = typer.Typer(no_args_is_help=True)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """The mapping of one connection: every service type that is mapped, and what is wrong by its id."""

    connection: Connection
    mapped: tuple[Listed, ...]
    wrong: dict[str, list[Problem]]


@app.command("check")
def check(organisation_id: OrganisationId = "", is_json: Json = False) -> None:
    """Check the mapping of every connection against Fortnox; exit code 3 when something in it is wrong."""
    live = Connection.objects.within(organisation(organisation_id)).exclude(state=ConnectionState.DISCONNECTED)
    try:
        checked = [_checked(each, outside()) for each in live.order_by("company_name")]
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    if is_json:
        as_json([_document(each) for each in checked])
    else:
        for each in checked:
            _show(each)
    if any(each.wrong for each in checked):
        raise typer.Exit(Exit.NEEDS_YOU)


def _checked(connection: Connection, world: Outside) -> Checked:
    listed = mappings.listed(connection, fresh=True, outside=world)
    mapped = {each.id: each.mapped for each in listed if each.is_mapped}
    wrong = mappings.check(connection, mapped, fresh=True, outside=world)
    return Checked(connection=connection, mapped=tuple(each for each in listed if each.is_mapped), wrong=wrong)


def _document(checked: Checked) -> dict[str, object]:
    return {
        "company": checked.connection.company_name,
        "is_used": checked.connection.settings.service_types_mapped,
        "service_types": [_mapped(each, checked.wrong.get(each.id, [])) for each in checked.mapped],
    }


def _mapped(listed: Listed, wrong: list[Problem]) -> dict[str, object]:
    return {
        "id": listed.id,
        "name": listed.name,
        "account": listed.mapped.account,
        "article": listed.mapped.article,
        "treatment": listed.mapped.treatment,
        "problems": [{"kind": each.kind, **explained(problems.explain_of(listed.name, each))} for each in wrong],
    }


def _show(checked: Checked) -> None:
    company, count = checked.connection.company_name, len(checked.mapped)
    facts = {"company": company, "count": count, "wrong": len(checked.wrong)}
    if not checked.wrong:
        say(
            ngettext(
                "%(company)s: %(count)s service type, right.", "%(company)s: %(count)s service types, all right.", count
            )
            % facts
        )
        return
    say(gettext("%(company)s: %(count)s service types, %(wrong)s to correct.") % facts)
    for each in checked.mapped:
        for problem in checked.wrong.get(each.id, []):
            explanation = problems.explain_of(each.name, problem)
            say(f"  {each.name}: {explanation.title} {explanation.remedy or ''}".rstrip())
