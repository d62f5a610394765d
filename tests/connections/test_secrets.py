"""No token, code or secret of ours is ever in a log, an error, the history, or readable in the database."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from brygga.config.logs import configure
from brygga.connections import connecting, organisations
from brygga.connections.connecting import ConnectingFailed
from brygga.connections.models import Connection, Subsidiary
from brygga.connections.opening import fortnox
from brygga.connections.organisations import OrganisationRefused
from brygga.connections.outside import Outside
from brygga.remote.errors import RemoteError
from brygga.tenants.models import Organisation, User
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.worlds import cast
from tests.connections.journeys import asks, connected, sent_back
from tests.outside_world import ManualClock

WRONG_TOKEN = "a-token-that-nobody-gave-out"


@pytest.fixture
def logs(capsys: pytest.CaptureFixture[str]) -> Iterator[pytest.CaptureFixture[str]]:
    """Everything that is logged, down to the last detail, ours and the libraries'."""
    root = logging.getLogger()
    handlers, level, settings = root.handlers, root.level, structlog.get_config()
    configure(level="debug", form="json")
    yield capsys
    root.handlers, root.level = handlers, level
    structlog.configure(**settings)


def test_no_secret_leaves_its_place(
    organisation: Organisation,
    subsidiary: Subsidiary,
    admin_user: User,
    logs: pytest.CaptureFixture[str],
    outside_world: Outside,
) -> None:
    story = _Story(admin_user, subsidiary, outside=outside_world)
    story.play()

    written = logs.readouterr()
    told = [written.out, written.err, _database(), *map(_whole, story.errors)]
    assert "Asked a remote system." in written.err
    assert len(story.errors) == 4
    for secret in story.secrets():
        assert not [text for text in told if secret in text], f"{secret[:6]}… is readable somewhere"


class _Story:
    """Connecting, living, failing and disconnecting, and every error on the way."""

    def __init__(self, user: User, subsidiary: Subsidiary, *, outside: Outside) -> None:
        self._user = user
        self._subsidiary = subsidiary
        self._outside = outside
        self._codes: list[str] = []
        self.errors: list[Exception] = []

    def play(self) -> None:
        self._refused_organisation()
        self._refused_connection()
        connection = self._connected()
        self._asked()
        self._failing_calls(connection)
        connecting.disconnect(connection, user=self._user, outside=self._outside)

    def secrets(self) -> set[str]:
        tables = self._sandbox.store.tables
        given = {*tables["fortnox.access_tokens"], *tables["fortnox.refresh_tokens"], *self._codes}
        return given | {cast.PRODUCTIVE_TOKEN, cast.FORTNOX_CLIENT_SECRET, WRONG_TOKEN}

    @property
    def _sandbox(self) -> Sandbox:
        sandbox: Sandbox = self._outside.transport._wsgi.app  # type: ignore[union-attr]
        return sandbox

    @property
    def _clock(self) -> ManualClock:
        assert isinstance(self._outside.clock, ManualClock)
        return self._outside.clock

    def _refused_organisation(self) -> None:
        with pytest.raises(OrganisationRefused) as refused:
            organisations.add_organisation(
                self._user, productive_organisation_id="20402", token=WRONG_TOKEN, outside=self._outside
            )
        self.errors.append(refused.value)

    def _refused_connection(self) -> None:
        self._sandbox.faults.plan(Fault(kind="html", path="companyinformation"))
        with pytest.raises(ConnectingFailed) as failed:
            self._connected()
        self.errors.append(failed.value)

    def _connected(self) -> Connection:
        back = sent_back(self._user, self._subsidiary, outside=self._outside)
        self._codes.append(back["code"])
        return connected(self._user, back, outside=self._outside)

    def _asked(self) -> None:
        """Another subsidiary asks for the account, and its tokens wait for an answer that never comes."""
        goteborg = Subsidiary.objects.get(productive_subsidiary_id=cast.GOTEBORG.productive_id)
        asks(self._user, goteborg, outside=self._outside)

    def _failing_calls(self, connection: Connection) -> None:
        """Renewed once and refused all the same; and then not even renewed."""
        self._sandbox.faults.plan(Fault(kind="token_dead", path="currencies", times=2))
        self._failing_call(connection)
        self._clock.advance(3600)
        self._sandbox.store.table("fortnox.consents").clear()
        self._failing_call(connection)

    def _failing_call(self, connection: Connection) -> None:
        with pytest.raises(RemoteError) as failed:
            fortnox(connection, outside=self._outside).currencies()
        self.errors.append(failed.value)


def _whole(error: BaseException | None) -> str:
    """An error as a log with everything in it would show it, and what caused it."""
    if error is None:
        return ""
    return f"{error!r} {error} {vars(error)} {_whole(error.__cause__)} {_whole(error.__context__)}"


def _database() -> str:
    rows: dict[str, list[Any]] = {
        model._meta.label: list(model._default_manager.values()) for model in apps.get_models()
    }
    return json.dumps(rows, cls=DjangoJSONEncoder)
