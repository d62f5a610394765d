"""What people said that accounts are where payments are booked on them; remembered for the books of a company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from brygga.accounting.payment_effects import ANSWERS, Means, is_asked_about
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.history.models import record
from brygga.payments.feeds import syncs_of
from brygga.payments.models import AccountMeaning
from brygga.payments.turns import ask_all
from brygga.tenants.models import User


def meanings(connection: Connection) -> QuerySet[AccountMeaning]:
    """What was said of accounts in these books, by whichever connection to them."""
    rows = AccountMeaning.objects.within(connection.organisation).select_related("decided_by")
    return rows.filter(fortnox_tenant_id=connection.fortnox_tenant_id).order_by("account")


def said_of_accounts(connection: Connection) -> dict[int, Means]:
    """The same as the rules want it."""
    return {each.account: Means(each.means) for each in meanings(connection)}


def decide(connection: Connection, account: int, means: Means, *, user: User | None, outside: Outside) -> int:
    """This account is that from now on; returns how many invoices are looked at again because of it.

    `user` is None at the command line. Raises ValueError for an account that tells what it is by its number.
    """
    if not is_asked_about(account) or means not in ANSWERS:
        raise ValueError(f"Account {account} cannot be {means}.")
    if user:
        require_set_up(user, connection.organisation)
    with transaction.atomic():
        before = meanings(connection).select_for_update(of=("self",)).filter(account=account).first()
        if before and before.means == means:
            return 0
        AccountMeaning.objects.update_or_create(
            organisation=connection.organisation,
            fortnox_tenant_id=connection.fortnox_tenant_id,
            account=account,
            defaults={"means": means.value, "decided_by": user, "decided_at": outside.clock.now()},
        )
        record(
            connection.organisation,
            "account_decided",
            **_said_by(connection, account, user, outside),
            before=before.means if before else None,
            after=means.value,
        )
        return _looks(connection, account, user, outside)


def take_back(connection: Connection, account: int, *, user: User | None, outside: Outside) -> int:
    """It is asked about again; returns how many invoices are looked at because of it."""
    if user:
        require_set_up(user, connection.organisation)
    with transaction.atomic():
        before = meanings(connection).select_for_update(of=("self",)).filter(account=account).first()
        if before is None:
            return 0
        before.delete()
        said_by = _said_by(connection, account, user, outside)
        record(connection.organisation, "account_taken_back", **said_by, before=before.means)
        return _looks(connection, account, user, outside)


def _said_by(connection: Connection, account: int, user: User | None, outside: Outside) -> dict[str, Any]:
    facts = {"account": str(account), "subsidiary": connection.subsidiary.name, "company": connection.company_name}
    return {
        "subject": f"connection:{connection.id}",
        "at": outside.clock.now(),
        "actor": user or "",
        "facts": facts,
    }


def _looks(connection: Connection, account: int, user: User | None, outside: Outside) -> int:
    """Every invoice with a payment on this account is looked at again; returns how many that is."""
    syncs = syncs_of(connection)
    said = syncs.values_list("id", "statement").iterator()
    concerned = [identity for identity, statement in said if _has_entry_on(account, statement)]
    ask_all(syncs.filter(id__in=concerned), now=outside.clock.now(), asked_by=user)
    return len(concerned)


def _has_entry_on(account: int, statement: Mapping[str, Any]) -> bool:
    return any(each["account"] == account for each in statement.get("entries", ()))
