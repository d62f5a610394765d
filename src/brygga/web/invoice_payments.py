"""The payments of one invoice: on both sides, what does not tell one story, and the choices that a person has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from brygga.accounting.disagreements import Disagreement, DisagreementKind
from brygga.accounting.money import Money
from brygga.connections.live import speaking_for_books_of
from brygga.connections.models import Connection
from brygga.connections.outside import outside
from brygga.jobs.payments import sync_invoice_now
from brygga.links.models import DocumentLink
from brygga.payments.feeds import mirrored_since
from brygga.payments.leaving import leave, seen_of
from brygga.payments.models import PaymentFeed, PaymentSync
from brygga.payments.statements import from_json
from brygga.payments.turns import may_sync, under_way
from brygga.tenants.models import Organisation
from brygga.web.middleware import TenantRequest
from brygga.web.payment_rows import PaymentRow, payment_rows
from brygga.web.roles import finance, reader
from brygga.wording import disagreements, payment_trouble
from brygga.wording.explanations import Explanation

# Where a person changed or deleted a payment of ours, Fortnox's values can be put back.
MENDABLE = {DisagreementKind.MIRROR_CHANGED, DisagreementKind.MIRROR_DELETED}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a person must look at on one linked invoice. `seen` names exactly that, for whoever leaves it as it is.

    `accounts` are those of which an admin can say what they are.
    """

    sync: PaymentSync
    explanations: tuple[Explanation, ...]
    can_put_back: bool
    seen: str
    accounts: tuple[str, ...]

    @property
    def connection(self) -> Connection:
        return self.sync.link.connection

    @property
    def books(self) -> Connection:
        """Who reaches these books now."""
        return speaking_for_books_of(self.connection)


@dataclass(frozen=True, kw_only=True)
class LinkedPayments:
    """The payments of one Fortnox invoice. Before the first look there is no sync."""

    link: DocumentLink
    connection: Connection
    is_on: bool
    is_under_way: bool = False
    sync: PaymentSync | None = None
    rows: tuple[PaymentRow, ...] = ()
    balance: Decimal | None = None
    waits_for_booking: bool = False
    round_off: Decimal = Decimal(0)
    stopped: tuple[Explanation, ...] = ()
    told: Told | None = None


@require_GET
@reader
def payments_state(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """How far the payments are, for the page that follows them."""
    page = invoice_payments(request.organisation, invoice_id)
    if not page["linked_payments"]:
        raise Http404
    return render(request, "parts/payments.html", {**page, "invoice_id": invoice_id})


@require_POST
@finance
def look_for_payments(request: TenantRequest, invoice_id: str) -> HttpResponse:
    """Look at the payments of this invoice now, and put Fortnox's values back where that is what was pressed."""
    put_back = request.POST.get("put_back") == "yes"
    world = outside()
    if not sync_invoice_now(request.organisation, invoice_id, put_back=put_back, user=request.user, outside=world):
        raise Http404
    return redirect("invoice", invoice_id)


@require_POST
@finance
def leave_payments(request: TenantRequest, sync_id: UUID) -> HttpResponse:
    """Leave both sides as they are."""
    found = PaymentSync.objects.within(request.organisation).select_related("link", "organisation")
    sync = get_object_or_404(found, pk=sync_id)
    if leave(sync, seen=request.POST.get("seen", ""), user=request.user, outside=outside()):
        messages.success(request, gettext("Left as it is on both sides."))
    return redirect("invoice", sync.link.productive_invoice_id)


def invoice_payments(organisation: Organisation, invoice_id: str) -> dict[str, Any]:
    """What the invoice's page shows of its payments; nothing for one that is not linked."""
    links = DocumentLink.objects.within(organisation).filter(productive_invoice_id=invoice_id, is_live=True)
    found = [_linked(each) for each in links.select_related("connection", "organisation").order_by("ordinal")]
    return {"linked_payments": found, "are_payments_under_way": any(each.is_under_way for each in found)}


def told(syncs: Iterable[PaymentSync]) -> list[Told]:
    """What a person must look at, in the language of now."""
    return [_told(each) for each in syncs]


def _told(sync: PaymentSync) -> Told:
    found = [each for kept in sync.disagreements if (each := disagreements.from_json(kept))]
    return Told(
        sync=sync,
        explanations=tuple(disagreements.explain(each) for each in found),
        can_put_back=any(each.kind in MENDABLE for each in found),
        seen=seen_of(sync),
        accounts=_accounts(found),
    )


def _accounts(found: Iterable[Disagreement]) -> tuple[str, ...]:
    unclear = (each.facts["account"] for each in found if each.kind is DisagreementKind.ACCOUNT_UNCLEAR)
    return tuple(dict.fromkeys(each for each in unclear if each))


def stopped_by(sync: PaymentSync) -> tuple[Explanation, ...]:
    """What stopped the last look, until the next sweep tries again."""
    return (payment_trouble.of_invoice(sync.reason),) if sync.reason and sync.wakes_at is None else ()


def _linked(link: DocumentLink) -> LinkedPayments:
    connection = speaking_for_books_of(link.connection)
    is_on = may_sync(connection)
    sync = PaymentSync.objects.select_related("link__connection").filter(link=link).first()
    if sync is None:
        return LinkedPayments(link=link, connection=connection, is_on=is_on, is_under_way=is_on)
    feed = PaymentFeed.objects.filter(connection=connection).first()
    found = from_json(sync.statement)
    is_read = sync.synced_at is not None and sync.balance_minor is not None
    return LinkedPayments(
        link=link,
        connection=connection,
        is_on=is_on,
        is_under_way=is_on and PaymentSync.objects.filter(under_way(outside().clock.now()), id=sync.id).exists(),
        sync=sync,
        rows=tuple(payment_rows(sync, found, since=mirrored_since(sync, feed) if feed else None)),
        balance=Money.from_minor(sync.balance_minor or 0, sync.currency).amount if is_read else None,
        waits_for_booking=found.waits_for_booking and not sync.is_listed_open,
        round_off=found.round_off,
        stopped=stopped_by(sync) if is_on else (),
        told=_told(sync) if sync.disagreements else None,
    )
