"""One invoice: its lines and totals, how far its copy is, and what has happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET
from django_htmx.http import reselect, reswap, retarget

from brygga.connections import opening
from brygga.connections.models import Subsidiary
from brygga.connections.outside import Outside, outside
from brygga.copying.models import Copy
from brygga.copying.numbering import series_to_move
from brygga.copying.requests import needs_somebody
from brygga.copying.states import FOLLOW_UPS, UNDER_WAY, CopyState, Does
from brygga.copying.turns import is_settled
from brygga.history.models import Event
from brygga.links.models import DocumentLink
from brygga.productive.schema import Invoice, InvoiceSummary
from brygga.remote.errors import NotFound, RemoteError
from brygga.tenants.models import Organisation
from brygga.watching.looking import look
from brygga.web import afterwards
from brygga.web.after_copy import after_copy
from brygga.web.copies import asked_invoices, earlier_copies, fortnox_page, newest_copy
from brygga.web.documents import delivery
from brygga.web.drafting import drafting, taken_back_by
from brygga.web.invoice_payments import invoice_payments
from brygga.web.journey import progress
from brygga.web.middleware import TenantRequest
from brygga.web.places import productive_page
from brygga.web.roles import reader
from brygga.web.vat_lines import vat_lines
from brygga.wording import errors, problems

events_max = 50


@dataclass(frozen=True)
class Seen:
    """What Productive shows now; `error` says why it could not be read, and then what was copied stands in."""

    invoice: Invoice | None
    summary: InvoiceSummary | None
    error: RemoteError | None


@require_GET
@reader
def invoice(request: TenantRequest, invoice_id: str) -> HttpResponse:
    return _page(request, invoice_id)


def _page(request: TenantRequest, invoice_id: str, *, is_read: bool = False) -> HttpResponse:
    """The whole page; `is_read` when Fortnox was just looked at, else the page asks for that itself."""
    copy = newest_copy(request.organisation, invoice_id)
    world = outside()
    seen = _seen(request.organisation, invoice_id, copy, world)
    page = {
        **_crossing(invoice_id, copy),
        **invoice_payments(request.organisation, invoice_id),
        "place": "invoices",
        "delivery": delivery(copy),
        "after": after_copy(copy),
        **afterwards.shown(copy),
        "is_read": is_read,
        "drafting": drafting(copy),
        "credit_notes": taken_back_by(copy),
        "seen": seen,
        "invoice": seen.summary,
        "vat_lines": vat_lines(seen.invoice) if seen.invoice else [],
        "explanation": errors.explain(seen.error) if seen.error else None,
        "is_elsewhere": bool(seen.summary and seen.summary.exported and copy is None),
        "subsidiary": _subsidiary(request.organisation, seen.summary),
        "link": DocumentLink.objects.within(request.organisation)
        .filter(productive_invoice_id=invoice_id, is_live=True)
        .order_by("ordinal")
        .last(),
        "events": Event.objects.within(request.organisation).filter(subject=f"invoice:{invoice_id}")[:events_max],
        "productive_page": productive_page(request.organisation, invoice_id),
        "nonce": world.ids.new().hex,
    }
    return render(request, "invoice.html", page)


@require_GET
@reader
def state(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """How far the copy is, for the page that follows it: the part while it is under way, then the whole page."""
    copy = newest_copy(request.organisation, invoice_id)
    if copy and copy.state in UNDER_WAY:
        return render(request, "invoice.html#crossing", _crossing(invoice_id, copy))
    if copy and copy.state == CopyState.COPIED:
        done = {"number": copy.fortnox_document_number}
        if copy.attempts.exclude(does__in=FOLLOW_UPS).latest("number").does == Does.CREATE:
            messages.success(request, gettext("Copied to Fortnox as %(number)s.") % done)
        elif not needs_somebody(copy):
            messages.success(request, gettext("Invoice %(number)s in Fortnox says what Productive says.") % done)
    return _in_place(_page(request, invoice_id))


@require_GET
@reader
def afterwards_now(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """That part of the page, after a look at Fortnox; the whole page where the look found news."""
    copy = newest_copy(request.organisation, invoice_id)
    if copy is None or copy.state != CopyState.COPIED:
        raise Http404
    known, unread = copy.problems, None
    try:
        look(copy, outside=outside())
        copy.refresh_from_db()
    except RemoteError as error:
        unread = errors.explain(error)
    if copy.problems != known:
        return _in_place(_page(request, invoice_id, is_read=True))
    part = {"invoice_id": invoice_id, "copy": copy, "is_read": True, "unread": unread}
    return render(request, "parts/afterwards.html", {**part, **afterwards.shown(copy)})


def _in_place(page: HttpResponse) -> HttpResponse:
    """A whole page instead of the part that was asked for; a reload would undo where a person is on the way to."""
    return reselect(reswap(retarget(page, "#main"), "outerHTML"), "#main")


def _crossing(invoice_id: str, copy: Copy | None) -> dict[str, Any]:
    return {
        "invoice_id": invoice_id,
        "copy": copy,
        "is_under_way": bool(copy and copy.state in UNDER_WAY),
        "progress": progress(copy) if copy and copy.state not in (CopyState.COPIED, CopyState.CANCELLED) else [],
        "can_leave": bool(copy and copy.state not in UNDER_WAY and is_settled(copy) and needs_somebody(copy)),
        "others": earlier_copies(copy) if copy else [],
        "explanations": problems.of_invoice(copy) if copy else (),
        "reason": errors.reason(copy.reason, copy=copy) if copy and copy.reason else None,
        "fortnox_page": fortnox_page(copy) if copy else "",
        "series_note": _series_note(copy),
    }


def _series_note(copy: Copy | None) -> str:
    note = series_to_move(copy) if copy else None
    return problems.note(note) if note else ""


def _seen(organisation: Organisation, invoice_id: str, copy: Copy | None, world: Outside) -> Seen:
    try:
        found = opening.productive(organisation, outside=world).invoice(invoice_id)
    except NotFound as error:
        if copy is None:
            raise Http404 from error
        return Seen(None, asked_invoices([copy]).get(invoice_id), error)
    except RemoteError as error:
        return Seen(None, asked_invoices([copy]).get(invoice_id) if copy else None, error)
    return Seen(found, found, None)


def _subsidiary(organisation: Organisation, summary: InvoiceSummary | None) -> Subsidiary | None:
    if summary is None:
        return None
    subsidiaries = Subsidiary.objects.within(organisation)
    return subsidiaries.filter(productive_subsidiary_id=summary.subsidiary_id).first()
