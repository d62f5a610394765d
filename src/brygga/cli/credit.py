"""`brygga credit ID`: a draft in Productive that takes a copied invoice back, and one that replaces it where wanted."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from brygga.cli.choosing import organisation, standing
from brygga.cli.exits import Exit
from brygga.cli.options import InvoiceId, Json, OrganisationId
from brygga.cli.output import as_json, explained, say, stop, told
from brygga.cli.waiting import work_while
from brygga.connections.outside import outside
from brygga.copying.draft_in_productive import drafted_by
from brygga.copying.states import Does
from brygga.copying.wishes import NotCopied
from brygga.jobs.requests import draft
from brygga.wording import errors, problems

Replace = Annotated[bool, typer.Option("--replace", help="Credit and replace: make a new draft like the invoice too.")]


def credit(
    invoice_id: InvoiceId, replace: Replace = False, organisation_id: OrganisationId = "", is_json: Json = False
) -> None:
    """Make a draft of a credit note in Productive, and wait for it; `copy` then brings it to Fortnox."""
    world = outside()
    try:
        copy = standing(organisation(organisation_id), invoice_id)
    except NotCopied as error:
        stop(errors.explain(error), Exit.NEEDS_YOU, is_json=is_json)
    does = Does.REPLACE if replace else Does.CREDIT_NOTE
    if not draft(copy, does, nonce=str(world.ids.new()), user=None, outside=world):
        stop(errors.explain(NotCopied(invoice_id)), Exit.NEEDS_YOU, is_json=is_json)
    attempt = copy.attempts.latest("number")
    work_while(lambda: copy.attempts.filter(id=attempt.id, finished_at=None).exists(), world)
    copy.refresh_from_db()
    made, found = drafted_by(attempt), problems.of_copy(copy)
    if is_json:
        as_json({"productive_invoice_id": invoice_id, "drafts": made, "problems": [explained(each) for each in found]})
    else:
        for identifier, is_credit_note in made.items():
            what = _("Credit note, draft %(id)s") if is_credit_note else _("New invoice, draft %(id)s")
            say(what % {"id": identifier})
        for each in found:
            say(*told(each), "")
    raise typer.Exit(Exit.NEEDS_YOU if found else Exit.DONE if made else Exit.UNDER_WAY)
