"""`brygga preview ID`: the exact Fortnox invoice, or everything that stops it; nothing is written."""

from __future__ import annotations

import typer
from django.utils.translation import gettext as _

from brygga.accounting.invoices import Booking
from brygga.cli.choosing import organisation
from brygga.cli.exits import Exit
from brygga.cli.options import Customer, InvoiceId, Json, OrganisationId
from brygga.cli.output import as_json, explained, say, stop_for, table, told
from brygga.connections.outside import outside
from brygga.copying import preview as copying
from brygga.fortnox.schema import RowDraft
from brygga.remote.errors import RemoteError
from brygga.wording import formats, problems


def preview(
    invoice_id: InvoiceId, customer: Customer = "", organisation_id: OrganisationId = "", is_json: Json = False
) -> None:
    """Show what copying an invoice would make; exit code 3 when something stops it."""
    try:
        seen = copying.preview(organisation(organisation_id), invoice_id, customer=customer, outside=outside())
    except RemoteError as error:
        stop_for(error, is_json=is_json)
    if is_json:
        as_json(_document(seen))
    else:
        _show(seen)
    if seen.problems:
        raise typer.Exit(Exit.NEEDS_YOU)


def _document(seen: copying.Preview) -> dict[str, object]:
    booking = seen.booking
    return {
        "productive_invoice_id": seen.invoice.id,
        "customer": seen.choice.number,
        "fortnox_invoice": booking.draft.model_dump(mode="json", by_alias=True) if booking else None,
        "total_before_rounding": str(booking.expected.total.amount) if booking else None,
        "notes": [problems.note(each) for each in booking.notes] if booking else [],
        "problems": [{"kind": each.kind, **explained(problems.explain(each))} for each in seen.problems],
        "fingerprint": seen.fingerprint,
    }


def _show(seen: copying.Preview) -> None:
    if seen.booking:
        _show_invoice(seen.booking)
        say(*(str(problems.note(each)) for each in seen.booking.notes))
    for problem in seen.problems:
        say("", *told(problems.explain(problem)))


def _show_invoice(booking: Booking) -> None:
    rows = [
        [row.description, str(row.account_number), str(row.delivered_quantity), str(row.price), f"{row.vat} %"]
        if isinstance(row, RowDraft)
        else [row.description, "", "", "", ""]
        for row in booking.draft.rows
    ]
    table([_("Row"), _("Account"), _("Quantity") + "|", _("Price") + "|", _("VAT") + "|"], rows)
    expected = booking.expected
    sums = ((_("Net"), expected.net), (_("VAT"), expected.total_vat), (_("Total"), expected.total))
    say("  ".join(f"{name} {formats.money(each.amount, each.currency)}" for name, each in sums))
