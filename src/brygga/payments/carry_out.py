"""Carrying out what was decided, each change by its write; nothing that makes more goes before what makes less."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from brygga.accounting.disagreements import Disagreement, DisagreementKind
from brygga.accounting.payments import Change, Does, Plan
from brygga.copying.next_step import facts_of
from brygga.payments.acts import ChangePayment, CreatePayment, RemovePayment, Said, end
from brygga.payments.amounts import Amounts
from brygga.payments.learning import DecideAgain, takes_external_id, what_it_tests
from brygga.payments.mark_sent import MarkSent
from brygga.payments.marks import Mark
from brygga.payments.mirrors import mirror_for
from brygga.payments.models import Mirror, MirrorState, Reading
from brygga.payments.reads import InProductive, Read, Remotes
from brygga.payments.turns import SyncTurn
from brygga.payments.writes import perform
from brygga.remote.errors import NotFound, Refused

# Between the two readings that both show a payment gone.
GONE_SECONDS = 10


def carry_out(
    turn: SyncTurn, remote: Remotes, *, read: Read, there: InProductive, made: Plan
) -> tuple[list[Disagreement], Amounts]:
    """Make the changes in their order; returns what Productive refused, and the sums that it has now.

    Rests where a removal is not proved yet.
    """
    refused: list[Disagreement] = []
    hand = _Hand(turn, remote, there, currency=read.books.invoice.currency, decimals=made.decimals)
    for change in made.changes:
        if change.does is Does.REMOVE and not _is_twin(turn, change):
            hand.readings = hand.readings or _proof(turn, read, made.changes)
        try:
            hand.make(change)
        except NotFound:
            raise  # Somebody was quicker: both sides are read again.
        except Refused as error:
            if hand.tests(change):
                raise DecideAgain from None
            refused.append(_refusal(change, error, currency=hand.currency))
            if change.amount < change.before:
                break  # Where less could not be made, more would be too much.
    return refused, hand.amounts


class _Hand:
    """What every change of one invoice needs."""

    def __init__(self, turn: SyncTurn, remote: Remotes, there: InProductive, *, currency: str, decimals: int) -> None:
        self.turn = turn
        self.client = remote.productive
        self.there = there
        self.currency = currency
        self.decimals = decimals
        self.readings: tuple[str, ...] = ()
        self.amounts = Amounts.of(there.invoice)

    def make(self, change: Change) -> None:
        self._make(change)
        self.amounts = self.amounts.after(change.part, int((change.amount - change.before).scaleb(self.decimals)))

    def _make(self, change: Change) -> None:
        if change.does is Does.REMOVE:
            self._remove(change)
        elif change.does is Does.CREATE:
            self._create(change)
        else:
            self._change(change)

    def tests(self, change: Change) -> str:
        return "" if change.does is Does.REMOVE else what_it_tests(change, unpaid=self._unpaid())

    def _unpaid(self) -> Decimal:
        return Decimal(self.amounts.unpaid).scaleb(-self.decimals)

    def _said(self, change: Change) -> Said:
        return Said.of(change, currency=self.currency, decimals=self.decimals, tests=self.tests(change))

    def _remove(self, change: Change) -> None:
        mirror = None if _is_twin(self.turn, change) else _mirror(self.turn, change)
        if mirror and change.payment_id not in {each.id for each in self.there.payments}:
            with self.turn.changing():  # A person was quicker; there is nothing to delete.
                end(mirror, self.readings, self.turn)
                self.turn.note("payment_removed", payment=change.number, amount="0", currency=self.currency)
            return
        act = RemovePayment(
            client=self.client,
            invoice_id=self.there.invoice.id,
            payment_id=change.payment_id,
            number=change.number,
            before=str(change.before),
            currency=self.currency,
            readings=self.readings if mirror else (),
        )
        perform(self.turn, act, mirror)

    def _change(self, change: Change) -> None:
        act = ChangePayment(
            client=self.client,
            invoice_id=self.there.invoice.id,
            payment_id=change.payment_id,
            number=change.number,
            said=self._said(change),
            before=str(change.before),
        )
        perform(self.turn, act, _mirror(self.turn, change))

    def _create(self, change: Change) -> None:
        """Where Productive wants the invoice sent first, it is marked so, and the payment goes again."""
        is_sent = self.there.invoice.sent_on is not None
        try:
            self._perform_creation(change, is_trouble=is_sent)
        except Refused as refused:
            if is_sent:
                raise
            self._mark_sent(refused)
            self._perform_creation(change)

    def _mark_sent(self, refused: Refused) -> None:
        invoice, said = self.there.invoice, {"code": refused.refusal.code, "sentence": refused.refusal.sentence}
        perform(self.turn, MarkSent(client=self.client, invoice_id=invoice.id, on=invoice.invoiced_on, refused=said))
        sent = invoice.model_copy(update={"sent_on": invoice.invoiced_on})
        self.there = InProductive(invoice=sent, payments=self.there.payments)

    def _perform_creation(self, change: Change, *, is_trouble: bool = True) -> None:
        mark = Mark(tenant_id=self.turn.sync.link.fortnox_tenant_id, number=change.number, part=change.part)
        act = CreatePayment(
            client=self.client,
            invoice_id=self.there.invoice.id,
            mark=mark,
            said=self._said(change),
            sold=change.sold,
            tries_external_id=takes_external_id(self.turn.sync.organisation),
        )
        with self.turn.changing():
            mirror = mirror_for(self.turn, mark, self.currency)
        perform(self.turn, act, mirror, is_trouble=is_trouble)


def _proof(turn: SyncTurn, read: Read, changes: Sequence[Change]) -> tuple[str, ...]:
    """The two complete readings that both show the payments gone; the first of them rests until the second."""
    absent = sorted({_key(each) for each in changes if each.does is Does.REMOVE and not _is_twin(turn, each)})
    first = turn.sync.missing
    if first is None or not set(absent) <= set(first.absent):
        reading = _reading(turn, read, absent)
        turn.wait(reading.read_at + timedelta(seconds=GONE_SECONDS), {"kind": "gone_once"})
    if turn.now() < (again := first.read_at + timedelta(seconds=GONE_SECONDS)):
        turn.wait(again, {"kind": "gone_once"})
    second = _reading(turn, read, absent, keep=first)
    return str(first.id), str(second.id)


def _reading(turn: SyncTurn, read: Read, absent: Sequence[str], keep: Reading | None = None) -> Reading:
    with turn.changing() as sync:
        reading = Reading.objects.create(
            id=turn.outside.ids.new(),
            organisation=sync.organisation,
            sync=sync,
            read_at=turn.now(),
            present=read.listed,
            absent=list(absent),
        )
        sync.missing = keep or reading
        sync.save(update_fields=["missing"])
    return reading


def _is_twin(turn: SyncTurn, change: Change) -> bool:
    """A second payment of ours for what another one stands for."""
    mirror = _mirror(turn, change)
    return mirror is None or mirror.productive_payment_id != change.payment_id


def _mirror(turn: SyncTurn, change: Change) -> Mirror | None:
    live = turn.sync.mirrors.filter(state=MirrorState.LIVE)
    return live.filter(fortnox_payment_number=change.number, part=change.part.value).first()


def _refusal(change: Change, error: Refused, *, currency: str) -> Disagreement:
    facts = {"payment": change.number, "amount": str(change.amount or change.before), "currency": currency}
    return Disagreement(DisagreementKind.REFUSED_BY_PRODUCTIVE, {**facts, "write": change.does, **facts_of(error)})


def _key(change: Change) -> str:
    return f"{change.number} {change.part}"
