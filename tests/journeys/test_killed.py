"""SIGKILL in the middle of a copy: started again, there is one invoice and a finished copy."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]

# The request of a dead process may be under way for 30 s; it is looked for 40 s after it was sent.
FOUND_MILLISECONDS_MAX = 60_000
CREATING = "/fortnox/3/invoices"


@pytest.mark.reliability("R10")
@pytest.mark.reliability("R11")
def test_a_killed_brygga_finishes_what_was_asked_of_it(karin: Person, agency: Agency) -> None:
    sent, asked_for = agency.sandbox.another_draft(), agency.sandbox.another_draft()
    agency.sandbox.plan("delay", remote="fortnox", method="POST", path=f"{CREATING}$", seconds=2)
    for draft in (sent, asked_for):
        karin.opens_invoice(draft)
        karin.asks_to_copy()
        karin.copies_and_finalizes()
        agency.sandbox.wait_until_asked("POST", CREATING)
    agency.programs.kill_brygga()
    agency.programs.start_brygga()

    karin.opens_invoice(sent)
    badge = karin.page.get_by_role("button", name="Invoice copied")
    expect(badge).to_be_visible(timeout=FOUND_MILLISECONDS_MAX)
    assert agency.sandbox.numbers_in_fortnox(sent) == [karin.sees_it_copied()]

    karin.opens_invoice(asked_for)
    assert agency.sandbox.numbers_in_fortnox(asked_for) == [karin.sees_it_copied()]
    assert agency.sandbox.writes()[f"fortnox POST {CREATING}"] == 2
