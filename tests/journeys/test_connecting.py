"""Five minutes to a first invoice, as the README tells it: from what `make run` prints to the first copy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from sandbox.worlds import cast
from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture
def newcomer(as_in_the_readme: Agency) -> Iterator[Person]:
    """Somebody at the sign-in page of a Brygga that was started a moment ago."""
    visitor = as_in_the_readme.visitor()
    visitor.opens("/")
    yield visitor
    visitor.context.close()


@pytest.fixture
def at_the_marketplace(as_in_the_readme: Agency) -> Iterator[Person]:
    """The same, signed in and before App Marketplace."""
    karin = as_in_the_readme.person()
    karin.opens("/settings/marketplace")
    yield karin
    karin.context.close()


def test_a_wrong_password_is_told_and_the_address_stays(newcomer: Person, as_in_the_readme: Agency) -> None:
    newcomer.signs_in(as_in_the_readme.programs.email, "not-the-password")

    expect(newcomer.page.get_by_role("alert")).to_contain_text("not correct")
    expect(newcomer.page.get_by_label("Email")).to_have_value(as_in_the_readme.programs.email)


@pytest.mark.promise("P1")
def test_consent_that_is_refused_is_told(at_the_marketplace: Person) -> None:
    karin = at_the_marketplace
    karin.presses_connect(cast.GOTEBORG)
    karin.logs_in_to_fortnox(password="not-the-password")
    karin.sees("The e-mail address or the password is wrong.")
    karin.logs_in_to_fortnox()
    karin.page.get_by_label("Fyrljus Göteborg AB").check()
    karin.presses("Continue")
    karin.presses("Deny")

    problem = karin.page.get_by_role("alert")
    expect(problem).to_contain_text("Fortnox was told no: nobody gave Brygga access.")
    expect(problem).to_contain_text("No connection was made.")
    expect(problem).to_contain_text("Press Connect App and approve at Fortnox.")
    expect(karin.account_of("Fyrljus Göteborg AB")).to_contain_text("Not connected")


@pytest.mark.promise("P1")
def test_a_way_back_that_brygga_never_gave_out_is_refused(at_the_marketplace: Person) -> None:
    at_the_marketplace.opens("/settings/marketplace/fortnox/callback?code=stolen&state=forged")

    problem = at_the_marketplace.page.get_by_role("alert")
    expect(problem).to_contain_text("The way back from Fortnox was not one that Brygga gave out.")
    expect(problem).to_contain_text("No connection was made.")


@pytest.mark.promise("P1")
@pytest.mark.promise("P3")
@pytest.mark.promise("P8")
def test_five_minutes_to_a_first_invoice(newcomer: Person, as_in_the_readme: Agency) -> None:
    newcomer.signs_in(as_in_the_readme.programs.email, as_in_the_readme.programs.password)
    newcomer.sees_heading("Connect Fortnox first")
    newcomer.opens_the_marketplace()
    newcomer.page.get_by_role("searchbox").fill("fortn")
    newcomer.sees_heading("Fortnox")

    newcomer.connects(cast.STOCKHOLM)
    newcomer.sees("Connected to Fyrljus Stockholm AB.")
    for decision in ("Invoice Number Generation", "Invoice PDF Generation"):
        question = newcomer.page.get_by_role("group", name=decision).get_by_role("radio")
        expect(question).to_have_count(2)
    expect(newcomer.page.get_by_text("Payment Synchronization")).to_be_visible()
    payments = newcomer.page.get_by_role("switch", name="Synchronize payments from Fortnox to Productive")
    payments.check()
    for rate, account in (("VAT 25 %", "3001"), ("VAT 12 %", "3002"), ("VAT 6 %", "3003")):
        expect(newcomer.account_for(rate)).to_have_value(f"{account} {ACCOUNT_NAMES[account]}")
    newcomer.decides()
    newcomer.sees("The settings are saved.")

    newcomer.opens_the_marketplace()
    card = newcomer.account_of("Fyrljus Stockholm AB")
    expect(card).to_contain_text("Fortnox: Fyrljus Stockholm AB · 559301-4417")
    expect(card).to_contain_text("Connected")
    newcomer.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()
    expect(payments).to_be_checked()

    assert newcomer.reads_ledger(newcomer.copies("9001")).sums["Total"] == "198,990.00 SEK"


ACCOUNT_NAMES = {
    "3001": "Försäljning inom Sverige, 25 % moms",
    "3002": "Försäljning inom Sverige, 12 % moms",
    "3003": "Försäljning inom Sverige, 6 % moms",
}
