"""What is decided for the invoices of a connection besides its integration settings: booking and sending."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from brygga.accounting.booking import CASH
from brygga.accounting.sending import SentBy
from brygga.clock import stockholm_date
from brygga.connections.invoice_settings import InvoiceSettings, save
from brygga.connections.models import SENT_BY, Connection
from brygga.connections.outside import Outside, outside
from brygga.connections.registers import registers
from brygga.remote.errors import RemoteError
from brygga.web.connection import live
from brygga.web.middleware import TenantRequest
from brygga.web.roles import admin

BOOKING = [("unbooked", "Unbooked"), ("at_once", "At once")]


class InvoiceSettingsForm(forms.Form):
    """What happens to an invoice once it is copied."""

    booking = forms.ChoiceField(choices=BOOKING)
    sent_by = forms.ChoiceField(choices=SENT_BY)

    def decided(self) -> InvoiceSettings:
        """What was decided, from a form that is valid."""
        said = self.cleaned_data
        return InvoiceSettings(booked_at_once=said["booking"] == "at_once", sent_by=SentBy(said["sent_by"]))


@require_http_methods(["GET", "HEAD", "POST"])
@admin
def invoice_settings(request: TenantRequest, connection_id: UUID) -> HttpResponse:
    world = outside()
    row = live(request.organisation, connection_id)
    is_cash = _is_cash(row, world)
    form = InvoiceSettingsForm(request.POST if request.method == "POST" else None, initial=_initial(row))
    if form.is_valid():
        decided = form.decided()
        if decided.booked_at_once and is_cash:
            form.add_error("booking", _("Under the cash method only payments are booked, never invoices."))
        else:
            save(row, decided, user=request.user, outside=world)
            messages.success(request, gettext("The settings are saved."))
            return redirect("invoice_settings", row.pk)
    page = {"place": "settings", "connection": row, "form": form, "is_cash": is_cash}
    return render(request, "invoice_settings.html", page, status=422 if form.errors else 200)


def _initial(row: Connection) -> dict[str, str]:
    decided = InvoiceSettings.of(row)
    return {"booking": "at_once" if decided.booked_at_once else "unbooked", "sent_by": decided.sent_by.value}


def _is_cash(row: Connection, world: Outside) -> bool:
    """Whether this year's books follow the cash method; False where Fortnox cannot be asked now."""
    today = stockholm_date(world.clock.now())
    try:
        years = registers(row, on=today, outside=world).financial_years
    except RemoteError:
        return False
    return any(year.from_date <= today <= year.to_date and year.accounting_method == CASH for year in years)
