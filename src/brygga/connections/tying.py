"""The rows of a connection: tied, carried on where there was one before, and ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from brygga.connections.grants import Granted
from brygga.connections.models import (
    Connection,
    ConnectionState,
    ConsentRequest,
    FortnoxAccess,
    IntegrationSettings,
    Replacement,
    Subsidiary,
)
from brygga.connections.outside import Outside
from brygga.connections.tokens import sealed_fields
from brygga.fortnox.company import CompanyInformation
from brygga.history.models import record
from brygga.tenants.models import User


def tie(
    request: ConsentRequest, company: CompanyInformation | Replacement, granted: Granted, *, outside: Outside
) -> Connection:
    """Connect the request's subsidiary to this company, all of it or nothing.

    Raises IntegrityError when the account or the subsidiary is connected otherwise meanwhile.
    """
    tenant_id = company.tenant_id if isinstance(company, CompanyInformation) else company.fortnox_tenant_id
    with transaction.atomic():
        connection, again = _kept_connection(request, tenant_id, outside=outside)
        connection.state = ConnectionState.CONNECTED
        connection.company_name = company.company_name
        connection.organisation_number = company.organisation_number
        connection.connected_at = outside.clock.now()
        connection.connected_by = request.user
        connection.disconnected_at = None
        connection.save()
        _keep_access(connection, granted, outside=outside)
        IntegrationSettings.objects.get_or_create(connection=connection, organisation=request.organisation)
        record(
            request.organisation,
            "connected",
            subject=subject(connection),
            at=outside.clock.now(),
            actor=request.user,
            facts={**facts(connection), "again": again, "grant": granted.grant.value},
        )
    return connection


def end(connection: Connection, kind: str, *, user: User, at: datetime, **more: Any) -> None:
    """Destroy the tokens; settings, links and history stay. Ending what has ended is told once."""
    with transaction.atomic():
        FortnoxAccess.objects.filter(connection=connection).delete()
        live = Connection.objects.filter(id=connection.id).exclude(state=ConnectionState.DISCONNECTED)
        if live.update(state=ConnectionState.DISCONNECTED, disconnected_at=at):
            told = {**facts(connection), **more}
            record(connection.organisation, kind, subject=subject(connection), at=at, actor=user, facts=told)


def subject(connection: Connection) -> str:
    return f"connection:{connection.id}"


def facts(connection: Connection) -> dict[str, str]:
    return {
        "company": connection.company_name,
        "organisation_number": connection.organisation_number,
        "subsidiary": connection.subsidiary.name,
    }


def _kept_connection(request: ConsentRequest, tenant_id: int, *, outside: Outside) -> tuple[Connection, bool]:
    """The row of this subsidiary and this account: the one there was, or a new one."""
    Subsidiary.objects.select_for_update().get(id=request.subsidiary_id)
    ours = Connection.objects.filter(subsidiary=request.subsidiary, fortnox_tenant_id=tenant_id)
    earlier = ours.order_by("-connected_at").first()
    if earlier:
        return earlier, True
    new = Connection(
        id=outside.ids.new(),
        organisation=request.organisation,
        subsidiary=request.subsidiary,
        fortnox_tenant_id=tenant_id,
    )
    return new, False


def _keep_access(connection: Connection, granted: Granted, *, outside: Outside) -> None:
    """New tokens are a new generation: whoever is renewing the old ones comes too late."""
    sealed = sealed_fields(connection, granted.tokens, outside=outside)
    fields = {"sealed_refresh_token": "", **sealed, "grant": granted.grant}
    rows = FortnoxAccess.objects.filter(connection=connection)
    if not rows.update(**fields, generation=F("generation") + 1, lease_holder=None, lease_until=None):
        FortnoxAccess.objects.create(connection=connection, organisation=connection.organisation, **fields)
