"""Turning the sync of payments on and off, and Sync now, as a person does it."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.people import Person

LABEL = "Synchronize payments from Fortnox to Productive"
# Two readings that show a payment gone lie at least ten seconds apart.
SYNCED_MILLISECONDS_MAX = 60_000


def turn_on(person: Person, *, earlier: str) -> None:
    """By the way that the article names; what is asked about earlier payments shows when the switch is on."""
    _opens_the_integration(person)
    expect(person.page.get_by_text("Payments made before")).to_be_hidden()
    person.page.get_by_role("switch", name=LABEL).check()
    person.chooses("Payments made before", earlier)
    person.presses("Save settings")
    person.sees("Payments are synced; Brygga looks for them now.")


def turn_off(person: Person) -> None:
    _opens_the_integration(person)
    person.page.get_by_role("switch", name=LABEL).uncheck()
    person.presses("Save settings")


def sync(person: Person) -> None:
    """Sync now, followed on the page until it is done."""
    person.goes_to("Payments")
    person.presses("Sync now")
    expect(person.page.get_by_text("Synced", exact=True).first).to_be_visible(timeout=SYNCED_MILLISECONDS_MAX)


def _opens_the_integration(person: Person) -> None:
    """Settings > App Marketplace > Fortnox > pencil icon."""
    person.opens("/invoices")
    person.opens_the_marketplace()
    person.page.get_by_role("link", name="Edit the integration of Fyrljus Stockholm AB").click()
