"""Our questions to one Fortnox tenant, and its answers as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import quote

from brygga.fortnox.bodies import body, change_body
from brygga.fortnox.company import CompanyInformation
from brygga.fortnox.dimensions import CostCenter, Project
from brygga.fortnox.identity_numbers import digits_of, forms_of
from brygga.fortnox.invoice_actions import InvoiceActions
from brygga.fortnox.lists import INVOICES, ListOf, page_size_max, read_items, read_whole
from brygga.fortnox.moments import changed_since
from brygga.fortnox.registers import Currency, RegisterEntry
from brygga.fortnox.schema import (
    Account,
    Article,
    ArticleListed,
    Customer,
    CustomerDraft,
    CustomerListed,
    CustomerUpdate,
    FinancialYear,
    Invoice,
    InvoiceDraft,
    InvoiceListed,
    Value,
)
from brygga.fortnox.wire import read_inside
from brygga.remote.errors import NotFound
from brygga.remote.fields import Unreadable, read_date_or_none
from brygga.remote.http import Ask, Leaving, nobody_minds
from brygga.remote.pacing import Rate
from brygga.remote.wire import segment

# 25 calls in any 5 s for one client id and tenant, whoever makes them (documentation, read 2026-04).
RATE = Rate(limit=25, window_seconds=5.0, margin_seconds=0.3)

ACCOUNTS = ListOf(path="accounts", plural="Accounts", key="Number")
ARTICLES = ListOf(path="articles", plural="Articles", key="ArticleNumber")
CURRENCIES = ListOf(path="currencies", plural="Currencies", key="Code", is_counted=False)
CUSTOMERS = ListOf(path="customers", plural="Customers", key="CustomerNumber")
FINANCIAL_YEARS = ListOf(path="financialyears", plural="FinancialYears", key="Id", is_counted=False)
COST_CENTERS = ListOf(path="costcenters", plural="CostCenters", key="Code", is_counted=False)
PROJECTS = ListOf(path="projects", plural="Projects", key="ProjectNumber")
TERMS_OF_PAYMENT = ListOf(path="termsofpayments", plural="TermsOfPayments", key="Code", is_counted=False)
UNITS = ListOf(path="units", plural="Units", key="Code", is_counted=False)

# Refused in a search even when they are encoded (asserted by the vendor's SDK).
UNSEARCHABLE = re.compile(r"[<>|\x00-\x1f]")
NUMBER_LIKE = re.compile(r"[0-9][0-9 -]*")
searched_digits_min = 4
searched_digits_max = 6

V = TypeVar("V", bound=Value)


class FortnoxClient(InvoiceActions):
    """One Fortnox tenant. Every method raises the errors of `brygga.remote.errors` and nothing else."""

    def company_information(self) -> CompanyInformation:
        """Which company the token reaches; the cheapest proof that a connection works.

        Docs: docs/remotes/fortnox.md#company-information
        """
        return self._one("companyinformation", "CompanyInformation", CompanyInformation)

    def financial_years(self) -> tuple[FinancialYear, ...]:
        """Every financial year. Docs: docs/remotes/fortnox.md#financial-years"""
        return read_whole(self._sender, FINANCIAL_YEARS, FinancialYear)

    def accounts(self, financial_year_id: int) -> tuple[Account, ...]:
        """The whole chart of accounts of one financial year, active or not.

        Docs: docs/remotes/fortnox.md#accounts
        """
        query = {"financialyear": financial_year_id, "limit": page_size_max}
        return read_whole(self._sender, ACCOUNTS, Account, query)

    def active_articles(self) -> tuple[ArticleListed, ...]:
        """Every article in use; whether it is a service, only the article itself says.

        Docs: docs/remotes/fortnox.md#articles
        """
        return read_whole(self._sender, ARTICLES, ArticleListed, {"filter": "active", "limit": page_size_max})

    def article(self, number: str) -> Article:
        """One article, whole. Raises NotFound. Docs: docs/remotes/fortnox.md#articles"""
        return self._one(f"articles/{segment(number)}", "Article", Article)

    def currencies(self) -> tuple[Currency, ...]:
        """The currencies that are set up, with rates; others are refused. Docs: docs/remotes/fortnox.md#registers"""
        return read_whole(self._sender, CURRENCIES, Currency)

    def units(self) -> tuple[RegisterEntry, ...]:
        """The units that a row may name. Docs: docs/remotes/fortnox.md#registers"""
        return read_whole(self._sender, UNITS, RegisterEntry)

    def terms_of_payment(self) -> tuple[RegisterEntry, ...]:
        """The terms that an invoice may name; how many days they give is only in words.

        Docs: docs/remotes/fortnox.md#registers
        """
        return read_whole(self._sender, TERMS_OF_PAYMENT, RegisterEntry)

    def projects(self) -> tuple[Project, ...]:
        """Every project. Docs: docs/remotes/fortnox.md#projects-and-cost-centres"""
        return read_whole(self._sender, PROJECTS, Project, {"limit": page_size_max})

    def cost_centers(self) -> tuple[CostCenter, ...]:
        """Every cost centre, in use or not. Docs: docs/remotes/fortnox.md#projects-and-cost-centres"""
        return read_whole(self._sender, COST_CENTERS, CostCenter, {"limit": page_size_max})

    def locked_until(self) -> date | None:
        """The last day of the locked period, itself locked; None while nothing is locked.

        Docs: docs/remotes/fortnox.md#locked-period
        """
        answer = self._sender.send(Ask(method="GET", path="settings/lockedperiod"))
        return answer.read(_locked_until)

    def customers_with_number(self, number: str) -> tuple[CustomerListed, ...]:
        """Every customer, active or not, whose organisation number holds the digits of this number, Swedish or not.

        Fortnox's search means "contains" and keeps blanks and dashes as stored: the first digits are asked for, which
        every way of writing has together, and all of them compared afterwards. Docs: docs/remotes/fortnox.md#search
        """
        wanted = digits_of(number)
        if not wanted:
            return ()
        query: dict[str, str | int] = {"organisationnumber": wanted[:searched_digits_max], "limit": page_size_max}
        found = read_whole(self._sender, CUSTOMERS, CustomerListed, query)
        return tuple(customer for customer in found if digits_of(customer.organisation_number) == wanted)

    def customers_containing(self, text: str) -> tuple[CustomerListed, ...]:
        """The customers whose names contain the text, active or not, at most one page of them.

        Docs: docs/remotes/fortnox.md#search
        """
        text = UNSEARCHABLE.sub(" ", text).strip()
        if not text:
            return ()
        return read_items(self._sender, CUSTOMERS, CustomerListed, {"name": text, "limit": page_size_max})

    def customers_named(self, text: str, limit: int = 20) -> tuple[CustomerListed, ...]:
        """The first customers whose name, number or organisation number contains the text, for a search box.

        Docs: docs/remotes/fortnox.md#search
        """
        text = UNSEARCHABLE.sub(" ", text).strip()
        if not text:
            return ()
        questions = [{"name": text}]
        if NUMBER_LIKE.fullmatch(text):
            questions.append({"customernumber": text})
            questions += [{"organisationnumber": form} for form in forms_of(text) if len(form) >= searched_digits_min]
        return self._first_customers(questions, limit)

    def customer(self, number: str) -> Customer:
        """One customer, whole. Raises NotFound. Docs: docs/remotes/fortnox.md#customers"""
        return self._one(f"customers/{segment(number)}", "Customer", Customer)

    def create_customer(self, draft: CustomerDraft, *, leaving: Leaving = nobody_minds) -> Customer:
        """Create a customer under the number in the draft; Refused with 2000637 when that number is taken.

        Docs: docs/remotes/fortnox.md#customers
        """
        ask = Ask(method="POST", path="customers", body=body("Customer", draft), writes=True, leaving=leaving)
        return self._write(ask, Customer)

    def update_customer(self, number: str, update: CustomerUpdate, *, leaving: Leaving = nobody_minds) -> Customer:
        """Change the fields in the update and no others; answers the whole customer. Raises NotFound.

        Docs: docs/remotes/fortnox.md#customers
        """
        path = f"customers/{segment(number)}"
        ask = Ask(method="PUT", path=path, body=body("Customer", update), writes=True, leaving=leaving)
        return self._write(ask, Customer)

    def create_invoice(self, draft: InvoiceDraft, *, leaving: Leaving = nobody_minds) -> Invoice:
        """Create an invoice, under the draft's number or else Fortnox's next. Never sent twice.

        OutcomeUnknown means look for its reference; Refused may mean that the number is taken.

        Docs: docs/remotes/fortnox.md#create-an-invoice
        """
        ask = Ask(method="POST", path="invoices", body=body("Invoice", draft), writes=True, leaving=leaving)
        return self._write(ask, Invoice)

    def invoice(self, number: str) -> Invoice:
        """One invoice, whole. Raises NotFound. Docs: docs/remotes/fortnox.md#read-an-invoice"""
        return self._one(f"invoices/{segment(number)}", "Invoice", Invoice)

    def invoice_numbered(self, number: str) -> Invoice | None:
        """The document that has this number, cancelled ones and credit notes too; None while it is free.

        Docs: docs/remotes/fortnox.md#read-an-invoice
        """
        try:
            return self.invoice(number)
        except NotFound:
            return None

    def invoices_referring_to(self, reference: str) -> tuple[InvoiceListed, ...]:
        """Every invoice whose ExternalInvoiceReference1 is exactly this; a credit note inherits its original's.

        Docs: docs/remotes/fortnox.md#external-reference
        """
        query: dict[str, str | int] = {"externalinvoicereference1": reference, "limit": page_size_max}
        found = read_whole(self._sender, INVOICES, InvoiceListed, query)
        return tuple(invoice for invoice in found if invoice.external_invoice_reference1 == reference)

    def newest_invoices(self, limit: int = 100) -> tuple[InvoiceListed, ...]:
        """The invoices with the highest numbers, highest first; finds what the search does not show yet.

        Docs: docs/remotes/fortnox.md#invoice-list
        """
        query: dict[str, str | int] = {"sortby": "documentnumber", "sortorder": "descending", "limit": limit}
        return read_items(self._sender, INVOICES, InvoiceListed, query)

    def invoices_changed_since(self, moment: datetime) -> tuple[InvoiceListed, ...]:
        """Every invoice that was changed since this moment, whole: no half a list, and no page missing.

        `moment` is aware; what was changed in its very second may be there or not.

        Docs: docs/remotes/fortnox.md#changed-since
        """
        query = {**changed_since(moment), "sortby": "documentnumber"}
        return read_whole(self._sender, INVOICES, InvoiceListed, query)

    def update_invoice(
        self, number: str, draft: InvoiceDraft, *, clears: Iterable[str] = (), leaving: Leaving = nobody_minds
    ) -> Invoice:
        """Change an invoice that is neither booked nor cancelled: its rows become exactly these.

        `clears` are the wire names of texts that shall be empty. Docs: docs/remotes/fortnox.md#change-an-invoice
        """
        said, path = change_body(draft, clears), f"invoices/{segment(number)}"
        return self._write(Ask(method="PUT", path=path, body=said, writes=True, leaving=leaving), Invoice)

    def cancel_invoice(self, number: str, *, leaving: Leaving = nobody_minds) -> Invoice:
        """Cancel an unbooked invoice; it stays listed, with Balance 0. Docs: docs/remotes/fortnox.md#cancel"""
        path = f"invoices/{segment(number)}/cancel"
        return self._write(Ask(method="PUT", path=path, writes=True, leaving=leaving), Invoice)

    def _one(self, path: str, wrapper: str, model: type[V]) -> V:
        answer = self._sender.send(Ask(method="GET", path=path))
        return answer.read(lambda content: model.model_validate(read_inside(content, wrapper)))

    def _write(self, ask: Ask, model: type[V]) -> V:
        """Write, and read the entity out of the answer; an answer that cannot be read is an unknown outcome."""
        answer = self._sender.send(ask)
        return answer.read(lambda written: model.model_validate(read_inside(written, model.__name__)))

    def _first_customers(self, questions: list[dict[str, str]], limit: int) -> tuple[CustomerListed, ...]:
        found: dict[str, CustomerListed] = {}
        for question in questions:
            page = read_items(self._sender, CUSTOMERS, CustomerListed, {**question, "limit": limit})
            found |= {customer.customer_number: customer for customer in page}
        return tuple(found.values())[:limit]


def invoice_page(template: str, tenant_id: int, number: str) -> str:
    """The address of an invoice for people, from a template with {tenant} and {number}.

    Which path Fortnox's own pages have is unknown: the template is a setting, and its default a guess.
    Docs: docs/remotes/fortnox.md#invoice-page
    """
    return template.replace("{tenant}", str(tenant_id)).replace("{number}", quote(number, safe=""))


def _locked_until(content: Any) -> date | None:
    """LockedPeriod is an object whose EndDate is null when nothing is locked (asserted by the SDK), or null itself."""
    if not isinstance(content, Mapping) or "LockedPeriod" not in content:
        raise Unreadable("LockedPeriod is missing.")
    period = content["LockedPeriod"]
    if period is None:
        return None
    if not isinstance(period, Mapping):
        raise Unreadable("LockedPeriod is no object.")
    return read_date_or_none(period.get("EndDate"))
