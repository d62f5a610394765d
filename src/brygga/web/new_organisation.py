"""Adding a Productive organisation, and choosing among those that one belongs to."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from brygga.connections import organisations
from brygga.connections.organisations import OrganisationRefused
from brygga.connections.outside import outside
from brygga.tenants.models import Membership, User
from brygga.web.forms import OrganisationForm
from brygga.web.middleware import SESSION_KEY
from brygga.wording import errors


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_organisation(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _add(request)
    return render(request, "new_organisation.html", {"form": OrganisationForm(), "place": "settings"})


@require_POST
@login_required
def choose_organisation(request: HttpRequest) -> HttpResponse:
    """Work for another of one's organisations from now on."""
    chosen = request.POST.get("organisation", "")
    membership = get_object_or_404(
        Membership, user=cast(User, request.user), organisation_id=int(chosen) if chosen.isdecimal() else 0
    )
    request.session[SESSION_KEY] = membership.organisation_id
    return redirect("invoices")


def _add(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST)
    page = {"form": form, "place": "settings"}
    if not form.is_valid():
        return render(request, "new_organisation.html", page, status=422)
    try:
        added = organisations.add_organisation(cast(User, request.user), **form.cleaned_data, outside=outside())
    except OrganisationRefused as refused:
        return render(request, "new_organisation.html", {**page, "explanation": errors.explain(refused)}, status=422)
    request.session[SESSION_KEY] = added.pk
    messages.success(request, gettext("%(name)s is added.") % {"name": added.name})
    return redirect("marketplace")
