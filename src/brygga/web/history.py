"""History: everything that happened in the organisation, newest first."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brygga.history.models import Event
from brygga.web.middleware import TenantRequest
from brygga.web.paging import Paging, asked_page
from brygga.web.roles import reader


@require_GET
@reader
def history(request: TenantRequest) -> HttpResponse:
    events = Event.objects.within(request.organisation)
    paging = Paging.over(events.count(), asked_page(request))
    page = {"place": "history", "events": events[paging.first : paging.last], "paging": paging}
    return render(request, "history.html", page)
