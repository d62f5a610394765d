"""The plain pages: the index and the ledgers."""

from __future__ import annotations

import httpx
import pytest

from tests.sandbox.ledger import Ledger, row


def test_the_index_says_how_to_get_in(client: httpx.Client) -> None:
    page = client.get("/").text
    for told in ("karin@fyrljus.example", "sandbox-token-fyrljus", "/fortnox/app/100102/invoices", "/_sandbox/"):
        assert told in page


def test_a_ledger_lists_its_invoices_with_the_newest_first(client: httpx.Client) -> None:
    page = client.get("/fortnox/app/100101/invoices").text
    assert page.index("10482") < page.index("10463")
    for told in ("Not booked", "Part paid", "Paid", "Cancelled", "Credit note", "Norrsken Energi AB"):
        assert told in page


def test_an_invoice_is_shown_with_rows_vat_rounding_and_total(ledger: Ledger, client: httpx.Client) -> None:
    ledger.invoice(row(1, 99.99), row(1, 100, VAT=6, AccountNumber=3043), {"Description": "Enligt avtal"})
    page = client.get("/fortnox/app/100101/invoices/10483").text
    for told in ("Enligt avtal", "VAT 25 %", "VAT 6 %", "Rounding", "231.00\N{NO-BREAK SPACE}SEK", "99.99"):
        assert told in page


def test_what_a_caller_wrote_is_text_on_the_page(ledger: Ledger, client: httpx.Client) -> None:
    ledger.books.table("customers")["1042"]["Name"] = "<script>alert(1)</script>"
    ledger.invoice(row())
    for path in ("invoices", "invoices/10483", "customers"):
        assert "<script>" not in client.get(f"/fortnox/app/100101/{path}").text


def test_customers_are_listed_with_their_state(client: httpx.Client) -> None:
    page = client.get("/fortnox/app/100101/customers").text
    assert "Norrskensfonden" in page
    assert "Inactive" in page


@pytest.mark.parametrize("path", ["/nowhere", "/fortnox/app/1/invoices", "/fortnox/app/100101/invoices/1"])
def test_there_is_nothing_else(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
