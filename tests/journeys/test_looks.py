"""Every page at a desk and in a hand, light and dark, in both languages: no WCAG violation, nothing beyond the edge.

With BRYGGA_SCREENSHOTS set to a folder, each is kept there as a picture for people to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from brygga.clock import stockholm_date
from sandbox.worlds import cast
from tests.journeys.agency import Agency
from tests.journeys.bookkeeper import Bookkeeper
from tests.journeys.payment_steps import sync, turn_off, turn_on
from tests.journeys.people import Person

pytestmark = [pytest.mark.browser, pytest.mark.process]

Language = Literal["en", "sv"]
Scheme = Literal["light", "dark"]

WIDTHS = {390: 844, 1440: 900}
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LOCALES: dict[Language, str] = {"en": "en-GB", "sv": "sv-SE"}
DOUBLED = {"standard": 32, "fixed": 26}
WCAG: dict[str, Any] = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
COPY = re.compile("Copy to Fortnox|Kopiera till Fortnox")
DISCONNECT = re.compile("(Disconnect|Koppla från) .*Fyrljus Stockholm AB|Koppla från Fyrljus Stockholm AB")
CUSTOMERS = re.compile("Customers in Fortnox|Kunder i Fortnox")
IN_EUROS = "9500"
EDIT = re.compile("integration.* Fyrljus Stockholm AB", re.IGNORECASE)


def sign_in(person: Person) -> None:
    person.context.clear_cookies(name="sessionid")
    person.opens("/accounts/login/")


def invoices(person: Person) -> None:
    person.opens("/invoices")


def invoice(person: Person) -> None:
    person.opens_invoice("9016")


def copy(person: Person) -> None:
    invoice(person)
    person.page.get_by_role("link", name=COPY).click()
    expect(person.dialog).to_be_visible()


def copy_with_problems(person: Person) -> None:
    person.opens_invoice("9006")
    person.page.get_by_role("link", name=COPY).click()
    expect(person.dialog).to_be_visible()


def copied(person: Person) -> None:
    person.opens("/invoices?state=copied")
    person.page.get_by_role("main").get_by_role("row").get_by_role("link").first.click()
    expect(person.page.locator("#afterwards .differs").first).to_be_visible()


def update_existing(person: Person) -> None:
    _corrects(person, "Update existing|Uppdatera befintlig")


def create_new(person: Person) -> None:
    _corrects(person, "Create new|Skapa ny")


def _corrects(person: Person, label: str) -> None:
    copied(person)
    person.page.get_by_role("button", name=re.compile("Invoice copied|Fakturan är kopierad")).hover()
    person.page.get_by_role("link", name=re.compile(f"^({label})")).first.click()
    expect(person.dialog).to_be_visible()


def needs_you(person: Person) -> None:
    person.opens("/needs-you")


def payments(person: Person) -> None:
    person.opens("/payments")


def marketplace(person: Person) -> None:
    person.opens("/settings/marketplace")


def disconnection(person: Person) -> None:
    marketplace(person)
    person.page.get_by_role("link", name=DISCONNECT).click()
    expect(person.dialog).to_be_visible()


def settings(person: Person) -> None:
    marketplace(person)
    person.page.get_by_role("link", name=EDIT).click()


def customer_fields(person: Person) -> None:
    settings(person)
    person.page.get_by_role("link", name=CUSTOMERS).click()


def invoice_settings(person: Person) -> None:
    settings(person)
    person.page.get_by_role("link", name=re.compile("Invoice settings|Fakturainställningar")).click()


def copy_in_dollars(person: Person) -> None:
    """What is asked first: the buyer to confirm and the day's rate."""
    person.opens_invoice("9017")
    person.page.get_by_role("link", name=COPY).click()
    expect(person.dialog).to_be_visible()


def copy_in_euros_with_its_rate(person: Person) -> None:
    """A rate that was entered is shown with the sums in SEK."""
    person.opens_invoice(IN_EUROS)
    person.page.get_by_role("link", name=COPY).click()
    expect(person.dialog).to_be_visible()


def replacement(person: Person) -> None:
    """The question before an account that is in use moves to another subsidiary; nobody answers it."""
    marketplace(person)
    person.page.get_by_role("button", name=re.compile(f".*{cast.GOTEBORG.name}")).click()
    person.consents(cast.STOCKHOLM)
    expect(person.page.get_by_role("heading", level=2)).to_contain_text(cast.GOTEBORG.name)


def copy_with_candidates(person: Person) -> None:
    person.opens_invoice("9009")
    person.page.get_by_role("link", name=COPY).click()
    expect(person.dialog).to_be_visible()


def copy_with_new_customer_abroad(person: Person) -> None:
    person.opens_invoice("9010")
    person.page.get_by_role("link", name=COPY).click()
    expect(person.dialog).to_be_visible()


def service_types(person: Person) -> None:
    settings(person)
    person.page.get_by_role("link", name=re.compile("Map service types|Koppla tjänstetyper")).click()
    person.page.get_by_role("checkbox").first.check()


def before_you_start(person: Person) -> None:
    settings(person)
    person.page.get_by_role("link", name=re.compile("Before you start|Innan du börjar")).click()


def not_booked(person: Person) -> None:
    person.opens("/invoices/not-booked")


def history(person: Person) -> None:
    person.opens("/history")


PAGES = (
    sign_in,
    invoices,
    invoice,
    copy,
    copy_with_problems,
    copied,
    update_existing,
    create_new,
    needs_you,
    payments,
    marketplace,
    disconnection,
    settings,
    customer_fields,
    invoice_settings,
    copy_in_dollars,
    copy_in_euros_with_its_rate,
    replacement,
    copy_with_candidates,
    copy_with_new_customer_abroad,
    service_types,
    before_you_start,
    not_booked,
    history,
)


@pytest.fixture(scope="module")
def something_copied(agency: Agency) -> Iterator[None]:
    """A copied invoice that is paid in part, with a difference in it, and a draft whose rate is entered."""
    karin, draft = agency.person(), agency.sandbox.another_draft()
    turn_on(karin, earlier="From today on")
    number = karin.copies(draft)
    agency.sandbox.set_invoice(number, DueDate="2027-01-31")
    agency.sandbox.another_draft(named=IN_EUROS)
    agency.sandbox.set_draft(IN_EUROS, currency="EUR", delivery_on=agency.unrated_day())
    karin.opens(f"/invoices/{IN_EUROS}/copy")
    karin.page.get_by_label("SEK for 1 EUR").fill("11.2345")
    karin.presses("Keep this rate")
    agency.sandbox.set_draft(draft, purchase_order_number="PO-99000")
    bookkeeper = Bookkeeper(agency.sandbox.address)
    bookkeeper.books(number)
    for amount in ("120000", "40000"):
        bookkeeper.pays(number, amount, on=stockholm_date(datetime.now(UTC)).isoformat())
    sync(karin)
    bookkeeper.changes_in_productive(draft, 11_000_000)
    karin.opens_invoice(draft)
    karin.presses("Look again")
    expect(karin.page.get_by_text("was changed in Productive to").first).to_be_visible()
    yield
    turn_off(karin)
    karin.context.close()


@pytest.mark.usefixtures("something_copied")
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("shows", PAGES, ids=lambda page: page.__name__)
def test_a_page_is_for_everybody(
    people: Callable[..., Person], shows: Callable[[Person], None], language: Language
) -> None:
    karin = people(locale=LOCALES[language], reduced_motion="reduce")
    shows(karin)
    expect(karin.page.locator("html")).to_have_attribute("lang", language)

    karin.page.evaluate(Axe().axe_script)
    wrong: list[str] = []
    for width, height in WIDTHS.items():
        karin.page.set_viewport_size({"width": width, "height": height})
        wrong += beyond_the_edge(karin.page, f"{width} px")
        for scheme in SCHEMES:
            karin.page.emulate_media(color_scheme=scheme)
            if language == "en" or scheme == "dark":  # Contrast is the same in every language; words are not.
                wrong += violations(karin.page, f"{width} px, {scheme}")
            keep_picture(karin.page, f"{shows.__name__}-{language}-{width}-{scheme}")
    with_text_doubled(karin.page)
    wrong += beyond_the_edge(karin.page, "text at 200 %")
    assert not wrong, "\n".join(wrong)


def violations(page: Page, where: str) -> list[str]:
    """What axe finds; it was put into the page before, since its half megabyte takes longer than its work."""
    found = page.evaluate("wanted => axe.run(document, wanted)", WCAG)["violations"]
    return [
        f"{where}: {each['id']} ({each['help']}): " + "; ".join(node["html"][:160] for node in each["nodes"][:5])
        for each in found
    ]


def beyond_the_edge(page: Page, where: str) -> list[str]:
    """What makes the page scroll sideways; what scrolls within itself is no harm."""
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    inside = page.evaluate(
        "[...document.querySelectorAll('dialog[open]')].map(each => each.scrollWidth - each.clientWidth)"
    )
    return [f"{where}: {pixels} px beyond the edge" for pixels in (too_wide, *inside) if pixels > 0]


def with_text_doubled(page: Page) -> None:
    """The browser's own setting for the size of text."""
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": DOUBLED})


def keep_picture(page: Page, name: str) -> None:
    folder = os.environ.get("BRYGGA_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=not page.get_by_role("dialog").count())
