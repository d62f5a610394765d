"""Copy to Fortnox: the exact Fortnox invoice beside the Productive one, every problem, and the press that copies."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from brygga.accounting.customers import candidates_of
from brygga.accounting.invoices import Booking
from brygga.accounting.money import from_hundredths
from brygga.accounting.problems import ProblemKind
from brygga.accounting.references import Requires
from brygga.accounting.rulebook import RateSource
from brygga.accounting.standings import to_confirm
from brygga.connections import opening
from brygga.connections.invoice_settings import InvoiceSettings, required_by
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside, outside
from brygga.connections.registers import registers
from brygga.copying.customer_choice import NEW_CUSTOMER
from brygga.copying.preview import Preview, preview
from brygga.copying.wishes import AlreadyCopied
from brygga.fortnox.schema import CustomerListed
from brygga.jobs import requests
from brygga.jobs.requests import NUMBER_CHARACTERS_MAX, NotConnected
from brygga.links.models import BuyerConfirmation
from brygga.productive.schema import Invoice
from brygga.remote.errors import NotFound, RemoteError
from brygga.web.invoice_texts import texts_shown
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance
from brygga.web.side_by_side import side_by_side
from brygga.web.vat_lines import booked_vat_lines, vat_lines
from brygga.wording import errors, problems, rates
from brygga.wording.invoice_settings import required_name

found_max = 20
search_length_min = 2
customer_number_length_max = 60

KRONOR = "SEK"
UNDERSTOOD = "yes"


@require_http_methods(["GET", "HEAD", "POST"])
@finance
def copy_to_fortnox(request: TenantRequest, invoice_id: str) -> HttpResponse:
    if request.method == "POST":
        return _request_copy(request, invoice_id)
    return _show_preview(request, invoice_id)


@require_GET
@finance
def customers(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """The Fortnox customers that a search finds, to choose from; a part of the dialog."""
    sought = request.GET.get("q", "").strip()
    if not request.headers.get("HX-Request"):
        return redirect(reverse("copy_to_fortnox", args=[invoice_id]) + f"?{request.GET.urlencode()}")
    live = Connection.objects.within(request.organisation).exclude(state=ConnectionState.DISCONNECTED)
    connection = get_object_or_404(live, pk=_uuid(request.GET.get("connection", "")))
    return render(request, "copy_to_fortnox.html#found", _found(connection, sought, outside()))


def _show_preview(request: TenantRequest, invoice_id: str) -> HttpResponse:
    world = outside()
    page: dict[str, Any] = {"place": "invoices", "invoice_id": invoice_id, "nonce": world.ids.new().hex}
    try:
        chosen, sought = _asked(request)
        number, fresh = asked_number(request), "fresh" in request.GET
        seen = preview(request.organisation, invoice_id, customer=chosen, number=number, fresh=fresh, outside=world)
        page |= {"preview": seen, "chosen_number": number, **_shown(seen, sought, world)}
    except NotFound as error:
        raise Http404 from error
    except RemoteError as error:
        page["explanation"] = errors.explain(error)
    return render(request, f"copy_to_fortnox.html{_part(request)}", page)


def _asked(request: TenantRequest) -> tuple[str, str]:
    """The customer that was chosen, or else the customer that was searched for."""
    chosen, sought = request.GET.get("customer", ""), request.GET.get("q", "").strip()
    if chosen and "search" not in request.GET:
        return chosen[:customer_number_length_max], ""
    return "", sought


def asked_number(request: TenantRequest) -> str:
    """The number that was chosen, where Productive gives the numbers."""
    return request.GET.get("number", "").strip()[:NUMBER_CHARACTERS_MAX]


def _shown(seen: Preview, sought: str, world: Outside) -> dict[str, Any]:
    """What the page says about a preview."""
    if seen.connection is None:
        return {"explanations": [problems.explain(problem) for problem in seen.problems]}
    return {
        "explanations": [problems.explain(problem) for problem in seen.problems],
        "can_choose": not seen.credit and bool(seen.booking or seen.choice.match or seen.choice.number),
        "new_customer": NEW_CUSTOMER,
        "candidates": candidates_of(seen.choice.match),
        "vat_type": seen.booking.vat_type if seen.booking else "",
        **_standing(seen, seen.connection),
        "rate": _rate(seen),
        "required": required_by(seen.connection, seen.invoice.company_id).value,
        "requires_choices": [(each.value, required_name(each)) for each in Requires],
        **(exactly(seen.invoice, seen.booking, seen.connection, outside=world) if seen.booking else {}),
        **(_found(seen.connection, sought, world) if sought else {}),
    }


def _standing(seen: Preview, connection: Connection) -> dict[str, Any]:
    """What there is to confirm of a buyer abroad, and what was confirmed before."""
    asked = [to_confirm(problem) for problem in seen.problems]
    rows = BuyerConfirmation.objects.within(connection.organisation)
    known = rows.filter(productive_company_id=seen.invoice.company_id)
    return {"to_confirm": next((each for each in asked if each), None), "confirmed": known.first()}


def _rate(seen: Preview) -> dict[str, Any] | None:
    """The rate that a person is asked for, or entered and may still correct; None where it is not theirs to enter."""
    asked = next((each.facts for each in seen.problems if each.kind is ProblemKind.RATE_TO_ENTER), None)
    if asked:
        facts = {"currency": asked["currency"], "on": date.fromisoformat(asked["date"]), "unit": int(asked["count"])}
        return {**facts, "entered": None}
    rate = seen.booking.rate if seen.booking else None
    if rate is None or rate.source is not RateSource.ASK:
        return None
    return {"currency": seen.invoice.currency, "on": rate.on, "unit": rate.unit, "entered": rate}


def exactly(invoice: Invoice, booking: Booking, connection: Connection, *, outside: Outside) -> dict[str, Any]:
    """Both sides, row by row and sum by sum."""
    chart = registers(connection, on=invoice.invoiced_on, outside=outside).chart
    expected = booking.expected
    return {
        "notes": [problems.note(note) for note in booking.notes],
        "pairs": side_by_side(invoice, booking, chart),
        "texts_shown": texts_shown(invoice, booking, InvoiceSettings.of(connection)),
        "rate_said": rates.said(invoice.currency, booking.rate.rate, booking.rate.unit) if booking.rate else "",
        "rate_from": rates.source(booking.rate) if booking.rate else "",
        "vat_meant": vat_lines(invoice),
        "vat_booked": booked_vat_lines(expected),
        "vat_differs": expected.total_vat.amount != from_hundredths(invoice.amount_tax),
        # Whether a company rounds is a setting that Fortnox's API does not show (bookkeeping, rule 4).
        "may_be_rounded": invoice.currency == KRONOR and expected.total.amount % 1 != 0,
    }


def _found(connection: Connection, sought: str, world: Outside) -> dict[str, Any]:
    found: tuple[CustomerListed, ...] = ()
    if len(sought) < search_length_min:
        return {"sought": sought, "found": found}
    try:
        found = opening.fortnox(connection, outside=world).customers_named(sought, limit=found_max)
    except RemoteError as error:
        return {"sought": sought, "found": found, "search_explanation": errors.explain(error)}
    return {"sought": sought, "found": found, "is_searched": True}


def _request_copy(request: TenantRequest, invoice_id: str) -> HttpResponse:
    try:
        requests.request_copy(
            request.organisation,
            productive_invoice_id=invoice_id,
            customer=request.POST.get("customer", ""),
            number=request.POST.get("number", ""),
            seen_fingerprint=request.POST.get("fingerprint", ""),
            nonce=request.POST.get("nonce", ""),
            user=request.user,
            outside=outside(),
            books_first=request.POST.get("books_first") == UNDERSTOOD,
        )
    except AlreadyCopied:
        return redirect("invoice", invoice_id)
    except NotFound as error:
        raise Http404 from error
    except (NotConnected, RemoteError) as error:
        page = {"place": "invoices", "invoice_id": invoice_id, "explanation": errors.explain(error)}
        return render(request, "copy_to_fortnox.html", page, status=503)
    return redirect("invoice", invoice_id)


def _part(request: TenantRequest) -> str:
    """The whole page, the dialog for a page that asks for it, or what is inside when that is asked for again."""
    if not request.headers.get("HX-Request"):
        return ""
    return "#question" if request.headers.get("HX-Target") == "copy" else "#dialog"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
