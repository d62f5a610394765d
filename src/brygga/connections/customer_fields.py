"""What Brygga may bring up to date of a connection's customers: nothing, until an admin says so."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from brygga.accounting.customer_updates import CustomerField
from brygga.connections.models import Connection, UpdatedCustomerField
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.history.models import record
from brygga.tenants.models import User


def updated_fields(connection: Connection) -> tuple[CustomerField, ...]:
    """What may be brought up to date, in the order in which people read it."""
    rows = UpdatedCustomerField.objects.within(connection.organisation).filter(connection=connection)
    allowed = {row.field for row in rows}
    return tuple(each for each in CustomerField if each in allowed)


def save(connection: Connection, fields: Iterable[CustomerField], *, user: User, outside: Outside) -> None:
    """Keep what an admin allows, and who allowed it when; from the next preview on."""
    require_set_up(user, connection.organisation)
    wanted = set(fields)
    with transaction.atomic():
        Connection.objects.select_for_update().get(pk=connection.pk)
        before = updated_fields(connection)
        if wanted == set(before):
            return
        rows = UpdatedCustomerField.objects.within(connection.organisation).filter(connection=connection)
        rows.exclude(field__in=wanted).delete()
        for each in wanted - set(before):
            UpdatedCustomerField.objects.create(
                organisation=connection.organisation, connection=connection, field=each.value
            )
        record(
            connection.organisation,
            "customer_fields_changed",
            subject=f"connection:{connection.id}",
            at=outside.clock.now(),
            actor=user,
            facts={"company": connection.company_name, "subsidiary": connection.subsidiary.name},
            before={"fields": [each.value for each in before]},
            after={"fields": [each.value for each in CustomerField if each in wanted]},
        )
