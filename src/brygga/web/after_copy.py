"""What follows a copied invoice in Fortnox: whether Brygga booked and sent it, and booking it as a person's own act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from brygga.accounting.booking import booking_problems
from brygga.accounting.problems import ABOUT_BOOKING, ABOUT_SENDING
from brygga.connections import opening
from brygga.connections.invoice_settings import InvoiceSettings
from brygga.connections.live import speaking_for_books_of
from brygga.connections.outside import Outside, outside
from brygga.connections.registers import registers
from brygga.copying.book_and_send import marked_sent_on
from brygga.copying.models import Copy, Write
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.jobs import requests
from brygga.remote.errors import RemoteError
from brygga.watching.models import Watched
from brygga.web.copies import asked_invoices, newest_copy
from brygga.web.documents import said_here
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance, reader
from brygga.wording import errors, problems
from brygga.wording.explanations import Explanation


@dataclass(frozen=True, kw_only=True)
class AfterCopy:
    """What was done with it since; `booked` and `sent` are the writes that did it, None where Brygga did not.

    `seen` is what Fortnox had made of it when Brygga looked last; `marked_sent_on` the day that Brygga itself gave as
    sent in Productive.
    """

    booked: Write | None
    sent: Write | None
    seen: Watched | None
    marked_sent_on: date | None
    settings: InvoiceSettings
    is_under_way: bool
    booking: tuple[Explanation, ...]
    sending: tuple[Explanation, ...]

    @property
    def can_book(self) -> bool:
        """Whether there is anything to book, as far as is known."""
        is_over = self.seen is not None and (self.seen.booked or self.seen.cancelled or self.seen.by_cash_method)
        return not (self.booked or is_over or self.is_under_way)


def after_copy(copy: Copy | None) -> AfterCopy | None:
    """What follows a copied invoice; None before it is copied."""
    if copy is None or copy.state != CopyState.COPIED:
        return None
    writes = copy.writes.filter(state=WriteState.LANDED, payload__number=copy.fortnox_document_number)
    landed = {write.kind: write for write in writes.select_related("attempt__asked_by")}
    return AfterCopy(
        booked=landed.get(WriteKind.BOOK_INVOICE),
        sent=landed.get(WriteKind.SEND_INVOICE),
        seen=Watched.objects.filter(copy=copy).first(),
        marked_sent_on=marked_sent_on(copy),
        settings=InvoiceSettings.from_afterwards(copy.attempts.latest("number").afterwards),
        is_under_way=copy.attempts.filter(finished_at=None).exists(),
        booking=tuple(said_here(each) for each in problems.of_kinds(copy, ABOUT_BOOKING)),
        sending=tuple(said_here(each) for each in problems.of_kinds(copy, ABOUT_SENDING)),
    )


@require_GET
@reader
def after_copy_state(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """How far what follows is, for the page that watches it."""
    copy = newest_copy(request.organisation, invoice_id)
    after = after_copy(copy)
    if copy is None or after is None:
        raise Http404
    invoice = asked_invoices([copy])[invoice_id]
    page = {
        "invoice_id": invoice_id,
        "copy": copy,
        "after": after,
        "invoice": invoice,
        "nonce": outside().ids.new().hex,
    }
    return render(request, "parts/after_copy.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@finance
def booking(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """Book the invoice in Fortnox, after saying what that means; nothing takes it back."""
    copy = newest_copy(request.organisation, invoice_id)
    if copy is None or copy.state != CopyState.COPIED:
        raise Http404
    world = outside()
    if request.method == "POST" and request.POST.get("stands") == copy.fortnox_document_number:
        nonce = request.POST.get("nonce", "")[: requests.NONCE_CHARACTERS_MAX] or world.ids.new().hex
        requests.book(copy, nonce=nonce, user=request.user, outside=world)
        return redirect("invoice", invoice_id)
    page = {"place": "invoices", "invoice_id": invoice_id, "copy": copy, "nonce": world.ids.new().hex}
    try:
        page |= _asked(copy, world)
    except RemoteError as error:
        page["explanation"] = errors.explain(error)
    part = "#dialog" if request.headers.get("HX-Request") else ""
    return render(request, f"booking.html{part}", page)


def _asked(copy: Copy, world: Outside) -> dict[str, object]:
    connection = speaking_for_books_of(copy.connection)
    now = opening.fortnox(connection, outside=world).invoice(copy.fortnox_document_number)
    known = registers(connection, on=now.invoice_date, fresh=True, outside=world)
    stops = booking_problems(now, known.financial_years, known.locked_until)
    return {"now": now, "explanations": [problems.explain(each, copy=copy) for each in stops], "can_go": not stops}
