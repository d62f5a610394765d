"""Needs you: every copy that stopped and every disagreement of payments, with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from brygga.connections.outside import outside
from brygga.payments.status import LISTED_MAX
from brygga.payments.status import needing_you as payments_needing_you
from brygga.tenants.models import Organisation
from brygga.web.copies import asked_invoices, newest_copies
from brygga.web.invoice_payments import Told, told
from brygga.web.listing import Row, Tab, Wanted, listing
from brygga.web.middleware import TenantRequest
from brygga.web.paging import asked_page
from brygga.web.roles import reader
from brygga.wording import errors, problems
from brygga.wording.explanations import Explanation


@dataclass(frozen=True)
class Stopped:
    """One copy that needs a person, and why."""

    row: Row
    explanations: tuple[Explanation, ...]


@require_GET
@reader
def needs_you(request: TenantRequest) -> HttpResponse:
    world = outside()
    wanted = Wanted(tab=Tab.NEEDS_YOU, subsidiary="", search="", page=asked_page(request))
    shown = listing(request.organisation, wanted, outside=world)
    page = {
        "place": "needs_you",
        "stopped": [_stopped(row) for row in shown.rows],
        "payments": _disagreeing(request.organisation),
        "paging": shown.paging,
        "explanation": errors.explain(shown.error) if shown.error else None,
        "nonce": world.ids.new().hex,
    }
    return render(request, "needs_you.html", page)


def _disagreeing(organisation: Organisation) -> list[tuple[Told, str]]:
    """The invoices whose payments do not tell one story, each with the name of its client company."""
    found = told(payments_needing_you(organisation)[:LISTED_MAX])
    copies = newest_copies(organisation, (each.sync.link.productive_invoice_id for each in found))
    names = asked_invoices(copies.values())
    ids = [each.sync.link.productive_invoice_id for each in found]
    return [(each, names[id_].company_name if id_ in names else "") for each, id_ in zip(found, ids, strict=True)]


def _stopped(row: Row) -> Stopped:
    copy = row.copy
    if copy is None:
        return Stopped(row, ())
    reason = (errors.reason(copy.reason, copy=copy),) if copy.reason else ()
    return Stopped(row, (*problems.of_copy(copy), *reason))
