"""Try again: another attempt of a copy that rests."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from brygga.connections.outside import outside
from brygga.copying.models import Copy
from brygga.copying.wishes import AlreadyCopied
from brygga.jobs import requests
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance


@require_POST
@finance
def create_attempt(request: TenantRequest, copy_id: UUID) -> HttpResponse:
    copy = get_object_or_404(Copy.objects.within(request.organisation), pk=copy_id)
    world = outside()
    nonce = request.POST.get("nonce", "") or world.ids.new().hex
    # An old page may still offer to try again what has been copied since: its invoice then shows that.
    with suppress(AlreadyCopied):
        requests.try_again(copy, nonce=nonce, user=request.user, outside=world)
    return redirect("invoice", copy.productive_invoice_id)
