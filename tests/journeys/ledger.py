"""What the pages of the two remote systems show of an invoice, read as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page


@dataclass(frozen=True, kw_only=True)
class LedgerInvoice:
    """One invoice in the sandbox's Fortnox; a row is description, account, quantity, price, discount, VAT, total."""

    title: str
    state: str
    facts: dict[str, str]
    rows: list[list[str]]
    sums: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ProductiveInvoice:
    """One invoice in the sandbox's Productive."""

    title: str
    status: str
    facts: dict[str, str]


def read_ledger(page: Page) -> LedgerInvoice:
    """Read a page of the ledger, and close it."""
    heading = page.get_by_role("heading", level=1)
    head, sums = page.locator("dl").all()
    read = LedgerInvoice(
        title=heading.inner_text(),
        state=page.get_by_role("main").locator("p").nth(1).inner_text(),  # Below the company whose ledger it is.
        facts=_pairs(head),
        rows=[_cells(row) for row in page.locator("tbody").get_by_role("row").all()],
        sums=_pairs(sums),
    )
    page.close()
    return read


def read_productive(page: Page) -> ProductiveInvoice:
    """Read the page of an invoice in Productive, and close it."""
    section = page.locator("section").first
    read = ProductiveInvoice(
        title=page.get_by_role("heading", level=1).inner_text(),
        status=section.locator("p").last.inner_text(),
        facts=_pairs(page.locator("dl")),
    )
    page.close()
    return read


def _pairs(listed: Locator) -> dict[str, str]:
    names, values = listed.locator("dt").all_inner_texts(), listed.locator("dd").all_inner_texts()
    return {name: _plain(value) for name, value in zip(names, values, strict=True)}


def _cells(row: Locator) -> list[str]:
    return [_plain(each) for each in row.get_by_role("cell").all_inner_texts()]


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ").strip()
