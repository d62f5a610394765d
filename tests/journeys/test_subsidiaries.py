"""Several subsidiaries: an account in use is asked about and replaced, and nothing that was copied is forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from sandbox.worlds import cast
from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture
def karin(as_in_the_readme: Agency) -> Iterator[Person]:
    """At a Brygga of her own, since she takes connections apart."""
    made = as_in_the_readme.person()
    yield made
    made.context.close()


@pytest.mark.promise("P2")
def test_an_account_that_is_in_use_moves_after_a_question_and_what_was_copied_stays(karin: Person) -> None:
    karin.opens("/settings/marketplace")
    karin.connects(cast.STOCKHOLM)
    karin.decides()
    karin.sees("The settings are saved.")
    first = karin.copies("9001")

    karin.opens_the_marketplace()
    karin.connects(cast.GOTEBORG, company=cast.STOCKHOLM)
    karin.sees_heading("Replace the connection, and connect Fyrljus Göteborg AB?")
    karin.sees("The Fortnox account of Fyrljus Stockholm AB is already connected to Fyrljus Stockholm AB.")
    karin.sees("connecting it to Fyrljus Göteborg AB deletes the previous connection.")
    karin.sees("What was copied stays known: 1 invoice, with its history.")
    karin.presses("Keep it as it is")
    karin.sees("Nothing was changed. The connections are as they were.")
    expect(karin.account_of("Fyrljus Stockholm AB").first).to_contain_text("Connected")

    karin.connects(cast.GOTEBORG, company=cast.STOCKHOLM)
    karin.presses("Replace the connection")
    karin.sees("Connected to Fyrljus Stockholm AB.")
    karin.opens_the_marketplace()
    stockholm = karin.page.get_by_role("row").filter(has_text="Was connected to Fyrljus Stockholm AB")
    expect(stockholm).to_contain_text("Not connected")
    goteborg = karin.page.get_by_role("row").filter(has_text="Fyrljus Göteborg AB")
    expect(goteborg).to_contain_text("Fortnox: Fyrljus Stockholm AB · 559301-4417")

    karin.opens_invoice("9001")
    assert karin.sees_it_copied() == first
    karin.sees("It is in the books of Fyrljus Stockholm AB")

    karin.opens("/settings/marketplace")
    karin.connects(cast.STOCKHOLM)
    karin.presses("Replace the connection")
    karin.sees("Connected to Fyrljus Stockholm AB.")
    expect(karin.account_for("VAT 25 %")).to_have_value("3001 Försäljning inom Sverige, 25 % moms")
    assert int(karin.copies("9002")) == int(first) + 1, "The series goes on, and the settings were kept."

    karin.opens("/settings/marketplace")
    karin.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()
    karin.presses("Connect another account")
    karin.consents(cast.GOTEBORG)
    karin.sees_heading("Replace the connection, and connect Fyrljus Stockholm AB?")
    karin.presses("Replace the connection")
    karin.sees("Connected to Fyrljus Göteborg AB.")
