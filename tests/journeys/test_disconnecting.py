"""The bin icon: asked, revoked and destroyed; what was copied stays known, and connecting again carries on."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from sandbox.worlds import cast
from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.mark.promise("P18")
def test_goteborg_is_disconnected_and_connected_again(karin: Person, agency: Agency) -> None:
    karin.opens("/settings/marketplace")
    karin.connects(cast.GOTEBORG)
    karin.decides()
    karin.sees("The settings are saved.")
    first = karin.copies("9101")

    karin.opens_the_marketplace()
    karin.page.get_by_role("link", name="Disconnect Fyrljus Göteborg AB from Fortnox").click()
    expect(karin.dialog).to_contain_text("What was copied stays known: 1 invoice, with its history.")
    karin.dialog.get_by_role("button", name="Disconnect").click()
    karin.sees("Fyrljus Göteborg AB is disconnected.")
    goteborg = karin.account_of("Fyrljus Göteborg AB")
    expect(goteborg).to_contain_text("Not connected")
    expect(goteborg).to_contain_text("Was connected to Fyrljus Göteborg AB; what was copied stays known")
    assert [each.path for each in agency.sandbox.asked() if each.method == "POST"][-1] == "/fortnox/oauth-v1/revoke"

    karin.opens_invoice("9101")
    assert karin.sees_it_copied() == first
    draft = agency.sandbox.another_draft("9101")
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    karin.sees_problem("not connected", remedy="Connect")

    karin.opens("/settings/marketplace")
    karin.connects(cast.GOTEBORG)
    expect(karin.page.get_by_role("radio", name="Ask Stop such an invoice")).to_be_checked()
    second = karin.copies(draft)
    assert int(second) == int(first) + 1, "The series goes on, and the settings were kept."
    karin.reads_ledger(second, cast.GOTEBORG)
