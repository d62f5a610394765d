"""What nobody knows of either remote, every two positions of it together: Productive shows what Fortnox has booked.

One invoice lives through it all: paid before it is booked, in parts, edited, paid too much, unpaid, and taken back.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest

from brygga.connections.models import Connection
from brygga.connections.outside import Outside
from brygga.listening.ear import Ear
from brygga.tenants.models import User
from sandbox.app import Sandbox
from sandbox.fortnox import payments, set_offs
from sandbox.fortnox import switches as fortnox
from sandbox.fortnox.errors import Refused
from sandbox.productive import switches as productive
from sandbox.store import Record
from tests.copying import test_acceptance as of_copies
from tests.payments.desk import Desk
from tests.payments.test_acceptance import (
    AGAIN_IN_FORTNOX,
    AGAIN_IN_PRODUCTIVE,
    IN_FORTNOX,
    IN_PRODUCTIVE,
    OF_CONNECTING,
)
from tests.positions import Asked, pairwise, positions, turn

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P16")]

METHOD, WAY = "method", "way"
# What only a longer life meets.
ALSO_IN_FORTNOX = {
    "overpayment",
    "payment_default_mode",
    "payment_on_unbooked",
    "credit_reference_sent",
    "round_half",
    "round_off_step",
}
ALSO_IN_PRODUCTIVE = {"payments_may_exceed_unpaid"}
SWITCHES = [
    *((fortnox, name) for name in sorted(IN_FORTNOX | AGAIN_IN_FORTNOX | ALSO_IN_FORTNOX)),
    *((productive, name) for name in sorted(IN_PRODUCTIVE | AGAIN_IN_PRODUCTIVE | ALSO_IN_PRODUCTIVE)),
]
FACTORS = {
    METHOD: ("ACCRUAL", "CASH"),
    WAY: ("heard", "swept"),
    **{name: positions(remote, name) for remote, name in SWITCHES},
}
ROWS = pairwise(FACTORS)
OF_COPIES = of_copies.IN_FORTNOX | of_copies.IN_PRODUCTIVE | {"default_delivery_type"}
CLAIMS = 1510
DAY_SECONDS = 24 * 3600


@pytest.fixture
def desk(decided: Connection, admin_user: User, outside_world: Outside, sandbox: Sandbox) -> Desk:
    """Payments are synced, and nothing is in Fortnox yet."""
    made = Desk(connection=decided, user=admin_user, outside=outside_world, sandbox=sandbox)
    made.turns_on()
    return made


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_productive_shows_what_is_booked(desk: Desk, ear: Ear, row: dict[str, Any]) -> None:
    turn(desk.sandbox.store, [(remote, name, row[name]) for remote, name in SWITCHES])
    if row["warehouse_module"]:  # A note that Fortnox books at once is ready at once, or it could not.
        fortnox.turn(desk.sandbox.store, "warehouse_ready", to=True)
    for year in desk.books.table("financialyears").values():
        year["AccountingMethod"] = row[METHOD]
    asked = Asked.both(desk.sandbox.store)
    life = Life(desk, ear, row)

    life.is_paid_too_early()
    life.is_booked_and_paid_in_parts()
    life.is_edited_and_paid_on()
    life.is_paid_too_much()
    life.is_taken_back()

    known = {name for _, name in SWITCHES} | OF_COPIES | OF_CONNECTING
    assert asked[0].names | asked[1].names <= known


class Life:
    """What becomes of one invoice; after each step Productive shows what is booked."""

    def __init__(self, desk: Desk, ear: Ear, row: dict[str, Any]) -> None:
        self.desk = desk
        self._ear = ear
        self._row = row

    def is_paid_too_early(self) -> None:
        """Somebody pays 100 before it is booked, which Fortnox refuses, keeps, or takes."""
        self.desk.copies(book=False, send=False)
        assert self.desk.invoice["AccountingMethod"] == self._row[METHOD]
        with suppress(Refused):
            self.desk.pays(100, ModeOfPaymentAccount=1930)
        self._is_right()

    def is_booked_and_paid_in_parts(self) -> None:
        self.desk.books_by_hand(self.desk.number)
        for early in self._of_invoice(booked=False):
            payments.bookkeep(self.desk.books, early["Number"])
        self.first = self.desk.pays(1000, booked=False)
        if not self._row["payment_default_mode"]:
            self.desk.edits(self.first, 1000, ModeOfPaymentAccount=1930)
        payments.bookkeep(self.desk.books, self.first)
        self._is_right()

    def is_edited_and_paid_on(self) -> None:
        self.desk.edits(self.first, 900)
        bank_fee = {"AccountNumber": 6570, "Amount": "10"}
        second = self.desk.pays(490, WriteOffs=[bank_fee], ModeOfPaymentAccount=1930)
        self._is_right()
        self.desk.deletes(second)
        self._is_right()

    def is_paid_too_much(self) -> None:
        """Where Fortnox takes that, a person is told until it is gone again."""
        try:
            payment = self.desk.pays(self.desk.balance + 50, ModeOfPaymentAccount=1930)
        except Refused:
            [payment] = [each["Number"] for each in self._of_invoice(booked=False)]
        else:
            self._brought()
            assert self.desk.told == ["overpaid"], self._row
        self.desk.deletes(payment)
        self._is_right()

    def is_taken_back(self) -> None:
        """What is open is set off against a credit note, and what was paid goes back to the buyer."""
        note = self.desk.books.table("invoices")[self.desk.credits_whole()]
        self._brought()
        set_offs.set_off(self.desk.books, self.desk.invoice, note)
        self.desk.outside.clock.sleep(DAY_SECONDS)
        self.desk.pays(note["Balance"], number=note["DocumentNumber"], ModeOfPaymentAccount=1930)
        if self._row["payments_may_be_negative"]:
            self._is_right()
            return
        self._brought()
        assert (self._sum(self.desk.shown), self.desk.told) == (self._sum(self._booked()), ["money_back_not_held"])

    def _is_right(self) -> None:
        self._brought()
        assert (self.desk.shown, self.desk.told) == (self._booked(), []), self._row

    def _brought(self) -> None:
        """Brygga hears of it; or comes across it in the sweep of the next day, as where lists show it late."""
        if self._row[WAY] == "heard":
            self.desk.hears(self._ear)
        if self._row[WAY] == "swept" or self._row["search_lag_seconds"]:
            self.desk.outside.clock.sleep(DAY_SECONDS + 3600)
            self.desk.sweeps()
        self.desk.works()

    def _booked(self) -> list[str]:
        """What of the booked payments is money or was written off, as Productive shows it."""
        found = []
        for each in self._of_invoice(booked=True):
            if each["ModeOfPaymentAccount"] != CLAIMS:
                found.append(f"{Decimal(each['Amount']):.2f} {each['PaymentDate']}")
            found += [f"{Decimal(off['Amount']):.2f} written off {each['PaymentDate']}" for off in each["WriteOffs"]]
        return sorted(found)

    @staticmethod
    def _sum(payments: list[str]) -> Decimal:
        return sum((Decimal(each.split()[0]) for each in payments), Decimal(0))

    def _of_invoice(self, *, booked: bool) -> list[Record]:
        numbers = {self.desk.number, self.desk.invoice["CreditInvoiceReference"]}
        table = self.desk.books.table("invoicepayments").values()
        return [each for each in table if str(each["InvoiceNumber"]) in numbers and each["Booked"] is booked]
