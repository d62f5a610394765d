"""What people touch in Productive is noticed by itself, once a day, in few requests."""

from __future__ import annotations

import pytest

from brygga.jobs.payments import sync_now
from brygga.payments.models import PaymentFeed, PaymentSync
from sandbox.faults import Fault
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P16")]

TODAY = "2026-11-02"
DAY_SECONDS = 25 * 3600


def next_day(desk: Desk) -> list[str]:
    """A day later Brygga sweeps; what it then asked Productive for."""
    desk.outside.clock.sleep(DAY_SECONDS)
    desk.sandbox.requests.clear()
    desk.sweeps()
    return [f"{each.method} {each.path}" for each in desk.sandbox.requests.seen() if "/productive/" in each.path]


def test_where_nobody_touched_anything_a_day_costs_one_request_for_each_200_invoices(desk: Desk) -> None:
    desk.pays(1000)
    desk.pays(500, WriteOffs=[{"AccountNumber": 6570, "Amount": "10"}])
    desk.copies("9002")
    desk.sweeps()

    first, second = next_day(desk), next_day(desk)

    assert first == second == ["GET /productive/api/v2/invoices"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"amount": 70000}, "mirror_changed"),
        ({"paid_on": "2026-11-09"}, "mirror_changed"),
        ({}, "mirror_deleted"),
    ],
    ids=["amount", "day", "deleted"],
)
def test_what_a_person_changed_of_ours_is_told_the_next_day_and_put_back(
    desk: Desk, changed: dict[str, object], told: str
) -> None:
    desk.pays(desk.balance)
    desk.sweeps()
    next_day(desk)  # Which day Productive says that it is paid on, is learnt by this.
    [mirror] = [each for each in desk.mirrors if each.part == "money"]
    path = f"payments/{mirror.productive_payment_id}"
    desk.in_productive("PATCH" if changed else "DELETE", path, **changed)

    next_day(desk)
    noticed, after = desk.told, next_day(desk)
    desk.asks(put_back=True)
    desk.works()

    assert noticed == [told]
    assert len(after) <= 3, after  # It is looked at each day while somebody must decide, and no more.
    assert desk.told == []
    assert desk.unpaid == 0


def test_what_a_person_records_beside_ours_is_noticed(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    desk.in_productive("POST", "payments", invoice_id="9001", amount=50000, paid_on=TODAY)

    next_day(desk)

    assert desk.told == ["paid_in_productive"]


def test_what_could_not_be_read_is_read_with_the_next_sweep(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    desk.in_productive("DELETE", f"payments/{desk.mirrors[0].productive_payment_id}")
    desk.sandbox.faults.plan(Fault(kind="html", remote="productive", path="invoices", status=503, times=1))

    next_day(desk)
    unread = desk.told, PaymentFeed.objects.get().trouble
    desk.sweeps()

    assert unread == ([], None)
    assert desk.told == ["mirror_deleted"]


def test_a_look_of_an_earlier_version_is_made_again_once(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    PaymentSync.objects.update(in_productive={})

    first, second = next_day(desk), next_day(desk)

    assert len(first) == 3, first
    assert second == ["GET /productive/api/v2/invoices"]


def test_whoever_asks_for_a_sync_has_all_of_it_compared_at_once(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    [mirror] = desk.mirrors
    desk.in_productive("DELETE", f"payments/{mirror.productive_payment_id}")

    sync_now(desk.connection.organisation, outside=desk.outside)
    desk.works()

    assert desk.told == ["mirror_deleted"]
