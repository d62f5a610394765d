"""What to change in Productive so that it shows exactly what Fortnox booked: lower, remove, create and raise.

In that order, so that Productive never shows more than was booked. Payments that people made there are never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brygga.accounting.disagreements import HOLDING, Disagreement, DisagreementKind
from brygga.accounting.money import decimals_of, rounded
from brygga.accounting.payment_effects import ZERO
from brygga.accounting.settlements import Books, Part, Settlement, Standing, Wanted, settlement
from brygga.productive import schema as productive
from brygga.productive.payment_schema import Payment

HUNDREDTHS = 2


class Does(StrEnum):
    """What a change does, in the order in which changes are made."""

    LOWER = "lower"
    REMOVE = "remove"
    CREATE = "create"
    RAISE = "raise"


@dataclass(frozen=True, kw_only=True)
class Mirror:
    """A Productive payment that stands for (a part of) a Fortnox payment, as we last wrote it."""

    number: str
    part: Part
    payment_id: str
    amount: Decimal
    on: date


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change of a payment in Productive. `payment_id` is "" for a new one; `amount` and `on` are what it shall be.

    `before` is what it is now; both amounts are in the invoice's currency. Only a removal has no `on`.
    """

    does: Does
    number: str
    part: Part
    payment_id: str = ""
    before: Decimal = ZERO
    amount: Decimal = ZERO
    on: date | None = None
    sold: bool = False


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What Productive shows now: the invoice, every payment of it, and which of them are ours.

    `marked` are the payments that carry a mark of ours, as (number, part, id): also such as we have no mirror of.
    `put_back`: a person wants Fortnox's values where somebody changed a payment of ours. `holds_money_back` and
    `holds_excess` are False once Productive has refused a negative payment, or more than was unpaid.
    """

    invoice: productive.InvoiceSummary
    payments: tuple[Payment, ...]
    mirrors: tuple[Mirror, ...] = ()
    marked: tuple[tuple[str, Part, str], ...] = ()
    put_back: bool = False
    holds_money_back: bool = True
    holds_excess: bool = True


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to change, in this order, and what a person must look at. Nothing is changed while something holds it."""

    standing: Standing
    changes: tuple[Change, ...]
    disagreements: tuple[Disagreement, ...]
    decimals: int = HUNDREDTHS


def plan(books: Books, shown: Shown, *, since: date | None = None) -> Plan:
    """Compare what Fortnox booked with what Productive shows.

    `since` is the first day whose payments are mirrored, None for all. Amounts of Productive are whole numbers of
    hundredths of the currency, or of whole units where the totals prove that (a guess is never made).
    """
    decimals = whole_decimals(books, shown.invoice)
    total = _amount(shown.invoice.amount_with_tax, decimals if decimals is not None else HUNDREDTHS)
    mirrored = {each.number for each in shown.mirrors}
    settled = settlement(books, since=since, meant_total=total, mirrored=mirrored)
    told = _about_invoices(books, shown.invoice, decimals) or list(settled.disagreements)
    if decimals is None or any(each.kind in HOLDING for each in told):
        return Plan(standing=settled.standing, changes=(), disagreements=_gravest_first(told))

    compared = _Comparison(settled, shown, decimals=decimals, currency=books.invoice.currency)
    return Plan(
        standing=settled.standing,
        changes=compared.changes,
        disagreements=_gravest_first([*told, *compared.told]),
        decimals=decimals,
    )


def whole_decimals(books: Books, invoice: productive.InvoiceSummary) -> int | None:
    """How many decimals Productive's whole numbers stand for: recorded as two; for yen, what the totals prove."""
    if decimals_of(invoice.currency) == HUNDREDTHS:
        return HUNDREDTHS
    fits = (each for each in (HUNDREDTHS, decimals_of(invoice.currency)))
    return next((each for each in fits if _amount(invoice.amount_with_tax, each) == books.invoice.total), None)


class _Comparison:
    """The wanted payments beside those that Productive has."""

    def __init__(self, settled: Settlement, shown: Shown, *, decimals: int, currency: str) -> None:
        self._settled = settled
        self._shown = shown
        self._decimals = decimals
        self._currency = currency
        self._there = {each.id: each for each in shown.payments}
        self._mirrors = {(each.number, each.part): each for each in shown.mirrors}
        self._marked = {(number, part): identity for number, part, identity in reversed(shown.marked)}
        self.told: list[Disagreement] = []
        self.changes = self._decided()

    def _decided(self) -> tuple[Change, ...]:
        wanted = {(each.number, each.part): each for each in self._held()}
        kept = [change for each in wanted.values() if (change := self._kept(each)) is not None]
        gone = [self._removal(key) for key in self._ours() if key not in wanted]
        lower = [each for each in kept if each.does is Does.LOWER]
        grow = [each for each in kept if each.does is not Does.LOWER]
        fitting = self._fitting(grow, [*lower, *gone, *self._twins()])
        return tuple(sorted([*lower, *gone, *self._twins(), *fitting], key=_place))

    def _held(self) -> list[Wanted]:
        """What is wanted as Productive can hold it: what it cannot is taken off what came in last."""
        wanted = [replace(each, amount=rounded(each.amount, self._decimals)) for each in self._settled.wanted]
        if not self._shown.holds_money_back:
            back = sum((each.amount for each in wanted if each.amount < 0), ZERO)
            if back:
                facts = {"amount": str(-back), "currency": self._currency}
                self.told.append(Disagreement(DisagreementKind.MONEY_BACK_NOT_HELD, facts))
            wanted = _less([each for each in wanted if each.amount > 0], -back)
        if not self._shown.holds_excess:
            ceiling = _amount(self._shown.invoice.amount_unpaid, self._decimals)
            ceiling += sum((self._amount(each) for each in self._there.values()), ZERO) - self._by_people()
            wanted = _less(wanted, sum((each.amount for each in wanted), ZERO) - ceiling)
        return wanted

    def _ours(self) -> list[tuple[str, Part]]:
        return list(dict.fromkeys([*self._mirrors, *self._marked]))

    def _identity(self, key: tuple[str, Part]) -> str:
        mirror = self._mirrors.get(key)
        return mirror.payment_id if mirror else self._marked.get(key, "")

    def _kept(self, wanted: Wanted) -> Change | None:
        """What to do for one wanted payment; None when it is there as it should be, or is a person's to decide."""
        key = (wanted.number, wanted.part)
        mirror, there = self._mirrors.get(key), self._there.get(self._identity(key))
        if there is None:
            return self._missing(wanted, mirror)
        amount, on = self._amount(there), there.paid_on or there.written_off_on
        if (amount, on) == (wanted.amount, wanted.on):
            return None
        if mirror and (amount, on) != (mirror.amount, mirror.on) and not self._shown.put_back:
            self.told.append(self._changed(mirror, amount, on))
            return None
        does = Does.RAISE if wanted.amount > amount else Does.LOWER
        return _change(does, wanted, payment_id=there.id, before=amount)

    def _missing(self, wanted: Wanted, mirror: Mirror | None) -> Change | None:
        if mirror is None or self._shown.put_back:
            return _change(Does.CREATE, wanted, payment_id="", before=ZERO)
        facts = {"payment": mirror.number, "meant": str(mirror.amount), "meant_on": mirror.on.isoformat()}
        self.told.append(Disagreement(DisagreementKind.MIRROR_DELETED, {**facts, "currency": self._currency}))
        return None

    def _changed(self, mirror: Mirror, amount: Decimal, on: date | None) -> Disagreement:
        facts = {"payment": mirror.number, "meant": str(mirror.amount), "meant_on": mirror.on.isoformat()}
        found = {"found": str(amount), "found_on": on.isoformat() if on else "", "currency": self._currency}
        return Disagreement(DisagreementKind.MIRROR_CHANGED, {**facts, **found})

    def _removal(self, key: tuple[str, Part]) -> Change:
        identity = self._identity(key)
        there = self._there.get(identity)
        before = self._amount(there) if there else ZERO
        return Change(does=Does.REMOVE, number=key[0], part=key[1], payment_id=identity, before=before)

    def _twins(self) -> list[Change]:
        """A second payment of ours for the same thing: it was given up for lost, and landed all the same."""
        return [
            Change(does=Does.REMOVE, number=number, part=part, payment_id=identity, before=self._amount(there))
            for number, part, identity in self._shown.marked
            if identity != self._identity((number, part)) and (there := self._there.get(identity))
        ]

    def _fitting(self, growing: Sequence[Change], shrinking: Iterable[Change]) -> list[Change]:
        """What grows only as far as people have not recorded the same money already."""
        by_people = self._by_people()
        booked = sum((each.amount for each in self._settled.wanted), ZERO) + self._settled.left
        if by_people > max(self._settled.left, ZERO):  # Money that went back before is none that came in.
            facts = {"productive": str(by_people), "fortnox": str(booked), "currency": self._currency}
            self.told.append(Disagreement(DisagreementKind.PAID_IN_PRODUCTIVE, facts))
        room = booked - sum((self._amount(each) for each in self._there.values()), ZERO)
        room += sum((each.before - each.amount for each in shrinking), ZERO)
        fitting = []
        for change in growing:
            more = change.amount - change.before
            if by_people <= 0 or more <= room:
                fitting.append(change)
                room -= more
        return fitting

    def _by_people(self) -> Decimal:
        ours = {each.payment_id for each in self._mirrors.values()} | {each[2] for each in self._shown.marked}
        return sum((self._amount(each) for each in self._there.values() if each.id not in ours), ZERO)

    def _amount(self, payment: Payment) -> Decimal:
        return _amount(payment.amount, self._decimals)


def _less(wanted: list[Wanted], amount: Decimal) -> list[Wanted]:
    """The same, less by so much, taken off the last ones first."""
    kept = []
    for each in reversed(wanted):
        taken = min(max(amount, ZERO), max(each.amount, ZERO))
        amount -= taken
        if each.amount != taken:
            kept.append(replace(each, amount=each.amount - taken))
    return kept[::-1]


def _change(does: Does, wanted: Wanted, *, payment_id: str, before: Decimal) -> Change:
    return Change(
        does=does,
        number=wanted.number,
        part=wanted.part,
        payment_id=payment_id,
        before=before,
        amount=wanted.amount,
        on=wanted.on,
        sold=wanted.sold,
    )


def _place(change: Change) -> tuple[bool, int]:
    """Where a change comes: all that makes less, be it a new negative payment, before all that makes more."""
    return change.amount > change.before, list(Does).index(change.does)


def _about_invoices(books: Books, invoice: productive.InvoiceSummary, decimals: int | None) -> list[Disagreement]:
    number = invoice.number or invoice.id
    if invoice.deleted_at is not None:
        return [Disagreement(DisagreementKind.DELETED_IN_PRODUCTIVE, {"number": number})]
    if invoice.is_draft:
        return [Disagreement(DisagreementKind.NOT_FINALIZED, {"number": number})]
    if books.invoice.currency != invoice.currency:
        facts = {"fortnox": books.invoice.currency, "productive": invoice.currency}
        return [Disagreement(DisagreementKind.CURRENCIES_DIFFER, facts)]
    if decimals is None:
        return [Disagreement(DisagreementKind.AMOUNT_UNIT_UNKNOWN, {"currency": invoice.currency})]
    return []


def _amount(whole: int, decimals: int) -> Decimal:
    return Decimal(whole).scaleb(-decimals)


def _gravest_first(told: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    gravity = list(DisagreementKind)
    return tuple(sorted(told, key=lambda each: gravity.index(each.kind)))
