"""Replacing a connection by another: asked about first, while the new consent's tokens wait sealed for some minutes."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from brygga.connections import consents
from brygga.connections.connecting_problems import ConnectingFailed, ConnectingProblem
from brygga.connections.grants import Granted, lasting, revoked
from brygga.connections.live import InUseElsewhere, in_the_way
from brygga.connections.models import Connection, ConnectionState, ConsentRequest, Replacement
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.connections.sealing import CannotOpen, Sealer
from brygga.connections.tokens import refresh_token_of
from brygga.connections.tying import end, tie
from brygga.fortnox.company import CompanyInformation
from brygga.fortnox.oauth import Tokens
from brygga.tenants.models import Organisation, User

# As long as the journey to Fortnox and back: who does not answer by then has gone.
QUESTION_MINUTES_MAX = 10


def ask(request: ConsentRequest, company: CompanyInformation, tokens: Tokens, *, outside: Outside) -> Replacement:
    """Keep the consent for a few minutes, sealed, until the person who gave it says what to do."""
    question = Replacement(
        id=outside.ids.new(),
        organisation=request.organisation,
        request=request,
        fortnox_tenant_id=company.tenant_id,
        company_name=company.company_name,
        organisation_number=company.organisation_number,
        asked_at=outside.clock.now(),
    )
    question.sealed_tokens = Sealer().seal(json.dumps(asdict(tokens)), **_place(question))
    question.save()
    return question


def asked(
    user: User, organisation: Organisation, question_id: UUID, *, session_key: str, outside: Outside
) -> Replacement:
    """The open question; raises ConnectingFailed, or Replacement.DoesNotExist where this organisation has none such."""
    require_set_up(user, organisation)
    questions = Replacement.objects.within(organisation).select_related(
        "organisation", "request__subsidiary", "request__organisation", "request__user"
    )
    question = questions.get(id=question_id)
    consents.insist_on_same_person(question.request, user, session_key=session_key)
    if question.settled_at or _is_too_old(question, outside.clock.now()):
        _destroy(question, outside.clock.now())
        raise ConnectingFailed(ConnectingProblem.QUESTION_OVER)
    return question


def in_its_way(question: Replacement) -> tuple[Connection, ...]:
    """The connections that a yes would end; raises InUseElsewhere."""
    return in_the_way(question.request.subsidiary, question.fortnox_tenant_id)


def replace(question: Replacement, *, seen: Collection[str], outside: Outside) -> Connection | None:
    """Yes: end what is in the way and connect, in one transaction. None when that is not what the person has
    `seen`, the ids of those connections.

    Nothing is revoked for an account that goes on being used: that may end the company's whole consent, and with it
    the new connection (nobody documents it). The consent of an account that nobody uses any more is given back.
    """
    tokens = _opened(question, outside)
    granted = lasting(tokens, question.fortnox_tenant_id, outside=outside)
    try:
        with transaction.atomic():
            over = in_its_way(question)
            if not {str(each.id) for each in over} <= set(seen):
                return None
            left = [refresh_token_of(each) for each in over if each.fortnox_tenant_id != question.fortnox_tenant_id]
            connection = _replaced(question, over, granted, outside=outside)
    except InUseElsewhere as error:
        _destroy(question, outside.clock.now())
        raise ConnectingFailed(ConnectingProblem.IN_USE_ELSEWHERE, {"tokens": "forgotten"}) from error
    except IntegrityError:  # Somebody connected one of them in the same moment: look again.
        return None

    for token in left:
        revoked(token, outside=outside)
    return connection


def decline(question: Replacement, *, outside: Outside) -> None:
    """No: everything stays. The consent is given back unless somebody uses the account, for the same reason."""
    try:
        token = _opened(question, outside).refresh_token
    except ConnectingFailed:
        return
    _destroy(question, outside.clock.now())
    live = Connection.objects.exclude(state=ConnectionState.DISCONNECTED)
    if not live.filter(fortnox_tenant_id=question.fortnox_tenant_id).exists():
        revoked(token, outside=outside)


def destroy_unanswered(*, outside: Outside) -> None:
    """The tokens of questions that nobody answered in time."""
    now = outside.clock.now()
    for question in Replacement.objects.filter(settled_at=None, asked_at__lt=now - _open_for()):
        _destroy(question, now)


def _replaced(question: Replacement, over: Collection[Connection], granted: Granted, *, outside: Outside) -> Connection:
    now, user = outside.clock.now(), question.request.user
    if not _destroy(question, now):
        raise ConnectingFailed(ConnectingProblem.QUESTION_OVER)
    for each in over:
        company, subsidiary = question.company_name, question.request.subsidiary.name
        end(each, "replaced", user=user, at=now, now_company=company, now_subsidiary=subsidiary)
    return tie(question.request, question, granted, outside=outside)


def _destroy(question: Replacement, now: datetime) -> bool:
    """Settle the question and destroy its tokens; False when that was done already."""
    still_open = Replacement.objects.filter(id=question.id, settled_at=None)
    return still_open.update(sealed_tokens="", settled_at=now) == 1


def _opened(question: Replacement, outside: Outside) -> Tokens:
    try:
        kept = json.loads(Sealer().open(question.sealed_tokens, **_place(question)))
    except CannotOpen as error:  # Another answer was quicker, or the keys are others by now.
        _destroy(question, outside.clock.now())
        raise ConnectingFailed(ConnectingProblem.QUESTION_OVER) from error
    age = outside.clock.now() - question.asked_at
    return Tokens(**{**kept, "expires_in_seconds": kept["expires_in_seconds"] - round(age.total_seconds())})


def _is_too_old(question: Replacement, now: datetime) -> bool:
    return now - question.asked_at > _open_for()


def _open_for() -> timedelta:
    return timedelta(minutes=QUESTION_MINUTES_MAX)


def _place(question: Replacement) -> dict[str, Any]:
    return {"organisation_id": question.organisation_id, "field": f"replacement:{question.id}:fortnox.tokens"}
