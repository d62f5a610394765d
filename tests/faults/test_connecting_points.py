"""Connecting and replacing, killed at every effect: a connection is whole or not there, and can be had again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from brygga.connections import connecting, replacing
from brygga.connections.connecting import ConnectingFailed
from brygga.connections.models import Connection, ConnectionState, FortnoxAccess, Replacement, Subsidiary
from brygga.connections.opening import fortnox
from brygga.connections.outside import Outside
from brygga.tenants.models import Organisation, User
from sandbox.app import Sandbox
from sandbox.worlds import cast
from tests.conftest import SESSION_KEY
from tests.connections.journeys import asks, replaces, sent_back
from tests.faults.deaths import Place
from tests.faults.snapshots import forget_connection, take
from tests.outside_world import ManualClock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.reliability("R11"), pytest.mark.promise("P2")]

STOCKHOLM, GOTEBORG = cast.STOCKHOLM.fortnox_tenant_id, cast.GOTEBORG.fortnox_tenant_id
BEFORE = {"Fyrljus Stockholm AB": STOCKHOLM}
MOVED = {"Fyrljus Göteborg AB": STOCKHOLM}
CHANGED = {"Fyrljus Stockholm AB": GOTEBORG}


@dataclass(kw_only=True)
class Scene:
    """Where connecting dies."""

    user: User
    organisation: Organisation
    sandbox: Sandbox
    clock: ManualClock
    outside: Outside

    def subsidiary(self, seller: cast.Seller) -> Subsidiary:
        return Subsidiary.objects.select_related("organisation").get(productive_subsidiary_id=seller.productive_id)


@pytest.fixture
def scene(
    admin_user: User, organisation: Organisation, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> Iterator[Scene]:
    yield Scene(user=admin_user, organisation=organisation, sandbox=sandbox, clock=clock, outside=outside_world)
    forget_connection()


def every_point(scene: Scene, act: Callable[[Outside], object]) -> Iterator[str]:
    """After each death, by the effect at which it came."""
    snapshot = take(scene.sandbox, scene.clock)
    place = Place(sandbox=scene.sandbox, clock=scene.clock, outside=scene.outside, snapshot=snapshot)
    for death in place.deaths(act):
        place.restore(death)
        yield death.label


def live(scene: Scene) -> dict[str, int]:
    """Which subsidiary has which account; each is whole, has its tokens and works, and nobody else has any."""
    found = Connection.objects.exclude(state=ConnectionState.DISCONNECTED).select_related("subsidiary")
    assert {each.id for each in found} == set(FortnoxAccess.objects.values_list("connection_id", flat=True))
    for each in found:
        assert each.settings.connection_id == each.id
        assert fortnox(each, outside=scene.outside).company_information().tenant_id == each.fortnox_tenant_id
    return {each.subsidiary.name: each.fortnox_tenant_id for each in found}


def test_a_connection_is_whole_or_not_there(scene: Scene) -> None:
    stockholm = scene.subsidiary(cast.STOCKHOLM)
    back = sent_back(scene.user, stockholm, outside=scene.outside)

    def complete(outside: Outside) -> None:
        connecting.complete(scene.user, **back, session_key=SESSION_KEY, outside=outside)

    for label in every_point(scene, complete):
        assert live(scene) in ({}, BEFORE), label
        again = sent_back(scene.user, stockholm, outside=scene.outside)
        connecting.complete(scene.user, **again, session_key=SESSION_KEY, outside=scene.outside)
        assert live(scene) == BEFORE, label


def test_until_the_question_is_asked_and_after_it_nothing_has_changed(scene: Scene, connection: Connection) -> None:
    goteborg = scene.subsidiary(cast.GOTEBORG)
    back = sent_back(scene.user, goteborg, outside=scene.outside)

    def complete(outside: Outside) -> None:
        connecting.complete(scene.user, **back, session_key=SESSION_KEY, outside=outside)

    for label in every_point(scene, complete):
        assert live(scene) == BEFORE, label
        scene.clock.advance(601)
        replacing.destroy_unanswered(outside=scene.outside)
        assert not Replacement.objects.exclude(sealed_tokens="").exists(), label
        replaces(asks(scene.user, goteborg, outside=scene.outside), outside=scene.outside)
        assert live(scene) == MOVED, label


@pytest.mark.parametrize(
    ("seller", "company", "after"),
    [(cast.GOTEBORG, cast.STOCKHOLM, MOVED), (cast.STOCKHOLM, cast.GOTEBORG, CHANGED)],
    ids=["the account moves", "the subsidiary moves"],
)
def test_there_is_the_old_connection_or_the_new_one_and_a_second_press_brings_the_new_one(
    scene: Scene, connection: Connection, seller: cast.Seller, company: cast.Seller, after: dict[str, int]
) -> None:
    subsidiary = scene.subsidiary(seller)
    question = asks(scene.user, subsidiary, tenant_id=company.fortnox_tenant_id, outside=scene.outside)

    def press(outside: Outside) -> None:
        asked = replacing.asked(scene.user, scene.organisation, question.id, session_key=SESSION_KEY, outside=outside)
        replacing.replace(asked, seen=[str(connection.id)], outside=outside)

    for label in every_point(scene, press):
        assert live(scene) in (BEFORE, after), label
        try:
            press(scene.outside)
        except ConnectingFailed:
            assert live(scene) == after, f"The first press had done it: {label}"
        assert live(scene) == after, label
        assert not Replacement.objects.exclude(sealed_tokens="").exists(), label
