"""What a person does and sees in Brygga, in the words of its pages: a small vocabulary for the stories."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, expect

from sandbox.worlds import cast
from tests.journeys.ledger import LedgerInvoice, ProductiveInvoice, read_ledger, read_productive

FORTNOX_EMAIL = "karin@fyrljus.example"
FORTNOX_PASSWORD = "fyrljus"

COPIED_MILLISECONDS_MAX = 30_000
NO_MATTER_WHICH_SPACE = r"\s"


class Person:
    """Somebody at one browser, who reads English."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page = context.new_page()

    # Getting about

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def signs_in(self, email: str, password: str) -> None:
        self.opens("/")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password").fill(password)
        self.presses("Sign in")

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def follows(self, link: str) -> None:
        self.page.get_by_role("link", name=link).click()

    def goes_to(self, place: str) -> None:
        """One of the places of the main navigation."""
        self.page.get_by_role("navigation", name="Main").get_by_role("link", name=place).click()

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.get_by_text(each).first).to_be_visible()

    def sees_heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", name=words).last).to_be_visible()

    # Connecting

    def opens_the_marketplace(self) -> None:
        self.goes_to("Settings")
        self.follows("App Marketplace")

    def account_of(self, subsidiary: str) -> Locator:
        """The row of the Fortnox card that belongs to a subsidiary."""
        return self.page.get_by_role("row").filter(has_text=subsidiary)

    def connects(self, seller: cast.Seller, *, company: cast.Seller | None = None) -> None:
        """Connect App, log in at Fortnox, choose the company, approve."""
        self.presses_connect(seller)
        self.consents(company or seller)

    def consents(self, company: cast.Seller) -> None:
        """Log in at Fortnox, choose the company, approve."""
        self.logs_in_to_fortnox()
        self.page.get_by_label(company.name).check()
        self.presses("Continue")
        self.presses("Approve")

    def presses_connect(self, seller: cast.Seller) -> None:
        self.page.get_by_role("button", name=re.compile(f"^Connect App.*{seller.name}")).click()

    def logs_in_to_fortnox(self, password: str = FORTNOX_PASSWORD) -> None:
        self.page.get_by_label("E-mail address").fill(FORTNOX_EMAIL)
        self.page.get_by_label("Password").fill(password)
        self.presses("Log in")

    def decides(
        self, *, numbers: str = "Fortnox", pdf: str = "Fortnox", zero: Literal["Ask", "Outlay", "Exempt"] = "Ask"
    ) -> None:
        """Make the three decisions and save them; the accounts are those that Brygga proposes."""
        self.chooses("Invoice Number Generation", numbers)
        self.chooses("Invoice PDF Generation", pdf)
        self.chooses("in Sweden", zero)
        self.presses("Save settings")

    def account_for(self, rate: str) -> Locator:
        """The field for the account of a VAT rate, such as "VAT 25 %"."""
        return self.page.get_by_role("combobox", name=re.compile(rf"^{rate.replace(' ', NO_MATTER_WHICH_SPACE)}$"))

    def chooses(self, question: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("radio", name=re.compile(f"^{answer}")).check()

    # Copying

    def opens_invoice(self, invoice_id: str) -> None:
        self.opens(f"/invoices/{invoice_id}")

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    def asks_to_copy(self) -> None:
        """Copy to Fortnox: the dialog with the preview is there."""
        self.follows("Copy to Fortnox")
        expect(self.dialog).to_be_visible()

    @property
    def crossing(self) -> Locator:
        """The strip from Productive to Fortnox."""
        return self.page.get_by_label("How far the copy is")

    def compared(self, what: str) -> Locator:
        """One line of "Exactly this is created"."""
        return self.dialog.get_by_role("row", name=re.compile(f"^{what}"))

    def copies_and_finalizes(self) -> None:
        self.presses("Copy and Finalize")

    def copies(self, invoice_id: str) -> str:
        """The whole of it with everything as proposed; returns the number in Fortnox."""
        self.opens_invoice(invoice_id)
        self.asks_to_copy()
        self.copies_and_finalizes()
        return self.sees_it_copied()

    def sees_it_copied(self) -> str:
        """Wait, without loading the page anew, for the badge; returns the number in Fortnox."""
        badge = self.page.get_by_role("button", name="Invoice copied")
        expect(badge).to_be_visible(timeout=COPIED_MILLISECONDS_MAX)
        link = self.crossing.get_by_role("link")
        return link.inner_text().strip()

    def looks_until_it_is_copied(self, *, looks_max: int = 200) -> str:
        """Without script the page does not follow by itself: look again until it is copied."""
        expect(self.crossing).to_be_visible()
        again = self.page.get_by_role("link", name="Look again")
        for _ in range(looks_max):
            if not again.count():
                break
            with self.page.expect_navigation():  # Until the next page is there whole, it has no link either.
                again.click()
        return self.sees_it_copied()

    def sees_problem(self, title: str, *, remedy: str) -> None:
        problem = self.page.get_by_role("listitem").filter(has_text=title)
        expect(problem.first).to_be_visible()
        expect(problem.first).to_contain_text(remedy)

    def cannot_copy(self, because: str) -> None:
        """Copy and Finalize is there, is off, and its reason is tied to it."""
        button = self.page.get_by_role("button", name="Copy and Finalize")
        expect(button).to_be_disabled()
        expect(button).to_have_accessible_description(re.compile(because))

    # Looking at the other sides

    def reads_ledger(self, number: str, seller: cast.Seller = cast.STOCKHOLM) -> LedgerInvoice:
        """The accountant's page of an invoice, reached by the badge's own link."""
        self.page.get_by_role("button", name="Invoice copied").hover()
        with self.context.expect_page() as opened:
            self.page.get_by_role("link", name=f"Open invoice {number} in Fortnox").first.click()
        ledger = opened.value
        assert urlsplit(ledger.url).path == f"/fortnox/app/{seller.fortnox_tenant_id}/invoices/{number}"
        return read_ledger(ledger)

    def reads_productive(self) -> ProductiveInvoice:
        """The invoice's page in Productive, reached by the invoice menu."""
        self.page.get_by_role("button", name="Invoice menu").hover()
        with self.context.expect_page() as opened:
            self.page.get_by_role("link", name="Open in Productive").first.click()
        return read_productive(opened.value)

    # Without a mouse

    def focused(self) -> Locator:
        return self.page.locator(":focus")

    def tabs_to(self, role: Literal["link", "button"], name: str, *, presses_max: int = 60) -> None:
        """Press Tab until that is what has the focus."""
        wanted = self.page.get_by_role(role, name=name).and_(self.page.locator(":focus"))
        for _ in range(presses_max):
            if wanted.count():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{presses_max} presses of Tab do not lead to the {role} {name}.")
