"""Connecting an account that is in use: asked about first, then replaced; nothing that was copied is forgotten."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from brygga.config.keys import Keys
from brygga.connections import connecting, replacing
from brygga.connections.connecting import ConnectingFailed, ConnectingProblem
from brygga.connections.models import Connection, ConnectionState, FortnoxAccess, Replacement, Subsidiary
from brygga.connections.opening import fortnox
from brygga.connections.outside import Outside
from brygga.connections.permission import NotPermitted
from brygga.history.models import Event
from brygga.tenants.models import Organisation, User
from sandbox.app import Sandbox
from sandbox.fortnox import switches
from sandbox.worlds import cast
from tests.conftest import SESSION_KEY
from tests.connections.journeys import asks, connect, replaces
from tests.outside_world import ManualClock

pytestmark = pytest.mark.promise("P2")
MINUTES = 60


def live() -> dict[str, int]:
    """Which subsidiary has which account."""
    rows = Connection.objects.exclude(state=ConnectionState.DISCONNECTED)
    return dict(rows.values_list("subsidiary__name", "fortnox_tenant_id"))


def asked(
    user: User, organisation: Organisation, question_id: UUID, outside: Outside, *, session_key: str = SESSION_KEY
) -> Replacement:
    return replacing.asked(user, organisation, question_id, session_key=session_key, outside=outside)


@pytest.fixture
def question(connection: Connection, goteborg: Subsidiary, admin_user: User, outside_world: Outside) -> Replacement:
    """Göteborg came back from Fortnox with the account that Stockholm has."""
    return asks(admin_user, goteborg, outside=outside_world)


def test_nothing_is_changed_before_the_answer(question: Replacement, connection: Connection) -> None:
    assert live() == {"Fyrljus Stockholm AB": cast.STOCKHOLM.fortnox_tenant_id}
    assert [each.id for each in replacing.in_its_way(question)] == [connection.id]
    assert FortnoxAccess.objects.get().connection_id == connection.id


def test_a_yes_moves_the_account_and_keeps_what_was_decided(
    question: Replacement, decided: Connection, outside_world: Outside
) -> None:
    made = replaces(question, outside=outside_world)

    decided.refresh_from_db()
    assert live() == {"Fyrljus Göteborg AB": cast.STOCKHOLM.fortnox_tenant_id}
    assert decided.state == ConnectionState.DISCONNECTED
    assert decided.settings.account_25 == 3001
    assert FortnoxAccess.objects.get().connection_id == made.id


@pytest.mark.parametrize("ends", ["the consent", "nothing"])
def test_the_new_connection_works_whatever_revoking_would_have_ended(
    ends: str, question: Replacement, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    switches.turn(sandbox.store, "revoke_ends_consent", to=ends == "the consent")
    made = replaces(question, outside=outside_world)
    clock.advance(2 * 60 * MINUTES)

    assert fortnox(made, outside=outside_world).company_information().company_name == "Fyrljus Stockholm AB"
    assert not sandbox.requests.seen(path="oauth-v1/revoke")


def test_the_history_says_who_moved_it_from_whom_to_whom(question: Replacement, outside_world: Outside) -> None:
    replaces(question, outside=outside_world)

    event = Event.objects.get(kind="replaced")
    assert event.actor == "Karin Lindqvist"
    assert (event.facts["subsidiary"], event.facts["now_subsidiary"]) == ("Fyrljus Stockholm AB", "Fyrljus Göteborg AB")


def test_a_subsidiary_moves_to_another_account_and_the_old_consent_is_given_back(
    connection: Connection, subsidiary: Subsidiary, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    question = asks(admin_user, subsidiary, tenant_id=cast.GOTEBORG.fortnox_tenant_id, outside=outside_world)

    made = replaces(question, outside=outside_world)

    assert live() == {"Fyrljus Stockholm AB": cast.GOTEBORG.fortnox_tenant_id}
    dead = {row["tenant"]: row["dead"] for row in sandbox.store.table("fortnox.refresh_tokens").values()}
    assert dead == {str(cast.STOCKHOLM.fortnox_tenant_id): True, str(cast.GOTEBORG.fortnox_tenant_id): False}
    assert fortnox(made, outside=outside_world).currencies()


def test_both_previous_connections_end_when_both_are_in_the_way(
    connection: Connection, goteborg: Subsidiary, admin_user: User, outside_world: Outside
) -> None:
    connect(admin_user, goteborg, tenant_id=cast.GOTEBORG.fortnox_tenant_id, outside=outside_world)
    question = asks(admin_user, goteborg, outside=outside_world)

    replaces(question, outside=outside_world)

    assert live() == {"Fyrljus Göteborg AB": cast.STOCKHOLM.fortnox_tenant_id}
    assert Event.objects.filter(kind="replaced").count() == 2


def test_an_account_that_goes_there_and_back_carries_on(
    question: Replacement, decided: Connection, subsidiary: Subsidiary, admin_user: User, outside_world: Outside
) -> None:
    replaces(question, outside=outside_world)

    back = replaces(asks(admin_user, subsidiary, outside=outside_world), outside=outside_world)

    assert back == decided
    assert back.settings.are_decided
    assert fortnox(back, outside=outside_world).currencies()


def test_a_no_leaves_everything_and_destroys_the_tokens(
    question: Replacement, connection: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    replacing.decline(question, outside=outside_world)

    question.refresh_from_db()
    assert (question.sealed_tokens, question.settled_at) == ("", outside_world.clock.now())
    assert not sandbox.requests.seen(path="oauth-v1/revoke"), "It could end the consent that Stockholm lives by."
    assert fortnox(connection, outside=outside_world).currencies()


def test_a_no_gives_back_the_consent_for_an_account_that_nobody_uses(
    connection: Connection, subsidiary: Subsidiary, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    question = asks(admin_user, subsidiary, tenant_id=cast.GOTEBORG.fortnox_tenant_id, outside=outside_world)

    replacing.decline(question, outside=outside_world)

    assert len(sandbox.requests.seen(path="oauth-v1/revoke")) == 1
    assert fortnox(connection, outside=outside_world).currencies()


def test_one_answer_is_all_there_is(
    question: Replacement, organisation: Organisation, admin_user: User, outside_world: Outside
) -> None:
    stale = Replacement.objects.select_related("request__user", "request__subsidiary").get()
    replaces(question, outside=outside_world)

    with pytest.raises(ConnectingFailed) as failed:
        asked(admin_user, organisation, question.id, outside_world)
    assert failed.value.kind is ConnectingProblem.QUESTION_OVER
    with pytest.raises(ConnectingFailed) as failed:  # Somebody who read it before that, and presses a moment later.
        replaces(stale, outside=outside_world)
    assert failed.value.kind is ConnectingProblem.QUESTION_OVER
    assert Connection.objects.count() == 2


def test_the_question_is_open_for_ten_minutes(
    question: Replacement, organisation: Organisation, admin_user: User, clock: ManualClock, outside_world: Outside
) -> None:
    clock.advance(10 * MINUTES)
    assert asked(admin_user, organisation, question.id, outside_world) == question
    clock.advance(1)

    with pytest.raises(ConnectingFailed) as failed:
        asked(admin_user, organisation, question.id, outside_world)

    assert failed.value.kind is ConnectingProblem.QUESTION_OVER
    question.refresh_from_db()
    assert question.sealed_tokens == ""


def test_tokens_that_nobody_comes_back_for_are_destroyed(
    question: Replacement, clock: ManualClock, outside_world: Outside
) -> None:
    replacing.destroy_unanswered(outside=outside_world)
    question.refresh_from_db()
    assert question.sealed_tokens

    clock.advance(10 * MINUTES + 1)
    replacing.destroy_unanswered(outside=outside_world)

    question.refresh_from_db()
    assert question.sealed_tokens == ""


def test_only_the_person_who_consented_answers_and_only_in_that_browser(
    question: Replacement, organisation: Organisation, finance_user: User, admin_user: User, outside_world: Outside
) -> None:
    finance_user.membership_set.update(role="admin")

    with pytest.raises(ConnectingFailed) as failed:
        asked(finance_user, organisation, question.id, outside_world)
    assert failed.value.kind is ConnectingProblem.OTHER_USER
    with pytest.raises(ConnectingFailed) as failed:
        asked(admin_user, organisation, question.id, outside_world, session_key="another browser")
    assert failed.value.kind is ConnectingProblem.OTHER_SESSION


def test_a_question_of_another_organisation_is_not_there(
    question: Replacement, organisation: Organisation, stranger: User, outside_world: Outside
) -> None:
    theirs = Organisation.objects.of(stranger).get()

    with pytest.raises(Replacement.DoesNotExist):
        asked(stranger, theirs, question.id, outside_world)
    with pytest.raises(NotPermitted):
        asked(stranger, organisation, question.id, outside_world)


def test_what_the_person_did_not_see_is_not_replaced(
    question: Replacement, goteborg: Subsidiary, admin_user: User, outside_world: Outside
) -> None:
    seen = [str(each.id) for each in replacing.in_its_way(question)]
    connect(admin_user, goteborg, tenant_id=cast.GOTEBORG.fortnox_tenant_id, outside=outside_world)

    assert replacing.replace(question, seen=seen, outside=outside_world) is None

    assert len(live()) == 2
    question.refresh_from_db()
    assert question.sealed_tokens, "The person is asked anew."


def test_what_is_no_longer_in_the_way_is_no_hindrance(
    question: Replacement, connection: Connection, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    seen = [str(connection.id)]
    switches.turn(sandbox.store, "revoke_ends_consent", to=False)
    connecting.disconnect(connection, user=admin_user, outside=outside_world)

    assert replacing.replace(question, seen=seen, outside=outside_world)


def test_an_account_that_others_took_meanwhile_is_refused_neutrally(
    question: Replacement, connection: Connection, stranger: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    seen = [str(connection.id)]
    switches.turn(sandbox.store, "revoke_ends_consent", to=False)
    connecting.disconnect(connection, user=question.request.user, outside=outside_world)
    theirs = Subsidiary.objects.get(productive_subsidiary_id=cast.OTHER_SELLER.productive_id)
    connect(stranger, theirs, outside=outside_world)

    with pytest.raises(ConnectingFailed) as failed:
        replacing.replace(question, seen=seen, outside=outside_world)

    assert failed.value.kind is ConnectingProblem.IN_USE_ELSEWHERE
    assert failed.value.facts == {"tokens": "forgotten"}
    question.refresh_from_db()
    assert question.sealed_tokens == ""


def test_tokens_that_do_not_open_any_more_end_the_question(
    question: Replacement, settings: Settings, outside_world: Outside
) -> None:
    kept: Keys = settings.KEYS
    settings.KEYS = dataclasses.replace(kept, seal_keys={"9": b"x" * 32})

    with pytest.raises(ConnectingFailed) as failed:
        replaces(question, outside=outside_world)

    assert failed.value.kind is ConnectingProblem.QUESTION_OVER


def test_tokens_that_wait_open_in_no_other_row(question: Replacement, outside_world: Outside) -> None:
    question.id = UUID(int=99)

    with pytest.raises(ConnectingFailed):
        replaces(question, outside=outside_world)
