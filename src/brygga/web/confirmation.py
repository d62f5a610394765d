"""Confirming what a buyer abroad is, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from brygga.accounting.rulebook import Confirmed, Standing
from brygga.connections.outside import outside
from brygga.copying.confirming import confirm_buyer, withdraw
from brygga.links.models import BuyerConfirmation
from brygga.remote.errors import NotFound, RemoteError
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance
from brygga.wording import errors


@require_POST
@finance
def confirmation(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """Keep it, and go back to the preview, which asks again where something else is true by now."""
    said = _said(request)
    try:
        is_kept = confirm_buyer(request.organisation, invoice_id, said, user=request.user, outside=outside())
    except NotFound as error:
        raise Http404 from error
    except RemoteError as error:
        page = {"place": "invoices", "invoice_id": invoice_id, "explanation": errors.explain(error)}
        return render(request, "copy_to_fortnox.html", page, status=503)
    if not is_kept:
        messages.warning(request, gettext("The client company was changed meanwhile. Nothing was confirmed."))
    return redirect("copy_to_fortnox", invoice_id)


@require_POST
@finance
def withdrawal(request: TenantRequest, invoice_id: str) -> HttpResponse:
    rows = BuyerConfirmation.objects.within(request.organisation)
    row = get_object_or_404(rows, productive_company_id=request.POST.get("company", ""))
    withdraw(request.organisation, row.productive_company_id, user=request.user, outside=outside())
    return redirect("copy_to_fortnox", invoice_id)


def _said(request: TenantRequest) -> Confirmed:
    try:
        standing = Standing(request.POST.get("standing", ""))
    except ValueError as error:
        raise Http404 from error
    return Confirmed(
        standing=standing, country=request.POST.get("country", ""), vat_number=request.POST.get("vat_number", "")
    )
