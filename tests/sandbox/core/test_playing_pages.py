"""What else a bookkeeper does by hand, so that every promise can be tried: files, articles, Finans, numbers, apps."""

from __future__ import annotations

import re
from io import BytesIO

import httpx
import pytest

from sandbox.app import Sandbox
from tests.sandbox.core.test_pages import HOME, Bookkeeper
from tests.sandbox.ledger import Ledger, row

PDF = b"%PDF-1.4 a time report"
PAID = {"paid_on": "2026-11-02", "then": "book"}


@pytest.fixture
def karin(client: httpx.Client) -> Bookkeeper:
    return Bookkeeper(client=client)


def attach(karin: Bookkeeper, name: str, **typed: str) -> httpx.Response:
    """Send the form with a file."""
    hidden = re.search(r'name="token" value="(\w+)"', karin.read("invoices/10482"))
    assert hidden
    files = {"file": (name, BytesIO(PDF), "application/pdf")}
    return karin.client.post(f"{HOME}/invoices/10482/files", data={"token": hidden[1], **typed}, files=files)


@pytest.mark.promise("P4")
def test_a_file_is_attached_shown_mailed_and_detached(karin: Bookkeeper, ledger: Ledger) -> None:
    assert attach(karin, "Tidrapport.pdf", sends="yes").status_code == 303
    page = karin.read("invoices/10482")
    link = re.search(rf'{HOME}/(invoices/10482/files/[\w-]+)">Tidrapport\.pdf', page)
    assert link
    assert karin.client.get(f"{HOME}/{link[1]}").content == PDF
    assert "Tidrapport.pdf" in karin.does("invoices/10482", "invoices/10482/email")
    assert "Tidrapport.pdf" not in karin.does("invoices/10482", f"{link[1]}/detach")
    assert karin.client.get(f"{HOME}/{link[1]}").status_code == 404
    assert not ledger.books.table("attachments")


def test_what_cannot_go_out_with_the_mail_is_said_and_not_kept(karin: Bookkeeper, ledger: Ledger) -> None:
    wrong = attach(karin, "Tidrapport.txt", sends="yes")
    assert wrong.status_code == 400
    assert "Only PDF files" in wrong.text
    assert not ledger.books.table("files")
    assert karin.press("invoices/10482", "invoices/10482/files").status_code == 400


@pytest.mark.promise("P7")
def test_articles_are_listed_switched_off_and_shown_on_rows(karin: Bookkeeper, ledger: Ledger) -> None:
    assert all(told in karin.read("articles") for told in ("Formgivning", "3308", "1681"))
    karin.does("articles", "articles", number="102", active="no")
    assert ledger.get("articles/102")["Article"]["Active"] is False
    ledger.invoice(row(1, 100, ArticleNumber="103"))
    assert 'data-name="Article">103<' in karin.read("invoices/10483")


@pytest.mark.promise("P16")
def test_an_invoice_is_sold_or_moved_to_doubtful_claims(karin: Bookkeeper, ledger: Ledger) -> None:
    for _ in range(2):
        ledger.invoice(row(8, 1000))
    karin.does("accounts", "accounts/new", number="1515", name="Osäkra kundfordringar")
    for number in ("10483", "10484"):
        karin.does(f"invoices/{number}", f"invoices/{number}/book")
    sold = {"amount": "10000", "to": "1930", "source": "finance"}
    karin.does("invoices/10483", "invoices/10483/payments", **sold, **PAID)
    assert "1515 Osäkra kundfordringar" in karin.read("invoices/10484")
    karin.does("invoices/10484", "invoices/10484/payments", amount="10000", to="1515", **PAID)
    first, second = list(ledger.books.table("invoicepayments").values())[-2:]
    assert (first["Source"], first["ModeOfPaymentAccount"]) == ("finance", 1930)
    assert (second["Source"], second["ModeOfPaymentAccount"]) == ("manual", 1515)


@pytest.mark.promise("P3")
def test_numbers_are_made_to_clash(karin: Bookkeeper, ledger: Ledger) -> None:
    made = {"customer": "1042", "kind": "INTRESTINVOICE", "text": "Ränta", "price": "85", "rate": "0"}
    assert "Invoice 10500" in karin.does("new", "new", number="10500", **made)
    assert ledger.get("invoices/10500")["Invoice"]["InvoiceType"] == "INTRESTINVOICE"
    assert "It is taken" in karin.does("new", "series", next="10500")
    again = karin.press("new", "new", number="10500", **made)
    assert again.status_code == 400
    assert 'role="alert"' in again.text
    assert karin.press("new", "series", next="soon").status_code == 400
    karin.does("new", "series", next="10499")
    assert "Invoice 10499" in karin.does("new", "new", **made)


@pytest.mark.promise("P18")
def test_a_connected_app_is_shown_and_let_go(karin: Bookkeeper, ledger: Ledger, ledger_sandbox: Sandbox) -> None:
    assert ledger.get("customers/1042")
    assert "sandbox-client" in karin.read("connected")
    ledger_sandbox.store.table("fortnox.consents")["sandbox-client:100101"] = {
        "client_id": "sandbox-client", "tenant": "100101", "scope": "invoice customer", "service": True,
    }  # fmt: skip
    assert "Service account" in karin.read("connected")
    page = karin.does("connected", "connected", client="sandbox-client")
    assert "Disconnected" in page
    assert all(row["dead"] for row in ledger_sandbox.store.table("fortnox.access_tokens").values())
    assert "No program has been let in" in karin.client.get("/fortnox/app/100102/connected").text
