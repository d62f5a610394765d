"""Before you start: everything that a copy of this connection would meet, looked at at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from brygga.accounting.readiness import Finding
from brygga.connections.outside import outside
from brygga.copying.before_you_start import Checked, check
from brygga.jobs import requests
from brygga.remote.errors import RemoteError
from brygga.web.connection import live
from brygga.web.middleware import TenantRequest
from brygga.web.roles import reader
from brygga.wording import errors, problems, readiness
from brygga.wording.explanations import Explanation


@dataclass(frozen=True)
class Shown:
    """One thing that was looked at, in words."""

    name: str
    says: str
    explanations: tuple[Explanation, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@reader
def before_you_start(request: TenantRequest, connection_id: UUID) -> HttpResponse:
    """A POST reads Fortnox's registers anew; what was stopped by them then goes on."""
    world, row = outside(), live(request.organisation, connection_id)
    page: dict[str, Any] = {"place": "settings", "connection": row}
    try:
        checked = check(row, fresh=request.method == "POST", outside=world)
    except RemoteError as error:
        return render(request, "before_you_start.html", {**page, "explanation": errors.explain(error)}, status=503)
    if request.method == "POST":
        requests.look_when_fixed(row, outside=world)
    return render(request, "before_you_start.html", {**page, **_page(checked)})


def _page(checked: Checked) -> dict[str, Any]:
    shown = [_shown(finding) for finding in checked.findings]
    return {
        "checked": checked,
        "wrong": [each for each in shown if each.explanations],
        "well": [each for each in shown if not each.explanations],
        "count": len(checked.problems),
    }


def _shown(finding: Finding) -> Shown:
    explanations = tuple(problems.explain(problem) for problem in finding.problems)
    return Shown(readiness.name(finding.what), "" if explanations else readiness.sentence(finding), explanations)
