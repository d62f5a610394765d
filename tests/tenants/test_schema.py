"""The schema of users, organisations and memberships refuses wrong rows itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from brygga.tenants.models import Membership, Organisation, Role, User
from tests.conftest import MONDAY_MORNING

pytestmark = pytest.mark.django_db


def organisation(number: str = "20401") -> Organisation:
    return Organisation.objects.create(productive_organisation_id=number, name=number, added_at=MONDAY_MORNING)


def karin() -> User:
    return User.objects.create_user("karin@fyrljus.example")


def member(user: User, of: Organisation, role: str = Role.ADMIN) -> Membership:
    return Membership.objects.create(user=user, organisation=of, role=role)


def _member_twice() -> None:
    user, of = karin(), organisation()
    member(user, of)
    member(user, of, Role.READER)


BREAKING: dict[str, Callable[[], object]] = {
    "one_membership_per_organisation": _member_twice,
    "membership_role_is_known": lambda: member(karin(), organisation(), "owner"),
}


@pytest.mark.parametrize("name", BREAKING)
def test_the_constraint_refuses(name: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BREAKING[name]()


def test_an_organisation_is_here_once() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        (organisation(), organisation())


def test_an_address_signs_in_one_person_however_it_is_written() -> None:
    karin()

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("Karin@Fyrljus.Example")


def test_every_constraint_has_its_row_here() -> None:
    models = apps.get_app_config("tenants").get_models()

    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(BREAKING)
