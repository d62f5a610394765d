"""What goes wrong while setting up: tokens, consent, the way back, keys. Nothing is kept that is half made."""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from brygga.cli.exits import Exit
from brygga.config.keys import Keys
from brygga.connections.models import Connection, ConnectionState, FortnoxAccess, ProductiveAccess, Subsidiary
from brygga.connections.outside import Outside
from brygga.copying.states import CopyState
from brygga.tenants.models import Organisation, User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.conftest import KARIN
from tests.connections.journeys import connect
from tests.consent import consent
from tests.copying.conftest import Desk
from tests.faults.flows import assert_copied_once
from tests.faults.odd_wire import ODD, Odd, OddWire
from tests.faults.telling import LANGUAGES, assert_explained, command, explanations
from tests.outside_world import ManualClock
from tests.web.pages import words

pytestmark = [pytest.mark.django_db]

CONSENT = "/settings/marketplace/fortnox/consent"
CALLBACK = "/settings/marketplace/fortnox/callback"
Back = dict[str, str]


@pytest.fixture
def karin(admin_user: User) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(admin_user)
    return client


@dataclasses.dataclass(kw_only=True)
class Journey:
    """Karin on her way to Fortnox and back."""

    client: Client
    subsidiary: Subsidiary
    outside: Outside
    clock: ManualClock
    sandbox: Sandbox

    def there(self) -> str:
        return self.client.post(CONSENT, {"subsidiary": self.subsidiary.pk}).headers["Location"]

    def back(self, *, approves: bool = True) -> Back:
        tenant = cast.STOCKHOLM.fortnox_tenant_id
        return consent(self.there(), person=KARIN, tenant_id=tenant, approves=approves, outside=self.outside)

    def another_session(self) -> Back:
        back = self.back()
        session = self.client.session
        session["consent_session"] = "of another browser"
        self.client.cookies["sessionid"] = _signed(session)
        return back

    def expired(self) -> Back:
        back = self.back()
        self.clock.advance(601)
        return back

    def reused(self) -> Back:
        back = self.back()
        self.sandbox.faults.plan(Fault(kind="refuse", status=403, path="/companyinformation", code="2001101"))
        self.client.get(CALLBACK, back)
        return back

    def with_trouble(self, **fault: Any) -> Back:
        back = self.back()
        self.sandbox.faults.plan(Fault(remote="fortnox", **fault))
        return back


@pytest.fixture
def trip(
    karin: Client, subsidiary: Subsidiary, outside_world: Outside, clock: ManualClock, sandbox: Sandbox
) -> Journey:
    return Journey(client=karin, subsidiary=subsidiary, outside=outside_world, clock=clock, sandbox=sandbox)


def _signed(session: Any) -> str:
    session.save()
    return str(session.session_key)


ANSWER_LOST, SVAR_BORTA = "answer was lost on the way", "gick förlorat på vägen"
WAYS_BACK: dict[str, tuple[Callable[[Journey], Back], str, str]] = {
    "the person said no": (lambda trip: trip.back(approves=False), "Fortnox was told no", "nej"),
    "without a code": (lambda trip: {**trip.back(), "code": ""}, "without a code", "utan kod"),
    "without anything": (lambda _: {}, "not one that Brygga gave out", "inte"),
    "forged": (lambda trip: {**trip.back(), "state": "forged"}, "not one that Brygga gave out", "inte"),
    "too late": (Journey.expired, "It took too long", "tog för lång tid"),
    "a second time": (Journey.reused, "was used already", "redan"),
    "in another browser": (Journey.another_session, "in another browser", "en annan webbläsare"),
    "with a code that is spent": (lambda trip: {**trip.back(), "code": "spent"}, "no longer accepts the code", "koden"),
    "while Fortnox is broken": (lambda trip: trip.with_trouble(kind="html", status=503), ANSWER_LOST, SVAR_BORTA),
    "while Fortnox is silent": (lambda trip: trip.with_trouble(kind="break_before"), ANSWER_LOST, SVAR_BORTA),
    "while the licence is missing": (
        lambda trip: trip.with_trouble(
            kind="refuse", status=400, path="/companyinformation", code="2001103", message="Api-licens saknas."
        ),
        "no licence for integrations",
        "licens",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("way", WAYS_BACK)
def test_a_way_back_that_fails_connects_nothing_says_why_and_can_be_begun_again(
    trip: Journey, way: str, language: str
) -> None:
    go, english, swedish = WAYS_BACK[way]

    page = trip.client.get(CALLBACK, go(trip), headers={"Accept-Language": language})

    assert page.status_code == 409
    assert {"en": english, "sv": swedish}[language] in words(page)
    assert {"en": "No connection was made.", "sv": "Ingen anslutning"}[language] in words(page)
    assert (Connection.objects.count(), FortnoxAccess.objects.count()) == (0, 0)
    trip.sandbox.faults.clear()
    again = trip.client.get(CALLBACK, trip.back())
    assert again.status_code == 302
    assert Connection.objects.get().state == ConnectionState.CONNECTED


@pytest.mark.parametrize("call", ["/oauth-v1/token", "/companyinformation"])
@pytest.mark.parametrize("odd", ODD, ids=str)
def test_no_odd_answer_of_fortnox_half_connects(trip: Journey, settings: Settings, odd: Odd, call: str) -> None:
    back = trip.back()
    assert trip.outside.transport is not None
    wire = OddWire(trip.outside.transport, trip.clock, odd)
    wire.path = call
    settings.BRYGGA_OUTSIDE = dataclasses.replace(trip.outside, transport=wire)

    page = trip.client.get(CALLBACK, back)

    assert page.status_code == 409
    assert "No connection was made." in words(page)
    assert (Connection.objects.count(), FortnoxAccess.objects.count()) == (0, 0)
    assert trip.client.get(CALLBACK, trip.back()).status_code == 302


TOKENS: dict[str, tuple[dict[str, str], str, str]] = {
    "unknown to Productive": ({"token": "no-such-token"}, "does not know this API token", "känner inte"),
    "of another organisation": ({"token": cast.OTHER_TOKEN}, "organisation", "organisation"),
    "with spaces in it": ({"token": "two words"}, "token", "token"),
    "for an id that is no number": ({"productive_organisation_id": "fyrljus"}, "number", "nummer"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wrong", TOKENS)
def test_a_wrong_token_adds_nothing_and_the_right_one_still_does(
    karin: Client, outside_world: Outside, wrong: str, language: str
) -> None:
    right = {"productive_organisation_id": cast.PRODUCTIVE_ORGANISATION_ID, "token": cast.PRODUCTIVE_TOKEN}
    said, english, swedish = TOKENS[wrong]

    page = karin.post("/organisations/new", {**right, **said}, headers={"Accept-Language": language})

    assert page.status_code == 422
    assert {"en": english, "sv": swedish}[language] in words(page)
    assert said.get("token", "-") not in page.content.decode() or wrong == "for an id that is no number"
    assert (Organisation.objects.count(), ProductiveAccess.objects.count()) == (0, 0)
    assert karin.post("/organisations/new", right).status_code == 302


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_no_odd_answer_of_productive_half_adds_an_organisation(
    karin: Client, outside_world: Outside, clock: ManualClock, settings: Settings, odd: Odd
) -> None:
    right = {"productive_organisation_id": cast.PRODUCTIVE_ORGANISATION_ID, "token": cast.PRODUCTIVE_TOKEN}
    for skip in (0, 1):
        assert outside_world.transport is not None
        wire = OddWire(outside_world.transport, clock, odd)
        wire.skip = skip
        settings.BRYGGA_OUTSIDE = dataclasses.replace(outside_world, transport=wire)
        page = karin.post("/organisations/new", right, headers={"Accept-Language": "sv"})
        assert page.status_code == 422
        assert (Organisation.objects.count(), ProductiveAccess.objects.count()) == (0, 0)


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    return Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)


def key(letter: bytes) -> bytes:
    return letter * 32


@pytest.fixture
def right_keys(settings: Settings) -> Keys:
    kept: Keys = settings.KEYS
    return kept


def test_a_new_seal_key_before_the_old_one_opens_everything(desk: Desk, settings: Settings, right_keys: Keys) -> None:
    settings.KEYS = dataclasses.replace(right_keys, seal_keys={"2": key(b"b"), **right_keys.seal_keys})

    copy = desk.work(desk.ask("9001"))

    assert copy.state == CopyState.COPIED


KEYS_CHANGED = {"en": "its sealing key is missing or another one", "sv": "krypteringsnyckeln saknas eller är en annan"}


@pytest.mark.parametrize("names", [["1"], ["9"]], ids=["another key of the same name", "a key of another name"])
def test_tokens_that_do_not_open_are_told_and_work_again_with_the_right_keys(
    desk: Desk, karin: Client, settings: Settings, right_keys: Keys, names: list[str]
) -> None:
    copy = desk.ask("9001")
    settings.KEYS = dataclasses.replace(right_keys, seal_keys={name: key(b"x") for name in names})

    desk.work(copy)

    assert copy.state == CopyState.BLOCKED
    assert_explained(copy)
    for language in LANGUAGES:
        for path in ("/invoices", "/invoices/9001", "/invoices/9001/copy"):
            assert KEYS_CHANGED[language] in words(karin.get(path, headers={"Accept-Language": language})), path
        code, told = command("preview", "9001", language=language)
        assert code == Exit.NOT_AUTHORISED
        assert KEYS_CHANGED[language] in told["error"]["title"]
    settings.KEYS = right_keys
    assert_copied_once(desk.try_again(copy).id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


def test_fortnox_tokens_that_do_not_open_ask_for_the_keys_or_a_new_connection(
    desk: Desk,
) -> None:
    copy = desk.ask("9001")
    FortnoxAccess.objects.update(sealed_access_token="lost:" + base64.urlsafe_b64encode(b"x" * 60).decode())

    desk.work(copy)

    assert copy.state == CopyState.BLOCKED
    assert_explained(copy)
    for language in LANGUAGES:
        with translation.override(language):
            assert KEYS_CHANGED[language] in explanations(copy)[0].title
    connect(desk.user, desk.connection.subsidiary, outside=desk.outside)
    assert_copied_once(desk.try_again(copy).id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)
