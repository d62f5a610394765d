"""Which organisation a command is about."""

from __future__ import annotations

import sys

import typer
from django.utils.translation import gettext as _

from brygga.cli.exits import Exit
from brygga.tenants.models import Organisation


def organisation(productive_organisation_id: str) -> Organisation:
    """The organisation with this Productive id; the only one, when none is named."""
    known = list(Organisation.objects.order_by("name"))
    named = [each for each in known if each.productive_organisation_id == productive_organisation_id]
    if productive_organisation_id and not named:
        _stop(_("No organisation %(id)s here. See brygga organisations list.") % {"id": productive_organisation_id})
    chosen = named or known
    if not chosen:
        _stop(_("No organisation yet. Add one: brygga organisations add --organisation-id ID --token-stdin"))
    if len(chosen) > 1:
        names = ", ".join(f"{each.productive_organisation_id} ({each.name})" for each in chosen)
        _stop(_("Which organisation? Say --organisation: %(names)s") % {"names": names})
    return chosen[0]


def _stop(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
    raise typer.Exit(Exit.WRONG_USAGE)
