"""What nobody knows of either remote, in every position: in the end Productive shows what Fortnox booked."""

from __future__ import annotations

import pytest

from sandbox.fortnox import switches as fortnox
from sandbox.productive import switches as productive
from tests.payments.desk import Desk

pytestmark = pytest.mark.django_db

# Each away from its default, which every other test has.
AWAY = [
    *((productive, name, position) for name, position in (
        ("payments_need", "finalized"), ("payments_need", "nothing"), ("payment_external_id_is_writable", True),
        ("unknown_attributes", "ignored"), ("sent_is_locked", False), ("finalized_is_locked", True),
    )),
    *((fortnox, name, position) for name, position in (
        ("payment_touches_invoice", False), ("final_pay_date", "booking"), ("final_pay_date", "invoice"),
        ("lastmodified_inclusive", False), ("unpaid_means_overdue", True), ("payment_default_mode", ""),
    )),
]  # fmt: skip


@pytest.mark.parametrize(("remote", "name", "position"), AWAY, ids=lambda each: str(getattr(each, "__name__", each)))
def test_it_is_paid_changed_and_unpaid_alike(desk: Desk, remote: object, name: str, position: object) -> None:
    side = productive if remote is productive else fortnox
    side.turn(desk.sandbox.store, name, to=position)
    desk.in_productive("PATCH", "invoices/9001", sent_on=None)

    first, second = desk.pays(1000, ModeOfPaymentAccount=1930), desk.pays(500, ModeOfPaymentAccount=1930)
    desk.sweeps()
    paid = desk.shown
    desk.edits(first, 900)
    desk.deletes(second)
    desk.outside.clock.sleep(25 * 3600)
    desk.sweeps()

    assert paid == ["1000.00 2026-11-02", "500.00 2026-11-02"]
    assert desk.shown == ["900.00 2026-11-02"]
    assert desk.told == []
