"""The table of crash points: every effect of a copy, each side, each delay; zero lost, zero double."""

from __future__ import annotations

import re

import pytest

from tests.faults.after_copy import AFTER_COPY
from tests.faults.corrections import CORRECTIONS
from tests.faults.credits import CREDITS
from tests.faults.flows import FLOWS
from tests.faults.numbered import NUMBERED
from tests.faults.points import WRITES, is_write
from tests.faults.stage import Stage

pytestmark = [pytest.mark.django_db(transaction=True)]

# Before the first look after a death, between two looks, at the sending again, and long after it.
LANDING_DELAYS_SECONDS = (1.0, 60.0, 200.0, 400.0)
# As docs/operating/guarantees.md promises: a request that lands within this time never makes a second invoice.
PROMISED_SECONDS = 180
# Every write of the clients that a copy makes, by flow; one that no flow reaches is not proved by this table.
OF_AN_INVOICE = {
    "POST /fortnox/3/invoices",
    "PATCH /productive/api/v2/invoices/finalize",
    "PATCH /productive/api/v2/invoices",
}
OF_A_FILE_IN_PRODUCTIVE = {
    "POST /productive/api/v2/attachments",
    "POST /productive/storage/",
    "PATCH /productive/api/v2/attachments",
    "PATCH /productive/api/v2/invoices",
}
OF_AN_UPDATE = {"PUT /fortnox/3/invoices"}
OF_A_FILE_IN_FORTNOX = {"POST /fortnox/3/inbox", "POST /fortnox/api/fileattachments/attachments-v1"}
WRITES_OF_A_FLOW = {
    "new-customer": OF_AN_INVOICE | OF_A_FILE_IN_PRODUCTIVE | {"POST /fortnox/3/customers"},
    "customer-brought-up-to-date": OF_AN_INVOICE | OF_A_FILE_IN_PRODUCTIVE | {"PUT /fortnox/3/customers"},
    "PDF-by-Productive": OF_AN_INVOICE | OF_A_FILE_IN_FORTNOX,
}
# A second invoice is not finalized again: Productive's is renumbered, and points to it.
OF_A_SECOND_INVOICE = {"POST /fortnox/3/invoices", "PATCH /productive/api/v2/invoices"}
OF_A_FILE_TAKEN_OFF = {"DELETE /fortnox/api/fileattachments/attachments-v1"}


@pytest.mark.reliability("R1")
@pytest.mark.reliability("R4")
@pytest.mark.reliability("R10")
@pytest.mark.reliability("R11")
def test_it_copies_once_whichever_effect_is_the_last_of_its_process(stage: Stage) -> None:
    for death in stage.deaths():
        stage.restore(death)
        stage.recover()
        stage.check(death.label)


@pytest.mark.reliability("R11")
@pytest.mark.reliability("R12")
def test_it_copies_once_when_a_dead_process_request_lands_late(stage: Stage) -> None:
    for death in stage.deaths_in_flight(LANDING_DELAYS_SECONDS):
        stage.restore(death)
        stage.recover()
        later_than_promised = death.lands_after > PROMISED_SECONDS
        label = f"{death.label}, landing after {death.lands_after} s"
        stage.check(label, twin_may_have_been=later_than_promised)


@pytest.mark.reliability("R11")
@pytest.mark.parametrize("stage", [FLOWS[0], *CORRECTIONS[:3]], indirect=True, ids=lambda flow: flow.name)
def test_it_copies_once_when_the_recovery_dies_too(stage: Stage) -> None:
    writes = ("POST /fortnox/3/invoices", "PUT /fortnox/3/invoices")
    landed = next(each for each in stage.deaths() if each.label.removeprefix("after ").startswith(writes))
    lands_late = next(each for each in stage.deaths_in_flight([60.0]) if each.label.startswith(writes))
    for first in (landed, lands_late):
        stage.restore(first)
        for second in stage.deaths_of_the_recovery():
            stage.restore(second)
            stage.recover()
            stage.check(f"{first.label}, then {second.label}")


@pytest.mark.parametrize(
    ("stage", "flow"),
    [
        pytest.param(FLOWS[1], "new-customer"),
        pytest.param(FLOWS[2], "customer-brought-up-to-date"),
        pytest.param(FLOWS[4], "PDF-by-Productive"),
    ],
    indirect=["stage"],
)
def test_the_table_covers_every_write_that_a_copy_makes(stage: Stage, flow: str) -> None:
    reached = {_write(label) for label in stage.labels() if label.startswith(WRITES)}

    assert reached == WRITES_OF_A_FLOW[flow]


OF_A_CREDIT_NOTE = {
    "PUT /fortnox/3/invoices/credit",
    "PUT /fortnox/3/invoices",
    "PATCH /productive/api/v2/invoices/finalize",
    "PATCH /productive/api/v2/invoices",
}


@pytest.mark.parametrize(
    ("stage", "writes"),
    [
        (CREDITS[0], {"POST /productive/api/v2/invoices", "POST /productive/api/v2/line_items"}),
        (CREDITS[1], OF_A_CREDIT_NOTE | OF_A_FILE_IN_PRODUCTIVE),
        (CREDITS[2], OF_A_CREDIT_NOTE | OF_A_FILE_IN_PRODUCTIVE | {"PUT /fortnox/3/invoices/bookkeep"}),
        (CORRECTIONS[0], OF_AN_UPDATE | OF_A_FILE_IN_PRODUCTIVE),
        (CORRECTIONS[1], OF_A_SECOND_INVOICE | OF_A_FILE_IN_PRODUCTIVE),
        (CORRECTIONS[2], {"PUT /fortnox/3/invoices/cancel"}),
        (CORRECTIONS[3], OF_AN_UPDATE | OF_A_FILE_IN_FORTNOX | OF_A_FILE_TAKEN_OFF),
        (NUMBERED[0], OF_AN_INVOICE | OF_A_FILE_IN_PRODUCTIVE),
        (NUMBERED[1], OF_A_SECOND_INVOICE | OF_A_FILE_IN_PRODUCTIVE),
    ],
    indirect=["stage"],
    ids=[
        "drafts",
        "credit",
        "book-then-credit",
        "update",
        "create-new",
        "cancel",
        "update-PDF-by-Productive",
        "number-given",
        "number-chosen",
    ],
)
def test_the_table_covers_every_write_that_a_correction_makes(stage: Stage, writes: set[str]) -> None:
    assert {_write(label) for label in stage.labels() if label.startswith(WRITES)} == writes


@pytest.mark.parametrize("stage", AFTER_COPY[:1], indirect=True, ids=["booked-and-mailed"])
def test_the_table_covers_booking_and_sending(stage: Stage) -> None:
    reached = {_write(label) for label in stage.labels() if is_write(label)}

    booked_and_mailed = {"PUT /fortnox/3/invoices/bookkeep", "GET /fortnox/3/invoices/email"}
    assert reached == OF_AN_INVOICE | OF_A_FILE_IN_PRODUCTIVE | booked_and_mailed


def _write(label: str) -> str:
    """A write by its method and path, without the id of its invoice or attachment."""
    return re.sub(r"/(\d+|[0-9a-f-]{36})(?=/|$)(?<!/3)", "", label.removeprefix("after ").split(" @ ")[0])
