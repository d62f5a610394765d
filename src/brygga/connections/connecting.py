"""Connecting a subsidiary to a Fortnox account by a person's consent, and disconnecting it again."""

from __future__ import annotations

from django.conf import settings
from django.db import IntegrityError

from brygga.connections import consents, replacing
from brygga.connections.connecting_problems import ConnectingFailed, ConnectingProblem
from brygga.connections.grants import given_back, lasting, revoked
from brygga.connections.live import InUseElsewhere, in_the_way
from brygga.connections.models import Connection, ConsentRequest, Replacement, Subsidiary
from brygga.connections.opening import fortnox_by_token, fortnox_oauth
from brygga.connections.outside import Outside
from brygga.connections.permission import NotPermitted, require_set_up
from brygga.connections.tying import end, tie
from brygga.fortnox.company import CompanyInformation
from brygga.fortnox.oauth import OAuthRefused, Tokens
from brygga.remote.errors import NotAuthorised, OutcomeUnknown, Refused, RemoteError, Unintelligible
from brygga.tenants.models import Organisation, User

__all__ = ["ConnectingFailed", "ConnectingProblem", "begin", "complete", "disconnect"]

CALLBACK_PATH = "/settings/marketplace/fortnox/callback"

# What Brygga uses (Fortnox documentation of scopes, read 2026-04). A scope that is added later needs a new consent, and
# each one needs a licence of the company, so the list is neither shorter nor longer than the article's promises.
SCOPES = (
    "companyinformation",  # Which company was connected.
    "customer",
    "invoice",
    "article",  # What service types are mapped to.
    "bookkeeping",  # Accounts and financial years.
    "currency",
    "settings",  # Units, terms of payment, the locked period.
    "payment",  # P5: payments come back to Productive.
    "inbox",  # P4: the PDF of an invoice, on its way to and from Fortnox's files.
    "archive",
    "connectfile",
    "project",  # Projects and cost centres of rows, where an admin wants them.
    "costcenter",
)
ERROR_CHARACTERS_MAX = 100


def begin(user: User, organisation: Organisation, subsidiary: Subsidiary, *, session_key: str, outside: Outside) -> str:
    """The address of Fortnox's consent page for this subsidiary. `session_key` must be the same at the return."""
    require_set_up(user, organisation)
    if subsidiary.organisation_id != organisation.id:
        raise NotPermitted
    if not (settings.ENVIRONMENT.fortnox_client_id and settings.ENVIRONMENT.fortnox_client_secret):
        raise ConnectingFailed(ConnectingProblem.NOT_CONFIGURED)

    state = consents.start(user, subsidiary, session_key=session_key, outside=outside)
    return fortnox_oauth(outside=outside).authorization_url(state, _callback(), scopes=SCOPES)


def complete(
    user: User, *, state: str, code: str, error: str, session_key: str, outside: Outside
) -> Connection | Replacement:
    """Connect what Fortnox sent the person back with, or raise ConnectingFailed and leave everything as it was.

    A Replacement is a question: connecting would end another connection of this organisation. To connect the account
    that the subsidiary has or had carries on where it was: settings and links stay.
    """
    request = consents.take(user, state=state, session_key=session_key, outside=outside)
    require_set_up(user, request.organisation)
    tokens = _tokens(code, error, outside=outside)

    try:
        company = _company(tokens, outside=outside)
        return _connected(request, company, tokens, outside=outside)
    except ConnectingFailed as failed:
        raise _without_tokens(failed, tokens, outside=outside) from failed


def disconnect(connection: Connection, *, user: User, outside: Outside) -> bool:
    """Give the consent back and destroy the tokens; settings, links and history stay.

    False when Fortnox did not confirm: it could not be asked, or there was nothing left to revoke. An administrator of
    the company can then remove the integration in Fortnox itself. Here the tokens are gone in either case.
    """
    require_set_up(user, connection.organisation)
    confirmed = given_back(connection, outside=outside)
    end(connection, "disconnected", user=user, at=outside.clock.now(), confirmed=confirmed)
    connection.refresh_from_db()
    return confirmed


def _tokens(code: str, error: str, *, outside: Outside) -> Tokens:
    if error:
        raise _consent_failed(error[:ERROR_CHARACTERS_MAX])
    if not code:
        raise ConnectingFailed(ConnectingProblem.CODE_MISSING)
    try:
        return fortnox_oauth(outside=outside).exchange_code(code, _callback())
    except OAuthRefused as refused:
        facts = {"error": refused.error, "sentence": refused.description}
        ours = refused.error == "invalid_client"
        kind = ConnectingProblem.CLIENT_REFUSED if ours else ConnectingProblem.CODE_REFUSED
        raise ConnectingFailed(kind, facts) from refused
    except RemoteError as lost:
        raise _remote_failed(lost) from lost


def _consent_failed(error: str) -> ConnectingFailed:
    """access_denied is inferred, invalid_scope documented (Fortnox documentation, read 2026-04); others are unknown."""
    if error == "access_denied":
        return ConnectingFailed(ConnectingProblem.CONSENT_DENIED)
    if error == "invalid_scope":
        return ConnectingFailed(ConnectingProblem.SCOPE_REFUSED, {"scopes": " ".join(SCOPES)})
    return ConnectingFailed(ConnectingProblem.CONSENT_FAILED, {"error": error})


def _remote_failed(error: RemoteError) -> ConnectingFailed:
    facts = {"code": error.refusal.code, "sentence": error.refusal.sentence}
    if isinstance(error, OutcomeUnknown):
        return ConnectingFailed(ConnectingProblem.ANSWER_LOST, facts)
    if isinstance(error, NotAuthorised | Refused):
        return ConnectingFailed(ConnectingProblem.NOT_AUTHORISED, facts)
    if isinstance(error, Unintelligible):
        return ConnectingFailed(ConnectingProblem.FORTNOX_UNINTELLIGIBLE, facts)
    return ConnectingFailed(ConnectingProblem.FORTNOX_UNAVAILABLE, facts)


def _company(tokens: Tokens, *, outside: Outside) -> CompanyInformation:
    """The company that the token reaches, which must be the one that it names."""
    client = fortnox_by_token(tokens.access_token, tenant_id=tokens.tenant_id or 0, outside=outside)
    try:
        company = client.company_information()
    except RemoteError as error:
        raise _remote_failed(error) from error
    if company.tenant_id != tokens.tenant_id:
        facts = {"named": str(tokens.tenant_id or ""), "reached": str(company.tenant_id)}
        raise ConnectingFailed(ConnectingProblem.TENANT_DISAGREES, facts)
    return company


def _connected(
    request: ConsentRequest, company: CompanyInformation, tokens: Tokens, *, outside: Outside
) -> Connection | Replacement:
    """The connection, unless others are in its way: then the question. An account of others is refused neutrally."""
    try:
        if not in_the_way(request.subsidiary, company.tenant_id):
            granted = lasting(tokens, company.tenant_id, outside=outside)
            try:
                return tie(request, company, granted, outside=outside)
            except IntegrityError:  # Somebody connected this account or this subsidiary in the same moment.
                if not in_the_way(request.subsidiary, company.tenant_id):
                    raise
        return replacing.ask(request, company, tokens, outside=outside)
    except InUseElsewhere as error:
        raise ConnectingFailed(ConnectingProblem.IN_USE_ELSEWHERE) from error


def _without_tokens(failed: ConnectingFailed, tokens: Tokens, *, outside: Outside) -> ConnectingFailed:
    """Give back what a refused connection got.

    Not for an account that is in use: to revoke may end the company's whole consent, and with it the connection that
    works (nobody documents it). An unused refresh token dies by itself.
    """
    in_use = failed.kind is ConnectingProblem.IN_USE_ELSEWHERE
    is_revoked = not in_use and revoked(tokens.refresh_token, outside=outside)
    return ConnectingFailed(failed.kind, {**failed.facts, "tokens": "revoked" if is_revoked else "forgotten"})


def _callback() -> str:
    return f"{settings.ENVIRONMENT.url}{CALLBACK_PATH}"
