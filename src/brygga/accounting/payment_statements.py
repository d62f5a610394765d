"""What was booked as paid of an invoice, part by part, as a person reads it: money, write-offs, set-offs and what else.

Nothing is decided here: it says what `settlements` decides by. Amounts are in the invoice's currency.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brygga.accounting.payment_effects import Effect, Means
from brygga.accounting.settlements import FINANCE, Books


class EntryKind(StrEnum):
    """What a part of a booked payment is. The first two come to Productive; the others are no money of the buyer."""

    MONEY = "money"
    WRITE_OFF = "write_off"
    SET_OFF = "set_off"
    DOUBTFUL = "doubtful"
    CLAIM = "claim"
    UNCLEAR = "unclear"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One part of a booked payment: what it takes off Balance, and on which account (0 where Fortnox names none).

    `note` is the number of the credit note on which it is booked, "" for the invoice itself; `sold`: by a financier.
    """

    number: str
    kind: EntryKind
    amount: Decimal
    on: date | None
    account: int
    note: str = ""
    sold: bool = False


def entries(books: Books) -> tuple[Entry, ...]:
    """Every booked payment of the invoice in the order of its day; then money that went back on a credit note."""
    effects, noted = books.effects
    own = [_as_said(entry, books) for effect in effects for entry in _entries(effect)]
    back = [
        entry
        for note, of_note in zip(books.notes, noted, strict=True)
        for effect in of_note
        for entry in _entries(effect, note=note.invoice.document_number)
        if entry.kind is EntryKind.MONEY and entry.amount < 0
    ]
    return (*own, *back)


def _entries(effect: Effect, note: str = "") -> Iterable[Entry]:
    payment = effect.payment
    parts = {EntryKind.SET_OFF: effect.total} if effect.is_set_off else _by_kind(effect)
    for kind, amount in parts.items():
        yield Entry(
            number=payment.number,
            kind=kind,
            amount=amount,
            on=payment.payment_date,
            account=_account(effect, kind),
            note=note,
            sold=payment.source == FINANCE,
        )


def _as_said(entry: Entry, books: Books) -> Entry:
    """A claim is one where a person said so; by the number alone it may be money too."""
    if entry.kind is EntryKind.CLAIM and entry.account not in books.said:
        return replace(entry, kind=EntryKind.UNCLEAR)
    return entry


def _by_kind(effect: Effect) -> dict[EntryKind, Decimal]:
    return {EntryKind(each.value): amount for each, amount in effect.parts.items() if amount}


def _account(effect: Effect, kind: EntryKind) -> int:
    """The account of the payment itself, or of the write-off that rides on it."""
    payment = effect.payment
    if payment.amount and (kind is EntryKind.SET_OFF or effect.own == Means(kind.value)):
        return payment.mode_of_payment_account
    return next((each.account_number for each in payment.write_offs), 0)
