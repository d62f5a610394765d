"""Map service types: to accounts, to articles, and what an invoice is booked on then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


@pytest.fixture
def at_the_service_types(karin: Person) -> Iterator[Person]:
    """Karin at the page; whatever she maps is unmapped when the story ends."""
    karin.opens("/")
    karin.opens_the_marketplace()
    karin.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()
    karin.follows("Map service types")
    karin.sees_heading("Service types")
    address = karin.page.url
    yield karin
    karin.page.goto(address)
    karin.page.get_by_role("checkbox", name="Map service types").uncheck()
    karin.presses("Save mapping")
    karin.sees("The mapping is saved.")


@pytest.mark.promise("P6")
def test_a_service_type_is_booked_on_its_own_account(at_the_service_types: Person, agency: Agency) -> None:
    karin = at_the_service_types
    karin.page.get_by_role("checkbox", name="Map service types").check()
    karin.page.get_by_label("Account Design").fill("3041")
    karin.presses("Save mapping")
    karin.sees("The mapping is saved.")
    expect(karin.page.get_by_label("Account Design")).to_have_value(
        "3041 Försäljning av tjänster inom Sverige, 25 % moms"
    )

    karin.opens_invoice(agency.sandbox.another_draft("9004"))
    karin.asks_to_copy()
    expect(karin.dialog).to_contain_text("3041")


@pytest.mark.promise("P7")
def test_every_line_of_a_mapped_service_type_carries_its_article(at_the_service_types: Person, agency: Agency) -> None:
    karin = at_the_service_types
    karin.page.get_by_role("checkbox", name="Map service types").check()
    karin.page.get_by_label("Article Design").fill("102 Formgivning")
    karin.presses("Save mapping")
    karin.sees("The mapping is saved.")
    karin.follows("Check against Fortnox")
    karin.sees("every account and article is right")

    karin.opens_invoice(agency.sandbox.another_draft("9004"))
    karin.asks_to_copy()
    expect(karin.dialog).to_contain_text("Article 102")


@pytest.mark.promise("P7")
def test_codes_that_disagree_are_told_and_nothing_is_saved(at_the_service_types: Person) -> None:
    karin = at_the_service_types
    karin.page.get_by_role("checkbox", name="Map service types").check()
    karin.page.get_by_label("Account Design").fill("3042")
    karin.page.get_by_label("Article Design").fill("102")
    karin.presses("Save mapping")

    expect(karin.page.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    karin.sees("Article 102, Formgivning, belongs to account 3041 (VAT code MP1)")
    expect(karin.page.get_by_label("Account Design")).to_have_value("3042")
