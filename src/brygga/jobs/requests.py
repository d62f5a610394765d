"""The one way to ask for work: write the row, then nudge the worker of this process, if it has one."""

from __future__ import annotations

from brygga.connections import opening
from brygga.connections.live import NotConnected, live_connection
from brygga.connections.outside import Outside
from brygga.copying import requests
from brygga.copying.models import Copy, Does, Keeps
from brygga.copying.requests import Correction
from brygga.jobs import worker
from brygga.tenants.models import Organisation, User

NONCE_CHARACTERS_MAX = 64
NUMBER_CHARACTERS_MAX = 40

__all__ = ["NotConnected", "cancel", "deliver_again", "draft", "request_copy", "try_again"]


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
    wish = requests.Wish(
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


def deliver_again(copy: Copy, *, choice: str, nonce: str, user: User | None, outside: Outside) -> Copy:
    """Ask again for the document of a copied invoice on the other side."""
    copy = requests.deliver_again(copy, choice=choice, nonce=nonce, user=user, outside=outside)
    worker.nudge()
    return copy


def draft(copy: Copy, does: Does, *, nonce: str, user: User | None, outside: Outside) -> bool:
    """Ask for a draft in Productive of a copied invoice; False while something else of it is under way."""
    is_asked = requests.draft(copy, does, nonce=nonce, user=user, outside=outside)
    worker.nudge()
    return is_asked
