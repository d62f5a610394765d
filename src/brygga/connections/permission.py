"""Who may set up an organisation; asked by every use case that a user starts, whatever the door has asked before."""

from __future__ import annotations

from brygga.tenants.models import Membership, Organisation, User


class NotPermitted(Exception):
    """This user may not set up this organisation. An admin of the organisation may."""


def require_set_up(user: User, organisation: Organisation) -> None:
    membership = Membership.objects.filter(user=user, organisation=organisation).first()
    if membership is None or not membership.may_set_up:
        raise NotPermitted
