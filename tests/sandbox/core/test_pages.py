"""The plain pages: the index, and what a bookkeeper sees and does in a Fortnox company."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from sandbox.app import Sandbox, create_app
from tests.sandbox.ledger import Ledger, row
from tests.sandbox.wires import IN_PROCESS, wire_to

HOME = "/fortnox/app/100101"


@dataclass(frozen=True, kw_only=True)
class Bookkeeper:
    """Somebody with a browser: reads pages, fills in their forms, and is led on."""

    client: httpx.Client

    def read(self, path: str) -> str:
        answer = self.client.get(f"{HOME}/{path}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def press(self, page: str, path: str, **typed: str) -> httpx.Response:
        """Send the form of a page that leads to this path, with what was typed; it has to be on the page."""
        text = self.read(page)
        forms = re.findall(rf'<form method="post" action="{HOME}/{path}".*?</form>', text, flags=re.DOTALL)
        assert forms, f"There is no way from {page} to {path}."
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', forms[0]))
        return self.client.post(f"{HOME}/{path}", data={**hidden, **typed})

    def does(self, page: str, path: str, **typed: str) -> str:
        """The page to which a form led that went well."""
        answer = self.press(page, path, **typed)
        assert answer.status_code == 303, answer.text
        return self.client.get(answer.headers["Location"]).text


@pytest.fixture
def karin(client: httpx.Client) -> Bookkeeper:
    return Bookkeeper(client=client)


@pytest.fixture
def agency() -> Iterator[Bookkeeper]:
    with wire_to(create_app("agency"), IN_PROCESS) as client:
        yield Bookkeeper(client=client)


def test_the_index_says_who_can_be_played_and_how_to_get_in() -> None:
    with wire_to(create_app("small"), IN_PROCESS) as client:
        page = client.get("/").text
    for told in ("karin@fyrljus.example", "sandbox-token-fyrljus", "/fortnox/app/100102/invoices", "/_sandbox/reset"):
        assert told in page
    for told in ("Play the bookkeeper", "Play the project manager", "/productive/20401/invoices", "the world"):
        assert told in page


def test_a_ledger_lists_its_invoices_with_the_newest_first(karin: Bookkeeper) -> None:
    page = karin.read("invoices")
    assert page.index("10482") < page.index("10463")
    for told in ("Not booked", "Part paid", "Paid", "Cancelled", "Credit note", "Norrsken Energi AB"):
        assert told in page


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("?state=unbooked", "10482", "10463"),
        ("?state=paid", "10463", "10482"),
        ("?state=cancelled", "10456", "10463"),
        ("?state=credit", "10476", "10463"),
        ("?search=norrsken", "10463", "10482"),
        ("?search=PO-88102", "10463", "10464"),
    ],
)
def test_the_list_is_narrowed_and_searched(karin: Bookkeeper, asked: str, there: str, gone: str) -> None:
    page = karin.read(f"invoices{asked}")
    assert f"/invoices/{there}" in page
    assert f"/invoices/{gone}" not in page


def test_a_long_list_has_pages(agency: Bookkeeper) -> None:
    first, last = agency.read("invoices?state=paid"), agency.read("invoices?state=paid&page=99")
    assert re.search(r"Page 1 of \d+", first)
    assert "state=paid&amp;page=2" in first
    assert "Older" not in last


def test_an_invoice_is_shown_with_rows_vat_rounding_and_total(ledger: Ledger, karin: Bookkeeper) -> None:
    ledger.invoice(row(1, 99.99), row(1, 100, VAT=6, AccountNumber=3043), {"Description": "Enligt avtal"})
    page = karin.read("invoices/10483")
    for told in ("Enligt avtal", "VAT 25 %", "VAT 6 %", "Rounding", "231.00\N{NO-BREAK SPACE}SEK", "99.99"):
        assert told in page


def test_what_a_caller_wrote_is_text_on_every_page(ledger: Ledger, karin: Bookkeeper) -> None:
    ledger.books.table("customers")["1042"]["Name"] = "<script>alert(1)</script>"
    ledger.books.table("customers")["1042"]["Email"] = "a@b.example"
    ledger.invoice(row())
    karin.does("invoices/10483", "invoices/10483/book")
    karin.does("invoices/10483", "invoices/10483/email")
    for path in ("invoices", "invoices/10483", "customers", "vouchers", "outbox", "invoices?search=<script>"):
        assert "<script>" not in karin.read(path)


def test_an_invoice_is_booked_paid_in_parts_and_settled(ledger: Ledger, karin: Bookkeeper) -> None:
    ledger.invoice(row(8, 1000))
    assert "Booked" in karin.does("invoices/10483", "invoices/10483/book")
    paid = {"paid_on": "2026-11-02", "then": "book"}
    assert "Part paid" in karin.does("invoices/10483", "invoices/10483/payments", amount="4 000,00", **paid)
    off = {"written_off": "10", "account": "6570"}
    page = karin.does("invoices/10483", "invoices/10483/payments", amount="5,990.00", **off, **paid)
    assert "Paid" in page
    assert "Register a payment" not in page
    assert ledger.get("invoices/10483")["Invoice"]["Balance"] == 0


def test_a_payment_is_left_changed_booked_and_deleted_by_hand(ledger: Ledger, karin: Bookkeeper) -> None:
    ledger.invoice(row(8, 1000))
    karin.does("invoices/10483", "invoices/10483/book")
    typed = {"amount": "9000", "paid_on": "2026-11-02"}
    page = karin.does("invoices/10483", "invoices/10483/payments", **typed, then="leave")
    number = re.findall(r"/payments/(\d+)", page)[-1]
    assert "10,000.00" in page
    karin.does(f"payments/{number}", f"payments/{number}", amount="8000", paid_on="2026-11-02")
    karin.does(f"payments/{number}", f"payments/{number}/book")
    assert ledger.get("invoices/10483")["Invoice"]["Balance"] == 2000
    karin.does(f"payments/{number}", f"payments/{number}", amount="7000", paid_on="2026-11-02")
    assert ledger.get("invoices/10483")["Invoice"]["Balance"] == 3000
    karin.does(f"payments/{number}", f"payments/{number}/delete")
    assert ledger.get("invoices/10483")["Invoice"]["Balance"] == 10000


def test_an_invoice_is_credited_and_each_names_the_other(karin: Bookkeeper) -> None:
    note = karin.does("invoices/10478", "invoices/10478/credit")
    assert "Credit note 10483" in note
    assert f'href="{HOME}/invoices/10478"' in note
    assert f'href="{HOME}/invoices/10483"' in karin.read("invoices/10478")


def test_an_invoice_is_cancelled(karin: Bookkeeper) -> None:
    assert "Cancelled" in karin.does("invoices/10482", "invoices/10482/cancel")


def test_what_is_mailed_lies_in_the_outbox(karin: Bookkeeper, client: httpx.Client) -> None:
    page = karin.does("invoices/10482", "invoices/10482/email")
    assert "leverantor@skargardslinjen.example" in page
    paper = re.search(r"/outbox/\d+\.pdf", page)
    assert paper
    assert client.get(f"{HOME}{paper[0]}").content.startswith(b"%PDF")
    assert client.get("/fortnox/app/100102/outbox/1.pdf").status_code == 404
    letters = client.get("/_sandbox/outbox").json()["letters"]
    assert [(letter["Kind"], letter["InvoiceNumber"]) for letter in letters] == [("email", "10482")]


def test_printing_counts_as_sending_and_looking_does_not(karin: Bookkeeper, client: httpx.Client) -> None:
    assert client.get(f"{HOME}/invoices/10456/preview.pdf").content.startswith(b"%PDF")
    assert ">Sent<" not in karin.read("invoices/10457")
    assert ">Sent<" in karin.does("invoices/10457", "invoices/10457/print")


def test_customers_and_accounts_are_switched_off_and_on(karin: Bookkeeper, ledger: Ledger) -> None:
    karin.does("customers", "customers", number="1042", active="no")
    assert ledger.get("customers/1042")["Customer"]["Active"] is False
    karin.does("customers", "customers", number="1042", active="yes")
    assert ledger.get("customers/1042")["Customer"]["Active"] is True
    karin.does("accounts", "accounts", number="3051", active="yes")
    assert ledger.get("accounts/3051")["Account"]["Active"] is True


def test_a_currency_is_added(karin: Bookkeeper, ledger: Ledger) -> None:
    assert "NOK" in karin.does("currencies", "currencies", code="nok", name="Norsk krona", rate="0,97")
    assert ledger.get("currencies/NOK")["Currency"]["BuyRate"] == 0.97


def test_a_period_is_locked_and_unlocked(karin: Bookkeeper, ledger: Ledger) -> None:
    assert "2026-10-31 is locked" in karin.does("period", "period", until="2026-10-31")
    assert ledger.get("settings/lockedperiod")["LockedPeriod"]["EndDate"] == "2026-10-31"
    assert "Nothing is locked" in karin.does("period", "period", until="2026-10-31", unlock="yes")


def test_what_was_booked_is_a_voucher(karin: Bookkeeper) -> None:
    page = karin.does("invoices/10482", "invoices/10482/book")
    link = re.search(rf"{HOME}/(vouchers/\d+/B/\d+)", page)
    assert link
    voucher = karin.read(link[1])
    assert "1510" in voucher
    assert "2611" in voucher
    assert "Skärgårdslinjen" in karin.read("vouchers")


def test_a_refusal_is_told_in_fortnoxs_own_words_and_changes_nothing(karin: Bookkeeper, ledger: Ledger) -> None:
    karin.does("period", "period", until="2026-11-02")
    answer = karin.press("invoices/10482", "invoices/10482/book")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert "2002141" in answer.text
    assert ledger.get("invoices/10482")["Invoice"]["Booked"] is False


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("period", {"until": "yesterday"}),
        ("currencies", {"code": "NOK", "rate": "cheap"}),
        ("currencies", {"code": "XYZ"}),
    ],
)
def test_what_cannot_be_read_is_said(karin: Bookkeeper, path: str, typed: dict[str, str]) -> None:
    answer = karin.press(path, path, **typed)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_a_form_of_another_page_does_nothing(client: httpx.Client, ledger_sandbox: Sandbox) -> None:
    answer = client.post(f"{HOME}/invoices/10482/book", data={"token": "somebody else's"})
    assert answer.status_code == 400
    assert ledger_sandbox.store.table("fortnox.100101.invoices")["10482"]["Booked"] is False


def test_pages_are_no_requests_to_a_remote(karin: Bookkeeper, ledger_sandbox: Sandbox) -> None:
    karin.does("invoices/10482", "invoices/10482/book")
    assert ledger_sandbox.requests.seen() == []


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/fortnox/app/1/invoices", f"{HOME}/invoices/1", f"{HOME}/payments/999", f"{HOME}/vouchers/1/B/1"],
)
def test_there_is_nothing_else(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
