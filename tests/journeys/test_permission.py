"""Whoever has no right is refused, in words, at the door and at the button."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from sandbox.worlds import cast
from tests.journeys.agency import Agency
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]

PASSWORD = "nyckeln-till-kontoret"


@pytest.fixture(scope="module")
def charlie(agency: Agency) -> str:
    """Admin of another organisation."""
    agency.employ("charlie@annan.example", PASSWORD, name="Charlie Strand")
    agency.programs.ask(
        *("organisations", "add", "--organisation-id", cast.OTHER_ORGANISATION_ID),
        *("--user", "charlie@annan.example", "--token-stdin"),
        told=cast.OTHER_TOKEN,
    )
    return "charlie@annan.example"


@pytest.fixture(scope="module")
def rut(agency: Agency) -> str:
    """Who may only look."""
    agency.employ("rut@fyrljus.example", PASSWORD, name="Rut Holm", role="reader")
    return "rut@fyrljus.example"


@pytest.fixture
def settings_address(karin: Person) -> str:
    """Where Fyrljus' integration settings are."""
    karin.opens("/settings/marketplace")
    link = karin.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB")
    return str(link.get_attribute("href"))


def test_nothing_of_another_organisation_is_there(
    people: Callable[..., Person], charlie: str, settings_address: str, agency: Agency
) -> None:
    stranger = people(charlie, PASSWORD)
    stranger.opens("/")
    expect(stranger.page.get_by_role("main")).not_to_contain_text("Norrsken Energi")

    doors = ("/invoices/9001", "/invoices/9001/copy", settings_address, f"{settings_address}/disconnection")
    for door in doors:
        stranger.opens(door)
        stranger.sees_heading("There is nothing here")
        expect(stranger.page.get_by_text("Fyrljus")).to_have_count(0)
    assert not agency.sandbox.writes()


def test_a_reader_sees_and_cannot_copy(people: Callable[..., Person], rut: str, agency: Agency) -> None:
    reader = people(rut, PASSWORD)
    reader.opens_invoice(agency.sandbox.another_draft())
    reader.sees("Finance and admins can copy this invoice.")
    expect(reader.page.get_by_role("link", name="Copy to Fortnox")).to_have_count(0)

    reader.opens(f"{reader.page.url.removeprefix(reader.address)}/copy")
    reader.sees_heading("Your role does not allow this")
    reader.sees("Only finance and admins of this organisation can copy invoices.")

    reader.opens("/settings/marketplace")
    expect(
        reader.page.get_by_role("main").get_by_role("button", name=re.compile("Connect App|Disconnect"))
    ).to_have_count(0)
    assert not agency.sandbox.writes()


def test_a_role_that_is_taken_away_counts_at_once(people: Callable[..., Person], agency: Agency) -> None:
    agency.employ("elias@fyrljus.example", PASSWORD, name="Elias Berg", role="finance")
    elias = people("elias@fyrljus.example", PASSWORD)
    elias.opens_invoice(agency.sandbox.another_draft())
    elias.asks_to_copy()
    agency.give_role("elias@fyrljus.example", "reader")
    elias.copies_and_finalizes()

    elias.sees_heading("Your role does not allow this")
    elias.sees("Nothing was written.")
    assert not agency.sandbox.writes()
