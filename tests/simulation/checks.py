"""What must hold: after every step, and once all is quiet."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

from brygga.accounting.disagreements import DisagreementKind
from brygga.clock import stockholm_date
from brygga.payments.marks import MARK
from brygga.payments.models import Mirror, MirrorState, PaymentFeed, PaymentSync
from sandbox.fortnox import bookkeeping
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.settlements import effect
from tests.simulation.stage import Stage

# People did that, and it is theirs to settle.
OF_PEOPLE = {
    DisagreementKind.PAID_IN_PRODUCTIVE, DisagreementKind.MIRROR_CHANGED, DisagreementKind.MIRROR_DELETED,
    DisagreementKind.TOTALS_DIFFER, DisagreementKind.OVERPAID, DisagreementKind.BOOKED_ON_ONE,
    DisagreementKind.MONEY_BACK_NOT_HELD,
}  # fmt: skip


class Watch:
    """Remembers every booked amount that a payment ever had, and looks at both systems after each step."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._ever: dict[str, set[Decimal]] = defaultdict(set)
        self._people_touched: set[str] = set()

    def bookkeeping_happened(self) -> None:
        for number, payment in self._booked().items():
            money, whole = decimal(payment["AmountCurrency"]), effect(payment)
            self._ever[number] |= {money, whole, whole - money}

    def people_touched(self, payments: set[str]) -> None:
        self._people_touched |= payments

    @property
    def has_people(self) -> bool:
        """Whether people touched anything in Productive."""
        return bool(self._people_touched)

    def look(self) -> None:
        """R6, R15: one Productive payment for each part of a booked one, of an amount that it had; none lost."""
        marks: Counter[tuple[str, str]] = Counter()
        for identity, payment in self._stage.sandbox.store.table("productive.payments").items():
            mark = MARK.search(payment["attributes"]["note"] or "")
            if mark is None:
                continue
            marks[mark[2], mark[3]] += 1
            amount = Decimal(payment["attributes"]["amount"]).scaleb(-2)
            slack = self._rounding(payment["related"]["invoice"])
            is_known = any(abs(amount - each) <= slack for each in self._ever[mark[2]])
            is_known = is_known or identity in self._people_touched
            assert is_known, f"Payment {mark[2]} never had {amount}, only {self._ever[mark[2]]}."
        twice = {mark: count for mark, count in marks.items() if count > 1}
        assert not twice, f"Mirrored more than once: {twice}"
        booked = self._booked()
        for mirror in Mirror.objects.filter(state=MirrorState.REMOVED):
            still = booked.get(mirror.fortnox_payment_number)
            assert still is None or (mirror.part == "write_off" and not still["WriteOffs"]), (
                f"Payment {mirror.fortnox_payment_number} was removed, and is booked."
            )

    def is_quiet_and_right(self) -> list[str]:
        """R6: what is mirrored is what is booked, exactly; the kinds of what people must settle are returned."""
        self.look()
        told = []
        for sync in PaymentSync.objects.select_related("link"):
            kinds = {each["kind"] for each in sync.disagreements}
            assert kinds <= OF_PEOPLE, f"{sync.link.productive_invoice_id}: {sync.disagreements}"
            told += sorted(kinds)
            if not kinds:
                self._is_equal(sync)
        assert not PaymentFeed.objects.exclude(trouble=None).exists()
        return told

    def _is_equal(self, sync: PaymentSync) -> None:
        since = PaymentFeed.objects.get().mirrored_from or stockholm_date(self._stage.clock.now())
        number = sync.link.fortnox_document_number
        theirs = [each for each in self._booked().values() if str(each["InvoiceNumber"]) == number]
        meant = {
            each["Number"]: effect(each) for each in theirs
            if each["PaymentDate"] >= since.isoformat() and not _is_set_off(self._stage, each) and effect(each)
        }  # fmt: skip
        shown: dict[str, Decimal] = defaultdict(Decimal)
        for payment in self._stage.sandbox.store.table("productive.payments").values():
            mark = MARK.search(payment["attributes"]["note"] or "")
            if mark and payment["related"]["invoice"] == sync.link.productive_invoice_id:
                shown[mark[2]] += Decimal(payment["attributes"]["amount"]).scaleb(-2)
        slack = self._rounding(sync.link.productive_invoice_id)
        shown |= dict.fromkeys(meant.keys() - shown.keys(), Decimal(0))
        apart = sum((abs(amount - meant.get(number, 0)) for number, amount in shown.items()), Decimal(0))
        assert apart <= slack, f"Invoice {sync.link.productive_invoice_id} shows {dict(shown)}; booked is {meant}."

    def _rounding(self, invoice: str) -> Decimal:
        """Fortnox rounds to kronor and Productive does not; the payment that settles an invoice bears it."""
        number = self._stage.sandbox.store.table("productive.invoices")[invoice]["attributes"]["export_id"]
        return abs(decimal(self._stage.books.table("invoices")[number]["RoundOff"]))

    def _booked(self) -> dict[str, dict[str, Any]]:
        table = self._stage.books.table("invoicepayments")
        return {number: each for number, each in table.items() if each["Booked"]}


def _is_set_off(stage: Stage, payment: dict[str, Any]) -> bool:
    invoice = stage.books.table("invoices")[str(payment["InvoiceNumber"])]
    return int(payment["ModeOfPaymentAccount"] or 0) == bookkeeping.claim_account(stage.books, invoice)
