"""The invoice's PDF: how far it is on its way to the other side, having it, and asking for it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from brygga.accounting.problems import ABOUT_THE_DOCUMENT, ProblemKind
from brygga.connections.models import By
from brygga.connections.outside import outside
from brygga.copying.acts_of_documents import DELIVERED_KINDS
from brygga.copying.deliver_document import document_name
from brygga.copying.models import Copy
from brygga.copying.read_document import read_document
from brygga.copying.states import CopyState, DocumentChoice, WriteKind, WriteState
from brygga.jobs import requests
from brygga.remote.errors import RemoteError
from brygga.remote.files import PDF
from brygga.web.copies import newest_copy
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance, reader
from brygga.wording import errors, problems
from brygga.wording.explanations import Explanation, Place


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """How far the document is: `attached_in` is empty until it is there."""

    name: str
    made_by: By
    attached_in: str
    is_under_way: bool
    wants_choice: bool
    explanations: tuple[Explanation, ...]


def delivery(copy: Copy | None) -> Delivery | None:
    """The document of a copied invoice; None before it is copied."""
    if copy is None or copy.state != CopyState.COPIED:
        return None
    landed = copy.writes.filter(kind__in=DELIVERED_KINDS, state=WriteState.LANDED).first()
    return Delivery(
        name=landed.payload["name"] if landed else document_name(copy),
        made_by=_made_by(copy, landed.kind if landed else ""),
        attached_in=_attached_in(landed.kind) if landed else "",
        is_under_way=landed is None and copy.attempts.filter(finished_at=None).exists(),
        wants_choice=any(each["kind"] == ProblemKind.DOCUMENT_TO_CHOOSE for each in copy.problems),
        explanations=tuple(said_here(each) for each in problems.of_kinds(copy, ABOUT_THE_DOCUMENT)),
    )


def said_here(explanation: Explanation) -> Explanation:
    """On the page of the invoice nobody needs to be led there."""
    return replace(explanation, place=None) if explanation.place is Place.INVOICE else explanation


def _attached_in(kind: str) -> str:
    return "Productive" if kind == WriteKind.ATTACH_IN_PRODUCTIVE else "Fortnox"


def _made_by(copy: Copy, kind: str) -> By:
    if kind:
        return By.FORTNOX if kind == WriteKind.ATTACH_IN_PRODUCTIVE else By.PRODUCTIVE
    return By(copy.connection.settings.pdf_by)


@require_GET
@reader
def document_state(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """How far the document is, for the page that follows it."""
    copy = newest_copy(request.organisation, invoice_id)
    shown = delivery(copy)
    if shown is None:
        raise Http404
    page = {"invoice_id": invoice_id, "copy": copy, "delivery": shown, "nonce": outside().ids.new().hex}
    return render(request, "parts/document.html", page)


@require_GET
@reader
def document(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """The PDF itself, as a download: what a remote gave is never shown as a page of ours."""
    copy = newest_copy(request.organisation, invoice_id)
    if copy is None or copy.state != CopyState.COPIED:
        raise Http404
    try:
        content = read_document(copy, outside=outside())
    except RemoteError as error:
        messages.error(request, errors.explain(error).title)
        return redirect("invoice", invoice_id)
    name = document_name(copy)
    return HttpResponse(content, content_type=PDF, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
@finance
def create_document(request: TenantRequest, copy_id: UUID) -> HttpResponse:
    """Ask for the document on the other side again, perhaps with an answer to whose file is the invoice."""
    copy = get_object_or_404(Copy.objects.within(request.organisation), pk=copy_id)
    world = outside()
    said = request.POST.get("choice", "")
    choice = said if said in DocumentChoice.values else ""
    nonce = request.POST.get("nonce", "")[: requests.NONCE_CHARACTERS_MAX] or world.ids.new().hex
    requests.deliver_again(copy, choice=choice, nonce=nonce, user=request.user, outside=world)
    return redirect("invoice", copy.productive_invoice_id)
