"""Asking for a copy: the rows that say what is wanted, by whom, having seen what; a double click is one copy."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from brygga.connections.invoice_settings import InvoiceSettings
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Attempt, Copy
from brygga.copying.states import FOLLOW_UPS, CopyState, Does, Keeps, WriteKind, WriteState
from brygga.copying.turns import DRAFTING, following, is_settled
from brygga.copying.wishes import CORRECTIONS, AlreadyCopied, Correction, NotCopied, Wish
from brygga.copying.writes import making
from brygga.history.models import record
from brygga.productive.schema import InvoiceSummary
from brygga.tenants.models import Organisation, User


def request(organisation: Organisation, wish: Wish, *, outside: Outside) -> Copy:
    """The copy of this invoice, asked for unless it is under way; raises AlreadyCopied or NotCopied."""
    try:
        return _request(organisation, wish, outside)
    except IntegrityError:
        # Somebody asked at the same moment; theirs is the copy.
        return _request(organisation, wish, outside)


def try_again(copy: Copy, *, nonce: str, user: User | None, outside: Outside) -> Copy:
    """Another attempt of a copy that rests, for the same customer and content as before."""
    correction = CORRECTIONS.get(Does(last_attempt(copy).does))
    return request(copy.organisation, _same_again(copy, nonce, user, correction), outside=outside)


def go_on(copy: Copy, *, outside: Outside) -> Copy:
    """What stopped it is mended, and nothing else changed: another attempt, which nobody needs to ask for."""
    asked_by = last_attempt(copy).asked_by
    wish = _same_again(copy, outside.ids.new().hex, asked_by, None)
    return request(copy.organisation, dataclasses.replace(wish, by_itself=True), outside=outside)


def cancel(copy: Copy, *, stands: str, nonce: str, user: User | None, outside: Outside) -> Copy:
    """Ask for the Fortnox invoice of a copy to be cancelled; its Productive invoice need not exist any more."""
    wish = _same_again(copy, nonce, user, Correction.CANCEL)
    return request(copy.organisation, dataclasses.replace(wish, stands=stands), outside=outside)


def leave(copy: Copy, *, user: User | None, outside: Outside) -> None:
    """A person has seen what stopped a correction, and leaves the invoice as it stands in Fortnox."""
    with transaction.atomic():
        copy = Copy.objects.within(copy.organisation).select_for_update().get(id=copy.id)
        if not is_settled(copy) or copy.attempts.filter(finished_at=None).exists() or not needs_somebody(copy):
            return
        left = copy.problems
        copy.state, copy.problems, copy.reason = CopyState.COPIED, following(copy), None
        copy.save(update_fields=["state", "problems", "reason"])
        number = copy.fortnox_document_number
        _note(copy, "left_as_it_is", user, outside, fortnox_document_number=number, problems=left)


def needs_somebody(copy: Copy) -> bool:
    """Whether something was told of the invoice itself that nobody has dealt with."""
    return copy.state in (CopyState.BLOCKED, CopyState.FAILED) or copy.problems != following(copy)


def last_attempt(copy: Copy) -> Attempt:
    """The last attempt at the invoice itself; another press for what follows it asks for nothing else."""
    return copy.attempts.exclude(does__in=[*FOLLOW_UPS, *DRAFTING]).latest("number")


def _same_again(copy: Copy, nonce: str, user: User | None, correction: Correction | None) -> Wish:
    last = last_attempt(copy)
    return Wish(
        connection=copy.connection,
        invoice=InvoiceSummary.model_validate(copy.summary),
        customer=last.customer,
        seen_fingerprint=last.seen_fingerprint,
        nonce=nonce,
        user=user,
        number=last.invoice_number,
        correction=correction,
        stands=copy.fortnox_document_number,
        keeps=Keeps(last.keeps),
        books_first=last.books_first,
    )


def follow_up(copy: Copy, does: Does, *, choice: str = "", nonce: str, user: User | None, outside: Outside) -> Copy:
    """Another attempt at what follows a copied invoice, or to book it; nothing when one is under way.

    `choice` is what a person said of the file in Productive, "" where nothing was asked.
    """
    with transaction.atomic():
        copy = Copy.objects.within(copy.organisation).select_for_update().get(id=copy.id)
        is_asked = copy.attempts.filter(nonce=nonce).exists()
        if copy.state != CopyState.COPIED or is_asked or copy.attempts.filter(finished_at=None).exists():
            return copy
        copy.writes.filter(state=WriteState.INTENDED).update(state=WriteState.DROPPED)
        copy.document_choice = choice or copy.document_choice
        copy.save(update_fields=["document_choice"])
        wish = _same_again(copy, nonce, user, None)
        _new_attempt(copy, wish, does, outside)
        _note(copy, "follow_up_requested", user, outside, does=does, choice=choice)
        return copy


def draft(copy: Copy, does: Does, *, nonce: str, user: User | None, outside: Outside) -> bool:
    """Ask for a draft in Productive of a copied invoice; False while something else of it is under way."""
    with transaction.atomic():
        copy = Copy.objects.within(copy.organisation).select_for_update().get(id=copy.id)
        if copy.attempts.filter(nonce=nonce).exists():
            return True
        if copy.state != CopyState.COPIED or copy.is_credit_note or copy.attempts.filter(finished_at=None).exists():
            return False
        attempt = _new_attempt(copy, _same_again(copy, nonce, user, None), does, outside)
        _note(copy, "copy_requested", user, outside, attempt=attempt.number, does=does)
        return True


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
        _overtake(copy, outside)
        if not copy.attempts.filter(finished_at=None).exists():
            _attempt(copy, wish, outside)
        return copy


def _overtake(copy: Copy, outside: Outside) -> None:
    """Of a copied invoice only what follows can be on its way: the next attempt does it, or makes it needless."""
    if copy.state == CopyState.COPIED:
        copy.attempts.filter(finished_at=None).update(finished_at=outside.clock.now(), wakes_at=None)


def _open_copy(organisation: Organisation, wish: Wish, outside: Outside) -> Copy:
    copies = Copy.objects.within(organisation).select_for_update().filter(productive_invoice_id=wish.invoice.id)
    newest = copies.order_by("-ordinal").first()
    if wish.correction in (Correction.UPDATE, Correction.CANCEL):
        return _standing(newest, wish)
    if newest is None:
        return _new_copy(organisation, wish, 1, outside)
    if newest.state == CopyState.CANCELLED:
        return _new_copy(organisation, wish, newest.ordinal + 1, outside)
    if newest.state != CopyState.COPIED:
        return newest
    if wish.correction is not Correction.NEW or newest.fortnox_document_number != wish.stands:
        raise AlreadyCopied(newest)
    return _new_copy(organisation, wish, newest.ordinal + 1, outside)


def _standing(newest: Copy | None, wish: Wish) -> Copy:
    """The newest copy, whose invoice is the one that the person saw."""
    if newest is None or newest.state == CopyState.CANCELLED or not newest.fortnox_document_number:
        raise NotCopied(wish.invoice.id)
    if newest.fortnox_document_number != wish.stands:
        raise AlreadyCopied(newest)
    return newest


def _new_copy(organisation: Organisation, wish: Wish, ordinal: int, outside: Outside) -> Copy:
    return Copy.objects.create(
        id=outside.ids.new(),
        organisation=organisation,
        connection=wish.connection,
        productive_invoice_id=wish.invoice.id,
        ordinal=ordinal,
        summary=_summary(wish.invoice),
        requested_at=outside.clock.now(),
    )


def _attempt(copy: Copy, wish: Wish, outside: Outside) -> Attempt:
    """A new try; what an earlier one has already sent is kept, and only what was never sent is decided anew."""
    copy.writes.filter(state=WriteState.INTENDED).update(state=WriteState.DROPPED)
    if making(copy) is None:
        _move(copy, wish.connection)
    copy.summary = _summary(wish.invoice)
    copy.state = CopyState.WAITING
    copy.problems = following(copy)
    copy.reason = None
    copy.save(update_fields=["connection", "summary", "state", "problems", "reason"])
    does = _does(copy, wish)
    attempt = _new_attempt(copy, wish, does, outside)
    if wish.by_itself:
        record(copy.organisation, "went_on", subject=copy.subject, at=attempt.asked_at)
        return attempt
    facts = {"customer": wish.customer, "attempt": attempt.number, "does": does, "ordinal": copy.ordinal}
    _note(copy, "copy_requested", wish.user, outside, **facts)
    return attempt


def _note(copy: Copy, kind: str, user: User | None, outside: Outside, **facts: Any) -> None:
    record(copy.organisation, kind, subject=copy.subject, at=outside.clock.now(), actor=user or "", facts=facts)


def _new_attempt(copy: Copy, wish: Wish, does: Does, outside: Outside) -> Attempt:
    now = outside.clock.now()
    last = copy.attempts.aggregate(last=Max("number"))["last"] or 0
    return Attempt.objects.create(
        id=outside.ids.new(),
        organisation=copy.organisation,
        copy=copy,
        number=last + 1,
        does=does,
        keeps=wish.keeps,
        nonce=wish.nonce,
        asked_by=wish.user,
        asked_at=now,
        by_itself=wish.by_itself,
        customer=wish.customer,
        invoice_number=wish.number,
        seen_fingerprint=wish.seen_fingerprint,
        afterwards=_afterwards(copy, does),
        books_first=wish.books_first,
        wakes_at=now,
    )


def _afterwards(copy: Copy, does: Does) -> dict[str, Any]:
    """What the person saw would follow: what an admin decides later is of no matter to what was copied before."""
    is_begun = does is Does.CREATE and making(copy) is not None
    if does in FOLLOW_UPS or is_begun:
        kept: dict[str, Any] = last_attempt(copy).afterwards
        return kept
    return InvoiceSettings.of(copy.connection).afterwards()


def _does(copy: Copy, wish: Wish) -> Does:
    """What was updated once is not compared with what was first created any more: to go on is to update it."""
    if wish.does is Does.CREATE and copy.attempts.filter(does=Does.UPDATE).exists():
        return Does.UPDATE
    return wish.does


def _move(copy: Copy, connection: Connection) -> None:
    """Nothing is in Fortnox yet, so the copy follows its subsidiary, also to another company's books."""
    if copy.connection.fortnox_tenant_id != connection.fortnox_tenant_id:
        copy.writes.filter(kind=WriteKind.CREATE_CUSTOMER, state=WriteState.LANDED).update(state=WriteState.DROPPED)
    copy.connection = connection


def _summary(invoice: InvoiceSummary) -> dict[str, Any]:
    """The invoice as lists show it, also when more of it is known."""
    return InvoiceSummary.model_validate(invoice.model_dump()).model_dump(mode="json")
