"""The organisation: which one it is, who gave its Productive token and when, and giving it another token."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from brygga.connections import organisations
from brygga.connections.models import ProductiveAccess
from brygga.connections.organisations import OrganisationRefused
from brygga.connections.outside import outside
from brygga.tenants.models import Membership
from brygga.web.forms import TokenForm
from brygga.web.middleware import TenantRequest
from brygga.web.roles import admin, reader
from brygga.wording import errors


@require_GET
@reader
def organisation(request: TenantRequest) -> HttpResponse:
    return _page(request, TokenForm())


@require_POST
@admin
def replace_token(request: TenantRequest) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        organisations.replace_token(
            request.user, request.organisation, token=form.cleaned_data["token"], outside=outside()
        )
    except OrganisationRefused as refused:
        return _page(request, form, refused=refused, status=422)
    messages.success(request, gettext("The token is replaced."))
    return redirect("organisation")


def _page(
    request: TenantRequest, form: TokenForm, *, refused: OrganisationRefused | None = None, status: int = 200
) -> HttpResponse:
    members = Membership.objects.filter(organisation=request.organisation).select_related("user")
    page = {
        "place": "settings",
        "form": form,
        "explanation": errors.explain(refused) if refused else None,
        "access": ProductiveAccess.objects.filter(organisation=request.organisation).select_related("given_by").first(),
        "members": members.order_by("user__email"),
    }
    return render(request, "organisation.html", page, status=status)
