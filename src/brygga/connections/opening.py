"""The one place that builds clients: address, token, pace and limits of a remote tenant, put together."""

from __future__ import annotations

from functools import lru_cache

import httpx
from django.conf import settings

from brygga.connections.models import Connection, ProductiveAccess
from brygga.connections.outside import Outside
from brygga.connections.pacing import DatabasePacer
from brygga.connections.sealing import CANNOT_OPEN, CannotOpen, Sealer
from brygga.connections.tokens import FortnoxTokens
from brygga.fortnox.client import RATE, FortnoxClient
from brygga.fortnox.errors import FortnoxTranslator
from brygga.fortnox.files import FortnoxFiles
from brygga.fortnox.notices import FortnoxNotices
from brygga.fortnox.oauth import FortnoxOAuth, OAuthClient
from brygga.fortnox.payments import FortnoxPayments
from brygga.productive.client import RATE as RATE_OF_TOKEN
from brygga.productive.client import RATE_OF_ORGANISATION, ProductiveClient
from brygga.productive.errors import ProductiveTranslator
from brygga.productive.files import FilesTranslator, ProductiveFiles, StorageTranslator
from brygga.productive.payments import ProductivePayments
from brygga.remote.errors import NotAuthorised, Refusal
from brygga.remote.http import FixedToken, Sender, TokenSource
from brygga.remote.pacing import NoPace
from brygga.remote.sockets import open_socket
from brygga.remote.wire import Wire, open_http
from brygga.tenants.models import Organisation

HTTP_CLIENTS_MAX = 8

PRODUCTIVE_FIELD = "productive.token"


def fortnox(connection: Connection, *, outside: Outside) -> FortnoxClient:
    """The books of this connection; its tokens renew themselves."""
    tokens = fortnox_tokens(connection, outside=outside)
    return _fortnox(tokens, connection.fortnox_tenant_id, outside=outside)


def fortnox_files(connection: Connection, *, outside: Outside) -> FortnoxFiles:
    """The documents of this connection's books, under the same token and pace."""
    environment = settings.ENVIRONMENT
    tokens = fortnox_tokens(connection, outside=outside)
    sender, attachments = (
        _fortnox_sender(tokens, connection.fortnox_tenant_id, base_url=base_url, outside=outside)
        for base_url in (environment.fortnox_api_url, environment.fortnox_attachments_url)
    )
    return FortnoxFiles(sender, attachments=attachments)


def fortnox_payments(connection: Connection, *, outside: Outside) -> FortnoxPayments:
    """The payments of this connection's books, under the same token and pace."""
    tokens = fortnox_tokens(connection, outside=outside)
    base_url = settings.ENVIRONMENT.fortnox_api_url
    return FortnoxPayments(_fortnox_sender(tokens, connection.fortnox_tenant_id, base_url=base_url, outside=outside))


def fortnox_tokens(connection: Connection, *, outside: Outside) -> FortnoxTokens:
    """The tokens of this connection; they renew themselves."""
    return FortnoxTokens(connection, fortnox_oauth(outside=outside), outside=outside)


def fortnox_notices(*, outside: Outside) -> FortnoxNotices:
    """A new conversation about what changes, which no company has joined yet. Raises Unavailable."""
    environment = settings.ENVIRONMENT
    connect = outside.connect or open_socket
    socket = connect(environment.fortnox_events_url, remote="fortnox")
    return FortnoxNotices(socket, client_secret=environment.fortnox_client_secret)


def fortnox_by_token(token: str, *, tenant_id: int, outside: Outside) -> FortnoxClient:
    """The books that a token just given reaches, before there is a connection."""
    return _fortnox(FixedToken(token), tenant_id, outside=outside)


def fortnox_oauth(*, outside: Outside) -> FortnoxOAuth:
    """Fortnox's log-in and token service, as the client that the operator registered."""
    environment = settings.ENVIRONMENT
    client = OAuthClient(client_id=environment.fortnox_client_id, client_secret=environment.fortnox_client_secret)
    return FortnoxOAuth(_wire(environment.fortnox_oauth_url, outside), client)


def productive(organisation: Organisation, *, outside: Outside) -> ProductiveClient:
    """The organisation in Productive; raises NotAuthorised when its token cannot be opened."""
    token = _productive_token(organisation)
    return productive_by_token(token, organisation_id=organisation.productive_organisation_id, outside=outside)


def productive_payments(organisation: Organisation, *, outside: Outside) -> ProductivePayments:
    """The organisation's payments; raises NotAuthorised when its token cannot be opened."""
    token = _productive_token(organisation)
    identity = organisation.productive_organisation_id
    return ProductivePayments(_productive_sender(token, organisation_id=identity, outside=outside))


def productive_files(organisation: Organisation, *, outside: Outside) -> ProductiveFiles:
    """The organisation's files; raises NotAuthorised when its token cannot be opened.

    The storage and the address of files are no part of the API and have no limit that anybody wrote down.
    """
    environment, token = settings.ENVIRONMENT, _productive_token(organisation)
    storage, files = (
        Sender(_wire(base_url, outside), translator, tokens=FixedToken(token), pacer=NoPace(), clock=outside.clock)
        for base_url, translator in (
            (environment.productive_storage_url, StorageTranslator()),
            (environment.productive_files_url, FilesTranslator()),
        )
    )
    sender = _productive_sender(token, organisation_id=organisation.productive_organisation_id, outside=outside)
    return ProductiveFiles(sender, storage=storage, files=files, token=token)


def productive_by_token(token: str, *, organisation_id: str, outside: Outside) -> ProductiveClient:
    """What a token just given reaches, before there is an organisation here."""
    return ProductiveClient(_productive_sender(token, organisation_id=organisation_id, outside=outside))


def _productive_token(organisation: Organisation) -> str:
    access = ProductiveAccess.objects.filter(organisation=organisation).first()
    if access is None:
        raise _no_productive_token("There is no token.")
    try:
        return Sealer().open(access.sealed_token, organisation_id=organisation.id, field=PRODUCTIVE_FIELD)
    except CannotOpen as error:
        raise _no_productive_token(str(error), code=CANNOT_OPEN) from error


def _productive_sender(token: str, *, organisation_id: str, outside: Outside) -> Sender:
    wire = _wire(settings.ENVIRONMENT.productive_api_url, outside)
    pacer = DatabasePacer(f"productive:{organisation_id}", (RATE_OF_TOKEN, RATE_OF_ORGANISATION), outside=outside)
    translator = ProductiveTranslator(organisation_id=organisation_id)
    return Sender(wire, translator, tokens=FixedToken(token), pacer=pacer, clock=outside.clock)


def _fortnox(tokens: TokenSource, tenant_id: int, *, outside: Outside) -> FortnoxClient:
    base_url = settings.ENVIRONMENT.fortnox_api_url
    return FortnoxClient(_fortnox_sender(tokens, tenant_id, base_url=base_url, outside=outside))


def _fortnox_sender(tokens: TokenSource, tenant_id: int, *, base_url: str, outside: Outside) -> Sender:
    pacer = DatabasePacer(f"fortnox:{tenant_id}", (RATE,), outside=outside)
    return Sender(_wire(base_url, outside), FortnoxTranslator(), tokens=tokens, pacer=pacer, clock=outside.clock)


def _wire(base_url: str, outside: Outside) -> Wire:
    return Wire(_http(base_url, outside.transport), clock=outside.clock)


@lru_cache(maxsize=HTTP_CLIENTS_MAX)
def _http(base_url: str, transport: httpx.BaseTransport | None) -> httpx.Client:
    """One HTTP client per remote and process: it may be shared by threads, and its sockets are worth keeping."""
    return open_http(base_url, transport=transport)


def _no_productive_token(sentence: str, code: str = "") -> NotAuthorised:
    refusal = Refusal(remote="productive", asked="an API token", code=code, sentence=sentence)
    return NotAuthorised(refusal, whole_connection=True)
