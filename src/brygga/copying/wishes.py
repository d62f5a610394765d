"""What a person wants of a copy, and why it may not be asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from brygga.connections.models import Connection
from brygga.copying.models import Copy
from brygga.copying.states import Does, Keeps
from brygga.productive.schema import InvoiceSummary
from brygga.tenants.models import User


class AlreadyCopied(Exception):
    """The invoice is in Fortnox already; nothing was asked for."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        super().__init__(f"Productive invoice {copy.productive_invoice_id} is Fortnox {copy.fortnox_document_number}.")


class NotCopied(Exception):
    """There is no Fortnox invoice that could be corrected; nothing was asked for."""

    def __init__(self, productive_invoice_id: str) -> None:
        super().__init__(f"Productive invoice {productive_invoice_id} has no invoice in Fortnox.")


class Correction(StrEnum):
    """What a person wants of an invoice that stands in Fortnox: change it, make another beside it, or cancel it."""

    UPDATE = "update"
    NEW = "new"
    CANCEL = "cancel"


CORRECTIONS: Mapping[Does, Correction] = {Does.UPDATE: Correction.UPDATE, Does.CANCEL: Correction.CANCEL}


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person asked for: this invoice, for this customer, having seen this. `nonce` is one press of a button.

    `number` is one that they chose, where Productive gives the numbers. A `correction` is of the copy that they saw:
    `stands` is its number in Fortnox, so that a press on an old page neither changes another invoice nor makes a third.
    `keeps` is whose values stand where Fortnox was changed by hand.
    `books_first` lets Brygga book the invoice that a credit note takes back.
    """

    connection: Connection
    invoice: InvoiceSummary
    customer: str
    seen_fingerprint: str
    nonce: str
    user: User | None
    number: str = ""
    correction: Correction | None = None
    stands: str = ""
    keeps: Keeps = Keeps.ASK
    by_itself: bool = False
    books_first: bool = False

    @property
    def does(self) -> Does:
        """What an attempt for it does."""
        return next((does for does, correction in CORRECTIONS.items() if correction is self.correction), Does.CREATE)
