"""The invoice as a PDF: whoever makes it, the other side gets it, and a person has it with one press."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.documents.reading import text_of
from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]


def downloaded(person: Person) -> str:
    """The words of the PDF that the button gives."""
    with person.page.expect_download() as download:
        person.page.get_by_role("link", name="Download PDF").click()
    return text_of(Path(download.value.path()).read_bytes())


@pytest.mark.promise("P4")
def test_fortnox_makes_the_pdf_and_productive_gets_it(karin: Person, agency: Agency) -> None:
    number = karin.copies(agency.sandbox.another_draft())

    karin.sees("Attached to the Productive invoice.")
    assert number in downloaded(karin)
    assert karin.reads_ledger(number).state.startswith("Not booked"), "Nothing was printed, so nothing counts as sent."


@pytest.mark.promise("P4")
def test_productive_makes_the_pdf_and_fortnox_gets_it(karin: Person, agency: Agency) -> None:
    draft = agency.sandbox.another_draft()
    decide(karin, "Productive")
    try:
        number = karin.copies(draft)

        karin.sees("Attached to the Fortnox invoice; it goes out with it.")
        said = downloaded(karin)
        assert f"Faktura {number}" in said
        assert "Norrsken Energi AB" in said
    finally:
        decide(karin, "Fortnox")


def decide(person: Person, who: str) -> None:
    """Who makes the PDF, under the integration settings."""
    person.opens("/settings/marketplace")
    person.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()
    person.chooses("Invoice PDF Generation", who)
    person.presses("Save settings")
    person.sees("The settings are saved.")
    expect(person.page.get_by_role("alert")).to_have_count(0)
