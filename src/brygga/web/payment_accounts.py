"""Saying what an account is whose number does not tell whether it is money, and taking that back."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from brygga.accounting.payment_effects import ANSWERS, Means, is_asked_about
from brygga.connections.outside import outside
from brygga.jobs import payments
from brygga.web.connection import live
from brygga.web.middleware import TenantRequest
from brygga.web.roles import admin
from brygga.wording.payment_accounts import decided


class AccountForm(forms.Form):
    """What the account is; `invoice` is where it was asked, and "" in the settings."""

    account = forms.IntegerField()
    means = forms.ChoiceField(choices=[(each.value, each.value) for each in ANSWERS])
    invoice = forms.CharField(required=False)

    def clean_account(self) -> int:
        account: int = self.cleaned_data["account"]
        if not is_asked_about(account):
            raise forms.ValidationError(str(account))
        return account


@require_POST
@admin
def payment_accounts(request: TenantRequest, connection_id: UUID) -> HttpResponse:
    """Remember what the account is, for every invoice of these books."""
    row, form = live(request.organisation, connection_id), AccountForm(request.POST)
    if not form.is_valid():  # No page of ours asks so.
        raise Http404
    account, means = form.cleaned_data["account"], Means(form.cleaned_data["means"])
    looks = payments.decide_account(row, account, means, user=request.user, outside=outside())
    messages.success(request, f"{decided(account, means)} {_looking(looks)}".strip())
    invoice_id = form.cleaned_data["invoice"]
    return redirect("invoice", invoice_id) if invoice_id else redirect("connection", row.pk)


@require_POST
@admin
def payment_account_taken_back(request: TenantRequest, connection_id: UUID, account: int) -> HttpResponse:
    """Ask about the account again."""
    row = live(request.organisation, connection_id)
    looks = payments.take_account_back(row, account, user=request.user, outside=outside())
    said = gettext("What account %(account)s is, is asked about again.") % {"account": account}
    messages.success(request, f"{said} {_looking(looks)}".strip())
    return redirect("connection", row.pk)


def _looking(count: int) -> str:
    if not count:
        return ""
    said = ngettext("Brygga looks at one invoice again.", "Brygga looks at %(count)s invoices again.", count)
    return said % {"count": count}
