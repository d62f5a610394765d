"""Create credit note, and Credit and replace: drafts in Productive of a copied invoice, and the way that they lead."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from brygga.connections.outside import outside
from brygga.copying.crediting import credit_notes_of
from brygga.copying.draft_in_productive import drafted_by
from brygga.copying.models import Attempt, Copy
from brygga.copying.states import CopyState, Does
from brygga.copying.turns import DRAFTING
from brygga.jobs import requests
from brygga.links.models import DocumentLink
from brygga.web.copies import newest_copies, newest_copy
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance, reader
from brygga.wording import errors
from brygga.wording.explanations import Explanation


@dataclass(frozen=True)
class Drafted:
    """One draft that was made, and its copy, None until one was asked for."""

    invoice_id: str
    is_credit_note: bool
    copy: Copy | None

    @property
    def is_copied(self) -> bool:
        return self.copy is not None and self.copy.state == CopyState.COPIED


@dataclass(frozen=True, kw_only=True)
class Drafting:
    """How far the last request for drafts is. `is_guided` shows the steps of Credit and replace, in order."""

    is_under_way: bool
    is_guided: bool
    drafts: tuple[Drafted, ...]
    reason: Explanation | None


def drafting(copy: Copy | None) -> Drafting | None:
    """The last request for drafts of a copied invoice, as long as nothing else was asked for since."""
    attempt = copy.attempts.order_by("-number").first() if copy else None
    if copy is None or attempt is None or attempt.does not in DRAFTING:
        return None
    drafts = _drafts(copy, attempt)
    is_under_way = attempt.finished_at is None
    if not drafts and not is_under_way:
        return None
    return Drafting(
        is_under_way=is_under_way,
        is_guided=attempt.does == Does.REPLACE,
        drafts=drafts,
        reason=errors.reason(copy.reason) if is_under_way and copy.reason else None,
    )


def taken_back_by(copy: Copy | None) -> list[DocumentLink]:
    """The credit notes in Fortnox of the invoice of this copy."""
    return credit_notes_of(copy) if copy and copy.fortnox_document_number and not copy.is_credit_note else []


@require_POST
@finance
def create_credit_note(request: TenantRequest, invoice_id: str) -> HttpResponse:
    return _ask(request, invoice_id, Does.CREDIT_NOTE)


@require_http_methods(["GET", "HEAD", "POST"])
@finance
def credit_and_replace(request: TenantRequest, invoice_id: str) -> HttpResponse:
    if request.method == "POST":
        return _ask(request, invoice_id, Does.REPLACE)
    copy = _copied(request, invoice_id)
    page = {"place": "invoices", "invoice_id": invoice_id, "copy": copy, "nonce": outside().ids.new().hex}
    part = "#dialog" if request.headers.get("HX-Request") else ""
    return render(request, f"credit_and_replace.html{part}", page)


@require_GET
@reader
def drafting_state(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """How far it is, for the page that follows it: then on to the credit note, or to the guided steps."""
    copy = newest_copy(request.organisation, invoice_id)
    if copy is None:
        raise Http404
    now = drafting(copy)
    if now and now.is_under_way:
        return render(request, "parts/drafting.html", {"drafting": now, "invoice_id": invoice_id})
    leads_to = now.drafts[0].invoice_id if now and not now.is_guided else invoice_id
    return HttpResponse(headers={"HX-Redirect": reverse("invoice", args=[leads_to])})


def _ask(request: TenantRequest, invoice_id: str, does: Does) -> HttpResponse:
    world = outside()
    nonce = request.POST.get("nonce", "") or world.ids.new().hex
    if not requests.draft(_copied(request, invoice_id), does, nonce=nonce, user=request.user, outside=world):
        messages.warning(request, gettext("Something else of this invoice is under way. Try again in a moment."))
    return redirect("invoice", invoice_id)


def _copied(request: TenantRequest, invoice_id: str) -> Copy:
    copy = newest_copy(request.organisation, invoice_id)
    if copy is None or copy.state != CopyState.COPIED or copy.is_credit_note:
        raise Http404
    return copy


def _drafts(copy: Copy, attempt: Attempt) -> tuple[Drafted, ...]:
    """The credit note first."""
    made = drafted_by(attempt)
    copies = newest_copies(copy.organisation, made)
    return tuple(Drafted(identifier, is_note, copies.get(identifier)) for identifier, is_note in made.items())
