"""The list of invoices: what Productive has, and how far each copy is."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brygga.clock import stockholm_date
from brygga.connections.models import Subsidiary
from brygga.connections.outside import outside
from brygga.tenants.models import Organisation
from brygga.watching.not_booked import not_booked_count
from brygga.web.listing import KNOWN_TABS, Tab, Wanted, copies_of, listing
from brygga.web.middleware import TenantRequest
from brygga.web.paging import asked_page
from brygga.web.roles import reader
from brygga.wording import errors

search_length_max = 200


@require_GET
@reader
def invoices(request: TenantRequest) -> HttpResponse:
    world = outside()
    wanted = _wanted(request)
    shown = listing(request.organisation, wanted, outside=world)
    subsidiaries = Subsidiary.objects.within(request.organisation)
    page = {
        "place": "invoices",
        "wanted": wanted,
        "listing": shown,
        "explanation": errors.explain(shown.error) if shown.error else None,
        "tabs": _tabs(request.organisation, wanted, None if shown.error else shown.paging.total),
        "not_booked_count": not_booked_count(request.organisation),
        "subsidiaries": subsidiaries,
        "today": stockholm_date(world.clock.now()),
    }
    return render(request, "invoices.html", page)


def _wanted(request: TenantRequest) -> Wanted:
    tab = request.GET.get("state", Tab.ALL)
    return Wanted(
        tab=Tab(tab) if tab in list(Tab) else Tab.ALL,
        subsidiary=request.GET.get("subsidiary", ""),
        search=request.GET.get("q", "").strip()[:search_length_max],
        page=asked_page(request),
    )


def _tabs(organisation: Organisation, wanted: Wanted, total: int | None) -> list[tuple[Tab, int | None]]:
    """Each tab with its count: our own are counted, Productive's is known for the one that was read."""
    counts = {tab: copies_of(organisation, tab).count() for tab in KNOWN_TABS}
    return [(tab, counts.get(tab, total if tab is wanted.tab else None)) for tab in Tab]
