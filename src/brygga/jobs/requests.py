"""The one way to ask for work: write the row, then nudge the worker of this process, if it has one."""

from __future__ import annotations

from brygga.connections import opening
from brygga.connections.live import NotConnected, live_connection
from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying import requests, when_fixed
from brygga.copying.models import Copy
from brygga.copying.states import Does, Keeps
from brygga.copying.wishes import Correction, Wish
from brygga.jobs import worker
from brygga.tenants.models import Organisation, User

NONCE_CHARACTERS_MAX = 64
NUMBER_CHARACTERS_MAX = 40

__all__ = [
    "NotConnected",
    "book",
    "cancel",
    "deliver_again",
    "draft",
    "look_when_fixed",
    "request_copy",
    "try_again",
    "wait_until_fixed",
]


def request_copy(  # noqa: PLR0913  One press of a button has so many facts.
    organisation: Organisation,
    *,
    productive_invoice_id: str,
    customer: str,
    seen_fingerprint: str,
    nonce: str,
    user: User | None,
    outside: Outside,
    number: str = "",
    correction: Correction | None = None,
    stands: str = "",
    keeps: Keeps = Keeps.ASK,
    books_first: bool = False,
) -> Copy:
    """Ask for an invoice to be copied, or for its Fortnox invoice `stands` to be corrected.

    `number` is one that a person chose, where Productive gives the numbers.
    Raises NotConnected, AlreadyCopied, NotCopied, or a RemoteError of Productive.
    """
    invoice = opening.productive(organisation, outside=outside).invoice(productive_invoice_id)
    wish = Wish(
        connection=live_connection(organisation, invoice.subsidiary_id),
        invoice=invoice,
        customer=customer,
        seen_fingerprint=seen_fingerprint,
        nonce=nonce[:NONCE_CHARACTERS_MAX] or outside.ids.new().hex,
        user=user,
        number=number[:NUMBER_CHARACTERS_MAX],
        correction=correction,
        stands=stands,
        keeps=keeps,
        books_first=books_first,
    )
    copy = requests.request(organisation, wish, outside=outside)
    worker.nudge()
    return copy


def try_again(copy: Copy, *, nonce: str, user: User | None, outside: Outside) -> Copy:
    """Ask for another attempt of a copy that rests."""
    copy = requests.try_again(copy, nonce=nonce, user=user, outside=outside)
    worker.nudge()
    return copy


def cancel(copy: Copy, *, stands: str, nonce: str, user: User | None, outside: Outside) -> Copy:
    """Ask for the Fortnox invoice of a copy to be cancelled; raises AlreadyCopied or NotCopied."""
    copy = requests.cancel(copy, stands=stands, nonce=nonce, user=user, outside=outside)
    worker.nudge()
    return copy


def deliver_again(copy: Copy, *, choice: str = "", nonce: str, user: User | None, outside: Outside) -> Copy:
    """Ask again for what follows a copied invoice: its document on the other side, its booking and its sending."""
    copy = requests.follow_up(copy, Does.DELIVER, choice=choice, nonce=nonce, user=user, outside=outside)
    worker.nudge()
    return copy


def book(copy: Copy, *, nonce: str, user: User | None, outside: Outside) -> Copy:
    """Ask for the Fortnox invoice of a copy to be booked."""
    copy = requests.follow_up(copy, Does.BOOK, nonce=nonce, user=user, outside=outside)
    worker.nudge()
    return copy


def look_when_fixed(connection: Connection, *, outside: Outside) -> None:
    """Something was mended or read anew: see soon which of this subsidiary's stopped copies can go on."""
    when_fixed.look_soon(connection, outside=outside)
    worker.nudge()


def wait_until_fixed(copy: Copy, *, wants: bool, user: User | None, outside: Outside) -> None:
    """Let a stopped copy go on when what stops it is fixed, or not any more."""
    when_fixed.wait_for_it(copy, wants=wants, user=user, outside=outside)
    worker.nudge()


def draft(copy: Copy, does: Does, *, nonce: str, user: User | None, outside: Outside) -> bool:
    """Ask for a draft in Productive of a copied invoice; False while something else of it is under way."""
    is_asked = requests.draft(copy, does, nonce=nonce, user=user, outside=outside)
    worker.nudge()
    return is_asked
