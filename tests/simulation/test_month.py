"""A month of bookkeeping in the agency: what is unpaid in Productive is what Fortnox says is open."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from brygga.connections.outside import Outside
from brygga.jobs.inline import InlineEngine
from brygga.payments.models import PaymentFeed, PaymentSync
from sandbox.fortnox.fields import decimal
from tests.outside_world import SandboxTransport
from tests.simulation.people import Bookkeeper
from tests.simulation.simulate import settled
from tests.simulation.stage import Stage, built

DAYS = 30
LOOKS, ACTS_BETWEEN = 10, 15
SEED = 1

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.reliability("R6"), pytest.mark.promise("P16")]


def test_after_a_month_what_is_unpaid_equals_what_is_open() -> None:
    stage = built(datetime(2026, 11, 2, 8, 30, tzinfo=UTC), world="agency")
    outside = Outside(clock=stage.clock, ids=stage.ids, transport=SandboxTransport(stage.sandbox))
    bookkeeper = Bookkeeper(stage, random.Random(SEED))  # noqa: S311  Nothing secret depends on it.
    engine = InlineEngine(outside=outside)
    assert len(stage.invoices) > 40

    for _ in range(LOOKS):
        for _ in range(ACTS_BETWEEN):
            bookkeeper.acts()
            stage.clock.advance(DAYS * 24 * 3600 / LOOKS / ACTS_BETWEEN)
        PaymentFeed.objects.update(wakes_at=stage.clock.now())
        settled(engine, stage.clock)

    apart = {each: said for each in stage.invoices if (said := _apart(stage, each))}
    assert not apart
    told = {kind for each in PaymentSync.objects.values_list("disagreements", flat=True) for kind in each}
    assert not told


def _apart(stage: Stage, invoice: str) -> str:
    """How far both sides are apart, RoundOff aside; empty where they are not."""
    facts = stage.sandbox.store.table("productive.invoices")[invoice]["attributes"]
    record = stage.record(invoice)
    unpaid = Decimal(facts["amount_unpaid"]).scaleb(-2)
    balance = decimal(record["Balance"])
    return "" if abs(unpaid - balance) <= abs(decimal(record["RoundOff"])) else f"unpaid {unpaid}, open {balance}"
