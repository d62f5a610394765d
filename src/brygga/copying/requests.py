"""Asking for a copy: the rows that say what is wanted, by whom, having seen what; a double click is one copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Attempt, Copy, CopyState, WriteKind, WriteState
from brygga.copying.writes import live_write
from brygga.history.models import record
from brygga.productive.schema import InvoiceSummary
from brygga.tenants.models import Organisation, User


class AlreadyCopied(Exception):
    """The invoice is in Fortnox already; nothing was asked for."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        super().__init__(f"Productive invoice {copy.productive_invoice_id} is Fortnox {copy.fortnox_document_number}.")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person asked for: this invoice, for this customer, having seen this. `nonce` is one press of a button."""

    connection: Connection
    invoice: InvoiceSummary
    customer: str
    seen_fingerprint: str
    nonce: str
    user: User | None


def request(organisation: Organisation, wish: Wish, *, outside: Outside) -> Copy:
    """The copy of this invoice, asked for unless it is under way; raises AlreadyCopied."""
    try:
        return _request(organisation, wish, outside)
    except IntegrityError:
        # Somebody asked at the same moment; theirs is the copy.
        return _request(organisation, wish, outside)


def try_again(copy: Copy, *, nonce: str, user: User | None, outside: Outside) -> Copy:
    """Another attempt of a copy that rests, for the same customer and content as before."""
    last = copy.attempts.latest("number")
    wish = Wish(
        connection=copy.connection,
        invoice=InvoiceSummary.model_validate(copy.summary),
        customer=last.customer,
        seen_fingerprint=last.seen_fingerprint,
        nonce=nonce,
        user=user,
    )
    return request(copy.organisation, wish, outside=outside)


def _request(organisation: Organisation, wish: Wish, outside: Outside) -> Copy:
    with transaction.atomic():
        asked = (
            Attempt.objects.within(organisation)
            .filter(nonce=wish.nonce, copy__productive_invoice_id=wish.invoice.id)
            .select_related("copy")
            .first()
        )
        if asked:
            return asked.copy
        copy = _open_copy(organisation, wish, outside)
        if not copy.attempts.filter(finished_at=None).exists():
            _attempt(copy, wish, outside)
        return copy


def _open_copy(organisation: Organisation, wish: Wish, outside: Outside) -> Copy:
    copies = Copy.objects.within(organisation).select_for_update().filter(productive_invoice_id=wish.invoice.id)
    newest = copies.order_by("-ordinal").first()
    if newest is None:
        return Copy.objects.create(
            id=outside.ids.new(),
            organisation=organisation,
            connection=wish.connection,
            productive_invoice_id=wish.invoice.id,
            summary=_summary(wish.invoice),
            requested_at=outside.clock.now(),
        )
    if newest.state == CopyState.COPIED:
        raise AlreadyCopied(newest)
    return newest


def _attempt(copy: Copy, wish: Wish, outside: Outside) -> Attempt:
    """A new try; what an earlier one has already sent is kept, and only what was never sent is decided anew."""
    now = outside.clock.now()
    copy.writes.filter(state=WriteState.INTENDED).update(state=WriteState.DROPPED)
    if live_write(copy, WriteKind.CREATE_INVOICE) is None:
        _move(copy, wish.connection)
    copy.summary = _summary(wish.invoice)
    copy.state = CopyState.WAITING
    copy.problems = []
    copy.reason = None
    copy.save(update_fields=["connection", "summary", "state", "problems", "reason"])
    last = copy.attempts.aggregate(last=Max("number"))["last"] or 0
    record(
        copy.organisation,
        "copy_requested",
        subject=copy.subject,
        at=now,
        actor=wish.user or "",
        facts={"customer": wish.customer, "attempt": last + 1},
    )
    return Attempt.objects.create(
        id=outside.ids.new(),
        organisation=copy.organisation,
        copy=copy,
        number=last + 1,
        nonce=wish.nonce,
        asked_by=wish.user,
        asked_at=now,
        customer=wish.customer,
        seen_fingerprint=wish.seen_fingerprint,
        wakes_at=now,
    )


def _move(copy: Copy, connection: Connection) -> None:
    """Nothing is in Fortnox yet, so the copy follows its subsidiary, also to another company's books."""
    if copy.connection.fortnox_tenant_id != connection.fortnox_tenant_id:
        copy.writes.filter(kind=WriteKind.CREATE_CUSTOMER, state=WriteState.LANDED).update(state=WriteState.DROPPED)
    copy.connection = connection


def _summary(invoice: InvoiceSummary) -> dict[str, Any]:
    """The invoice as lists show it, also when more of it is known."""
    return InvoiceSummary.model_validate(invoice.model_dump()).model_dump(mode="json")
