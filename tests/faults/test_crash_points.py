"""The table of crash points: every effect of a copy, each side, each delay; zero lost, zero double."""

from __future__ import annotations

import re

import pytest

from tests.faults.corrections import CORRECTIONS
from tests.faults.flows import FLOWS
from tests.faults.points import Points
from tests.faults.stage import Stage

pytestmark = [pytest.mark.django_db(transaction=True)]

# Before the first look after a death, between two looks, at the sending again, and long after it.
LANDING_DELAYS_SECONDS = (1.0, 60.0, 200.0, 400.0)
# As docs/operating/guarantees.md promises: a request that lands within this time never makes a second invoice.
PROMISED_SECONDS = 180
WRITES = ("after POST", "after PATCH", "after PUT")
# Every write of the clients that a copy makes; one that no flow reaches is not proved by this table.
WRITES_OF_A_COPY = {
    "POST /fortnox/3/customers",
    "PUT /fortnox/3/customers",
    "POST /fortnox/3/invoices",
    "PATCH /productive/api/v2/invoices/finalize",
    "PATCH /productive/api/v2/invoices",
}
# A second invoice is not finalized again: Productive's is renumbered, and points to it.
WRITES_OF_A_SECOND_INVOICE = {"POST /fortnox/3/invoices", "PATCH /productive/api/v2/invoices"}


@pytest.mark.reliability("R1")
@pytest.mark.reliability("R4")
@pytest.mark.reliability("R10")
@pytest.mark.reliability("R11")
def test_it_copies_once_whichever_effect_is_the_last_of_its_process(stage: Stage) -> None:
    for number, label in enumerate(stage.labels()):
        stage.run(Points(armed=number))
        stage.recover()
        stage.check(label)


@pytest.mark.reliability("R11")
@pytest.mark.reliability("R12")
@pytest.mark.parametrize("seconds", LANDING_DELAYS_SECONDS)
def test_it_copies_once_when_a_dead_process_request_lands_late(stage: Stage, seconds: float) -> None:
    in_flight = [(number, label) for number, label in enumerate(stage.labels()) if label.startswith(WRITES)]
    assert in_flight
    for number, label in in_flight:
        stage.run(Points(armed=number), lands_after=seconds)
        stage.recover()
        later_than_promised = seconds > PROMISED_SECONDS
        stage.check(f"{label}, landing after {seconds} s", twin_may_have_been=later_than_promised)


@pytest.mark.reliability("R11")
@pytest.mark.parametrize("stage", [FLOWS[0], *CORRECTIONS], indirect=True, ids=lambda flow: flow.name)
@pytest.mark.parametrize("seconds", [0.0, 60.0])
def test_it_copies_once_when_the_recovery_dies_too(stage: Stage, seconds: float) -> None:
    labels = stage.labels()
    writes = ("after POST /fortnox/3/invoices", "after PUT /fortnox/3/invoices")
    sent = next(number for number, label in enumerate(labels) if label.startswith(writes))
    recovery = Points()
    stage.run(Points(armed=sent), lands_after=seconds)
    stage.recover(recovery)
    assert recovery.seen
    for second, label in enumerate(recovery.seen):
        stage.run(Points(armed=sent), lands_after=seconds)
        stage.recover(Points(armed=second))
        stage.recover()
        stage.check(f"{labels[sent]}, then {label}")


@pytest.mark.parametrize(
    ("stage", "not_reached"),
    [(FLOWS[1], "PUT /fortnox/3/customers"), (FLOWS[2], "POST /fortnox/3/customers")],
    indirect=["stage"],
    ids=["new-customer", "customer-brought-up-to-date"],
)
def test_the_table_covers_every_write_that_a_copy_makes(stage: Stage, not_reached: str) -> None:
    reached = {_write(label) for label in stage.labels() if label.startswith(WRITES)}

    assert reached == WRITES_OF_A_COPY - {not_reached}


@pytest.mark.parametrize(
    ("stage", "writes"),
    [
        (CORRECTIONS[0], {"PUT /fortnox/3/invoices"}),
        (CORRECTIONS[1], WRITES_OF_A_SECOND_INVOICE),
        (CORRECTIONS[2], {"PUT /fortnox/3/invoices/cancel"}),
    ],
    indirect=["stage"],
    ids=["update", "create-new", "cancel"],
)
def test_the_table_covers_every_write_that_a_correction_makes(stage: Stage, writes: set[str]) -> None:
    assert {_write(label) for label in stage.labels() if label.startswith(WRITES)} == writes


def _write(label: str) -> str:
    """A write by its method and path, without the id of its invoice."""
    return re.sub(r"/\d+(?=/|$)(?<!/3)", "", label.removeprefix("after ").split(" @ ")[0])
