"""Who may set up an organisation, and who may decide about its invoices; every use case asks, whatever its door has."""

from __future__ import annotations

from brygga.tenants.models import Membership, Organisation, User


class NotPermitted(Exception):
    """This user may not do this in this organisation. An admin of the organisation may."""


def require_set_up(user: User, organisation: Organisation) -> None:
    membership = _membership(user, organisation)
    if membership is None or not membership.may_set_up:
        raise NotPermitted


def require_copying(user: User, organisation: Organisation) -> None:
    membership = _membership(user, organisation)
    if membership is None or not membership.may_copy:
        raise NotPermitted


def _membership(user: User, organisation: Organisation) -> Membership | None:
    return Membership.objects.filter(user=user, organisation=organisation).first()
