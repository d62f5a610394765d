"""Settings: where each of them is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brygga.connections.models import Connection, ConnectionState
from brygga.web.middleware import TenantRequest
from brygga.web.roles import reader


@require_GET
@reader
def settings(request: TenantRequest) -> HttpResponse:
    live = Connection.objects.within(request.organisation).exclude(state=ConnectionState.DISCONNECTED)
    page = {"place": "settings", "connections": live.select_related("subsidiary").order_by("subsidiary__name")}
    return render(request, "settings.html", page)
