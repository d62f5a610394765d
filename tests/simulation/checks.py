"""What must hold: after every step, whenever a write landed, and once all is quiet."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from brygga.accounting.disagreements import DisagreementKind
from brygga.copying.states import WriteState
from brygga.payments.marks import MARK
from brygga.payments.models import Mirror, MirrorState, PaymentFeed, PaymentSync, PaymentWrite
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.settlements import effect
from sandbox.productive import switches
from tests.simulation.crew import Broken
from tests.simulation.stage import Stage, is_set_off

# What the bookkeeper did, and is theirs to settle.
OF_BOOKKEEPERS = {
    DisagreementKind.TOTALS_DIFFER, DisagreementKind.OVERPAID, DisagreementKind.BOOKED_ON_ONE,
    DisagreementKind.MONEY_BACK_NOT_HELD,
}  # fmt: skip
# What people did in Productive, on an invoice on which they did something.
OF_PEOPLE = {
    DisagreementKind.PAID_IN_PRODUCTIVE, DisagreementKind.MIRROR_CHANGED, DisagreementKind.MIRROR_DELETED,
    DisagreementKind.REFUSED_BY_PRODUCTIVE,
}  # fmt: skip
# A sweep reads again what changed so long before the last one.
OVERLAP = timedelta(minutes=10)
STOCKHOLM = ZoneInfo("Europe/Stockholm")

Key = tuple[str, str]  # Tenant and payment number: each company counts from 1.


class Watch:
    """Remembers every booked amount that a payment ever had, and what people have in Productive."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._since = stage.clock.now().astimezone(STOCKHOLM).date()
        self._ever: dict[Key, set[Decimal]] = defaultdict(set)
        self._totals: dict[str, list[tuple[datetime, Decimal]]] = defaultdict(list)
        self._changed_at: dict[str, datetime] = {}
        self._deleted_at: dict[str, datetime] = {}
        self._touched: set[str] = set()
        self.touched_invoices: set[str] = set()
        self.odds_were_beaten = False
        self._theirs = self._of_people()
        self._shown: dict[str, Decimal] = {}
        unheld = ("payments_may_be_negative", "payments_may_exceed_unpaid")
        self._holds_less = not all(switches.read(stage.sandbox.store, each) for each in unheld)
        self._states = {each: self._state(each) for each in stage.invoices}
        self.bookkeeping_happened()

    def bookkeeping_happened(self) -> None:
        now = self._stage.clock.now()
        for invoice in self._stage.invoices:
            books = self._stage.books_of(invoice)
            for number, payment in self._booked(invoice).items():
                key = (books.tenant, number)
                if payment["PaymentDate"] >= self._since.isoformat() or key in self._ever:
                    money, whole = decimal(payment["AmountCurrency"]), effect(payment)
                    self._ever[key] |= {money, whole, whole - money}
            if (state := self._state(invoice)) != self._states[invoice]:
                self._changed_at[invoice] = now
                if self._states[invoice].keys() - state.keys():
                    self._deleted_at[invoice] = now
                self._states[invoice] = state
            self._totals[invoice].append((now, self._wanted_total(invoice)))

    def people_touched(self, payments: set[str], invoices: set[str]) -> None:
        self._touched |= payments
        self.touched_invoices |= invoices
        self._theirs = self._of_people()
        self._shown = {each: self._ours_total(each) for each in self._stage.invoices}

    def landed(self, began_at: datetime) -> None:
        """R6: whenever a write makes an invoice show more, that is no more than was booked since its turn began."""
        for invoice in self._stage.invoices:
            before, shown = self._shown.get(invoice, Decimal(0)), self._ours_total(invoice)
            self._shown[invoice] = shown
            if shown > before and not self.odds_were_beaten and invoice not in self.touched_invoices:
                ceiling = self._highest(invoice, began_at) + self._rounding(invoice)
                if shown > ceiling:
                    raise Broken(f"Invoice {invoice} shows {shown}, and never more than {ceiling} was booked.")

    def look(self) -> None:
        """R6, R15: one Productive payment for each part of a booked one, of an amount that it had; none lost."""
        marks: dict[tuple[str, ...], str] = {}
        for identity, payment in self._ours():
            mark = MARK.search(payment["attributes"]["note"])
            assert mark is not None
            twin = marks.setdefault(mark.groups(), identity)
            assert twin == identity or self.odds_were_beaten, f"Mirrored twice: {mark[0]} as {twin} and {identity}."
            amount, key = _amount(payment), (mark[1], mark[2])
            slack = self._rounding(payment["related"]["invoice"])
            ever = self._ever.get(key, set())
            is_known = any(abs(amount - each) <= slack for each in ever) or identity in self._touched
            is_known = is_known or (self._holds_less and 0 < amount <= max(ever, default=Decimal(0)))
            assert is_known, f"Payment {key} never had {amount}, only {self._ever.get(key)}."
        self._none_is_lost()
        self._nothing_surprised()
        self._nothing_is_passed_over()

    def _none_is_lost(self) -> None:
        """R15: what was removed is not booked; and nobody but people changes what is theirs."""
        for mirror in Mirror.objects.filter(state=MirrorState.REMOVED):
            books = self._stage.ledger(str(mirror.fortnox_tenant_id))
            still = books.table("invoicepayments").get(mirror.fortnox_payment_number)
            is_gone = still is None or not still["Booked"] or (mirror.part == "write_off" and not still["WriteOffs"])
            # What Productive cannot hold is taken off what came in last, perhaps the whole of it.
            assert is_gone or self._holds_less, f"Payment {mirror.fortnox_payment_number} was removed, and is booked."
        assert self._of_people() == self._theirs, "A payment of people's was changed."

    def _nothing_surprised(self) -> None:
        surprised = PaymentSync.objects.filter(reason__kind="unexpected").values_list("reason", flat=True)
        assert not surprised, f"Nobody foresaw this: {list(surprised)}"

    def _nothing_is_passed_over(self) -> None:
        """R9: where the sweep has passed a change, it is applied, or somebody is about it."""
        feeds = {each.connection_id: each for each in PaymentFeed.objects.exclude(read_to=None)}
        resting = PaymentSync.objects.select_related("link").filter(wakes_at=None, reason=None, disagreements=[])
        for sync in resting:
            invoice, feed = sync.link.productive_invoice_id, feeds.get(sync.link.connection_id)
            changed_at, deleted_at = self._changed_at.get(invoice), self._deleted_at.get(invoice)
            if feed is None or feed.read_to is None or changed_at is None or invoice in self.touched_invoices:
                continue
            if changed_at > feed.read_to - OVERLAP:
                continue
            # A deleted payment is on no list: the balances of all invoices, once a day, show what is unpaid no longer.
            if deleted_at and (feed.compared_at is None or deleted_at > feed.compared_at - OVERLAP):
                continue
            assert not (apart := self.apart(invoice)), f"Passed over by the sweep of {feed.read_to}: {apart}"

    def is_quiet_and_right(self) -> list[str]:
        """R6, R10: what is mirrored is what is booked, exactly; what people must settle is returned."""
        self.look()
        told = []
        for sync in PaymentSync.objects.select_related("link"):
            invoice, kinds = sync.link.productive_invoice_id, {each["kind"] for each in sync.disagreements}
            by_people = invoice in self.touched_invoices or self.odds_were_beaten
            assert kinds <= OF_BOOKKEEPERS | (OF_PEOPLE if by_people else set()), f"{invoice}: {sync.disagreements}"
            told += sorted(kinds)
            assert kinds or not (apart := self.apart(invoice)), apart
        assert not PaymentFeed.objects.exclude(trouble=None).exists()
        pending = PaymentWrite.objects.filter(state__in=[WriteState.INTENDED, WriteState.SENT])
        assert not pending.exists(), f"Forgotten: {list(pending.values('kind', 'payload'))}"
        return told

    def apart(self, invoice: str) -> str:
        """How the payments of an invoice differ from what is booked, day by day; empty when they do not."""
        books = self._stage.books_of(invoice)
        meant, days = self._meant(invoice), {}
        shown: dict[str, Decimal] = defaultdict(Decimal)
        for _, payment in self._ours(invoice):
            mark, facts = MARK.search(payment["attributes"]["note"]), payment["attributes"]
            if mark and mark[1] == books.tenant:
                shown[mark[2]] += _amount(payment)
                days[mark[2]] = facts["paid_on"] or facts["written_off_on"]
        every = dict(shown) | dict.fromkeys(meant.keys() - shown.keys(), Decimal(0))
        apart = sum((abs(amount - meant.get(number, Decimal(0))) for number, amount in every.items()), Decimal(0))
        booked = self._booked(invoice)
        later = {number: on for number, on in days.items() if number in booked and booked[number]["PaymentDate"] != on}
        is_right = apart <= self._rounding(invoice) and not later
        return "" if is_right else f"Invoice {invoice} shows {every} on {days}; booked is {meant}."

    def _meant(self, invoice: str) -> dict[str, Decimal]:
        """By number, what Productive shall show: booked since payments are synced, or mirrored before; no set-offs."""
        books = self._stage.books_of(invoice)
        live = Mirror.objects.filter(fortnox_tenant_id=int(books.tenant), state=MirrorState.LIVE)
        mirrored = set(live.values_list("fortnox_payment_number", flat=True))
        return {
            number: effect(each) for number, each in self._booked(invoice).items()
            if (each["PaymentDate"] >= self._since.isoformat() or number in mirrored) and not is_set_off(books, each)
            and effect(each)
        }  # fmt: skip

    def _wanted_total(self, invoice: str) -> Decimal:
        """What may be shown; money that went back on a day before payments are synced is left to people."""
        tenant, since = self._stage.books_of(invoice).tenant, self._since.isoformat()
        known = (each for number, each in self._booked(invoice).items() if (tenant, number) in self._ever)
        counted = (effect(each) for each in known if effect(each) > 0 or each["PaymentDate"] >= since)
        return sum(counted, Decimal(0))

    def _highest(self, invoice: str, began_at: datetime) -> Decimal:
        """The most that was booked at any time since then."""
        before = [total for at, total in self._totals[invoice] if at < began_at]
        return max([*before[-1:], *(total for at, total in self._totals[invoice] if at >= began_at)])

    def _ours_total(self, invoice: str) -> Decimal:
        payments = (each for identity, each in self._ours(invoice) if identity not in self._touched)
        return sum(map(_amount, payments), Decimal(0))

    def _ours(self, invoice: str = "") -> list[tuple[str, dict[str, Any]]]:
        table = self._stage.sandbox.store.table("productive.payments")
        ours = [(key, each) for key, each in table.items() if MARK.search(each["attributes"]["note"] or "")]
        return [(key, each) for key, each in ours if invoice in ("", each["related"]["invoice"])]

    def _of_people(self) -> dict[str, dict[str, Any]]:
        table = self._stage.sandbox.store.table("productive.payments")
        return {
            key: dict(each["attributes"]) for key, each in table.items()
            if not MARK.search(each["attributes"]["note"] or "")
        }  # fmt: skip

    def _rounding(self, invoice: str) -> Decimal:
        """Fortnox rounds to kronor and Productive does not; the payment that settles an invoice bears it."""
        return abs(decimal(self._stage.record(invoice)["RoundOff"]))

    def _booked(self, invoice: str) -> dict[str, dict[str, Any]]:
        number = self._stage.number(invoice)
        table = self._stage.books_of(invoice).table("invoicepayments")
        return {key: each for key, each in table.items() if each["Booked"] and str(each["InvoiceNumber"]) == number}

    def _state(self, invoice: str) -> dict[str, str]:
        return {key: f"{effect(each)} {each['PaymentDate']}" for key, each in self._booked(invoice).items()}


def _amount(payment: dict[str, Any]) -> Decimal:
    return Decimal(payment["attributes"]["amount"]).scaleb(-2)
