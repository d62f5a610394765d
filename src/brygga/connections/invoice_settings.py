"""What an admin decided for the invoices of a connection besides its integration settings: booking and sending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django.db import transaction

from brygga.accounting.sending import SentBy
from brygga.connections.models import Connection, InvoiceSettingsRow
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.history.models import record
from brygga.tenants.models import User


@dataclass(frozen=True, kw_only=True)
class InvoiceSettings:
    """What happens to an invoice once it is copied: unbooked and unsent, unless this says otherwise."""

    booked_at_once: bool = False
    sent_by: SentBy = SentBy.NOBODY

    @classmethod
    def of(cls, connection: Connection) -> Self:
        """What was decided for this connection, or the defaults where nobody has decided."""
        row = InvoiceSettingsRow.objects.within(connection.organisation).filter(connection=connection).first()
        if row is None:
            return cls()
        return cls(booked_at_once=row.booked_at_once, sent_by=SentBy(row.sent_by))

    def as_json(self) -> dict[str, Any]:
        """As the history keeps it."""
        return {"booked_at_once": self.booked_at_once, "sent_by": self.sent_by.value}


def save(connection: Connection, wanted: InvoiceSettings, *, user: User, outside: Outside) -> None:
    """Keep what an admin decided, and who decided it when."""
    require_set_up(user, connection.organisation)
    with transaction.atomic():
        Connection.objects.select_for_update().get(pk=connection.pk)
        before = InvoiceSettings.of(connection)
        if wanted == before:
            return
        InvoiceSettingsRow.objects.update_or_create(
            connection=connection,
            defaults={
                "organisation": connection.organisation,
                "booked_at_once": wanted.booked_at_once,
                "sent_by": wanted.sent_by.value,
            },
        )
        record(
            connection.organisation,
            "invoice_settings_changed",
            subject=f"connection:{connection.id}",
            at=outside.clock.now(),
            actor=user,
            facts={"company": connection.company_name, "subsidiary": connection.subsidiary.name},
            before=before.as_json(),
            after=wanted.as_json(),
        )
