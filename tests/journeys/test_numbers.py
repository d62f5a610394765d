"""Invoice Number Generation by Productive: case A6 of bookkeeping, as Karin meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.copying.series import begin_series, take_in_fortnox
from tests.journeys.agency import Agency
from tests.journeys.people import Person
from tests.journeys.test_looks import beyond_the_edge, keep_picture

pytestmark = [pytest.mark.browser, pytest.mark.process, pytest.mark.promise("P3")]


@pytest.fixture
def draft(karin: Person, agency: Agency) -> Iterator[str]:
    """A draft without a number; Productive numbers from 1042 on, and Fortnox has an interest invoice 1042."""
    made = agency.sandbox.another_draft()
    with agency.sandbox.as_if(begin_series, take_in_fortnox):
        settings(karin)
        karin.decides(numbers="Productive", zero="Outlay")
        karin.sees("The settings are saved.")
        yield made
        settings(karin)
        karin.decides(numbers="Fortnox", zero="Outlay")
        karin.sees("The settings are saved.")


def settings(person: Person) -> None:
    person.opens("/settings/marketplace")
    person.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()


def test_a_clash_is_foreseen_told_and_solved_by_another_number(
    karin: Person, people: Callable[..., Person], agency: Agency, draft: str
) -> None:
    karin.opens_invoice(draft)
    karin.asks_to_copy()
    expect(karin.dialog).to_contain_text("Productive gives the number")
    expect(karin.dialog).to_contain_text("Productive’s next number is probably 1042, and Fortnox has 1042 already")
    expect(karin.compared("Number")).to_contain_text("The number that Productive gives")
    looked_at(karin, "numbers-foreseen-en")
    karin.copies_and_finalizes()

    karin.sees_problem(
        "Productive is finalized as 1042; Fortnox has nothing.", remedy="choose another number in the preview"
    )
    karin.sees_problem("Fortnox has 1042 already, for Hamnverket AB.", remedy="1043 is free.")
    assert not agency.sandbox.writes()["fortnox POST /fortnox/3/invoices"]
    looked_at(karin, "numbers-clash-en")
    elin = people(locale="sv-SE")
    elin.opens_invoice(draft)
    expect(elin.page.get_by_role("main")).to_contain_text("Slutförd i Productive som 1042; i Fortnox finns inget.")
    elin.page.get_by_role("link", name="Kopiera till Fortnox").click()
    expect(elin.dialog.get_by_label("Nummer på båda sidor")).to_have_value("1043")
    looked_at(elin, "numbers-choice-sv")

    karin.asks_to_copy()
    karin.cannot_copy("Solve what is listed above first.")
    karin.dialog.get_by_label("Number on both sides").fill("1043")
    karin.presses("Use this number")
    expect(karin.compared("Number")).to_contain_text("1043")
    looked_at(karin, "numbers-chosen-en")
    karin.copies_and_finalizes()

    assert karin.sees_it_copied() == "1043"
    expect(karin.crossing).to_contain_text("Set Fortnox’s next number to 1044")
    looked_at(karin, "numbers-copied-en")
    ledger = karin.reads_ledger("1043")
    assert ledger.facts["OCR"] == "104364"
    assert "1043" in karin.reads_productive().title


def looked_at(person: Person, name: str) -> None:
    """Nothing beyond the edge at a desk or in a hand, and a picture of both where they are wanted."""
    for width, height in ((390, 844), (1440, 900)):
        person.page.set_viewport_size({"width": width, "height": height})
        assert not beyond_the_edge(person.page, f"{name}, {width} px")
        keep_picture(person.page, f"{name}-{width}")
