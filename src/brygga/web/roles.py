"""Who may open a door: a reader sees, finance copies, an admin sets up."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django_htmx.http import HttpResponseClientRefresh

from brygga.connections.permission import NotPermitted
from brygga.tenants.models import Membership
from brygga.web.middleware import TenantRequest
from brygga.wording import errors

ONLY_FINANCE = _("Only finance and admins of this organisation can copy invoices.")
ONLY_ADMINS = _("Only admins of this organisation can change its settings.")

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[TenantRequest, Arguments], HttpResponse]
Door = Callable[Concatenate[HttpRequest, Arguments], HttpResponse]


def reader(view: View[Arguments]) -> Door[Arguments]:
    """Any member of the organisation."""
    return _door(view, lambda _member: "")


def finance(view: View[Arguments]) -> Door[Arguments]:
    """Whoever may copy: finance and admins."""
    return _door(view, lambda member: "" if member.may_copy else ONLY_FINANCE)


def admin(view: View[Arguments]) -> Door[Arguments]:
    """Whoever may set up: admins."""
    return _door(view, lambda member: "" if member.may_set_up else ONLY_ADMINS)


def _door(view: View[Arguments], refusal_of: Callable[[Membership], str]) -> Door[Arguments]:
    @wraps(view)
    def entered(request: HttpRequest, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        member = cast(TenantRequest, request)
        if member.membership is None:
            return redirect("new_organisation")
        if refusal := refusal_of(member.membership):
            raise PermissionDenied(gettext(refusal))
        try:
            return view(member, *args, **kwargs)
        except NotPermitted as refused:  # Every use case asks again: a role may have changed in between.
            raise PermissionDenied(errors.explain(refused).title) from refused

    return cast(Door[Arguments], entered)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A part of a page cannot hold the sign-in page: reload the whole, which then leads there."""
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return redirect_to_login(request.get_full_path())
