"""The wrong person is always tried: a user of another organisation is refused by every use case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from brygga.connections import connecting, decisions, organisations
from brygga.connections.decisions import Decided
from brygga.connections.models import Connection, FortnoxAccess, IntegrationSettings, Register, Subsidiary
from brygga.connections.outside import Outside
from brygga.connections.permission import NotPermitted
from brygga.history.models import Event
from brygga.links.models import CustomerLink, DocumentLink
from brygga.tenants.models import Membership, Organisation, Role, User
from sandbox.app import Sandbox
from sandbox.worlds import cast

SCOPED = (Subsidiary, Connection, IntegrationSettings, FortnoxAccess, Register, DocumentLink, CustomerLink, Event)


@dataclass(frozen=True, kw_only=True)
class Door:
    """Everything that a use case may be given."""

    user: User
    connection: Connection
    outside: Outside

    @property
    def organisation(self) -> Organisation:
        return self.connection.organisation


USE_CASES: dict[str, Callable[[Door], object]] = {
    "begin": lambda door: connecting.begin(
        door.user, door.organisation, door.connection.subsidiary, session_key="s", outside=door.outside
    ),
    "disconnect": lambda door: connecting.disconnect(door.connection, user=door.user, outside=door.outside),
    "save decisions": lambda door: decisions.save(
        door.connection, Decided(accounts={}), user=door.user, outside=door.outside
    ),
    "replace token": lambda door: organisations.replace_token(
        door.user, door.organisation, token=cast.PRODUCTIVE_TOKEN, outside=door.outside
    ),
}


@pytest.mark.parametrize("name", USE_CASES)
def test_a_user_of_another_organisation_is_refused(
    name: str, connection: Connection, stranger: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    events = Event.objects.count()
    sandbox.requests.clear()

    with pytest.raises(NotPermitted):
        USE_CASES[name](Door(user=stranger, connection=connection, outside=outside_world))

    assert Event.objects.count() == events
    assert not sandbox.requests.seen()


@pytest.mark.parametrize("role", [Role.FINANCE, Role.READER])
@pytest.mark.parametrize("name", USE_CASES)
def test_who_may_not_set_up_is_refused(
    name: str, role: Role, connection: Connection, finance_user: User, outside_world: Outside
) -> None:
    Membership.objects.filter(user=finance_user).update(role=role)

    with pytest.raises(NotPermitted):
        USE_CASES[name](Door(user=finance_user, connection=connection, outside=outside_world))


@pytest.mark.parametrize("name", USE_CASES)
def test_the_admin_is_let_in(name: str, connection: Connection, admin_user: User, outside_world: Outside) -> None:
    USE_CASES[name](Door(user=admin_user, connection=connection, outside=outside_world))


def test_an_admin_cannot_set_out_for_a_subsidiary_of_another_organisation(
    organisation: Organisation, stranger: User, admin_user: User, outside_world: Outside
) -> None:
    theirs = Subsidiary.objects.get(productive_subsidiary_id=cast.OTHER_SELLER.productive_id)

    with pytest.raises(NotPermitted):
        connecting.begin(admin_user, organisation, theirs, session_key="s", outside=outside_world)


@pytest.mark.parametrize("model", SCOPED)
def test_rows_are_asked_for_within_one_organisation(
    model: type[Subsidiary], decided: Connection, stranger: User
) -> None:
    theirs = Organisation.objects.of(stranger).get()

    assert not model.objects.within(theirs).filter(organisation=decided.organisation).exists()
    assert set(model.objects.within(decided.organisation)) <= set(
        model.objects.filter(organisation=decided.organisation)
    )


def test_each_user_has_their_own_organisations(organisation: Organisation, admin_user: User, stranger: User) -> None:
    assert Organisation.objects.of(admin_user).get() == organisation
    assert Organisation.objects.of(stranger).get().name == "Annan Byrå"
