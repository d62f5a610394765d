"""App Marketplace: which subsidiary has which Fortnox account, and the way to Fortnox's consent and back."""

from __future__ import annotations

from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from brygga.connections import connecting, organisations
from brygga.connections.connecting import ConnectingFailed
from brygga.connections.models import Connection, Replacement, Subsidiary
from brygga.connections.outside import Outside, outside
from brygga.jobs import requests
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation
from brygga.web.middleware import SESSION_KEY, TenantRequest
from brygga.web.roles import admin, reader
from brygga.wording import errors

# The key of a signed session cookie changes with what it holds; this one stays from the way there to the way back.
CONSENT_SESSION = "consent_session"

# Browsers hold a form to form-action through its redirects, and Connect App leads to Fortnox's own page. Every view
# that may show the button carries this, those that show it beside what has just failed too.
FORTNOX_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(settings.ENVIRONMENT.fortnox_oauth_url))
may_lead_to_fortnox = csp_update({"form-action": [FORTNOX_ORIGIN]})


@require_GET
@may_lead_to_fortnox
@reader
def marketplace(request: TenantRequest) -> HttpResponse:
    return shown(request)


@require_POST
@may_lead_to_fortnox
@admin
def begin_consent(request: TenantRequest) -> HttpResponse:
    """Connect App: on to Fortnox's log-in and consent."""
    chosen = request.POST.get("subsidiary", "")
    subsidiary = get_object_or_404(
        Subsidiary.objects.within(request.organisation), pk=int(chosen) if chosen.isdecimal() else 0
    )
    world = outside()
    try:
        address = connecting.begin(
            request.user,
            request.organisation,
            subsidiary,
            session_key=consent_session_key(request, world),
            outside=world,
        )
    except (ConnectingFailed, RemoteError) as error:
        return shown(request, error)
    return HttpResponseRedirect(address)


@require_GET
@may_lead_to_fortnox
@reader
def end_consent(request: TenantRequest) -> HttpResponse:
    """Back from Fortnox: connected, or a question first, or why not.

    The journey knows its organisation, and whether this user may set that up: meanwhile another may have been chosen.
    """
    world = outside()
    try:
        came_back_with = connecting.complete(
            request.user,
            state=request.GET.get("state", ""),
            code=request.GET.get("code", ""),
            error=request.GET.get("error", ""),
            session_key=consent_session_key(request, world),
            outside=world,
        )
    except (ConnectingFailed, RemoteError) as error:
        return shown(request, error)
    request.session[SESSION_KEY] = came_back_with.organisation_id
    if isinstance(came_back_with, Replacement):
        return redirect("replacement", came_back_with.pk)
    return connected(request, came_back_with)


@require_POST
@may_lead_to_fortnox
@admin
def refresh_subsidiaries(request: TenantRequest) -> HttpResponse:
    """Read the subsidiaries from Productive again."""
    try:
        organisations.refresh_subsidiaries(request.organisation, outside=outside())
    except RemoteError as error:
        return shown(request, error)
    messages.success(request, gettext("The subsidiaries are as in Productive."))
    return redirect("marketplace")


def connected(request: TenantRequest, connection: Connection) -> HttpResponse:
    """On to its settings: three decisions may be left. What waited for the connection goes on."""
    requests.look_when_fixed(connection, outside=outside())
    messages.success(request, gettext("Connected to %(company)s.") % {"company": connection.company_name})
    return redirect("connection", connection.pk)


def shown(request: TenantRequest, failure: Exception | None = None) -> HttpResponse:
    """The marketplace, and what has just gone wrong."""
    sought = request.GET.get("q", "").strip()
    rows = _rows(request.organisation)
    page = {
        "place": "settings",
        "sought": sought,
        "is_found": sought.casefold() in "fortnox bookkeeping invoicing bokföring fakturering",
        "rows": rows,
        "connected": sum(connection is not None and connection.is_live for _, connection in rows),
        "explanation": errors.explain(failure) if failure else None,
    }
    return render(request, "marketplace.html", page, status=409 if failure else 200)


def _rows(organisation: Organisation) -> list[tuple[Subsidiary, Connection | None]]:
    """Every subsidiary with its connection: the live one, else the last that there was."""
    connections: dict[int, Connection] = {}
    for each in Connection.objects.within(organisation).select_related("settings").order_by("connected_at"):
        if each.is_live or each.subsidiary_id not in connections or not connections[each.subsidiary_id].is_live:
            connections[each.subsidiary_id] = each
    return [(each, connections.get(each.pk)) for each in Subsidiary.objects.within(organisation)]


def consent_session_key(request: TenantRequest, world: Outside) -> str:
    """What ties a journey to Fortnox and back to this browser."""
    key: str = request.session.setdefault(CONSENT_SESSION, world.ids.new().hex)
    return key
