"""Which organisation a command is about, and which copy."""

from __future__ import annotations

from django.utils.translation import gettext as _

from brygga.cli.output import refuse
from brygga.copying.models import Copy
from brygga.copying.wishes import NotCopied
from brygga.tenants.models import Organisation


def organisation(productive_organisation_id: str) -> Organisation:
    """The organisation with this Productive id; the only one, when none is named."""
    known = list(Organisation.objects.order_by("name"))
    named = [each for each in known if each.productive_organisation_id == productive_organisation_id]
    if productive_organisation_id and not named:
        refuse(_("No organisation %(id)s here. See brygga organisations list.") % {"id": productive_organisation_id})
    chosen = named or known
    if not chosen:
        refuse(_("No organisation yet. Add one: brygga organisations add --organisation-id ID --token-stdin"))
    if len(chosen) > 1:
        names = ", ".join(f"{each.productive_organisation_id} ({each.name})" for each in chosen)
        refuse(_("Which organisation? Say --organisation: %(names)s") % {"names": names})
    return chosen[0]


def standing(chosen: Organisation, invoice_id: str) -> Copy:
    """The newest copy of an invoice, which has a Fortnox invoice; raises NotCopied."""
    newest = Copy.objects.within(chosen).filter(productive_invoice_id=invoice_id).order_by("-ordinal").first()
    if newest is None or not newest.fortnox_document_number:
        raise NotCopied(invoice_id)
    return newest
