"""`brygga pdf ID`: the document of a copied invoice, as a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from brygga.cli.choosing import organisation, standing
from brygga.cli.exits import Exit
from brygga.cli.options import InvoiceId, Json, OrganisationId
from brygga.cli.output import as_json, say, stop, stop_for
from brygga.connections.outside import outside
from brygga.copying.deliver_document import document_name
from brygga.copying.models import Copy
from brygga.copying.read_document import read_document
from brygga.copying.states import CopyState
from brygga.copying.wishes import NotCopied
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation
from brygga.wording import errors

Output = Annotated[
    str, typer.Option("--output", "-o", help="The file to write; - for standard output. Its own name when left out.")
]


def pdf(
    invoice_id: InvoiceId, output: Output = "", organisation_id: OrganisationId = "", is_json: Json = False
) -> None:
    """Fetch the PDF that is the invoice: the one in Fortnox, whoever made it. Nothing is marked as sent by it."""
    try:
        copy = _copied(organisation(organisation_id), invoice_id)
        content = read_document(copy, outside=outside())
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    except NotCopied as error:
        stop(errors.explain(error), Exit.NEEDS_YOU, is_json=is_json)
    if output == "-":
        sys.stdout.buffer.write(content)
        return
    file = Path(output or document_name(copy))
    _write(file, content)
    if is_json:
        as_json({"fortnox_document_number": copy.fortnox_document_number, "file": str(file), "bytes": len(content)})
    else:
        say(_("Invoice %(number)s is in %(file)s.") % {"number": copy.fortnox_document_number, "file": file})


def _copied(chosen: Organisation, invoice_id: str) -> Copy:
    newest = standing(chosen, invoice_id)
    if newest.state != CopyState.COPIED:
        raise NotCopied(invoice_id)
    return newest


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}") from error
