"""`brygga invoices`: what Productive has, and how far each copy is."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.translation import gettext as _

from brygga.accounting.money import Money
from brygga.cli.choosing import organisation
from brygga.cli.options import Json, OrganisationId
from brygga.cli.output import as_json, stop_for, table
from brygga.connections import opening
from brygga.connections.models import Subsidiary
from brygga.connections.outside import outside
from brygga.copying.models import Copy
from brygga.productive.schema import InvoiceSummary
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation
from brygga.wording.states import state_name


def invoices(
    page: Annotated[int, typer.Option(min=1)] = 1, organisation_id: OrganisationId = "", is_json: Json = False
) -> None:
    """List invoices, newest first, with the state of their copies."""
    chosen = organisation(organisation_id)
    subsidiaries = Subsidiary.objects.within(chosen).values_list("productive_subsidiary_id", flat=True)
    try:
        found = opening.productive(chosen, outside=outside()).invoices(subsidiary_ids=subsidiaries, page=page)
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    rows = _rows(chosen, found.invoices)
    if is_json:
        as_json({"page": found.page, "pages": found.pages, "total": found.total, "invoices": rows})
        return
    headings = [_("Id"), _("Number"), _("Client company"), _("Date"), _("Amount") + "|", _("State"), "Fortnox"]
    table(headings, [_shown(row) for row in rows])


def _rows(chosen: Organisation, found: tuple[InvoiceSummary, ...]) -> list[dict[str, str | None]]:
    copies = Copy.objects.within(chosen).filter(productive_invoice_id__in=[each.id for each in found])
    by_invoice = {copy.productive_invoice_id: copy for copy in copies.order_by("ordinal")}
    return [_row(each, by_invoice.get(each.id)) for each in found]


def _shown(row: dict[str, str | None]) -> list[str]:
    said = {**row, "state": state_name(row["state"] or "")}
    keys = ("id", "number", "client_company", "invoiced_on", "amount_with_tax", "state", "fortnox_document_number")
    return [str(said[key] or "") for key in keys]


def _row(invoice: InvoiceSummary, copy: Copy | None) -> dict[str, str | None]:
    return {
        "id": invoice.id,
        "number": invoice.number,
        "client_company": invoice.company_name,
        "invoiced_on": invoice.invoiced_on.isoformat(),
        "amount_with_tax": str(Money.from_minor(invoice.amount_with_tax, invoice.currency).amount),
        "state": copy.state if copy else "not copied",
        "fortnox_document_number": copy.fortnox_document_number if copy else "",
    }
