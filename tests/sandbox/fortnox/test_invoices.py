"""Invoices: what is made of a request, what is inherited, and what it comes to."""

from __future__ import annotations

import pytest

from sandbox.fortnox import switches
from tests.sandbox.ledger import Ledger, row


def test_it_makes_an_invoice_of_a_customer_number(ledger: Ledger) -> None:
    """C29."""
    customer = ledger.customer()["CustomerNumber"]
    answer = ledger.ask("POST", "invoices", {"Invoice": {"CustomerNumber": customer}})
    invoice = answer.json()["Invoice"]
    assert answer.status_code == 201
    assert answer.headers["Location"] == "invoices"
    assert len(invoice) == 89
    assert (invoice["InvoiceDate"], invoice["DueDate"]) == ("2026-11-02", "2026-12-02")
    assert invoice["Credit"] == "false"
    texts = ("DocumentNumber", "CustomerNumber", "TermsOfPayment")
    assert [invoice[name] for name in texts] == ["10483", customer, "30"]
    references = ("CreditInvoiceReference", "InvoiceReference", "OfferReference", "OrderReference", "ContractReference")
    assert {invoice[name] for name in references} == {"0"}
    nulls = ("DeliveryDate", "FinalPayDate", "VoucherNumber", "VoucherSeries", "VoucherYear", "TimeBasisReference")
    assert {invoice[name] for name in nulls} == {None}
    assert (invoice["InvoicePeriodStart"], invoice["InvoicePeriodEnd"]) == ("", "")
    assert (invoice["CurrencyRate"], invoice["InvoiceRows"], invoice["Labels"]) == (1, [], [])
    assert invoice["EmailInformation"]["EmailSubject"] == "Faktura {no} bifogas"


def test_it_lists_27_fields_with_the_rate_as_text(ledger: Ledger) -> None:
    """C30."""
    ledger.invoice(row())
    item = ledger.get("invoices")["Invoices"][-1]
    assert len(item) == 27
    assert not {"InvoiceRows", "Net", "TotalVAT", "YourReference", "Credit"} & set(item)
    assert item["CurrencyRate"] == "1"


def test_it_takes_account_text_and_vat_from_the_article_but_no_quantity(ledger: Ledger) -> None:
    """C31."""
    invoice = ledger.invoice({"ArticleNumber": "103", "Price": 10})
    made = invoice["InvoiceRows"][0]
    assert (made["AccountNumber"], made["Description"], made["VAT"]) == (3041, "Utveckling", 25)
    assert (made["DeliveredQuantity"], made["Total"], invoice["Total"]) == ("0", 0, 0)
    assert [type(made[name]) for name in ("ContributionPercent", "ContributionValue", "Price")] == [str, str, int]


def test_it_charges_vat_on_freight_and_fee_and_rounds_to_kronor(ledger: Ledger) -> None:
    """C33, as recorded 2026-05-08."""
    invoice = ledger.invoice(row(1, 100), Freight=25, AdministrationFee=50)
    sums = (
        "Net",
        "Gross",
        "FreightVAT",
        "AdministrationFeeVAT",
        "TotalVAT",
        "RoundOff",
        "Total",
        "TotalToPay",
        "Balance",
    )
    assert [invoice[name] for name in sums] == [100, 100, 6.25, 12.5, 43.75, 0.25, 219, 219, 219]
    assert invoice["InvoiceRows"][0]["VATCode"] == "MP1"


def test_it_rounds_down_as_in_the_vendors_sample(ledger: Ledger) -> None:
    invoice = ledger.invoice(row(10, 159), Freight=95)
    assert [invoice[name] for name in ("Net", "TotalVAT", "RoundOff", "Total")] == [1590, 421.25, -0.25, 2106]


def test_it_sums_vat_per_rate(ledger: Ledger) -> None:
    """Acceptance A1: three rows of 99.99 at 25 %."""
    invoice = ledger.invoice(*[row(1, 99.99)] * 3)
    assert [invoice[name] for name in ("Net", "TotalVAT", "RoundOff", "Total")] == [299.97, 74.99, 0.04, 375]


def test_it_can_round_vat_on_each_row_instead(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "vat_rounding", to="row")
    assert ledger.invoice(*[row(1, 99.99)] * 3)["TotalVAT"] == 75


def test_it_keeps_the_ore_where_the_company_says_so(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "round_off", to=False, tenant="100101")
    invoice = ledger.invoice(row(1, 99.99))
    assert (invoice["RoundOff"], invoice["Total"]) == (0, 124.99)


def test_it_mixes_rates(ledger: Ledger) -> None:
    """Acceptance A2."""
    invoice = ledger.invoice(
        row(12.5, 1150),
        row(1, 1847.30, AccountNumber=3042, VAT=12),
        row(40, 129.50, AccountNumber=3043, VAT=6),
        row(1, 250, AccountNumber=1681, VAT=0),
    )
    sums = [invoice[name] for name in ("Net", "TotalVAT", "RoundOff", "Total")]
    assert sums == [21652.3, 4126.23, 0.47, 25779]
    assert [made["VATCode"] for made in invoice["InvoiceRows"]] == ["MP1", "MP2", "MP3", None]


@pytest.mark.parametrize(("sent", "kept"), [(1.123, "1.12"), (1.125, "1.13"), (1, "1"), ("7.3330", "7.33")])
def test_it_rounds_a_quantity_half_up_to_two_decimals(ledger: Ledger, sent: object, kept: str) -> None:
    assert ledger.invoice(row(sent, 1))["InvoiceRows"][0]["DeliveredQuantity"] == kept


@pytest.mark.parametrize(("sent", "kept"), [(1.123, 1.12), (1.125, 1.13)])
def test_it_rounds_a_price_half_up_to_two_decimals(ledger: Ledger, sent: float, kept: float) -> None:
    assert ledger.invoice(row(1, sent))["InvoiceRows"][0]["Price"] == kept


def test_it_takes_off_percentages_and_amounts(ledger: Ledger) -> None:
    """That an amount is off the whole row is a guess."""
    invoice = ledger.invoice(row(2, 100, Discount=10), row(2, 100, Discount=10, DiscountType="AMOUNT"))
    assert [made["Total"] for made in invoice["InvoiceRows"]] == [180, 190]
    assert (invoice["Gross"], invoice["Net"]) == (400, 370)


def test_it_keeps_a_row_that_only_says_something(ledger: Ledger) -> None:
    made = ledger.invoice({"Description": "Enligt avtal"}, {})["InvoiceRows"]
    assert [(each["AccountNumber"], each["DeliveredQuantity"], each["Total"]) for each in made] == [(0, "0", 0)] * 2


def test_it_finds_an_account_for_a_priced_row_without_one(ledger: Ledger) -> None:
    made = ledger.invoice({"Description": "Arbete", "Price": 10, "DeliveredQuantity": 1, "VAT": 12})["InvoiceRows"][0]
    assert made["AccountNumber"] == 3042


def test_it_makes_ocr_numbers_with_a_length_and_a_check_digit(ledger: Ledger) -> None:
    """C35."""
    numbers = {"1": "133", "18": "1842", "37": "3749", "98": "9845", "103": "10355", "203": "20354"}
    made = {number: ledger.invoice(DocumentNumber=number)["OCR"] for number in numbers}
    assert made == numbers


def test_it_keeps_a_supplied_ocr_even_twice(ledger: Ledger) -> None:
    """C35."""
    assert [ledger.invoice(OCR="426523791")["OCR"] for _ in range(2)] == ["426523791"] * 2


def test_it_keeps_supplied_numbers_dates_and_references(ledger: Ledger) -> None:
    """C36."""
    number = str(2**33)
    invoice = ledger.invoice(
        DocumentNumber=number,
        DueDate="2026-10-01",
        ExternalInvoiceReference1="brygga-1",
        ExternalInvoiceReference2="4711",
    )
    assert (invoice["DocumentNumber"], invoice["DueDate"]) == (number, "2026-10-01")
    assert ledger.get(f"invoices/{number}")["Invoice"]["ExternalInvoiceReference2"] == "4711"


def test_it_numbers_on_from_its_series_after_a_supplied_number(ledger: Ledger) -> None:
    ledger.invoice(DocumentNumber="99")
    assert [ledger.invoice()["DocumentNumber"] for _ in range(2)] == ["10483", "10484"]


def test_it_fails_while_the_series_is_behind(ledger: Ledger) -> None:
    """Nobody documents whether a supplied number moves the series; by default it does not."""
    ledger.invoice(DocumentNumber="10483")
    assert ledger.refused("POST", "invoices", {"Invoice": {"CustomerNumber": "1042"}})[2] == "OCR-numret används redan"


def test_it_can_move_the_series_with_a_supplied_number(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "supplied_number_moves_series", to=True)
    ledger.invoice(DocumentNumber="10490")
    assert ledger.invoice()["DocumentNumber"] == "10491"


def test_it_counts_in_the_currency_of_the_invoice(ledger: Ledger) -> None:
    """C38."""
    euros = {"AccountNumber": 3308, "VAT": 0}
    made = ledger.invoice(row(1, 1000, **euros), CustomerNumber="1050", CurrencyRate=9.2412)
    assert (made["Currency"], made["CurrencyRate"], made["RoundOff"]) == ("EUR", 9.2412, 0)
    item = ledger.get("invoices", documentnumber=made["DocumentNumber"])["Invoices"][0]
    listed = [item[name] for name in ("CurrencyRate", "CurrencyUnit", "Total", "Balance")]
    assert listed == ["9.2412", 1, 1000, 1000]


def test_it_uses_the_registers_rate_when_none_is_sent(ledger: Ledger) -> None:
    assert ledger.invoice(CustomerNumber="1050")["CurrencyRate"] == 11.2345


def test_it_takes_a_snapshot_of_the_customer(ledger: Ledger) -> None:
    invoice = ledger.invoice()
    assert (invoice["CustomerName"], invoice["Address1"], invoice["City"]) == (
        "Norrsken Energi AB", "Kungsgatan 44", "Stockholm",
    )  # fmt: skip
    assert invoice["EmailInformation"]["EmailAddressTo"] == "faktura@norrsken.example"
    assert (invoice["Country"], invoice["OrganisationNumber"]) == ("Sverige", "559214-3076")
    ledger.put("customers/1042", {"Customer": {"Name": "Norrsken Kraft AB"}})
    assert ledger.get("invoices/10483")["Invoice"]["CustomerName"] == "Norrsken Energi AB"


def test_it_takes_over_the_fees_of_the_customer_unless_told_otherwise(ledger: Ledger) -> None:
    number = ledger.customer(InvoiceFreight="25", InvoiceAdministrationFee=50)["CustomerNumber"]
    assert ledger.invoice(CustomerNumber=number)["Freight"] == 25
    assert ledger.invoice(CustomerNumber=number, Freight=0, AdministrationFee=0)["Total"] == 0


def test_it_can_include_vat_in_prices(ledger: Ledger) -> None:
    invoice = ledger.invoice(row(1, 125), VATIncluded=True)
    made = invoice["InvoiceRows"][0]
    assert (made["Total"], made["TotalExcludingVAT"], made["PriceExcludingVAT"]) == (125, 100, 100)
    assert [invoice[name] for name in ("Net", "TotalVAT", "Total")] == [100, 25, 125]
