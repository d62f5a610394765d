"""`brygga check`: everything that a copy of each connection would meet, before one is asked for."""

from __future__ import annotations

from typing import Any

import typer
from django.utils.translation import gettext as _

from brygga.cli.choosing import organisation
from brygga.cli.exits import Exit
from brygga.cli.options import Json, OrganisationId
from brygga.cli.output import as_json, explained, say, stop_for, table, told
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside, outside
from brygga.copying.before_you_start import Checked
from brygga.copying.before_you_start import check as look
from brygga.jobs import requests
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation
from brygga.wording import problems, readiness


def check(organisation_id: OrganisationId = "", is_json: Json = False) -> None:
    """Look at everything that would stop copies, of every connection. Exit code 3 when anything would."""
    world = outside()
    try:
        found = [(each, _looked(each, world)) for each in _connections(organisation(organisation_id))]
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    if is_json:
        as_json([_document(connection, checked) for connection, checked in found])
    else:
        for connection, checked in found:
            _print(connection, checked)
    if not found or any(checked.problems for _connection, checked in found):
        raise typer.Exit(Exit.NEEDS_YOU)


def _connections(chosen: Organisation) -> list[Connection]:
    live = Connection.objects.within(chosen).exclude(state=ConnectionState.DISCONNECTED)
    return list(live.select_related("subsidiary", "settings", "organisation").order_by("subsidiary__name"))


def _looked(connection: Connection, world: Outside) -> Checked:
    checked = look(connection, fresh=True, outside=world)
    requests.look_when_fixed(connection, outside=world)
    return checked


def _print(connection: Connection, checked: Checked) -> None:
    say("", f"{connection.subsidiary.name} → {connection.company_name}")
    rows = [
        ["✓" if each.is_well else "✗", readiness.name(each.what), readiness.sentence(each) if each.is_well else ""]
        for each in checked.findings
    ]
    table(["", _("What"), _("Says")], rows)
    for problem in checked.problems:
        say("", *told(problems.explain(problem)))


def _document(connection: Connection, checked: Checked) -> dict[str, Any]:
    return {
        "subsidiary": connection.subsidiary.name,
        "company": connection.company_name,
        "is_ready": not checked.problems,
        "findings": [
            {
                "what": finding.what.value,
                "is_well": finding.is_well,
                "says": readiness.sentence(finding) if finding.is_well else "",
                "problems": [
                    {"kind": problem.kind.value, **explained(problems.explain(problem))} for problem in finding.problems
                ],
            }
            for finding in checked.findings
        ],
    }
