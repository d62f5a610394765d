"""Asking for payments to be looked at now, by hand: write the rows, then nudge the worker of this process."""

from __future__ import annotations

from brygga.accounting.payment_effects import Means
from brygga.connections.models import Connection, ConnectionState
from brygga.connections.outside import Outside
from brygga.jobs import worker
from brygga.payments import account_meanings
from brygga.payments.feeds import feed_of
from brygga.payments.models import PaymentFeed, PaymentSync
from brygga.payments.turns import ask_all
from brygga.tenants.models import Organisation, User


def sync_now(organisation: Organisation, *, outside: Outside) -> tuple[Connection, ...]:
    """Sweep the books of every connection whose payments are synced; returns which they are.

    Whoever asks misses something: all is compared, on both sides, and not only what the lists say was changed.
    """
    on = Connection.objects.within(organisation).filter(state=ConnectionState.CONNECTED, settings__payments_synced=True)
    found = tuple(on.select_related("organisation", "subsidiary"))
    for connection in found:
        feed = feed_of(connection, outside=outside)
        PaymentFeed.objects.filter(id=feed.id).update(
            wakes_at=outside.clock.now(), compared_at=None, productive_compared_at=None, trouble=None
        )
    worker.nudge()
    return found


def decide_account(connection: Connection, account: int, means: Means, *, user: User | None, outside: Outside) -> int:
    """This account is that from now on; returns how many invoices are looked at again."""
    looks = account_meanings.decide(connection, account, means, user=user, outside=outside)
    worker.nudge()
    return looks


def take_account_back(connection: Connection, account: int, *, user: User | None, outside: Outside) -> int:
    """What the account is, is asked again; returns how many invoices are looked at."""
    looks = account_meanings.take_back(connection, account, user=user, outside=outside)
    worker.nudge()
    return looks


def sync_invoice_now(
    organisation: Organisation, productive_invoice_id: str, *, put_back: bool, user: User | None, outside: Outside
) -> int:
    """Look at the payments of one invoice; returns how many of its Fortnox invoices that concerns.

    `put_back`: a person wants Fortnox's values where somebody changed or deleted a payment of ours.
    """
    syncs = PaymentSync.objects.within(organisation).filter(
        link__productive_invoice_id=productive_invoice_id, link__is_live=True
    )
    ask_all(syncs, now=outside.clock.now(), put_back=put_back, asked_by=user)
    worker.nudge()
    return syncs.count()
