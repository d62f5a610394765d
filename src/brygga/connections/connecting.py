"""Connecting a subsidiary to a Fortnox account by a person's consent, and disconnecting it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from brygga.connections import consents
from brygga.connections.connecting_problems import ConnectingFailed, ConnectingProblem
from brygga.connections.models import (
    Connection,
    ConnectionState,
    ConsentRequest,
    FortnoxAccess,
    Grant,
    IntegrationSettings,
    Subsidiary,
)
from brygga.connections.opening import fortnox_by_token, fortnox_oauth
from brygga.connections.outside import Outside
from brygga.connections.permission import NotPermitted, require_set_up
from brygga.connections.tokens import refresh_token_of, sealed_fields
from brygga.fortnox.oauth import OAuthRefused, Tokens
from brygga.fortnox.schema import CompanyInformation
from brygga.history.models import record
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
    "bookkeeping",  # Accounts and financial years.
    "currency",
    "settings",  # Units, terms of payment, the locked period.
    "payment",  # P5: payments come back to Productive.
    "inbox",  # P4: the PDF of an invoice, on its way to and from Fortnox's files.
    "archive",
    "connectfile",
)
ERROR_CHARACTERS_MAX = 100

# A refresh token that nobody uses dies after 45 days (documentation, read 2026-04); to revoke it later proves nothing.
REFRESH_TOKEN_DAYS = 45


def begin(user: User, organisation: Organisation, subsidiary: Subsidiary, *, session_key: str, outside: Outside) -> str:
    """The address of Fortnox's consent page for this subsidiary. `session_key` must be the same at the return."""
    require_set_up(user, organisation)
    if subsidiary.organisation_id != organisation.id:
        raise NotPermitted
    if not (settings.ENVIRONMENT.fortnox_client_id and settings.ENVIRONMENT.fortnox_client_secret):
        raise ConnectingFailed(ConnectingProblem.NOT_CONFIGURED)

    state = consents.start(user, subsidiary, session_key=session_key, outside=outside)
    return fortnox_oauth(outside=outside).authorization_url(state, _callback(), scopes=SCOPES)


def complete(user: User, *, state: str, code: str, error: str, session_key: str, outside: Outside) -> Connection:
    """Connect what Fortnox sent the person back with, or raise ConnectingFailed and leave everything as it was.

    To connect the account that the subsidiary has or had carries on where it was: settings and links stay.
    """
    request = consents.take(user, state=state, session_key=session_key, outside=outside)
    require_set_up(user, request.organisation)
    tokens = _tokens(code, error, outside=outside)

    try:
        company = _company(tokens, outside=outside)
        _refuse_taken(request, company)
        grant, tokens = _lasting(tokens, company, outside=outside)
        return _connected(request, company, grant=grant, tokens=tokens, outside=outside)
    except ConnectingFailed as failed:
        raise _without_tokens(failed, tokens, outside=outside) from failed


def disconnect(connection: Connection, *, user: User, outside: Outside) -> bool:
    """Give the consent back and destroy the tokens; settings, links and history stay.

    False when Fortnox did not confirm: it could not be asked, or there was nothing left to revoke. An administrator of
    the company can then remove the integration in Fortnox itself. Here the tokens are gone in either case.
    """
    require_set_up(user, connection.organisation)
    confirmed = _given_back(connection, outside=outside)
    now = outside.clock.now()

    with transaction.atomic():
        FortnoxAccess.objects.filter(connection=connection).delete()
        live = Connection.objects.filter(id=connection.id).exclude(state=ConnectionState.DISCONNECTED)
        if live.update(state=ConnectionState.DISCONNECTED, disconnected_at=now):
            facts = {**_facts(connection), "confirmed": confirmed}
            record(
                connection.organisation, "disconnected", subject=_subject(connection), at=now, actor=user, facts=facts
            )
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


def _refuse_taken(request: ConsentRequest, company: CompanyInformation) -> None:
    """One account, one subsidiary. An account of another organisation is refused without a word about who has it."""
    live = Connection.objects.exclude(state=ConnectionState.DISCONNECTED).select_related("subsidiary")
    user_of_account = live.filter(fortnox_tenant_id=company.tenant_id).first()
    if user_of_account and user_of_account.organisation_id != request.organisation_id:
        raise ConnectingFailed(ConnectingProblem.IN_USE_ELSEWHERE)
    if user_of_account and user_of_account.subsidiary_id != request.subsidiary_id:
        facts = {**_facts(user_of_account), "wanted_by": request.subsidiary.name}
        raise ConnectingFailed(ConnectingProblem.IN_USE_HERE, facts)
    current = live.filter(subsidiary=request.subsidiary).first()
    if current and current.fortnox_tenant_id != company.tenant_id:
        raise ConnectingFailed(ConnectingProblem.SUBSIDIARY_CONNECTED, _facts(current))


def _lasting(tokens: Tokens, company: CompanyInformation, *, outside: Outside) -> tuple[Grant, Tokens]:
    """How to have tokens from now on: by our own secret where the consent allows it, else by the refresh token.

    The refresh token is kept in either case: only with it can the consent be given back at disconnecting.
    """
    try:
        own = fortnox_oauth(outside=outside).client_credentials(company.tenant_id)
    except RemoteError:
        return Grant.REFRESH_TOKEN, tokens
    if own.tenant_id != company.tenant_id:
        return Grant.REFRESH_TOKEN, tokens
    return Grant.CLIENT_CREDENTIALS, replace(own, refresh_token=tokens.refresh_token)


def _connected(
    request: ConsentRequest, company: CompanyInformation, *, grant: Grant, tokens: Tokens, outside: Outside
) -> Connection:
    try:
        with transaction.atomic():
            connection, again = _kept_connection(request, company, outside=outside)
            _keep_access(connection, grant=grant, tokens=tokens, outside=outside)
            IntegrationSettings.objects.get_or_create(connection=connection, organisation=request.organisation)
            record(
                request.organisation,
                "connected",
                subject=_subject(connection),
                at=outside.clock.now(),
                actor=request.user,
                facts={**_facts(connection), "again": again, "grant": grant.value},
            )
    except IntegrityError:  # Somebody connected this account or this subsidiary in the same moment.
        _refuse_taken(request, company)
        raise
    return connection


def _kept_connection(
    request: ConsentRequest, company: CompanyInformation, *, outside: Outside
) -> tuple[Connection, bool]:
    """The row of this subsidiary and this account: the one there was, or a new one."""
    Subsidiary.objects.select_for_update().get(id=request.subsidiary_id)
    ours = Connection.objects.filter(subsidiary=request.subsidiary, fortnox_tenant_id=company.tenant_id)
    earlier = ours.order_by("-connected_at").first()
    connection = earlier or Connection(
        id=outside.ids.new(),
        organisation=request.organisation,
        subsidiary=request.subsidiary,
        fortnox_tenant_id=company.tenant_id,
    )
    connection.state = ConnectionState.CONNECTED
    connection.company_name = company.company_name
    connection.organisation_number = company.organisation_number
    connection.connected_at = outside.clock.now()
    connection.connected_by = request.user
    connection.disconnected_at = None
    connection.save()
    return connection, earlier is not None


def _keep_access(connection: Connection, *, grant: Grant, tokens: Tokens, outside: Outside) -> None:
    """New tokens are a new generation: whoever is renewing the old ones comes too late."""
    fields = {"sealed_refresh_token": "", **sealed_fields(connection, tokens, outside=outside), "grant": grant}
    rows = FortnoxAccess.objects.filter(connection=connection)
    if not rows.update(**fields, generation=F("generation") + 1, lease_holder=None, lease_until=None):
        FortnoxAccess.objects.create(connection=connection, organisation=connection.organisation, **fields)


def _without_tokens(failed: ConnectingFailed, tokens: Tokens, *, outside: Outside) -> ConnectingFailed:
    """Give back what a refused connection got.

    Not for an account that is in use: to revoke may end the company's whole consent, and with it the connection that
    works (nobody documents it). An unused refresh token dies by itself.
    """
    in_use = failed.kind in (ConnectingProblem.IN_USE_HERE, ConnectingProblem.IN_USE_ELSEWHERE)
    revoked = not in_use and _revoked(tokens.refresh_token, outside=outside)
    return ConnectingFailed(failed.kind, {**failed.facts, "tokens": "revoked" if revoked else "forgotten"})


def _given_back(connection: Connection, *, outside: Outside) -> bool:
    """Whether Fortnox confirmed; it says yes to unknown tokens too, so a token that has died by age proves nothing."""
    access = FortnoxAccess.objects.filter(connection=connection).first()
    if access is None:
        return False
    got_at = connection.connected_at if access.grant == Grant.CLIENT_CREDENTIALS else access.access_expires_at
    alive = outside.clock.now() - got_at < timedelta(days=REFRESH_TOKEN_DAYS)
    return _revoked(refresh_token_of(connection), outside=outside) and alive


def _revoked(refresh_token: str | None, *, outside: Outside) -> bool:
    if not refresh_token:
        return False
    try:
        fortnox_oauth(outside=outside).revoke(refresh_token)
    except RemoteError:
        return False
    return True


def _callback() -> str:
    return f"{settings.ENVIRONMENT.url}{CALLBACK_PATH}"


def _subject(connection: Connection) -> str:
    return f"connection:{connection.id}"


def _facts(connection: Connection) -> dict[str, str]:
    return {
        "company": connection.company_name,
        "organisation_number": connection.organisation_number,
        "subsidiary": connection.subsidiary.name,
    }
