"""Copy when fixed: a stopped copy goes on by itself once what stops it is mended, or waits for a person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from brygga.connections.outside import outside
from brygga.copying.models import Copy
from brygga.jobs import requests
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance


@require_POST
@finance
def waiting(request: TenantRequest, copy_id: UUID) -> HttpResponse:
    copy = get_object_or_404(Copy.objects.within(request.organisation), pk=copy_id)
    requests.wait_until_fixed(copy, wants=bool(request.POST.get("wants")), user=request.user, outside=outside())
    return redirect("invoice", copy.productive_invoice_id)
