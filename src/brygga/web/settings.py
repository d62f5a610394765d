"""Settings: where each of them is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brygga.web.middleware import TenantRequest
from brygga.web.roles import reader


@require_GET
@reader
def settings(request: TenantRequest) -> HttpResponse:
    return render(request, "settings.html", {"place": "settings"})
