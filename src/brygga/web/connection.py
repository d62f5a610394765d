"""The integration settings of one connection, and taking it apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from brygga.accounting.accounts import fits
from brygga.accounting.payment_effects import Means
from brygga.accounting.rulebook import AccountUse
from brygga.connections import connecting, decisions
from brygga.connections.decisions import Decided, Proposed
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside, outside
from brygga.copying.models import Copy
from brygga.copying.states import UNDER_WAY
from brygga.fortnox.schema import Account
from brygga.jobs import requests
from brygga.links.models import DocumentLink
from brygga.payments import turning
from brygga.payments.account_meanings import meanings
from brygga.payments.status import brought
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation
from brygga.web.forms import ACCOUNT_FIELDS, DecisionsForm, initial_decisions
from brygga.web.marketplace import may_lead_to_fortnox
from brygga.web.middleware import TenantRequest
from brygga.web.roles import admin
from brygga.wording import errors, payment_accounts, problems
from brygga.wording.explanations import Explanation

AT_HOME = (AccountUse.RATE_25, AccountUse.RATE_12, AccountUse.RATE_6)


@require_http_methods(["GET", "HEAD", "POST"])
@may_lead_to_fortnox  # type: ignore[arg-type]  # Its types know no view with an id in its address.
@admin
def connection(request: TenantRequest, connection_id: UUID) -> HttpResponse:
    world = outside()
    row = live(request.organisation, connection_id)
    if request.method == "POST":
        return _save(request, row, world)
    proposed, page = _proposed(row, world)
    decided = Decided.from_settings(row.settings)
    is_decided, payments = row.settings.are_decided, turning.chosen(row)
    form = DecisionsForm(initial=initial_decisions(decided, proposed, payments, are_decided=is_decided))
    return render(request, "connection.html", {**page, **_page(row, form, proposed), "unfit": _unfit(row, world)})


@require_http_methods(["GET", "HEAD", "POST"])
@admin
def disconnection(request: TenantRequest, connection_id: UUID) -> HttpResponse:
    """Disconnect, after saying what goes and what stays."""
    row = live(request.organisation, connection_id)
    if request.method == "POST":
        return _disconnect(request, row)
    page = {
        "place": "settings",
        "connection": row,
        "copied": DocumentLink.objects.within(request.organisation).filter(connection=row, is_live=True).count(),
        "under_way": Copy.objects.within(request.organisation).filter(connection=row, state__in=UNDER_WAY).count(),
    }
    part = "#dialog" if request.headers.get("HX-Request") else ""
    return render(request, f"disconnection.html{part}", page)


def live(organisation: Organisation, connection_id: UUID) -> Connection:
    live = Connection.objects.within(organisation).exclude(state=ConnectionState.DISCONNECTED)
    return get_object_or_404(live.select_related("subsidiary", "settings", "organisation"), pk=connection_id)


def _proposed(row: Connection, world: Outside) -> tuple[Proposed | None, dict[str, Any]]:
    """The chart to choose from, or why it cannot be read."""
    try:
        return decisions.proposal(row, outside=world), {}
    except RemoteError as error:
        return None, {"explanation": errors.explain(error)}


def _unfit(row: Connection, world: Outside) -> Explanation | None:
    """Why Productive cannot be chosen for the numbers; where that cannot be asked now, saving asks again."""
    try:
        problem = decisions.number_format_problem(row, outside=world)
    except RemoteError:
        return None
    return problems.explain(problem) if problem else None


def _save(request: TenantRequest, row: Connection, world: Outside) -> HttpResponse:
    form = DecisionsForm(request.POST)
    if form.is_valid():
        try:
            found = decisions.save(row, form.decided(), user=request.user, outside=world)
        except RemoteError as error:
            page = {"explanation": errors.explain(error), **_page(row, form, None)}
            return render(request, "connection.html", page, status=503)
        if not found:
            requests.look_when_fixed(row, outside=world)
            turned = turning.decide(row, form.payments(), user=request.user, outside=world)
            messages.success(
                request, _saved(is_on=form.payments().is_on) if turned else gettext("The settings are saved.")
            )
            return redirect("connection", row.pk)
        for problem in found:
            explained = problems.explain(problem)
            form.add_error(form.field_of(problem), f"{explained.title} {explained.remedy}")
    proposed, page = _proposed(row, world)
    return render(request, "connection.html", {**page, **_page(row, form, proposed)}, status=422)


def _saved(*, is_on: bool) -> str:
    """What turning the payments on or off leads to."""
    if is_on:
        return gettext("The settings are saved. Payments are synced; Brygga looks for them now.")
    return gettext("The settings are saved. Payments are no longer synced; what was brought stays in Productive.")


def _page(row: Connection, form: DecisionsForm, proposed: Proposed | None) -> dict[str, Any]:
    return {
        "place": "settings",
        "connection": row,
        "form": form,
        "proposed": proposed,
        "brought": brought(row),
        "meanings": [(each, payment_accounts.name(Means(each.means))) for each in meanings(row)],
        "at_home": [(use, form[ACCOUNT_FIELDS[use]]) for use in AT_HOME],
        "charts": charts_by_use(proposed.chart if proposed else {}),
    }


def charts_by_use(chart: Mapping[int, Account]) -> dict[AccountUse, list[Account]]:
    """The accounts that each use may have."""
    active = [account for account in chart.values() if account.active]
    return {use: [account for account in active if fits(use, account.vat_code)] for use in AccountUse}


def _disconnect(request: TenantRequest, row: Connection) -> HttpResponse:
    company = row.company_name
    if connecting.disconnect(row, user=request.user, outside=outside()):
        messages.success(request, gettext("%(company)s is disconnected.") % {"company": company})
    else:
        messages.success(
            request,
            gettext(
                "%(company)s is disconnected here. Fortnox did not confirm: "
                "remove Brygga under its settings for integrations as well."
            )
            % {"company": company},
        )
    return redirect("marketplace")
