"""The question before a connection is replaced: what is connected today, what would be afterwards, and what stays."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from brygga.connections import replacing
from brygga.connections.connecting import ConnectingFailed, ConnectingProblem
from brygga.connections.live import InUseElsewhere
from brygga.connections.models import Connection, ConnectionState, Replacement, Subsidiary
from brygga.connections.outside import Outside, outside
from brygga.copying.models import Copy
from brygga.copying.states import UNDER_WAY
from brygga.links.models import DocumentLink
from brygga.web.marketplace import connected, consent_session_key, may_lead_to_fortnox, shown
from brygga.web.middleware import TenantRequest
from brygga.web.roles import admin


@dataclass(frozen=True)
class Moved:
    """One subsidiary: its connection today, if any, and whether it is the one that gets the account."""

    subsidiary: Subsidiary
    before: Connection | None
    is_wanted: bool


@require_http_methods(["GET", "HEAD", "POST"])
@may_lead_to_fortnox  # type: ignore[arg-type]  # Its types know no view with an id in its address.
@admin
def replacement(request: TenantRequest, question_id: UUID) -> HttpResponse:
    world = outside()
    session_key = consent_session_key(request, world)
    try:
        question = replacing.asked(
            request.user, request.organisation, question_id, session_key=session_key, outside=world
        )
        return _answer(request, question, world) if request.method == "POST" else _ask(request, question)
    except Replacement.DoesNotExist as error:
        raise Http404 from error
    except ConnectingFailed as failed:
        return _over(request, question_id, failed)


def _ask(request: TenantRequest, question: Replacement, *, has_changed: bool = False) -> HttpResponse:
    try:
        over = replacing.in_its_way(question)
    except InUseElsewhere as error:
        raise ConnectingFailed(ConnectingProblem.IN_USE_ELSEWHERE) from error
    wanted = question.request.subsidiary
    others = [each for each in over if each.subsidiary_id != wanted.pk]
    own = next((each for each in over if each.subsidiary_id == wanted.pk), None)
    page = {
        "place": "settings",
        "question": question,
        "wanted": wanted,
        "own": own,
        "others": others,
        "moved": [Moved(wanted, own, True), *(Moved(each.subsidiary, each, False) for each in others)],
        "seen": [str(each.pk) for each in over],
        "has_changed": has_changed,
        "minutes": replacing.QUESTION_MINUTES_MAX,
        "copied": DocumentLink.objects.within(request.organisation).filter(connection__in=over, is_live=True).count(),
        "under_way": Copy.objects.within(request.organisation).filter(connection__in=over, state__in=UNDER_WAY).count(),
    }
    return render(request, "replacement.html", page, status=409 if has_changed else 200)


def _answer(request: TenantRequest, question: Replacement, world: Outside) -> HttpResponse:
    if request.POST.get("answer") != "replace":
        replacing.decline(question, outside=world)
        messages.success(request, gettext("Nothing was changed. The connections are as they were."))
        return redirect("marketplace")
    connection = replacing.replace(question, seen=request.POST.getlist("seen"), outside=world)
    if connection is None:
        return _ask(request, question, has_changed=True)
    return connected(request, connection)


def _over(request: TenantRequest, question_id: UUID, failed: ConnectingFailed) -> HttpResponse:
    """Why there is no question any more; after a second press of the same button, what the first one made."""
    question = Replacement.objects.within(request.organisation).select_related("request").get(id=question_id)
    made = Connection.objects.within(request.organisation).filter(
        state=ConnectionState.CONNECTED,
        subsidiary=question.request.subsidiary_id,
        fortnox_tenant_id=question.fortnox_tenant_id,
        connected_at__gte=question.asked_at,
    )
    if failed.kind is ConnectingProblem.QUESTION_OVER and (connection := made.first()):
        return redirect("connection", connection.pk)
    return shown(request, failed)
