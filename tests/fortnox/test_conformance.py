"""The rows of the conformance list that a client can break; each test names its row and where the evidence is from."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.fortnox.schema import Customer, Invoice, InvoiceListed
from brygga.remote.errors import NotAuthorised, NotFound, Refused, Throttled, Unavailable
from tests.fortnox import answers
from tests.fortnox.test_client import DRAFT
from tests.remote.fake_wire import Scripted, answer, fortnox, oauth, raw


def _wire(value: Any) -> Any:
    return json.loads(json.dumps(value), parse_float=Decimal)


def test_c1_it_reads_pages_up_to_the_counters_in_the_answer() -> None:
    """325 items in pages of 100, 100, 100 and 25; integers, MetaInformation first (recorded 2018)."""
    sizes, start, pages = (100, 100, 100, 25), 0, []
    for current, size in enumerate(sizes, start=1):
        items = [{"Number": 1000 + start + place, "Description": "", "Active": True} for place in range(size)]
        pages.append(answer(answers.page("Accounts", items, total=325, pages=4, current=current)))
        start += size
    wire = Scripted(*pages)
    assert len(fortnox(wire).accounts(1)) == 325
    assert len(wire.requests) == 4


def test_c2_an_empty_list_is_no_error() -> None:
    """200 with the counters 0, 0 and 1 (recorded)."""
    wire = Scripted(answer(answers.page("Invoices", [])))
    assert fortnox(wire).invoices_referring_to("Not found") == ()
    assert len(wire.requests) == 1


def test_c5_it_never_asks_for_a_page_past_the_last() -> None:
    """That is a 400, "Angiven sida hittades ej (24)." (note of 2024)."""
    wire = Scripted(answer(answers.page("Invoices", [answers.listed_invoice(1)], total=1, pages=1)))
    fortnox(wire).invoices_referring_to("EXT-1")
    assert len(wire.requests) == 1


NOT_FOUND = [
    ("customer", 2000433, "Kan inte hitta kunden."),
    ("invoice", 2000434, "Kan inte hitta fakturan."),
]


@pytest.mark.parametrize("pascal", [True, False], ids=["Pascal case", "lower case"])
@pytest.mark.parametrize(("question", "code", "sentence"), NOT_FOUND)
def test_c12_both_casings_of_an_error_are_read(question: str, code: int, sentence: str, pascal: object) -> None:
    """Every recorded 404 is Pascal case, every recorded 400 lower case (2016 to 2023)."""
    body = answers.complaint(code, sentence, pascal=bool(pascal))
    ask: Callable[[str], Any] = getattr(fortnox(Scripted(answer(body, 404))), question)
    with pytest.raises(NotFound) as caught:
        ask("123456789")
    assert (caught.value.refusal.code, caught.value.refusal.sentence) == (str(code), sentence)


def test_c17a_an_expired_token_has_an_answer_of_its_own() -> None:
    """401 {"message":"unauthorized"} (recorded 2023)."""
    with pytest.raises(NotAuthorised) as caught:
        fortnox(Scripted(answer({"message": "unauthorized"}, 401))).newest_invoices()
    assert caught.value.whole_connection


def test_c17b_the_new_refresh_token_is_handed_on() -> None:
    """A refresh answers a new pair; errors are JSON labelled text/html or text/plain (recorded 2023)."""
    granted = {
        "access_token": "a",
        "expires_in": 3600,
        "token_type": "bearer",
        "scope": "article invoice",
        "refresh_token": "new",
    }
    assert oauth(Scripted(raw(json.dumps(granted).encode(), 200, "text/plain"))).refresh("old").refresh_token == "new"


def test_c18_a_429_is_obeyed_without_any_hint() -> None:
    """No recording holds a Retry-After or any other rate header."""
    with pytest.raises(Throttled) as caught:
        fortnox(Scripted(raw(b"", 429, "text/html"))).newest_invoices()
    assert caught.value.after.total_seconds() == 5


def test_c20_a_customer_with_almost_nothing_set_is_read() -> None:
    """Unset fields are null or "", fixed per field; the number is text (recorded 2023)."""
    customer = Customer.model_validate(answers.customer()["Customer"])
    assert (customer.customer_number, customer.active, customer.country_code) == ("247", True, "")


def test_c29_an_invoice_without_rows_is_read() -> None:
    """Credit is the text "false"; empty dates are null or "" (recorded 2023 and 2026)."""
    fields = answers.invoice(InvoiceRows=[], DeliveryDate=None, ExternalInvoiceReference1="")["Invoice"]
    invoice = Invoice.model_validate(_wire(fields))
    assert (invoice.rows, invoice.delivery_date, invoice.credit) == ((), None, False)


def test_c29_terms_of_a_company_without_a_default_are_an_integer_in_a_post() -> None:
    """And "0" on a later GET (recorded): both are read."""
    for told in (0, "0"):
        assert Invoice.model_validate(_wire(answers.invoice(TermsOfPayment=told)["Invoice"])).terms_of_payment == "0"


def test_c30_an_item_of_the_list_is_read_without_the_fields_it_lacks() -> None:
    """27 fields: no rows, no net, no VAT, no credit; the rate is text there (recorded to 2026-04)."""
    listed = InvoiceListed.model_validate(answers.listed_invoice(97, CurrencyRate="9.2412"))
    assert (listed.document_number, listed.total) == ("97", Decimal(219))


def test_c31_the_quantity_is_always_sent() -> None:
    """A row without one gets quantity 0, and so a total of 0 (recorded 2023)."""
    wire = Scripted(answer(answers.invoice(), 201))
    fortnox(wire).create_invoice(DRAFT)
    priced = [row for row in wire.body()["Invoice"]["InvoiceRows"] if "Price" in row]
    assert priced
    assert all("DeliveredQuantity" in row and "VAT" in row and "AccountNumber" in row for row in priced)


def test_c33_the_total_is_rounded_and_says_by_how_much() -> None:
    """Net 100, freight 25, fee 50, VAT 43.75, rounding 0.25: 219 (recorded 2026-05-08)."""
    invoice = Invoice.model_validate(_wire(answers.invoice()["Invoice"]))
    assert invoice.total - invoice.round_off == Decimal("218.75")
    assert (invoice.total_vat, invoice.freight, invoice.administration_fee) == (
        Decimal("43.75"),
        Decimal(25),
        Decimal(50),
    )


def test_c36_a_document_number_above_32_bits_is_only_text_to_us() -> None:
    """Asserted by the vendor's SDK."""
    invoice = Invoice.model_validate(_wire(answers.invoice(DocumentNumber="99999999999")["Invoice"]))
    assert invoice.document_number == "99999999999"


def test_c38_amounts_of_a_foreign_invoice_are_in_its_currency() -> None:
    """EUR 1000 at "9.2412" is 1000 (recorded 2016 to 2024)."""
    listed = InvoiceListed.model_validate(answers.listed_invoice(25, Currency="EUR", Total=1000, Balance=1000))
    assert (listed.total, listed.balance) == (Decimal(1000), Decimal(1000))


def test_c41_what_is_paid_shows_in_the_balance() -> None:
    """Part: 225 of 450; full: 0, the total unchanged (recorded 2019)."""
    part = Invoice.model_validate(_wire(answers.invoice(Total=450, Balance=225, Booked=True)["Invoice"]))
    assert (part.total, part.balance, part.booked) == (Decimal(450), Decimal(225), True)


def test_c42_a_cancelled_invoice_is_told_from_a_paid_one() -> None:
    """Both have Balance 0; only Cancelled tells (recorded 2016 to 2024)."""
    cancelled = InvoiceListed.model_validate(answers.listed_invoice(9, Cancelled=True, Balance=0, Total=0))
    assert cancelled.cancelled
    with pytest.raises(Refused):
        fortnox(Scripted(answer(answers.complaint(9000001, "unknown"), 400))).cancel_invoice("9")


def test_a_record_in_use_is_worth_another_try() -> None:
    """2000310 means bad credentials in the documentation and a record in use to integrators."""
    with pytest.raises(Unavailable):
        fortnox(Scripted(answer(answers.complaint(2000310, "Ogiltig inloggning"), 400))).create_invoice(DRAFT)


def test_dates_are_calendar_dates_without_a_zone() -> None:
    invoice = Invoice.model_validate(_wire(answers.invoice(InvoiceDate="2026-03-29")["Invoice"]))
    assert invoice.invoice_date == date(2026, 3, 29)
