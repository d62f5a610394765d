"""Not booked: what was copied and waits in Fortnox to be booked, the oldest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brygga.clock import stockholm_date
from brygga.connections.outside import outside
from brygga.watching.not_booked import not_booked as find
from brygga.watching.not_booked import sums
from brygga.web.copies import asked_invoices, fortnox_page
from brygga.web.listing import KNOWN_TABS, Tab, copies_of
from brygga.web.middleware import TenantRequest
from brygga.web.paging import Paging, asked_page
from brygga.web.roles import reader


@require_GET
@reader
def not_booked(request: TenantRequest) -> HttpResponse:
    found = find(request.organisation, today=stockholm_date(outside().clock.now()))
    paging = Paging.over(len(found), asked_page(request))
    shown = found[paging.first : paging.last]
    invoices = asked_invoices(row.copy for row in shown)
    page = {
        "place": "invoices",
        "rows": [(row, invoices[row.copy.productive_invoice_id], fortnox_page(row.copy)) for row in shown],
        "paging": paging,
        "sums": sums(found),
        "tabs": [(tab, copies_of(request.organisation, tab).count() if tab in KNOWN_TABS else None) for tab in Tab],
        "not_booked_count": len(found),
    }
    return render(request, "not_booked.html", page)
