"""What Brygga may bring up to date of a connection's customers."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from brygga.accounting.customer_updates import CustomerField
from brygga.connections import customer_fields as allowed
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import outside
from brygga.web.middleware import TenantRequest
from brygga.web.roles import admin


class CustomerFieldsForm(forms.Form):
    """The fields that are ticked."""

    fields_updated = forms.MultipleChoiceField(
        required=False, choices=[(each.value, each.value) for each in CustomerField]
    )


@require_http_methods(["GET", "HEAD", "POST"])
@admin
def customer_fields(request: TenantRequest, connection_id: UUID) -> HttpResponse:
    live = Connection.objects.within(request.organisation).exclude(state=ConnectionState.DISCONNECTED)
    row = get_object_or_404(live.select_related("subsidiary", "organisation"), pk=connection_id)
    form = CustomerFieldsForm(request.POST)
    if request.method == "POST" and form.is_valid():
        chosen = [CustomerField(each) for each in form.cleaned_data["fields_updated"]]
        allowed.save(row, chosen, user=request.user, outside=outside())
        messages.success(request, gettext("The settings are saved."))
        return redirect("connection", row.pk)
    page = {"place": "settings", "connection": row, "updated": allowed.updated_fields(row)}
    return render(request, "customer_fields.html", page, status=422 if request.method == "POST" else 200)
