"""`brygga doctor`: what is configured, reachable and authorised, and what to do about what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial

import typer
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from brygga.cli.exits import Exit
from brygga.cli.options import Json
from brygga.cli.output import as_json, table
from brygga.connections import opening
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside, outside
from brygga.listening.status import listening_status
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation, User
from brygga.wording import errors
from brygga.wording.listening import told_of_last, told_of_listening


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    what: str
    is_well: bool
    says: str


def doctor(is_json: Json = False) -> None:
    """Look at the configuration, the database, Productive and every Fortnox connection."""
    findings = [*_configuration(), *_database(), *_remotes(outside()), *_listening(outside())]
    if is_json:
        as_json([asdict(each) for each in findings])
    else:
        table(["", _("What"), _("Says")], [["✓" if each.is_well else "✗", each.what, each.says] for each in findings])
    if not all(each.is_well for each in findings):
        raise typer.Exit(Exit.NEEDS_YOU)


def _configuration() -> Iterator[Finding]:
    environment = settings.ENVIRONMENT
    has_client = bool(environment.fortnox_client_id and environment.fortnox_client_secret)
    says = _("set") if has_client else _("Set BRYGGA_FORTNOX_CLIENT_ID and BRYGGA_FORTNOX_CLIENT_SECRET.")
    yield Finding(what=_("Data folder"), is_well=environment.home.is_dir(), says=str(environment.home))
    yield Finding(what=_("Fortnox client"), is_well=has_client, says=says)


def _database() -> Iterator[Finding]:
    try:
        users = User.objects.count()
    except DatabaseError as error:
        yield Finding(
            what=_("Database"), is_well=False, says=_("%(error)s. Start brygga serve once.") % {"error": error}
        )
        return
    yield Finding(
        what=_("Database"),
        is_well=True,
        says=_("%(vendor)s, users: %(users)s") % {"vendor": connection.vendor, "users": users},
    )


def _remotes(world: Outside) -> Iterator[Finding]:
    for organisation in Organisation.objects.order_by("name"):
        yield _asked(
            _("Productive for %(name)s") % {"name": organisation.name}, partial(_organisation, organisation, world)
        )
    for each in Connection.objects.exclude(state=ConnectionState.DISCONNECTED).select_related("organisation"):
        yield _asked(_("Fortnox for %(name)s") % {"name": each.company_name}, partial(_company, each, world))


def _listening(world: Outside) -> Iterator[Finding]:
    """Nobody need listen: the sweeps find the same, later."""
    found = listening_status(outside=world)
    says = f"{told_of_listening(found)} {told_of_last(found)}" if found.is_wanted else told_of_listening(found)
    yield Finding(what=_("Fortnox’s events"), is_well=found.trouble is None, says=says)


def _organisation(organisation: Organisation, world: Outside) -> str:
    return opening.productive(organisation, outside=world).organisation().name


def _company(live: Connection, world: Outside) -> str:
    company = opening.fortnox(live, outside=world).company_information()
    return f"{company.company_name}, {company.organisation_number}"


def _asked(what: str, ask: Callable[[], str]) -> Finding:
    try:
        return Finding(what=what, is_well=True, says=ask())
    except RemoteError as error:
        explanation = errors.explain(error)
        return Finding(what=what, is_well=False, says=f"{explanation.title} {explanation.remedy}")
