"""What a sync changes in Productive: a payment made, changed or removed, and the mark that an invoice was sent."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from brygga.accounting.money import Money
from brygga.accounting.payments import Change
from brygga.accounting.settlements import Part
from brygga.payments.mark_sent import MarkSent
from brygga.payments.marks import Mark, mark_of, note_of
from brygga.payments.models import Mirror, MirrorState, PaymentWrite, PaymentWriteKind, Reading
from brygga.payments.reads import says_booked
from brygga.payments.turns import SyncTurn
from brygga.payments.writes import PaymentAct
from brygga.productive.payment_schema import Payment, PaymentDraft
from brygga.productive.payments import ProductivePayments
from brygga.remote.errors import NotFound, Refused
from brygga.remote.http import Leaving

EXTERNAL_ID = "external_id"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is written of a payment: its whole number in Productive's units, that amount in its currency, its day.

    `tests` names what nobody knows of Productive and this write shows: whether it holds a refund, or an excess.
    """

    whole: int
    amount: Decimal
    currency: str
    on: date
    part: Part
    tests: str = ""

    @classmethod
    def of(cls, change: Change, *, currency: str, decimals: int, tests: str) -> Said:
        if change.on is None:
            raise ValueError(f"Payment {change.number} has no day.")
        return cls(
            whole=int(change.amount.scaleb(decimals)),
            amount=change.amount,
            currency=currency,
            on=change.on,
            part=change.part,
            tests=tests,
        )

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Said:
        return cls(
            whole=kept["whole"],
            amount=Decimal(kept["amount"]),
            currency=kept["currency"],
            on=date.fromisoformat(kept["on"]),
            part=Part(kept["part"]),
            tests=kept["tests"],
        )

    @property
    def as_json(self) -> dict[str, Any]:
        texts = {"amount": str(self.amount), "currency": self.currency, "on": self.on.isoformat()}
        return {"whole": self.whole, **texts, "part": self.part.value, "tests": self.tests}

    @property
    def minor(self) -> int:
        return Money(self.amount, self.currency).minor

    @property
    def day(self) -> dict[str, str]:
        """The day under its name: a write-off has another than a payment."""
        return {"written_off_on" if self.part is Part.WRITE_OFF else "paid_on": self.on.isoformat()}

    def stands_in(self, payment: Payment) -> bool:
        day = payment.written_off_on if self.part is Part.WRITE_OFF else payment.paid_on
        return (payment.amount, day) == (self.whole, self.on)


@dataclass(kw_only=True)
class CreatePayment:
    """A payment that stands for one of Fortnox. Found by its mark."""

    client: ProductivePayments
    invoice_id: str
    mark: Mark
    said: Said
    sold: bool = False
    tries_external_id: bool = False
    kind: PaymentWriteKind = field(default=PaymentWriteKind.CREATE_PAYMENT, init=False)

    @property
    def reference(self) -> str:
        return str(self.mark)

    @property
    def payload(self) -> dict[str, Any]:
        mark = {"tenant_id": self.mark.tenant_id, "number": self.mark.number}
        return {"invoice_id": self.invoice_id, **mark, **self.said.as_json, "sold": self.sold}

    def send(self, leaving: Leaving) -> dict[str, Any]:
        try:
            made = self.client.create(self._draft(self.tries_external_id), leaving=leaving)
        except Refused as refused:
            if not self.tries_external_id or EXTERNAL_ID not in refused.refusal.sentence:
                raise
            # A refusal changed nothing, so the same payment may be sent without what was refused.
            made = self.client.create(self._draft(with_external_id=False), leaving=leaving)
        return _answer(made)

    def find(self) -> dict[str, Any] | None:
        there = (each for each in self.client.payments_of(self.invoice_id) if mark_of(each) == self.mark)
        return next((_answer(each) for each in there), None)

    def landed(self, turn: SyncTurn, write: PaymentWrite) -> None:
        _stands(write, self.said, (write.answer or {})["payment_id"])
        turn.note("payment_mirrored", after=self.said.as_json, payment=self.mark.number, **_shown(self.said))

    def _draft(self, with_external_id: bool) -> PaymentDraft:  # noqa: FBT001  One switch, named where it matters.
        day = {name: date.fromisoformat(on) for name, on in self.said.day.items()}
        return PaymentDraft(
            invoice_id=self.invoice_id,
            amount=self.said.whole,
            note=note_of(self.mark, sold=self.sold),
            external_id=str(self.mark) if with_external_id else "",
            paid_on=day.get("paid_on"),
            written_off_on=day.get("written_off_on"),
        )


@dataclass(kw_only=True)
class ChangePayment:
    """A payment of ours with another amount or day. Done when it says so."""

    client: ProductivePayments
    invoice_id: str
    payment_id: str
    number: str
    said: Said
    before: str
    kind: PaymentWriteKind = field(default=PaymentWriteKind.CHANGE_PAYMENT, init=False)

    @property
    def reference(self) -> str:
        return f"payment:{self.payment_id}"

    @property
    def payload(self) -> dict[str, Any]:
        which = {"invoice_id": self.invoice_id, "payment_id": self.payment_id, "number": self.number}
        return {**which, **self.said.as_json, "before": self.before}

    def send(self, leaving: Leaving) -> dict[str, Any]:
        return _answer(
            self.client.change(self.payment_id, {"amount": self.said.whole, **self.said.day}, leaving=leaving)
        )

    def find(self) -> dict[str, Any] | None:
        there = (each for each in self.client.payments_of(self.invoice_id) if each.id == self.payment_id)
        return next((_answer(each) for each in there if self.said.stands_in(each)), None)

    def landed(self, turn: SyncTurn, write: PaymentWrite) -> None:
        before = {"amount": self.before, "currency": self.said.currency}
        if write.mirror:
            before["on"] = write.mirror.on.isoformat()
        _stands(write, self.said, self.payment_id)
        turn.note(
            "payment_changed", before=before, after=self.said.as_json, payment=self.number, **_shown(self.said),
            was=self.before,
        )  # fmt: skip


@dataclass(kw_only=True)
class RemovePayment:
    """A payment of ours that stands for nothing any more, or for what another one stands for. Done when it is gone.

    `readings` are the two complete readings that showed it gone from Fortnox; none for a second one of ours.
    """

    client: ProductivePayments
    invoice_id: str
    payment_id: str
    number: str
    before: str
    currency: str
    readings: tuple[str, ...] = ()
    kind: PaymentWriteKind = field(default=PaymentWriteKind.REMOVE_PAYMENT, init=False)

    @property
    def reference(self) -> str:
        return f"payment:{self.payment_id}"

    @property
    def payload(self) -> dict[str, Any]:
        which = {"invoice_id": self.invoice_id, "payment_id": self.payment_id, "number": self.number}
        return {**which, "before": self.before, "currency": self.currency, "readings": list(self.readings)}

    def send(self, leaving: Leaving) -> dict[str, Any]:
        with suppress(NotFound):  # Somebody else was quicker: it is gone.
            self.client.remove(self.payment_id, leaving=leaving)
        return {"payment_id": self.payment_id}

    def find(self) -> dict[str, Any] | None:
        there = self.client.payments_of(self.invoice_id)
        return None if any(each.id == self.payment_id for each in there) else {"payment_id": self.payment_id}

    def landed(self, turn: SyncTurn, write: PaymentWrite) -> None:
        if write.mirror is not None:
            end(write.mirror, self.readings, turn)
        facts = {"payment": self.number, "amount": self.before, "currency": self.currency}
        if not self.readings:
            turn.note("payment_twin_removed", before=self.payload, **facts)
        elif self._still_stands():
            turn.note("payment_not_brought", before=self.payload, **facts)
        else:
            turn.note("payment_removed", before=self.payload, **facts)

    def _still_stands(self) -> bool:
        """Whether Fortnox has the payment, as something else than before: another account, or another word for it."""
        return says_booked(Reading.objects.get(id=self.readings[-1]).present.get(self.number, ""))


def act_of(write: PaymentWrite, client: ProductivePayments) -> PaymentAct:
    """The act that a write once was, to look for it again."""
    kept = write.payload
    match write.kind:
        case PaymentWriteKind.CREATE_PAYMENT:
            mark = Mark(tenant_id=kept["tenant_id"], number=kept["number"], part=Part(kept["part"]))
            said = Said.from_json(kept)
            return CreatePayment(client=client, invoice_id=kept["invoice_id"], mark=mark, said=said, sold=kept["sold"])
        case PaymentWriteKind.CHANGE_PAYMENT:
            which = {name: kept[name] for name in ("invoice_id", "payment_id", "number", "before")}
            return ChangePayment(client=client, **which, said=Said.from_json(kept))
        case PaymentWriteKind.REMOVE_PAYMENT:
            return RemovePayment(client=client, **{**kept, "readings": tuple(kept["readings"])})
    on = date.fromisoformat(kept["on"])
    return MarkSent(client=client, invoice_id=kept["invoice_id"], on=on, refused=kept.get("refused", {}))


def end(mirror: Mirror, readings: tuple[str, ...], turn: SyncTurn) -> None:
    """The mirror stands for nothing any more: two complete readings of Fortnox showed its payment gone."""
    first, second = (Reading.objects.get(id=each) for each in readings)
    mirror.state, mirror.ended_at = MirrorState.REMOVED, turn.now()
    mirror.first_absence, mirror.second_absence = first, second
    mirror.save()


def _stands(write: PaymentWrite, said: Said, payment_id: str) -> None:
    if write.mirror is None:
        raise ValueError("A payment is written for its mirror only.")
    mirror = write.mirror
    mirror.productive_payment_id, mirror.amount_minor, mirror.on = payment_id, said.minor, said.on
    mirror.state = MirrorState.LIVE
    mirror.save()


def _answer(payment: Payment) -> dict[str, Any]:
    return {"payment_id": payment.id, "amount": payment.amount, EXTERNAL_ID: payment.external_id}


def _shown(said: Said) -> dict[str, str]:
    return {"amount": str(said.amount), "currency": said.currency, "date": said.on.isoformat(), "part": said.part.value}
