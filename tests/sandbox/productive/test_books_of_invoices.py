"""Whatever is done in whatever order, the figures of Productive stay true to lines, payments and credit notes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from sandbox.clock import SandboxClock
from sandbox.productive import invoices, lines, payments, records, switches
from sandbox.productive.amounts import CREDIT_NOTE
from sandbox.productive.errors import Refused
from sandbox.productive.visit import Visit
from sandbox.productive.wire import Body
from sandbox.store import Record, Store
from sandbox.worlds import small_productive
from tests.sandbox.productive.conftest import NOON

RATES = {"50125": 25, "50112": 12, "50106": 6, "50100": 0}
QUANTITIES = st.decimals(min_value=-20, max_value=60, places=3)
PRICES = st.integers(min_value=-10_000, max_value=300_000)
AMOUNTS = st.integers(min_value=-50_000, max_value=5_000_000)
DISCOUNTS = st.sampled_from([None, "5", "12.5", "100"])


def _world() -> str:
    store = Store()
    small_productive.build(store, SandboxClock(frozen_at=NOON))
    return store.snapshot()


WORLD = _world()


class Invoicing(RuleBasedStateMachine):
    """Drafts, lines, finalizing, sending, payments, write-offs, credit notes and deletions, in any order."""

    drafted = Bundle("drafted")
    asked = Bundle("asked")
    written = Bundle("written")
    paid = Bundle("paid")

    def __init__(self) -> None:
        super().__init__()
        store = Store()
        store.restore(WORLD)
        clock = SandboxClock(frozen_at=NOON)
        self.visit = Visit(store=store, clock=clock, organisation="20401", person="301")
        self.numbers: list[str] = []
        self.made: list[str] = []

    @rule(target=drafted, subsidiary=st.sampled_from(["501", "501", "502"]), discount=DISCOUNTS)
    def draft(self, subsidiary: str, discount: str | None) -> str:
        return self._invoice(subsidiary, discount=discount)

    @rule(
        target=asked, quantity=st.integers(min_value=1, max_value=20), price=st.integers(min_value=1, max_value=300_000)
    )
    def ask_for_money(self, quantity: int, price: int) -> str:
        """An invoice as most are: with a line, finalized and sent."""
        invoice = self._invoice("501")
        self._line(invoice, quantity=quantity, price=price)
        self.finalize(invoice)
        self.mark_sent(invoice, "2026-11-24")
        return invoice

    @rule(of=asked, quantity=st.integers(min_value=1, max_value=20))
    def credit(self, of: str, quantity: int) -> None:
        """A credit note as most are: of the whole, or of some of it, and finalized."""
        original = self._found(of)
        lines_there = records.belonging_to(self.visit.store, "line_items", original) if original else []
        note = self._attempt(lambda: self._invoice("501", invoice_type_id=CREDIT_NOTE, parent_invoice=of))
        if note and lines_there:
            facts = lines_there[0]["attributes"]
            taken = min(Decimal(quantity), Decimal(facts["quantity"]))
            self._line(note, quantity=-taken, price=facts["unit_price"])
            self.finalize(note)

    @rule(target=drafted, of=asked)
    def draft_credit_note(self, of: str) -> str:
        original = self._found(of)
        subsidiary = original["related"]["subsidiary"] if original else "501"
        return self._attempt(lambda: self._invoice(subsidiary, invoice_type_id=CREDIT_NOTE, parent_invoice=of)) or ""

    @rule(target=written, invoice=drafted, quantity=QUANTITIES, price=PRICES, rate=st.sampled_from(sorted(RATES)))
    def add_line(self, invoice: str, quantity: Decimal, price: int, rate: str) -> str:
        facts = {"quantity": str(quantity), "unit_price": price, "discount": None}
        links = {"invoice": invoice, "tax_rate": rate}
        return self._attempt(lambda: lines.create(self.visit, _body(facts, links))["id"]) or ""

    @rule(line=written, quantity=QUANTITIES, discount=DISCOUNTS)
    def change_line(self, line: str, quantity: Decimal, discount: str | None) -> None:
        facts = {"quantity": str(quantity), "discount": discount}
        self._attempt(lambda: lines.update(self.visit, self._part("line_items", line), _body(facts)))

    @rule(line=consumes(written))
    def delete_line(self, line: str) -> None:
        self._attempt(lambda: lines.delete(self.visit, self._part("line_items", line)))

    @rule(invoice=drafted | asked)
    def finalize(self, invoice: str) -> None:
        done = self._attempt(lambda: invoices.finalize(self.visit, self._part("invoices", invoice), _body({})))
        if done:
            self.numbers.append(f"{done['related']['subsidiary']} {done['attributes']['number']}")

    @rule(invoice=drafted | asked, day=st.sampled_from(["2026-11-20", "2026-11-24", None]))
    def mark_sent(self, invoice: str, day: str | None) -> None:
        self._attempt(lambda: invoices.update(self.visit, self._part("invoices", invoice), _body({"sent_on": day})))

    @rule(
        target=paid, invoice=asked | asked | drafted, amount=AMOUNTS, all_of_it=st.booleans(),
        day=st.sampled_from(["paid_on", "written_off_on"]),
    )  # fmt: skip
    def pay(self, invoice: str, amount: int, day: str, *, all_of_it: bool) -> str:
        record = self._found(invoice)
        if record and all_of_it:
            amount = record["attributes"]["amount_unpaid"]
        said = _body({"amount": amount, day: "2026-11-24"}, {"invoice": invoice})
        return self._attempt(lambda: payments.create(self.visit, said)["id"]) or ""

    @rule(payment=paid, amount=AMOUNTS)
    def change_payment(self, payment: str, amount: int) -> None:
        self._attempt(lambda: payments.update(self.visit, self._part("payments", payment), _body({"amount": amount})))

    @rule(payment=consumes(paid))
    def delete_payment(self, payment: str) -> None:
        self._attempt(lambda: payments.delete(self.visit, self._part("payments", payment)))

    @rule(invoice=drafted | asked)
    def delete(self, invoice: str) -> None:
        self._attempt(lambda: invoices.delete(self.visit, self._part("invoices", invoice)))

    @rule(switch=st.sampled_from(["credit_notes_may_exceed", "sent_is_locked", "finalized_can_be_deleted"]))
    def turn(self, switch: str) -> None:
        switches.turn(self.visit.store, switch, to=not switches.read(self.visit.store, switch))

    @invariant()
    def totals_are_what_the_lines_say(self) -> None:
        for invoice in self._living():
            facts, mine = invoice["attributes"], records.belonging_to(self.visit.store, "line_items", invoice)
            kept = 1 - Decimal(facts["discount"] or 0) / 100
            for line in mine:
                said = line["attributes"]
                share = 1 - Decimal(said["discount"] or 0) / 100
                net = _rounded(said["unit_price"] * Decimal(said["quantity"]) * share)
                tax = _rounded(Decimal(net * RATES[line["related"]["tax_rate"]]) / 100)
                assert (said["amount"], said["amount_tax"], said["amount_with_tax"]) == (net, tax, net + tax)
            assert facts["amount"] == _rounded(sum(line["attributes"]["amount"] for line in mine) * kept)
            assert facts["amount_with_tax"] == facts["amount"] + facts["amount_tax"]

    @invariant()
    def what_is_open_is_what_was_asked_for_less_what_came(self) -> None:
        for invoice in self._living():
            facts = invoice["attributes"]
            if facts["invoice_type_id"] == CREDIT_NOTE:
                assert (facts["amount_unpaid"], facts["amount_paid"], facts["amount_credited"]) == (0, 0, 0)
                continue
            came = sum(one["attributes"]["amount"] for one in self._payments(invoice))
            credited = sum(note["attributes"]["amount_with_tax"] for note in self._credit_notes(invoice))
            assert facts["amount_paid"] + facts["amount_written_off"] == came
            assert facts["amount_credited_with_tax"] == -credited
            assert facts["amount_unpaid"] == facts["amount_with_tax"] - came + credited

    @invariant()
    def it_is_paid_exactly_when_it_is_settled(self) -> None:
        for invoice in self._living():
            something_came = bool(self._payments(invoice)) or bool(self._credit_notes(invoice))
            is_settled = something_came and invoice["attributes"]["amount_unpaid"] <= 0
            assert bool(invoice["attributes"]["paid_on"]) is is_settled

    @invariant()
    def no_number_of_a_series_comes_twice(self) -> None:
        assert len(self.numbers) == len(set(self.numbers))

    def _invoice(self, subsidiary: str, *, parent_invoice: str | None = None, **facts: Any) -> str:
        links = {"company": "7001", "subsidiary": subsidiary, "parent_invoice": parent_invoice}
        said = {"currency": "SEK", "invoiced_on": "2026-11-24"} | facts
        made = invoices.create(self.visit, _body(said, {name: to for name, to in links.items() if to is not None}))
        self.made.append(made["id"])
        return str(made["id"])

    def _line(self, invoice: str, *, quantity: Decimal | int, price: int) -> None:
        facts = {"quantity": str(quantity), "unit_price": price}
        lines.create(self.visit, _body(facts, {"invoice": invoice, "tax_rate": "50125"}))

    def _attempt(self, act: Callable[[], Any]) -> Any:
        """What Productive refuses changes nothing: the invariants are looked at all the same."""
        before = self.visit.store.snapshot()
        try:
            return act()
        except Refused:
            assert self.visit.store.snapshot() == before, "A refusal changed something."
            return None

    def _part(self, kind: str, identity: str) -> Record:
        record = records.table(self.visit.store, kind).get(identity)
        if record is None:
            raise Refused("record_not_found")
        return record

    def _found(self, identity: str) -> Record | None:
        return records.table(self.visit.store, "invoices").get(identity)

    def _living(self) -> list[Record]:
        return [record for identity in self.made if (record := self._found(identity))]

    def _payments(self, invoice: Record) -> list[Record]:
        return records.belonging_to(self.visit.store, "payments", invoice)

    def _credit_notes(self, invoice: Record) -> list[Record]:
        everything = records.table(self.visit.store, "invoices").values()
        notes = [one for one in everything if one["related"].get("parent_invoice") == invoice["id"]]
        return [note for note in notes if note["attributes"]["finalized_on"]]


def _body(facts: dict[str, Any], links: dict[str, Any] | None = None) -> Body:
    return Body(attributes=facts, related=links or {})


def _rounded(amount: Decimal | int) -> int:
    return int(Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP))


TestInvoicing = Invoicing.TestCase
TestInvoicing.settings = settings(
    max_examples=30, stateful_step_count=30, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
