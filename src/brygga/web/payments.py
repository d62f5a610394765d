"""Payments: how far each connection's books have been read, what a person must look at, and Sync now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from brygga.connections.outside import Outside, outside
from brygga.jobs import payments as asking
from brygga.listening.status import Hearing, ListeningStatus, hearing_of, listening_status
from brygga.payments.models import PaymentSync
from brygga.payments.status import LISTED_MAX, PaymentStatus, statuses
from brygga.tenants.models import Organisation
from brygga.web.invoice_payments import Told, stopped_by, told
from brygga.web.middleware import TenantRequest
from brygga.web.roles import finance, reader
from brygga.wording import payment_trouble
from brygga.wording.explanations import Explanation
from brygga.wording.listening import told_of_listening


@dataclass(frozen=True, kw_only=True)
class Books:
    """One connection as the page shows it; `lag` is how long ago its books were known to the last change.

    `is_passed_over` says that others are listened to, and this company is not.
    """

    status: PaymentStatus
    hearing: Hearing
    is_passed_over: bool
    lag: timedelta | None
    trouble: Explanation | None
    told: tuple[Told, ...]
    stopped: tuple[tuple[PaymentSync, tuple[Explanation, ...]], ...]

    @property
    def is_under_way(self) -> bool:
        return self.status.is_on and (self.status.is_sweeping or self.status.waiting > 0)

    @property
    def looked_at(self) -> int:
        return self.status.linked - self.status.waiting


@require_GET
@reader
def payments(request: TenantRequest) -> HttpResponse:
    return render(request, "payments.html", _page(request.organisation, outside()))


@require_GET
@reader
def sweeps_state(request: TenantRequest) -> HttpResponse:
    """How far it is, for the page that follows it."""
    return render(request, "payments.html#books", _page(request.organisation, outside()))


@require_POST
@finance
def sync_now(request: TenantRequest) -> HttpResponse:
    """Sweep the books of every connection whose payments are synced."""
    if asking.sync_now(request.organisation, outside=outside()):
        messages.success(request, gettext("Brygga looks for payments now."))
    return redirect("payments")


def _page(organisation: Organisation, world: Outside) -> dict[str, Any]:
    listening = listening_status(outside=world)
    found = [_books(each, listening, world) for each in statuses(organisation, outside=world)]
    return {
        "place": "payments",
        "books": found,
        "listening": told_of_listening(listening),
        "is_on": any(each.status.is_on for each in found),
        "is_under_way": any(each.is_under_way for each in found),
    }


def _books(status: PaymentStatus, listening: ListeningStatus, world: Outside) -> Books:
    hearing = hearing_of(status.connection, outside=world)
    return Books(
        status=status,
        hearing=hearing,
        is_passed_over=listening.connected_at is not None and not hearing.is_heard,
        lag=world.clock.now() - status.read_to if status.read_to else None,
        trouble=payment_trouble.of_sweep(status.trouble) if status.trouble else None,
        told=tuple(told(status.told[:LISTED_MAX])),
        stopped=tuple((each, stopped_by(each)) for each in status.stopped),
    )
