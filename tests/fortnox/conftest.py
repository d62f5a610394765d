"""The Fortnox client over the sandbox, for a company that gave consent to a service account."""

from __future__ import annotations

import pytest

from brygga.fortnox.client import FortnoxClient
from brygga.fortnox.errors import FortnoxTranslator
from brygga.fortnox.oauth import FortnoxOAuth, OAuthClient
from brygga.remote.http import Sender
from brygga.remote.wire import Wire, open_http
from sandbox.app import Sandbox
from sandbox.fortnox.grants import Consent, Grants
from sandbox.worlds import cast
from tests.outside_world import ManualClock, SandboxTransport
from tests.remote.fake_wire import CountedTurns

BASE = "http://sandbox.test/fortnox/"
REDIRECT = "http://testserver/back"
SCOPE = "customer invoice bookkeeping currency settings companyinformation"


class ServiceTokens:
    """Access tokens by client credentials: another one whenever one is refused."""

    def __init__(self, oauth: FortnoxOAuth, tenant_id: int) -> None:
        self._oauth = oauth
        self._tenant_id = tenant_id
        self._token = ""

    def token(self) -> str:
        self._token = self._token or self._oauth.client_credentials(self._tenant_id).access_token
        return self._token

    def renew(self, refused: str) -> bool:
        self._token = ""
        return self.token() != refused


@pytest.fixture
def code(sandbox: Sandbox, clock: ManualClock) -> str:
    """The code of a consent that somebody just gave."""
    consent = Consent(
        client_id=cast.FORTNOX_CLIENT_ID,
        tenant=str(cast.STOCKHOLM.fortnox_tenant_id),
        scope=SCOPE,
        service=True,
    )
    return Grants(sandbox.store, clock.sandbox).allow(consent, redirect_uri=REDIRECT)


@pytest.fixture
def oauth_service(sandbox: Sandbox, clock: ManualClock) -> FortnoxOAuth:
    wire = Wire(open_http(f"{BASE}oauth-v1/", transport=SandboxTransport(sandbox)), clock=clock)
    return FortnoxOAuth(wire, OAuthClient(client_id=cast.FORTNOX_CLIENT_ID, client_secret=cast.FORTNOX_CLIENT_SECRET))


@pytest.fixture
def client(sandbox: Sandbox, clock: ManualClock, oauth_service: FortnoxOAuth, code: str) -> FortnoxClient:
    wire = Wire(open_http(f"{BASE}3/", transport=SandboxTransport(sandbox)), clock=clock)
    tokens = ServiceTokens(oauth_service, cast.STOCKHOLM.fortnox_tenant_id)
    return FortnoxClient(Sender(wire, FortnoxTranslator(), tokens=tokens, pacer=CountedTurns(), clock=clock))
