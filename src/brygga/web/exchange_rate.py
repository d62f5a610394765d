"""Entering the exchange rate of a day, for the invoice that asks for it and every other of that day."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from brygga.connections.outside import outside
from brygga.copying.entered_rates import enter_rate
from brygga.web.forms import RateForm
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance
from brygga.wording import formats, rates


@require_POST
@finance
def exchange_rate(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """Keep it, and go back to the preview, which is made anew with it."""
    form = RateForm(request.POST)
    if form.is_valid():
        rate, currency = form.entered(), form.cleaned_data["currency"]
        enter_rate(request.organisation, currency, rate, user=request.user, outside=outside())
        facts = {"rate": rates.said(currency, rate.rate, rate.unit), "date": formats.day(form.cleaned_data["on"])}
        messages.success(request, gettext("%(rate)s is kept for %(date)s.") % facts)
        return redirect("copy_to_fortnox", invoice_id)
    if set(form.errors) - {"rate"}:
        raise Http404  # Only the rate is typed: the rest is what the page asked for.
    messages.warning(request, f"{gettext('Nothing was saved.')} {rates.NO_RATE}")
    return redirect("copy_to_fortnox", invoice_id)
