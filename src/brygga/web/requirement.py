"""What a client company wants on every invoice, said where its invoice is looked at."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from brygga.accounting.references import Requires
from brygga.connections import opening
from brygga.connections.invoice_settings import require
from brygga.connections.live import NotConnected, live_connection
from brygga.connections.outside import outside
from brygga.remote.errors import NotFound
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance


@require_POST
@finance
def requirement(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """Keep it for the client company that the invoice has now, and go back to the preview."""
    world, said = outside(), request.POST.get("requires", "")
    if said not in set(Requires):
        raise Http404
    try:
        invoice = opening.productive(request.organisation, outside=world).invoice(invoice_id)
        connection = live_connection(request.organisation, invoice.subsidiary_id)
    except (NotFound, NotConnected) as error:
        raise Http404 from error
    require(connection, invoice.company_id, invoice.company.name, Requires(said), user=request.user, outside=world)
    return redirect("copy_to_fortnox", invoice_id)
