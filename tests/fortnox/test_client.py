"""Our questions to Fortnox: what goes over the wire, and what each answer becomes."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from brygga.fortnox.client import FortnoxClient, invoice_page
from brygga.fortnox.schema import CustomerDraft, CustomerUpdate, InvoiceDraft, RowDraft, TextRowDraft
from brygga.remote.errors import NotFound, OutcomeUnknown, Refused, Unavailable, Unintelligible
from brygga.remote.http import READING
from tests.fortnox import answers
from tests.remote.fake_wire import Scripted, answer, fortnox, raw

DRAFT = InvoiceDraft(
    customer_number="1",
    invoice_date=date(2026, 5, 1),
    due_date=date(2026, 5, 31),
    delivery_date=date(2026, 6, 1),
    currency="SEK",
    rows=(
        RowDraft(
            account_number=3001,
            delivered_quantity=Decimal("1.5"),
            description="Workshop",
            price=Decimal("1847.30"),
            vat=Decimal(25),
        ),
        TextRowDraft(description="Thank you"),
    ),
    external_invoice_reference1="EXT-1",
)
CUSTOMER = CustomerDraft(customer_number="BRY7004", name="Granit & Ljung AB")

# Every method that writes, and how to call it; the test below fails when one is missing here.
WRITES: dict[str, Callable[[FortnoxClient], Any]] = {
    "create_customer": lambda client: client.create_customer(CUSTOMER),
    "update_customer": lambda client: client.update_customer("1043", CustomerUpdate(city="Boden")),
    "create_invoice": lambda client: client.create_invoice(DRAFT),
    "update_invoice": lambda client: client.update_invoice("97", DRAFT),
    "cancel_invoice": lambda client: client.cancel_invoice("97"),
    "book_invoice": lambda client: client.book_invoice("97"),
    "email_invoice": lambda client: client.email_invoice("97"),
    "send_e_invoice": lambda client: client.send_e_invoice("97"),
    "credit_invoice": lambda client: client.credit_invoice("97"),
}
READS: dict[str, Callable[[FortnoxClient], Any]] = {
    "company_information": lambda client: client.company_information(),
    "financial_years": lambda client: client.financial_years(),
    "accounts": lambda client: client.accounts(7),
    "currencies": lambda client: client.currencies(),
    "units": lambda client: client.units(),
    "active_articles": lambda client: client.active_articles(),
    "article": lambda client: client.article("1"),
    "projects": lambda client: client.projects(),
    "cost_centers": lambda client: client.cost_centers(),
    "terms_of_payment": lambda client: client.terms_of_payment(),
    "locked_until": lambda client: client.locked_until(),
    "customers_with_number": lambda client: client.customers_with_number("556677-1209"),
    "customers_containing": lambda client: client.customers_containing("Hamn"),
    "customers_named": lambda client: client.customers_named("Hamn"),
    "customer": lambda client: client.customer("1"),
    "invoice": lambda client: client.invoice("97"),
    "invoice_numbered": lambda client: client.invoice_numbered("97"),
    "invoices_referring_to": lambda client: client.invoices_referring_to("EXT-1"),
    "newest_invoices": lambda client: client.newest_invoices(),
    "invoices_changed_since": lambda client: client.invoices_changed_since(datetime(2026, 11, 2, tzinfo=UTC)),
}


def test_every_question_is_known_to_write_or_to_read() -> None:
    public = {name for name, _ in inspect.getmembers(FortnoxClient, inspect.isfunction) if not name.startswith("_")}
    assert public == set(WRITES) | set(READS)


@pytest.mark.parametrize("ask", WRITES.values(), ids=WRITES)
def test_every_write_whose_answer_is_lost_has_an_unknown_outcome(ask: Callable[[FortnoxClient], Any]) -> None:
    wire = Scripted(httpx.ReadTimeout("slow"))
    with pytest.raises(OutcomeUnknown):
        ask(fortnox(wire))
    assert len(wire.requests) == 1


@pytest.mark.parametrize("ask", WRITES.values(), ids=WRITES)
def test_every_write_whose_answer_cannot_be_read_has_an_unknown_outcome(ask: Callable[[FortnoxClient], Any]) -> None:
    for content in (b"", b"<html>", b"[]", b'{"Invoice": {}, "Customer": {}}', b'{"Invoice": null}'):
        with pytest.raises(OutcomeUnknown):
            ask(fortnox(Scripted(raw(content, 201))))


@pytest.mark.parametrize("ask", READS.values(), ids=READS)
def test_every_read_only_gets_and_is_unavailable_without_an_answer(ask: Callable[[FortnoxClient], Any]) -> None:
    wire = Scripted(httpx.ReadTimeout("slow"))
    with pytest.raises(Unavailable):
        ask(fortnox(wire))
    assert {request.method for request in wire.requests} == {READING}


@pytest.mark.parametrize("ask", READS.values(), ids=READS)
@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b'"text"', b"0"])
def test_every_read_refuses_an_answer_of_another_shape(ask: Callable[[FortnoxClient], Any], content: bytes) -> None:
    with pytest.raises(Unintelligible):
        ask(fortnox(lambda _: raw(content)))


def test_it_creates_an_invoice_with_everything_said_and_numbers_as_numbers() -> None:
    wire = Scripted(answer(answers.invoice(), 201, Location="invoices"))
    created = fortnox(wire).create_invoice(DRAFT)
    assert wire.asked == ["POST /3/invoices"]
    assert wire.body() == {
        "Invoice": {
            "CustomerNumber": "1",
            "InvoiceDate": "2026-05-01",
            "DueDate": "2026-05-31",
            "DeliveryDate": "2026-06-01",
            "Currency": "SEK",
            "CurrencyRate": 1,
            "CurrencyUnit": 1,
            "InvoiceRows": [
                {
                    "AccountNumber": 3001,
                    "DeliveredQuantity": 1.5,
                    "Description": "Workshop",
                    "Price": 1847.3,
                    "VAT": 25,
                    "Discount": 0,
                    "DiscountType": "PERCENT",
                },
                {"Description": "Thank you"},
            ],
            "Language": "SV",
            "ExternalInvoiceReference1": "EXT-1",
            "Freight": 0,
            "AdministrationFee": 0,
            "VATIncluded": False,
        }
    }
    assert b'"Price":1847.3,' in wire.requests[0].content.replace(b" ", b"")
    assert created.document_number == "97"
    assert (
        created.net + created.freight + created.administration_fee + created.total_vat + created.round_off
        == Decimal(219)
    )


def test_it_says_why_fortnox_refused() -> None:
    wire = Scripted(answer(answers.complaint(2001304, "Kunde inte hitta konto."), 400))
    with pytest.raises(Refused) as caught:
        fortnox(wire).create_invoice(DRAFT)
    assert (caught.value.refusal.code, caught.value.refusal.sentence) == ("2001304", "Kunde inte hitta konto.")


def test_it_creates_a_customer_under_our_number() -> None:
    wire = Scripted(answer(answers.customer(CustomerNumber="BRY7004"), 201))
    assert fortnox(wire).create_customer(CUSTOMER).customer_number == "BRY7004"
    assert wire.body() == {
        "Customer": {
            "CustomerNumber": "BRY7004",
            "Name": "Granit & Ljung AB",
            "VATType": "SEVAT",
            "Currency": "SEK",
            "CountryCode": "SE",
        }
    }


def test_it_cancels_an_invoice_without_a_body() -> None:
    wire = Scripted(answer(answers.invoice(Cancelled=True, Balance=0, Total=0)))
    assert fortnox(wire).cancel_invoice("97").cancelled
    assert wire.asked == ["PUT /3/invoices/97/cancel"]
    assert wire.requests[0].content == b""


def test_it_books_an_invoice_without_a_body_and_believes_only_what_says_booked() -> None:
    wire = Scripted(answer(answers.invoice(Booked=True)))
    assert fortnox(wire).book_invoice("97").booked
    assert wire.asked == ["PUT /3/invoices/97/bookkeep"]
    assert wire.requests[0].content == b""
    with pytest.raises(Refused):
        fortnox(Scripted(answer(answers.invoice(AccountingMethod="CASH")))).book_invoice("97")


def test_it_reads_a_chart_of_accounts_page_by_page() -> None:
    chart = [{"Number": 3000 + place, "Description": "Försäljning", "Active": place < 2} for place in range(3)]
    wire = Scripted(
        answer(answers.page("Accounts", chart[:2], total=3, pages=2)),
        answer(answers.page("Accounts", chart[2:], total=3, pages=2, current=2)),
    )
    accounts = fortnox(wire).accounts(7)
    assert [account.number for account in accounts] == [3000, 3001, 3002]
    assert wire.asked == [
        "GET /3/accounts?financialyear=7&limit=500",
        "GET /3/accounts?financialyear=7&limit=500&page=2",
    ]


def test_it_reads_a_list_again_that_changed_meanwhile() -> None:
    one, two = ({"Number": number, "Description": "", "Active": True} for number in (3001, 3002))
    torn = [
        answer(answers.page("Accounts", [one], total=2, pages=2)),
        answer(answers.page("Accounts", [one], total=3, pages=2, current=2)),
    ]
    whole = [answer(answers.page("Accounts", [one, two]))]
    assert len(fortnox(Scripted(*torn, *whole)).accounts(7)) == 2


@pytest.mark.parametrize("numbers", [(3001,), (3001, 3001), (3001, 3002, 3003)], ids=["short", "twice", "long"])
def test_it_never_takes_a_torn_list_for_a_whole_one(numbers: tuple[int, ...]) -> None:
    items = [{"Number": number, "Description": "", "Active": True} for number in numbers]
    wire = Scripted(*[answer(answers.page("Accounts", items, total=2)) for _ in range(3)])
    with pytest.raises(Unavailable, match="kept changing"):
        fortnox(wire).accounts(7)


def test_it_reads_small_registers_that_have_no_counters() -> None:
    units = {"Units": [{"Code": "h", "Description": "timmar"}, {"Code": "förp", "Description": "förpackning"}]}
    assert [unit.code for unit in fortnox(Scripted(answer(units))).units()] == ["h", "förp"]
    with pytest.raises(Unintelligible):
        fortnox(Scripted(answer({"Accounts": []}))).accounts(7)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ({"LockedPeriod": {"EndDate": "2026-06-30"}}, date(2026, 6, 30)),
        ({"LockedPeriod": {"EndDate": None}}, None),
        ({"LockedPeriod": {"EndDate": ""}}, None),
        ({"LockedPeriod": None}, None),
    ],
)
def test_it_knows_until_when_the_books_are_locked(body: Any, day: date | None) -> None:
    assert fortnox(Scripted(answer(body))).locked_until() == day


@pytest.mark.parametrize("asked", ["556677-1209", "5566771209", "165566771209", "16556677-1209", "SE556677120901"])
def test_it_finds_a_customer_however_the_number_is_written(asked: str) -> None:
    dashed = answers.listed_customer("1043", "Hamnverket AB", "556677-1209")
    plain = answers.listed_customer("1149", "Hamnverket AB (gammal)", "16556677 1209")
    other = answers.listed_customer("9", "Någon annan", "7556677-1209")
    wire = Scripted(answer(answers.page("Customers", [dashed, other, plain])))
    found = fortnox(wire).customers_with_number(asked)
    assert [customer.customer_number for customer in found] == ["1043", "1149"]
    assert wire.asked == ["GET /3/customers?organisationnumber=556677&limit=500"]


def test_it_finds_a_customer_abroad_by_the_digits_of_its_number() -> None:
    listed = [
        answers.listed_customer("1", "Fjordhotell AS", "923 609 016"),
        answers.listed_customer("2", "Fjordhotell AS", "NO923609016MVA"),
        answers.listed_customer("3", "En annan", "923609017"),
    ]
    found = fortnox(Scripted(answer(answers.page("Customers", listed)))).customers_with_number("NO923609016")
    assert [customer.customer_number for customer in found] == ["1", "2"]


def test_it_changes_only_the_fields_of_a_customer_that_it_names() -> None:
    wire = Scripted(answer(answers.customer()))
    fortnox(wire).update_customer("1043", CustomerUpdate(city="Boden"))
    assert wire.asked == ["PUT /3/customers/1043"]
    assert wire.body() == {"Customer": {"City": "Boden"}}


def test_it_finds_nobody_without_a_number() -> None:
    wire = Scripted()
    assert fortnox(wire).customers_with_number(" - ") == ()
    assert fortnox(wire).customers_containing(" < ") == ()


def test_it_searches_by_name_and_where_it_can_be_one_by_number() -> None:
    wire = Scripted(*[answer(answers.page("Customers", [answers.listed_customer("1", "A")])) for _ in range(3)])
    assert len(fortnox(wire).customers_named("Hamn", 5)) == 1
    assert wire.asked == ["GET /3/customers?name=Hamn&limit=5"]
    fortnox(wire).customers_named("10", 5)
    assert wire.asked[1:] == ["GET /3/customers?name=10&limit=5", "GET /3/customers?customernumber=10&limit=5"]


def test_it_never_sends_a_search_that_fortnox_refuses() -> None:
    wire = Scripted(answer(answers.page("Customers", [])))
    client = fortnox(wire)
    assert client.customers_named(" <> ") == ()
    assert client.customers_named("<b>Å & ä</b>") == ()
    assert wire.asked == ["GET /3/customers?name=b Å & ä /b&limit=20"]


def test_it_compares_references_whole_since_the_search_means_contains() -> None:
    listed = [
        answers.listed_invoice(number, ExternalInvoiceReference1=reference)
        for number, reference in ((1, "EXT-1"), (2, "EXT-11"), (3, "ext-1"), (4, "EXT-1"))
    ]
    wire = Scripted(answer(answers.page("Invoices", listed)))
    found = fortnox(wire).invoices_referring_to("EXT-1")
    assert [invoice.document_number for invoice in found] == ["1", "4"]
    assert wire.asked == ["GET /3/invoices?externalinvoicereference1=EXT-1&limit=500"]


def test_it_reads_the_newest_invoices_first() -> None:
    wire = Scripted(answer(answers.page("Invoices", [answers.listed_invoice(98)], total=98, pages=98)))
    assert [invoice.document_number for invoice in fortnox(wire).newest_invoices(1)] == ["98"]
    assert wire.asked == ["GET /3/invoices?sortby=documentnumber&sortorder=descending&limit=1"]


def test_it_says_when_an_invoice_does_not_exist() -> None:
    wire = Scripted(answer(answers.complaint(2000434, "Kan inte hitta fakturan.", pascal=True), 404))
    with pytest.raises(NotFound):
        fortnox(wire).invoice("999")


def test_it_tells_people_where_an_invoice_is() -> None:
    template = "https://sandbox.test/fortnox/app/{tenant}/invoices/{number}"
    assert invoice_page(template, 100101, "10483/1") == "https://sandbox.test/fortnox/app/100101/invoices/10483%2F1"
