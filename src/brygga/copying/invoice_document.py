"""The invoice as a PDF of Brygga's own, for a copy whose PDF Productive makes and has not made."""

from __future__ import annotations

from brygga.accounting.problems import Problem, ProblemKind
from brygga.copying.last_written import last_written
from brygga.copying.models import Copy
from brygga.copying.turns import Turn
from brygga.documents.booked import document_of
from brygga.documents.facts import missing
from brygga.documents.invoice import render
from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.files import FortnoxFiles
from brygga.links.models import DocumentLink


def own_pdf(turn: Turn, files: FortnoxFiles, client: FortnoxClient) -> bytes:
    """The document of what was booked, unless it would lack what an invoice must have."""
    last = last_written(turn.copy)

    answer = client.invoice(turn.copy.fortnox_document_number)
    company = files.company_settings()
    customer = client.customer(answer.customer_number)

    takes_back = _takes_back(turn.copy)
    document = document_of(last.draft, answer, last.source, company, customer, takes_back=takes_back)
    lacking = missing(document)
    if lacking:
        turn.block([Problem(ProblemKind.DOCUMENT_INCOMPLETE, {"what": what.value}) for what in lacking])
    return render(document)


def _takes_back(copy: Copy) -> str:
    """The number of the invoice that a credit note takes back; "" for an invoice."""
    links = DocumentLink.objects.within(copy.organisation).filter(
        productive_invoice_id=copy.productive_invoice_id, ordinal=copy.ordinal
    )
    return links.latest("id").credits
