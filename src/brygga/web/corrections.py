"""Invoice copied: Update existing, Create new and cancelling, each with what it would do before it is done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from brygga.accounting import corrections
from brygga.accounting.compared import Compared
from brygga.accounting.corrections import Change, Why
from brygga.accounting.problems import Problem
from brygga.connections import opening
from brygga.connections.live import speaking_for_books_of
from brygga.connections.outside import Outside, outside
from brygga.copying import requests as asking
from brygga.copying.last_written import last_written, too_late
from brygga.copying.models import Copy
from brygga.copying.preview import preview
from brygga.copying.states import CopyState, Keeps
from brygga.copying.update_preview import UpdatePreview, preview_update
from brygga.copying.wishes import AlreadyCopied, Correction, NotCopied
from brygga.fortnox.schema import Invoice
from brygga.jobs import requests
from brygga.jobs.requests import NotConnected
from brygga.remote.errors import NotFound, RemoteError
from brygga.web.copies import fortnox_page, newest_copy
from brygga.web.copy_to_fortnox import asked_number, exactly
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance
from brygga.wording import compared, errors, problems

UNDERSTOOD = "yes"
# What is the same in every update, and says nothing to a person.
UNTOLD = {Compared.DOCUMENT_TYPE, Compared.CANCELLED, Compared.VAT_INCLUDED, Compared.REFERENCE}

Page = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One field of an update in the language of now; `written` only where a person changed it in Fortnox."""

    name: str
    now: str
    wanted: str
    written: str
    sign: str


@require_http_methods(["GET", "HEAD", "POST"])
@finance
def update_existing(request: TenantRequest, invoice_id: str) -> HttpResponse:
    return _correction(request, invoice_id, Correction.UPDATE, _update_page)


@require_http_methods(["GET", "HEAD", "POST"])
@finance
def create_new(request: TenantRequest, invoice_id: str) -> HttpResponse:
    return _correction(request, invoice_id, Correction.NEW, _new_page)


@require_http_methods(["GET", "HEAD", "POST"])
@finance
def cancellation(request: TenantRequest, invoice_id: str) -> HttpResponse:
    return _correction(request, invoice_id, Correction.CANCEL, _cancellation_page)


@require_POST
@finance
def leave_as_it_is(request: TenantRequest, copy_id: UUID) -> HttpResponse:
    """What stopped a correction has been seen, and the invoice stays as it stands in Fortnox."""
    copy = get_object_or_404(Copy.objects.within(request.organisation), pk=copy_id)
    asking.leave(copy, user=request.user, outside=outside())
    return redirect("invoice", copy.productive_invoice_id)


def _correction(
    request: TenantRequest,
    invoice_id: str,
    correction: Correction,
    shows: Callable[[TenantRequest, Copy, Outside], Page],
) -> HttpResponse:
    copy = newest_copy(request.organisation, invoice_id)
    if copy is None:
        raise Http404
    if not copy.fortnox_document_number or copy.state == CopyState.CANCELLED:
        return redirect("invoice", invoice_id)
    is_unconfirmed = False
    if request.method == "POST":
        is_unconfirmed = correction is Correction.NEW and request.POST.get("understood") != UNDERSTOOD
        if not is_unconfirmed:
            return _ask(request, copy, correction)
    world = outside()
    page: Page = {
        "place": "invoices",
        "invoice_id": invoice_id,
        "copy": copy,
        "correction": correction,
        "nonce": world.ids.new().hex,
        "fortnox_page": fortnox_page(copy),
        "is_unconfirmed": is_unconfirmed,
    }
    try:
        page |= shows(request, copy, world)
    except RemoteError as error:
        page["explanation"] = errors.explain(error)
    return render(request, f"correction.html{_part(request)}", page, status=422 if is_unconfirmed else 200)


def _ask(request: TenantRequest, copy: Copy, correction: Correction) -> HttpResponse:
    world, said = outside(), request.POST
    stands, nonce = said.get("stands", ""), said.get("nonce", "") or world.ids.new().hex
    try:
        # An old page shows an invoice that was corrected since: the page of the invoice says what it is now.
        with suppress(AlreadyCopied, NotCopied):
            if correction is Correction.CANCEL:
                requests.cancel(copy, stands=stands, nonce=nonce, user=request.user, outside=world)
            else:
                requests.request_copy(
                    request.organisation,
                    productive_invoice_id=copy.productive_invoice_id,
                    customer=said.get("customer", ""),
                    number=said.get("number", ""),
                    seen_fingerprint=said.get("fingerprint", ""),
                    nonce=nonce,
                    user=request.user,
                    outside=world,
                    correction=correction,
                    stands=stands,
                    keeps=_keeps(said.get("keeps", "")),
                )
    except NotFound as error:
        raise Http404 from error
    except (NotConnected, RemoteError) as error:
        page = {"invoice_id": copy.productive_invoice_id, "copy": copy, "correction": correction, "place": "invoices"}
        return render(request, "correction.html", {**page, "explanation": errors.explain(error)}, status=503)
    return redirect("invoice", copy.productive_invoice_id)


def _update_page(request: TenantRequest, copy: Copy, world: Outside) -> Page:
    seen = preview_update(copy, customer=request.GET.get("customer", ""), outside=world)
    told = [_told(change) for change in seen.changes if change.what not in UNTOLD]
    return {
        "invoice": seen.seen.invoice,
        "seen": seen,
        "explanations": [problems.explain(problem) for problem in seen.problems],
        "customer": seen.seen.choice.number,
        "new_customer": seen.seen.choice.draft,
        "fingerprint": seen.fingerprint,
        "differing": [each for each in told if each.sign != "same"],
        "same": [each for each in told if each.sign == "same"],
        "asks": bool(seen.asked),
        "can_stay": corrections.can_stay(seen.changes),
        "can_go": not seen.problems and _anything_left(copy, seen),
    }


def _anything_left(copy: Copy, seen: UpdatePreview) -> bool:
    """A copy that stopped on its way goes on from here even where Fortnox has everything already."""
    return seen.is_needed or copy.state != CopyState.COPIED


def _new_page(request: TenantRequest, copy: Copy, world: Outside) -> Page:
    number = asked_number(request)
    seen = preview(
        request.organisation,
        copy.productive_invoice_id,
        customer=request.GET.get("customer", ""),
        number=number,
        ordinal=copy.ordinal + 1,
        outside=world,
    )
    first = _first(copy, world)
    page: Page = {
        "invoice": seen.invoice,
        "preview": seen,
        "chosen_number": number,
        "first": first,
        "first_can_change": first is not None and not _too_late(copy, first),
        "explanations": [problems.explain(problem) for problem in seen.problems],
        "customer": seen.choice.number,
        "new_customer": seen.choice.draft,
        "fingerprint": seen.fingerprint,
        "can_go": not seen.problems and copy.state == CopyState.COPIED,
    }
    if seen.booking and seen.connection:
        page |= exactly(seen.invoice, seen.booking, seen.connection, outside=world)
    return page


def _cancellation_page(_request: TenantRequest, copy: Copy, world: Outside) -> Page:
    first = _first(copy, world)
    stops = _too_late(copy, first) if first else [corrections.not_changeable(copy.fortnox_document_number, Why.GONE)]
    return {
        "first": first,
        "explanations": [problems.explain(problem) for problem in stops],
        "can_go": not stops,
    }


def _first(copy: Copy, world: Outside) -> Invoice | None:
    """The Fortnox invoice that stands, as it is now."""
    try:
        return opening.fortnox(speaking_for_books_of(copy.connection), outside=world).invoice(
            copy.fortnox_document_number
        )
    except NotFound:
        return None


def _too_late(copy: Copy, first: Invoice) -> list[Problem]:
    return too_late(copy, last_written(copy), first)


def _told(change: Change) -> Told:
    sign = "differs" if change.is_asked else "to" if change.is_change else "same"
    now, wanted, written = (compared.value(change.what, each) for each in (change.now, change.wanted, change.written))
    return Told(compared.name(change.what, change.row), now, wanted, written if change.is_asked else "", sign)


def _keeps(text: str) -> Keeps:
    return Keeps(text) if text in Keeps.values else Keeps.ASK


def _part(request: TenantRequest) -> str:
    if not request.headers.get("HX-Request"):
        return ""
    return "#question" if request.headers.get("HX-Target") == "copy" else "#dialog"
