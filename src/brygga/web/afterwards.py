"""What became of a copied invoice in Fortnox: as the sweep saw it, and read again when somebody opens its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRefresh

from brygga.accounting.problems import ProblemKind
from brygga.connections.outside import outside
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.remote.errors import RemoteError
from brygga.watching.looking import look
from brygga.watching.models import Watched
from brygga.web.copies import newest_copy
from brygga.web.middleware import TenantRequest
from brygga.web.roles import reader
from brygga.wording import compared, errors, problems
from brygga.wording.explanations import Explanation


@dataclass(frozen=True)
class Changed:
    """One value that is another in Fortnox now than when Brygga wrote it."""

    name: str
    written: str
    found: str


@dataclass(frozen=True, kw_only=True)
class Afterwards:
    """What Fortnox has made of the invoice; `watched` is None before anybody has looked."""

    watched: Watched | None
    changed: tuple[Changed, ...]
    explanations: tuple[Explanation, ...]


@require_GET
@reader
def afterwards_now(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """The same part of the page, after a look at Fortnox; the whole page again where that found news."""
    copy = newest_copy(request.organisation, invoice_id)
    if copy is None or copy.state != CopyState.COPIED:
        raise Http404
    known, page = copy.problems, {"invoice_id": invoice_id, "copy": copy, "is_read": True}
    try:
        look(copy, outside=outside())
    except RemoteError as error:
        return render(request, "parts/afterwards.html", {**page, **shown(copy), "unread": errors.explain(error)})
    copy.refresh_from_db()
    if copy.problems != known and request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return render(request, "parts/afterwards.html", {**page, **shown(copy)})


def shown(copy: Copy | None) -> dict[str, Any]:
    """What this part of the page shows; nothing before the invoice is copied."""
    if copy is None or copy.state != CopyState.COPIED:
        return {}
    told = [each for each in copy.problems if each["kind"] == ProblemKind.CHANGED_AFTERWARDS]
    return {
        "afterwards": Afterwards(
            watched=Watched.objects.filter(copy=copy).first(),
            changed=tuple(_changed(each) for each in told),
            explanations=problems.of_what_became(copy),
        )
    }


def _changed(kept: dict[str, Any]) -> Changed:
    what, facts = kept["facts"]["what"], kept["facts"]
    written, found = (compared.value(what, facts[side]) for side in ("written", "found"))
    return Changed(compared.name(what, kept["line"]), written, found)
