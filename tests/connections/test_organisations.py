"""Organisations: added by a token that speaks for them, and by nothing less."""

from __future__ import annotations

import dataclasses

import httpx
import pytest
from django.contrib.auth import authenticate

from brygga.connections.models import ProductiveAccess, Subsidiary
from brygga.connections.opening import productive
from brygga.connections.organisations import (
    OrganisationProblem,
    OrganisationRefused,
    add_organisation,
    first_user,
    refresh_subsidiaries,
    replace_token,
)
from brygga.connections.outside import Outside
from brygga.history.models import Event
from brygga.remote.errors import NotAuthorised
from brygga.tenants.models import Membership, Organisation, Role, User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.connections.journeys import Answering


def refusal(user: User, identifier: str, token: str, *, outside: Outside) -> OrganisationRefused:
    with pytest.raises(OrganisationRefused) as refused:
        add_organisation(user, productive_organisation_id=identifier, token=token, outside=outside)
    return refused.value


def test_it_is_named_as_in_productive_and_its_adder_is_its_admin(organisation: Organisation, admin_user: User) -> None:
    assert organisation.name == "Fyrljus Byrå"
    assert Membership.objects.get(user=admin_user, organisation=organisation).role == Role.ADMIN


def test_its_subsidiaries_come_with_it(organisation: Organisation) -> None:
    names = set(Subsidiary.objects.within(organisation).values_list("name", flat=True))

    assert names == {"Fyrljus Stockholm AB", "Fyrljus Göteborg AB"}


def test_the_history_says_who_added_it(organisation: Organisation) -> None:
    assert Event.objects.get(kind="organisation_added").actor == "Karin Lindqvist"


@pytest.mark.parametrize("identifier", ["", "abc", "20401/..", "2" * 21])
def test_an_id_that_is_no_number_is_told_before_productive_is_asked(
    identifier: str, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    refused = refusal(admin_user, identifier, cast.PRODUCTIVE_TOKEN, outside=outside_world)

    assert refused.kind is OrganisationProblem.ID_UNUSABLE
    assert not sandbox.requests.seen()


@pytest.mark.parametrize("token", ["", "två ord", "with\nline", "x" * 401])
def test_a_token_that_could_be_none_is_told_before_productive_is_asked(
    token: str, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    refused = refusal(admin_user, "20401", token, outside=outside_world)

    assert refused.kind is OrganisationProblem.TOKEN_UNUSABLE
    assert not sandbox.requests.seen()


@pytest.mark.parametrize(
    ("identifier", "token", "kind"),
    [
        ("20401", "no-such-token", OrganisationProblem.TOKEN_REFUSED),
        ("20401", cast.OTHER_TOKEN, OrganisationProblem.ORGANISATION_REFUSED),
        ("99999", cast.PRODUCTIVE_TOKEN, OrganisationProblem.ORGANISATION_REFUSED),
    ],
)
def test_a_token_that_does_not_speak_for_it_is_refused(
    identifier: str, token: str, kind: OrganisationProblem, admin_user: User, outside_world: Outside
) -> None:
    assert refusal(admin_user, identifier, token, outside=outside_world).kind is kind
    assert not Organisation.objects.exists()


def test_spaces_around_what_was_pasted_do_no_harm(admin_user: User, outside_world: Outside) -> None:
    add_organisation(
        admin_user,
        productive_organisation_id=" 20401 ",
        token=f"{cast.PRODUCTIVE_TOKEN}\n",
        outside=outside_world,
    )

    assert Organisation.objects.get().productive_organisation_id == "20401"


def test_a_read_only_token_is_taken_because_productive_does_not_tell(admin_user: User, outside_world: Outside) -> None:
    organisation = add_organisation(
        admin_user,
        productive_organisation_id="20401",
        token=cast.PRODUCTIVE_READ_ONLY_TOKEN,
        outside=outside_world,
    )

    with pytest.raises(NotAuthorised) as refused:
        productive(organisation, outside=outside_world).set_number("9001", "10483")
    assert not refused.value.whole_connection


def test_who_adds_it_twice_is_told_so(organisation: Organisation, admin_user: User, outside_world: Outside) -> None:
    refused = refusal(admin_user, "20401", cast.PRODUCTIVE_TOKEN, outside=outside_world)

    assert refused.kind is OrganisationProblem.ADDED_BY_YOU
    assert refused.facts == {"name": "Fyrljus Byrå"}


def test_what_others_have_added_is_refused_without_naming_them(
    organisation: Organisation, stranger: User, outside_world: Outside
) -> None:
    refused = refusal(stranger, "20401", cast.PRODUCTIVE_TOKEN, outside=outside_world)

    assert refused.kind is OrganisationProblem.ADDED_ALREADY
    assert refused.facts == {}


def test_without_its_token_nobody_learns_whether_it_is_here(
    organisation: Organisation, stranger: User, outside_world: Outside
) -> None:
    refused = refusal(stranger, "20401", cast.OTHER_TOKEN, outside=outside_world)

    assert refused.kind is OrganisationProblem.ORGANISATION_REFUSED


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault(kind="break_before"), OrganisationProblem.PRODUCTIVE_UNAVAILABLE),
        (Fault(kind="html", status=503), OrganisationProblem.PRODUCTIVE_UNAVAILABLE),
        (Fault(kind="throttle", retry_after=7), OrganisationProblem.PRODUCTIVE_THROTTLED),
    ],
)
def test_productive_in_trouble_is_told(
    fault: Fault, kind: OrganisationProblem, admin_user: User, sandbox: Sandbox, outside_world: Outside
) -> None:
    sandbox.faults.plan(dataclasses.replace(fault))

    assert refusal(admin_user, "20401", cast.PRODUCTIVE_TOKEN, outside=outside_world).kind is kind
    assert not Organisation.objects.exists()


def test_a_web_page_instead_of_productive_is_told(admin_user: User, outside_world: Outside) -> None:
    assert outside_world.transport is not None
    page = Answering(outside_world.transport, lambda _: httpx.Response(200, html="<h1>Welcome</h1>"))

    refused = refusal(
        admin_user, "20401", cast.PRODUCTIVE_TOKEN, outside=dataclasses.replace(outside_world, transport=page)
    )

    assert refused.kind is OrganisationProblem.PRODUCTIVE_UNINTELLIGIBLE


def test_another_token_of_the_same_organisation_replaces_the_first(
    organisation: Organisation, admin_user: User, outside_world: Outside
) -> None:
    replace_token(admin_user, organisation, token=cast.PRODUCTIVE_READ_ONLY_TOKEN, outside=outside_world)

    assert ProductiveAccess.objects.count() == 1
    with pytest.raises(NotAuthorised):
        productive(organisation, outside=outside_world).set_number("9001", "10483")
    assert Event.objects.filter(kind="token_replaced").exists()


def test_a_token_of_another_organisation_replaces_nothing(
    organisation: Organisation, admin_user: User, outside_world: Outside
) -> None:
    with pytest.raises(OrganisationRefused):
        replace_token(admin_user, organisation, token=cast.OTHER_TOKEN, outside=outside_world)

    assert productive(organisation, outside=outside_world).subsidiaries()


def test_a_token_whose_key_is_gone_must_be_given_again(organisation: Organisation, outside_world: Outside) -> None:
    ProductiveAccess.objects.update(sealed_token="gone:AAAA")

    with pytest.raises(NotAuthorised):
        productive(organisation, outside=outside_world)


def test_subsidiaries_follow_productive_and_none_is_lost(
    organisation: Organisation, sandbox: Sandbox, outside_world: Outside
) -> None:
    gone = Subsidiary.objects.create(organisation=organisation, productive_subsidiary_id="599", name="Closed AB")
    sandbox.store.table("productive.subsidiaries")["501"]["attributes"]["name"] = "Fyrljus Sthlm AB"

    found = refresh_subsidiaries(organisation, outside=outside_world)

    assert [each.name for each in found] == ["Closed AB", "Fyrljus Göteborg AB", "Fyrljus Sthlm AB"]
    assert gone in found


@pytest.mark.django_db
def test_the_first_user_signs_in_with_the_password_that_is_told_once(outside_world: Outside) -> None:
    made = first_user(email="Admin@Brygga.example", password="", outside=outside_world)

    assert made is not None
    user, password = made
    assert len(password) >= 20
    assert authenticate(username="admin@brygga.example", email="admin@brygga.example", password=password) == user


@pytest.mark.django_db
def test_a_password_that_the_operator_chose_is_used(outside_world: Outside) -> None:
    made = first_user(email="admin@brygga.example", password="chosen by hand", outside=outside_world)

    assert made is not None
    assert made[0].check_password("chosen by hand")


def test_where_there_is_a_user_no_first_one_is_made(admin_user: User, outside_world: Outside) -> None:
    assert first_user(email="admin@brygga.example", password="", outside=outside_world) is None
    assert User.objects.count() == 1
