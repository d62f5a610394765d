"""A reading that failed, was cut off or contradicts itself never takes a payment away, and no change is passed over."""

from __future__ import annotations

import dataclasses

import httpx
import pytest

from brygga.payments.models import Mirror, MirrorState, PaymentFeed
from sandbox.faults import Fault
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.reliability("R15"), pytest.mark.promise("B4")]

TODAY = "2026-11-02"
TROUBLE = {
    "500": Fault(kind="html", remote="fortnox", status=500, times=0),
    "no answer": Fault(kind="lose_answer", remote="fortnox", times=0),
    "half a body": Fault(kind="half_body", remote="fortnox", times=0),
    "404": Fault(kind="refuse", remote="fortnox", status=404, code="2000434", message="Kan inte hitta.", times=0),
    "throttled": Fault(kind="throttle", remote="fortnox", times=0),
}
PLACES = {
    "one payment": r"/invoicepayments/\d+",
    "the list of payments": r"/invoicepayments$",
    "the invoice": r"/invoices/\d+$",
    "the list of invoices": r"/invoices$",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("trouble", TROUBLE)
def test_trouble_with_a_reading_removes_nothing(desk: Desk, trouble: str, place: str) -> None:
    desk.pays(1000)
    desk.sweeps()
    desk.pays(500)
    fault = TROUBLE[trouble]
    desk.sandbox.faults.plan(
        Fault(
            kind=fault.kind, remote="fortnox", path=PLACES[place], times=0, status=fault.status, code=fault.code,
            message=fault.message,
        )
    )  # fmt: skip

    PaymentFeed.objects.update(wakes_at=desk.outside.clock.now())
    desk.turns(6)

    assert f"1000.00 {TODAY}" in desk.shown
    assert not Mirror.objects.filter(state=MirrorState.REMOVED).exists()
    desk.sandbox.faults.clear()
    desk.outside.clock.sleep(3600)
    desk.sweeps()
    assert desk.shown == [f"1000.00 {TODAY}", f"500.00 {TODAY}"]


def test_an_empty_list_beside_a_balance_removes_nothing(desk: Desk) -> None:
    """An empty 200 with its counters at 0, again and again, is contradicted by what Fortnox says is open."""
    desk.pays(1000)
    desk.sweeps()
    desk.outside = dataclasses.replace(desk.outside, transport=Hollow(desk.outside.transport))

    desk.asks()
    desk.works()

    assert desk.shown == [f"1000.00 {TODAY}"]
    assert desk.told == ["balance_differs"]


class Hollow(httpx.BaseTransport):
    """A wire on which every list of payments comes back whole, well and empty."""

    def __init__(self, inner: httpx.BaseTransport | None) -> None:
        assert inner is not None
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        if not request.url.path.endswith("/invoicepayments"):
            return response
        meta = {"@TotalResources": 0, "@TotalPages": 1, "@CurrentPage": 1}
        return httpx.Response(200, json={"MetaInformation": meta, "InvoicePayments": []}, request=request)


@pytest.mark.reliability("R9")
def test_a_sweep_that_fails_on_a_later_page_leaves_the_feed_where_it_was(desk: Desk) -> None:
    desk.sweeps()
    before = PaymentFeed.objects.get().read_to
    desk.outside.clock.sleep(3600)
    for _ in range(7):
        desk.pays(10)
    desk.sandbox.faults.plan(Fault(kind="html", remote="fortnox", path=r"/invoices$", status=503, skip=1, times=0))

    PaymentFeed.objects.update(wakes_at=desk.outside.clock.now())
    desk.turns(2)

    assert PaymentFeed.objects.get().read_to == before
    assert desk.shown == []
    desk.sandbox.faults.clear()
    desk.outside.clock.sleep(3600)
    desk.sweeps()
    assert len(desk.shown) == 7


def test_after_weeks_without_brygga_one_sweep_is_enough(desk: Desk) -> None:
    payment = desk.pays(1000)
    desk.pays(500)
    desk.sweeps()
    desk.deletes(payment)
    desk.outside.clock.sleep(15 * 24 * 3600)
    desk.pays(700)
    desk.outside.clock.sleep(15 * 24 * 3600)

    desk.sweeps()

    assert desk.shown == ["500.00 2026-11-02", "700.00 2026-11-17"]
