"""A3 and A7 of the bookkeeping rules, to the öre: from the draft to the money, and A7 back again by its credit note.

Each is written and paid anew for every position of what its payments can meet, and is right or its trouble has a name.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.listening.ear import Ear
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.fortnox import switches as fortnox
from sandbox.fortnox import vouchers
from sandbox.productive import switches as productive
from sandbox.store import Record
from tests.copying import conftest as copying
from tests.copying import test_acceptance as of_copies
from tests.copying.test_currencies import enters
from tests.outside_world import ManualClock
from tests.payments.desk import Desk
from tests.positions import Asked, Turned, one_by_one, turn

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P16")]

EUROS, EVEN = "9309", "9347"  # 8 x 137.50 + 245.45 EUR; 8 x 1,000.00 SEK, which is 10,000.00 with VAT.
# What these payments and the credit note meet of all that is not known, beside what every copy does and tries: the last
# test counts it.
IN_FORTNOX = {
    "cash_unpaid_listed", "credit_answer", "credit_booked_at_once", "credit_note_reference", "credit_settles",
    "events_come_twice", "final_pay_date", "invoice_list", "lastmodified_inclusive", "payment_booked_sent",
    "payment_touches_invoice", "unpaid_means_overdue", "warehouse_module",
}  # fmt: skip
IN_PRODUCTIVE = {
    "credit_notes_may_exceed", "payment_external_id_is_writable", "payments_may_be_negative", "payments_need",
    "unknown_attributes", "webhook_payment_updates_invoice",
}  # fmt: skip
OF_CONNECTING = {"service_token_names_tenant"}  # Which way tokens come is settled before the first payment.
# What copies meet too, and payments in another way.
AGAIN_IN_FORTNOX = {"limit_above_500", "rest_lag_seconds", "round_off", "search_lag_seconds", "vat_rounding"}
AGAIN_IN_PRODUCTIVE = {"credit_notes_settle", "cursor_sorts", "invoice_amounts", "tax_rounding"}
# What could change an amount or stop a payment is turned by itself, everything else at once.
ALONE = {
    "credit_booked_at_once", "credit_settles", "final_pay_date", "payment_touches_invoice", "rest_lag_seconds",
    "credit_notes_settle", "invoice_amounts", "payments_may_be_negative", "payments_need",
}  # fmt: skip
POSITIONS = one_by_one(IN_FORTNOX | AGAIN_IN_FORTNOX, IN_PRODUCTIVE | AGAIN_IN_PRODUCTIVE, alone=ALONE)


@pytest.fixture
def sandbox(clock: ManualClock) -> Sandbox:
    return copying.tricky_world(clock)


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    """Payments are synced, and the rate of the bookkeeping rules is entered."""
    made = Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)
    made.turns_on()
    enters(in_finance(made), EUROS, "11.2345")
    return made


def in_finance(desk: Desk) -> copying.Desk:
    return copying.Desk(connection=desk.connection, user=desk.user, outside=desk.outside, sandbox=desk.sandbox)


def a3(desk: Desk, ear: Ear) -> None:
    """1,681.81 EUR at 11.2345, paid at 11.1020: the mirror is in euros, and the loss stays in Fortnox."""
    desk.invoice_id = EUROS
    desk.copies(EUROS)
    payment = desk.pays(AmountCurrency="1681.81", CurrencyRate="11.1020", ModeOfPaymentAccount=1930)

    brought(desk, ear)

    assert moved(desk, desk.invoice) == in_sek({1510: "18894.29", 3001: "-15115.46", 2611: "-3778.84", 3740: "0.01"})
    paid = desk.books.table("invoicepayments")[payment]
    assert moved(desk, paid) == in_sek({1930: "18671.45", 7960: "222.84", 1510: "-18894.29"})
    assert desk.shown == ["1681.81 2026-11-02"]
    is_paid(desk, "1681.81")


def a7(desk: Desk, ear: Ear) -> None:
    """10,060.00 from the bank, 60.00 of it a reminder fee: 10,000.00, and nothing is overpaid."""
    desk.invoice_id = EVEN
    desk.copies(EVEN)
    payment = desk.pays(10060, WriteOffs=[{"AccountNumber": 3540, "Amount": "-60"}], ModeOfPaymentAccount=1930)

    brought(desk, ear)

    paid = desk.books.table("invoicepayments")[payment]
    assert moved(desk, paid) == in_sek({1930: "10060", 3540: "-60", 1510: "-10000"})
    assert desk.shown == ["10000.00 2026-11-02"]
    is_paid(desk, "10000")


def back_again(desk: Desk, ear: Ear) -> None:
    """A7 is credited, and the 10,000.00 go back to the buyer; the fee stays."""
    note = credited(in_finance(desk))
    desk.books_by_hand(note)
    desk.outside.clock.sleep(24 * 3600)
    desk.pays(-10000, number=note, ModeOfPaymentAccount=1930)

    brought(desk, ear)

    is_held = productive.read(desk.sandbox.store, "payments_may_be_negative")
    both = ["-10000.00 2026-11-03", "10000.00 2026-11-02"]
    assert (desk.shown, desk.told) == ((both, []) if is_held else ([], ["money_back_not_held"]))
    facts = desk.in_productive_now
    assert [facts[f"amount_{name}"] for name in ("paid", "credited_with_tax", "unpaid")] == [0, 1_000_000, 0]


def brought(desk: Desk, ear: Ear) -> None:
    """Brygga hears of it; where Fortnox's lists show it a minute late, it is the next sweep that finds it."""
    desk.hears(ear)
    if lag := fortnox.read(desk.sandbox.store, "search_lag_seconds"):
        desk.outside.clock.sleep(lag)
        desk.sweeps()
    desk.works()


def credited(finance: copying.Desk) -> str:
    """The number of A7's credit note in Fortnox."""
    copy: Copy = finance.work_until_quiet(finance.ask(finance.credits_in_productive(EVEN), nonce="credit"))
    if lag := fortnox.read(finance.sandbox.store, "rest_lag_seconds"):
        # What Fortnox shows too late looks like a difference; a person is told, and tries again.
        assert {each["kind"] for each in copy.problems} == {"answer_differs"}
        finance.outside.clock.sleep(lag + 1)
        copy = finance.try_again(copy)
    assert (copy.state, copy.problems) == (CopyState.COPIED, []), copy.problems
    return copy.fortnox_document_number


def is_paid(desk: Desk, amount: str) -> None:
    facts = desk.in_productive_now
    assert (desk.sync.standing, desk.told) == ("paid", [])
    assert desk.balance == desk.unpaid == 0
    assert facts["paid_on"] == "2026-11-02"
    assert Decimal(facts["amount_paid"]).scaleb(-2) == Decimal(amount)


def moved(desk: Desk, booked: Record) -> dict[int, Decimal]:
    """What its voucher does to each account, in kronor."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for each in vouchers.entries(vouchers.of(desk.books, booked)):
        sums[each.account] += each.amount
    return sums


def in_sek(said: dict[int, str]) -> dict[int, Decimal]:
    return {account: Decimal(amount) for account, amount in said.items()}


@pytest.mark.parametrize("turned", POSITIONS)
def test_each_is_right_or_its_trouble_has_a_name(desk: Desk, ear: Ear, turned: list[Turned]) -> None:
    turn(desk.sandbox.store, turned)

    a3(desk, ear)
    a7(desk, ear)
    back_again(desk, ear)


def test_these_are_all_that_they_meet(desk: Desk, ear: Ear) -> None:
    in_fortnox, in_productive = Asked.both(desk.sandbox.store)

    a3(desk, ear)
    a7(desk, ear)
    back_again(desk, ear)
    desk.outside.clock.sleep(24 * 3600)
    desk.sweeps()

    assert in_fortnox.names - of_copies.IN_FORTNOX - OF_CONNECTING == IN_FORTNOX
    assert in_productive.names - of_copies.IN_PRODUCTIVE == IN_PRODUCTIVE
