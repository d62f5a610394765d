"""The payments of one linked invoice side by side: what stands in Productive, and what is booked in Fortnox."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from brygga.accounting.disagreements import DisagreementKind
from brygga.accounting.money import Money
from brygga.accounting.payment_statements import Entry, EntryKind
from brygga.copying.states import WriteState
from brygga.payments.models import Mirror, MirrorState, PaymentSync
from brygga.payments.statements import ByPeople, Statement
from brygga.wording import disagreements

MIRRORED = {EntryKind.MONEY, EntryKind.WRITE_OFF}


@dataclass(frozen=True, kw_only=True)
class PaymentRow:
    """One payment, or one part of it. A side that does not have it is None.

    `number` is Fortnox's; empty for one that people made in Productive. `reached_at` is when Productive took it last.
    `is_left` says that it was booked before the first day that is mirrored.
    """

    on: date | None
    kind: EntryKind
    number: str = ""
    account: int = 0
    note: str = ""
    sold: bool = False
    productive: Decimal | None = None
    fortnox: Decimal | None = None
    reached_at: datetime | None = None
    is_left: bool = False

    @property
    def by_people(self) -> bool:
        return not self.number


def payment_rows(sync: PaymentSync, found: Statement, *, since: date | None) -> list[PaymentRow]:
    """Every payment in the order of its day. `since` is the first day that is mirrored, None for all."""
    mirrors = {(each.fortnox_payment_number, each.part): each for each in _live(sync)}
    booked = [_row(each, mirrors.pop((each.number, each.kind.value), None), since) for each in found.entries]
    rows = [*booked, *map(_mirrored, mirrors.values()), *map(_made, found.by_people)]
    otherwise = _changed_by_people(sync)
    rows = [replace(each, productive=otherwise.get((each.number, each.productive), each.productive)) for each in rows]
    return sorted(rows, key=lambda each: each.on or date.max)


def _changed_by_people(sync: PaymentSync) -> dict[tuple[str, Decimal | None], Decimal | None]:
    """What Productive shows of payments of ours that people changed or deleted there, by number and what we wrote."""
    told = [each for kept in sync.disagreements if (each := disagreements.from_json(kept))]
    ours = {DisagreementKind.MIRROR_CHANGED, DisagreementKind.MIRROR_DELETED}
    found = [each.facts for each in told if each.kind in ours]
    return {(each["payment"], Decimal(each["meant"])): _amount(each.get("found", "")) for each in found}


def _amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _live(sync: PaymentSync) -> Iterable[Mirror]:
    return sync.mirrors.filter(state=MirrorState.LIVE).prefetch_related("writes").order_by("made_at", "id")


def _row(entry: Entry, mirror: Mirror | None, since: date | None) -> PaymentRow:
    row = PaymentRow(
        on=entry.on,
        kind=entry.kind,
        number=entry.number,
        account=entry.account,
        note=entry.note,
        sold=entry.sold,
        fortnox=entry.amount,
        is_left=mirror is None and _is_left(entry, since),
    )
    return _reached(row, mirror) if mirror else row


def _is_left(entry: Entry, since: date | None) -> bool:
    return entry.kind in MIRRORED and since is not None and entry.on is not None and entry.on < since


def _mirrored(mirror: Mirror) -> PaymentRow:
    """In Productive only: öre that Fortnox rounded away, or what has gone from Fortnox and is being looked at."""
    row = PaymentRow(on=mirror.on, kind=EntryKind(mirror.part), number=mirror.fortnox_payment_number)
    return _reached(row, mirror)


def _made(payment: ByPeople) -> PaymentRow:
    kind = EntryKind.WRITE_OFF if payment.is_write_off else EntryKind.MONEY
    return PaymentRow(on=payment.on, kind=kind, productive=payment.amount)


def _reached(row: PaymentRow, mirror: Mirror) -> PaymentRow:
    answers = [each.answered_at for each in mirror.writes.all() if each.state == WriteState.LANDED and each.answered_at]
    amount = Money.from_minor(mirror.amount_minor, mirror.currency).amount
    return replace(row, productive=amount, reached_at=max(answers, default=mirror.made_at))
