"""History: everything that happened in the organisation, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brygga.history.models import Event
from brygga.tenants.models import Organisation
from brygga.web.copies import asked_invoices, newest_copies
from brygga.web.middleware import TenantRequest
from brygga.web.paging import Paging, asked_page
from brygga.web.roles import reader
from brygga.web.templatetags.brygga_events import invoice_id


@require_GET
@reader
def history(request: TenantRequest) -> HttpResponse:
    events = Event.objects.within(request.organisation)
    paging = Paging.over(events.count(), asked_page(request))
    shown = list(events[paging.first : paging.last])
    page = {"place": "history", "events": shown, "paging": paging, "names": _names(request.organisation, shown)}
    return render(request, "history.html", page)


def _names(organisation: Organisation, events: list[Event]) -> dict[str, str]:
    """Whose invoice each of these is about, by Productive's invoice id, as it was when its copy was asked for."""
    copies = newest_copies(organisation, {invoice_id(event) for event in events})
    return {each.id: each.company_name for each in asked_invoices(copies.values()).values()}
