"""What each booked payment takes off a balance, by what it is: money, a write-off, a doubtful claim, a set-off.

A payment is not always money: its account decides (bookkeeping, rules 1 to 3), or a person where its number tells
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brygga.fortnox.payment_schema import Payment, WriteOff

KRONOR = "SEK"
ZERO = Decimal(0)
# Accounts of the BAS chart, as Fortnox's help and bookkeeping practice use them (bookkeeping, rules 2 and 3).
MONEY_ACCOUNTS = range(1900, 2000)
CLAIM_ACCOUNTS = range(1500, 1560)
DOUBTFUL_ACCOUNTS = frozenset({1515, 6352})
WRITE_OFF_ACCOUNTS = frozenset({2610, 2611, 2620, 2621, 2630, 2631, 3740, 3960, 6351, 6570, 7960})


class Means(StrEnum):
    """What an account makes of an amount that a payment books on it."""

    MONEY = "money"
    WRITE_OFF = "write_off"
    DOUBTFUL = "doubtful"
    CLAIM = "claim"
    UNCLEAR = "unclear"


Accounts = Mapping[int, Means]
# Of these nobody can tell by the number: people say what a company uses them for.
ASKED_ABOUT = frozenset({Means.CLAIM, Means.UNCLEAR})
# What people may say that such an account is.
ANSWERS = (Means.MONEY, Means.WRITE_OFF, Means.CLAIM)


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What one booked payment takes off a balance, by what it is; `own` is what its account makes of it."""

    payment: Payment
    own: Means
    parts: Mapping[Means, Decimal]
    is_set_off: bool = False

    @property
    def total(self) -> Decimal:
        return sum(self.parts.values(), ZERO)

    def of(self, means: Means) -> Decimal:
        return ZERO if self.is_set_off else self.parts.get(means, ZERO)

    @property
    def order(self) -> tuple[date, int, str]:
        number = self.payment.number
        return self.payment.payment_date or date.min, int(number) if number.isdecimal() else 0, number


def means(account: int) -> Means:
    """What an amount on this account is, by its number."""
    if account in DOUBTFUL_ACCOUNTS:
        return Means.DOUBTFUL
    if account in MONEY_ACCOUNTS:
        return Means.MONEY
    if account in CLAIM_ACCOUNTS:
        return Means.CLAIM
    return Means.WRITE_OFF if account in WRITE_OFF_ACCOUNTS else Means.UNCLEAR


def is_asked_about(account: int) -> bool:
    """Whether a person may say what an amount on this account is."""
    return account > 0 and means(account) in ASKED_ABOUT


def set_off(effects: list[Effect], noted: list[list[Effect]]) -> tuple[list[Effect], list[list[Effect]]]:
    """Mark what only settles the invoice against its credit notes: payments that cancel out, and no money.

    Fortnox books them as two, one negative (help page 207791509); on which account is not known, so the same day and
    account are enough, and on accounts that are no money the day may differ. Whether one payment may stand against
    several notes nobody has seen: all of a day on one account of no money are taken together where that comes to 0.
    """
    open_notes = [effect for note in noted for effect in note if effect.total < 0]
    open_ours, paired = [], set()
    for effect in sorted(effects, key=lambda each: each.own is Means.MONEY):
        against = next((each for each in open_notes if _cancels_out(effect, each)), None)
        if against is None:
            open_ours.append(effect)
            continue
        open_notes.remove(against)
        paired |= {effect.payment.number, against.payment.number}
    paired |= _cancelling_together(open_ours, open_notes)
    return _marked(effects, paired), [_marked(note, paired) for note in noted]


def _cancels_out(effect: Effect, against: Effect) -> bool:
    is_money = Means.MONEY in (effect.own, against.own)
    return effect.total == -against.total and (_place(effect) == _place(against) or not is_money)


def _cancelling_together(ours: Iterable[Effect], theirs: Iterable[Effect]) -> set[str]:
    """The numbers of those that only together come to 0, on one day and account."""
    places: dict[tuple[date | None, int], tuple[list[Effect], list[Effect]]] = {}
    for side, effects in enumerate((ours, theirs)):
        for each in effects:
            if each.own is not Means.MONEY:
                places.setdefault(_place(each), ([], []))[side].append(each)
    pairs = ([*own, *other] for own, other in places.values() if own and other)
    return {each.payment.number for pair in pairs if not sum(each.total for each in pair) for each in pair}


def _place(effect: Effect) -> tuple[date | None, int]:
    return effect.payment.payment_date, effect.payment.mode_of_payment_account


def _marked(effects: list[Effect], paired: set[str]) -> list[Effect]:
    return [replace(each, is_set_off=each.payment.number in paired) for each in effects]


def effects_of(payments: Iterable[Payment], said: Accounts) -> list[Effect]:
    """The booked payments in the order of their day. `said` is what people said of accounts (`is_asked_about`)."""
    found = [_effect(each, said) for each in payments if each.booked]
    return sorted((each for each in found if any(each.parts.values())), key=lambda each: each.order)


def _effect(payment: Payment, said: Accounts) -> Effect:
    """A payment by what it is; what was received for somebody else (a fee) was never paid on this invoice."""
    parts: dict[Means, Decimal] = {}
    amount = payment.amount if payment.currency == KRONOR else payment.amount_currency
    own = _own(payment.mode_of_payment_account, said) if amount else Means.UNCLEAR
    if amount:
        parts[own] = amount
    for row in payment.write_offs:
        if row.currency in ("", payment.currency) and row.amount:  # Kronor on a foreign invoice explain a rate.
            kind = own if amount * row.amount < 0 else _means_of_write_off(row)
            parts[kind] = parts.get(kind, ZERO) + row.amount
    return Effect(payment=payment, own=own, parts=parts)


def _own(account: int, said: Accounts) -> Means:
    return said.get(account, means(account)) if is_asked_about(account) else means(account)


def _means_of_write_off(row: WriteOff) -> Means:
    """Fortnox itself calls it a write-off, so an account that we do not know is one too."""
    kind = means(row.account_number)
    return kind if kind in (Means.MONEY, Means.DOUBTFUL) else Means.WRITE_OFF
