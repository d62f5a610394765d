"""Writing notices down: what is to be followed up, and how far each topic was heard, in one transaction.

So no notice is passed over: Fortnox tells again whatever follows the offset that stands here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.fortnox.notices import Notice
from brygga.listening.models import Heard, LastNotice, Topic

PAYMENT_BOOKED = "invoicepayment-bookkeep-v1"
PAYMENT_DELETED = "invoicepayment-deleted-v1"
PAYMENTS = frozenset({PAYMENT_BOOKED, PAYMENT_DELETED})
INVOICES = frozenset({"invoice-updated-v1", "invoice-cancelled-v1", "invoice-bookkeep-v1"})
# What may mend a copy that its customer stops; a new customer is chosen by a person.
CUSTOMERS = ("customer-updated-", "customer-deleted-")
# What each change makes old of the registers that we keep, by how its type begins and how their names do.
REGISTERS = {
    "account-": "accounts:",
    "financial-year-": "financial_years",
    "currency-": "currency_rates",
    "termsofpayments-": "terms_of_payment",
    "article-": "article",
    "project-": "projects",
    "cost-center-": "cost_centers",
}
TOPICS = (
    "invoices", "customers", "financial-years", "currencies", "termsofpayments", "articles", "projects", "cost-centers",
)  # fmt: skip
# An event can come before REST shows its change: 0.5 to 2.5 s later it does (a public SDK; read 2026-04).
SHOWN_AFTER = timedelta(seconds=3)
KIND_CHARACTERS_MAX = 80
NUMBER_CHARACTERS_MAX = 80
OFFSET_CHARACTERS_MAX = 100


def take_in(notices: Sequence[Notice], *, outside: Outside) -> None:
    """Write down what these notices are about; a notice that came twice is one."""
    now = outside.clock.now()
    tenants = {each.tenant_id for each in notices}
    live = Connection.objects.filter(state=ConnectionState.CONNECTED, fortnox_tenant_id__in=tenants)
    connections = {each.fortnox_tenant_id: each for each in live}
    with transaction.atomic():
        for notice in notices:
            connection = connections.get(notice.tenant_id)
            if connection is not None and _concerns_us(notice):
                _write_down(connection, notice, now)
        for last in {each.topic: each for each in notices if len(each.offset) <= OFFSET_CHARACTERS_MAX}.values():
            said = {"offset": last.offset, "last_kind": last.kind[:KIND_CHARACTERS_MAX]}
            Topic.objects.update_or_create(name=last.topic, defaults={**said, "last_at": last.told_at or now})
        for notice in {each.tenant_id: each for each in notices if each.tenant_id in connections}.values():
            _note_last(connections[notice.tenant_id], notice, now)


def _note_last(connection: Connection, notice: Notice, now: datetime) -> None:
    said = {"kind": notice.kind[:KIND_CHARACTERS_MAX], "at": notice.told_at or now}
    LastNotice.objects.update_or_create(
        connection=connection, defaults={"organisation_id": connection.organisation_id, **said}
    )


def _concerns_us(notice: Notice) -> bool:
    if len(notice.entity_id) > NUMBER_CHARACTERS_MAX:
        return False
    return notice.kind in PAYMENTS | INVOICES or notice.kind.startswith((*CUSTOMERS, *REGISTERS))


def _write_down(connection: Connection, notice: Notice, now: datetime) -> None:
    """Payments are looked at at once; what is less urgent when REST surely shows it."""
    Heard.objects.update_or_create(
        connection=connection,
        kind=notice.kind,
        number=notice.entity_id,
        defaults={
            "organisation_id": connection.organisation_id,
            "heard_at": now,
            "wakes_at": now if notice.kind in PAYMENTS else now + SHOWN_AFTER,
            "asked_at": None,
            "tries": 0,
        },
    )
