"""`brygga unbooked`: what was copied and is not booked in Fortnox yet, the oldest first."""

from __future__ import annotations

from django.utils.translation import gettext as _

from brygga.cli.choosing import organisation
from brygga.cli.options import Json, OrganisationId
from brygga.cli.output import as_json, say, table
from brygga.clock import stockholm_date
from brygga.connections.outside import outside
from brygga.watching.not_booked import NotBooked, not_booked, sums
from brygga.wording import formats


def unbooked(organisation_id: OrganisationId = "", is_json: Json = False) -> None:
    """List what waits in Fortnox to be booked, the oldest first, with its age."""
    rows = not_booked(organisation(organisation_id), today=stockholm_date(outside().clock.now()))
    totals = sums(rows)
    if is_json:
        as_json(
            {
                "invoices": [_row(row) for row in rows],
                "totals": {total.currency: str(total.amount) for total in totals},
            }
        )
        return
    headings = [_("Id"), "Fortnox", _("Client company"), _("Copied"), _("Days") + "|", _("Amount") + "|"]
    keys = ("id", "fortnox_document_number", "client_company", "copied_on", "days")
    shown = [
        [*(str(_row(row)[key]) for key in keys), formats.money(row.total.amount, row.total.currency)] for row in rows
    ]
    table(headings, shown)
    say(*(f"{_('Sum')}: {formats.money(total.amount, total.currency)}" for total in totals))


def _row(row: NotBooked) -> dict[str, object]:
    return {
        "id": row.copy.productive_invoice_id,
        "fortnox_document_number": row.copy.fortnox_document_number,
        "client_company": row.copy.summary["company_name"],
        "copied_on": row.copied_on.isoformat(),
        "days": row.days,
        "total": str(row.total.amount),
        "currency": row.total.currency,
    }
