"""The journey to Fortnox's consent page and back: its state is signed, lives ten minutes and works once."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.core import signing

from brygga.connections.connecting_problems import ConnectingFailed, ConnectingProblem
from brygga.connections.models import ConsentRequest, Subsidiary
from brygga.connections.outside import Outside
from brygga.tenants.models import User

SALT = "brygga.connections.consent"
JOURNEY_MINUTES_MAX = 10
KEPT_DAYS = 1


def start(user: User, subsidiary: Subsidiary, *, session_key: str, outside: Outside) -> str:
    """Write down that this user sets out for this subsidiary; the answer is the state to send along."""
    now = outside.clock.now()
    ConsentRequest.objects.filter(made_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    request = ConsentRequest.objects.create(
        nonce=outside.ids.new().hex,
        organisation_id=subsidiary.organisation_id,
        subsidiary=subsidiary,
        user=user,
        session_digest=_digest(session_key),
        made_at=now,
    )
    return signing.Signer(salt=SALT).sign(request.nonce)


def take(user: User, *, state: str, session_key: str, outside: Outside) -> ConsentRequest:
    """The journey that this state belongs to, used up by this; raises ConnectingFailed.

    Only the user and the session that set out use it up: a stranger who learned the state cannot spoil the journey.
    """
    request = _request(state)
    now = outside.clock.now()
    insist_on_same_person(request, user, session_key=session_key)
    if now - request.made_at > timedelta(minutes=JOURNEY_MINUTES_MAX):
        raise ConnectingFailed(ConnectingProblem.STATE_EXPIRED)
    if not ConsentRequest.objects.filter(id=request.id, used_at__isnull=True).update(used_at=now):
        raise ConnectingFailed(ConnectingProblem.STATE_USED)
    return request


def insist_on_same_person(request: ConsentRequest, user: User, *, session_key: str) -> None:
    """Who set out, in the browser in which they set out; raises ConnectingFailed."""
    if request.user_id != user.id:
        raise ConnectingFailed(ConnectingProblem.OTHER_USER)
    if not hmac.compare_digest(request.session_digest, _digest(session_key)):
        raise ConnectingFailed(ConnectingProblem.OTHER_SESSION)


def _request(state: str) -> ConsentRequest:
    try:
        nonce = signing.Signer(salt=SALT).unsign(state)
    except signing.BadSignature as error:
        raise ConnectingFailed(ConnectingProblem.STATE_FORGED) from error
    request = ConsentRequest.objects.select_related("organisation", "subsidiary").filter(nonce=nonce).first()
    if request is None:  # We signed it, so it was ours; old journeys are not kept.
        raise ConnectingFailed(ConnectingProblem.STATE_EXPIRED)
    return request


def _digest(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()
