"""Booking an invoice: its voucher, balanced and on the right accounts, and everything that stops it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from sandbox.fortnox import switches
from tests.sandbox.bookkeeper import booked, kronor, moved
from tests.sandbox.ledger import Ledger, row

STEP = "invoices/10483/bookkeep"


def test_it_books_claim_sales_and_vat(ledger: Ledger) -> None:
    invoice = booked(ledger, row(1, 1000))
    assert (invoice["VoucherSeries"], invoice["VoucherYear"]) == ("B", 5)
    assert moved(ledger, invoice) == kronor(_1510="1250", _3041="-1000", _2611="-250")


def test_it_books_rounding_to_kronor(ledger: Ledger) -> None:
    """A1 of the bookkeeping reference: 374.96 becomes 375."""
    invoice = booked(ledger, *[row(1, "99.99")] * 3)
    assert (invoice["TotalVAT"], invoice["RoundOff"], invoice["Total"]) == (74.99, 0.04, 375)
    assert moved(ledger, invoice) == kronor(_1510="375", _3041="-299.97", _2611="-74.99", _3740="-0.04")


def test_it_books_each_rate_on_its_own_account(ledger: Ledger) -> None:
    """A2: four rates in one invoice, an outlay among them."""
    rows = [
        row("12.5", "1150"),
        row(1, "1847.30", VAT=12, AccountNumber=3042),
        row(40, "129.50", VAT=6, AccountNumber=3043),
        row(1, "250", VAT=0, AccountNumber=1681),
    ]
    invoice = booked(ledger, *rows)
    assert invoice["Total"] == 25779
    sales = kronor(_3041="-14375", _3042="-1847.30", _3043="-5180", _1681="-250")
    vat = kronor(_2611="-3593.75", _2621="-221.68", _2631="-310.80", _3740="-0.47")
    assert moved(ledger, invoice) == {**kronor(_1510="25779"), **sales, **vat}


def test_it_books_a_foreign_invoice_at_its_own_rate(ledger: Ledger) -> None:
    """A3: 1,681.81 EUR at 11.2345, whose öre does not come out even."""
    rows = [row(8, "137.50"), row(1, "245.45")]
    invoice = booked(ledger, *rows, Currency="EUR", CurrencyRate="11.2345")
    assert (invoice["TotalVAT"], invoice["Total"]) == (336.36, 1681.81)
    expected = kronor(_1510="18894.29", _3041="-15115.46", _2611="-3778.84", _3740="0.01")
    assert moved(ledger, invoice) == expected


def test_it_books_a_currency_that_is_counted_by_the_hundred(ledger: Ledger) -> None:
    """A5: 450,000 JPY at 7.1234 for 100."""
    ledger.post("currencies", {"Currency": {"Code": "JPY", "Description": "Yen", "BuyRate": 7.1234, "Unit": 100}})
    invoice = booked(ledger, row(1, 450_000, VAT=0, AccountNumber=3305), Currency="JPY")
    assert moved(ledger, invoice) == kronor(_1510="32055.30", _3305="-32055.30")


def test_it_books_freight_and_fee_with_their_vat(ledger: Ledger) -> None:
    invoice = booked(ledger, row(1, 100), Freight=25, AdministrationFee=50)
    expected = kronor(_1510="219", _3041="-100", _3520="-25", _3540="-50", _2611="-43.75", _3740="-0.25")
    assert moved(ledger, invoice) == expected


def test_it_keeps_projects_and_cost_centres_apart_in_the_voucher(ledger: Ledger) -> None:
    rows = [row(1, 100, Project="1"), row(1, 200, Project="2", CostCenter="UTV"), row(1, 300)]
    invoice = booked(ledger, *rows, CostCenter="DESIGN")
    told = ledger.get(f"vouchers/B/{invoice['VoucherNumber']}")["Voucher"]["VoucherRows"]
    sales = [(line["Project"], line["CostCenter"], line["Credit"]) for line in told if line["Account"] == 3041]
    assert sales == [("1", "DESIGN", 100), ("2", "UTV", 200), ("", "DESIGN", 300)]


def test_it_goes_into_the_series_that_the_company_has_chosen(ledger: Ledger) -> None:
    ledger.put("predefinedvoucherseries/INVOICE", {"PreDefinedVoucherSeries": {"VoucherSeries": "F"}})
    invoice = booked(ledger)
    assert (invoice["VoucherSeries"], invoice["VoucherNumber"]) == ("F", 1)


def test_a_cash_invoice_is_paid_by_being_booked(ledger: Ledger) -> None:
    """Inferred from recorded lists; the account is the one that the company has for cards."""
    ledger.books.table("predefinedaccounts")["CASHBYCARD"] = {"Name": "CASHBYCARD", "Account": 1930}
    invoice = booked(ledger, row(1, 1000), InvoiceType="CASHINVOICE", PaymentWay="CARD")
    assert (invoice["Balance"], invoice["Total"], invoice["FinalPayDate"]) == (0, 1250, "2026-11-02")
    assert moved(ledger, invoice)[1930] == Decimal(1250)


def test_it_does_not_book_without_a_financial_year(ledger: Ledger) -> None:
    ledger.invoice(row())
    ledger.books.table("financialyears").clear()
    assert ledger.refused("PUT", STEP)[1] == 9000016


def test_it_says_who_locked_the_period_where_the_switch_says_so(ledger: Ledger) -> None:
    ledger.invoice(row())
    ledger.books.table("company")["facts"]["LockedUntil"] = "2026-11-02"
    assert ledger.refused("PUT", STEP)[1] == 2002141
    switches.turn(ledger.sandbox.store, "locked_period_code", to=2000401)
    code, message = ledger.refused("PUT", STEP)[1:]
    assert (code, "2026-11-02" in message) == (2000401, True)


def test_it_books_only_what_the_warehouse_has_made_ready(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "warehouse_module", to=True)
    ledger.invoice(row())
    sentence = "Kunde inte bokföra fakturanummer 10483. Faktura som bokförs måste var klarmarkerad."
    assert ledger.refused("PUT", STEP) == (400, 2003498, sentence)
    assert ledger.put("invoices/10483/warehouseready")["Invoice"]["WarehouseReady"] is True
    late = {"Invoice": {"Comments": "late"}}
    assert ledger.refused("PUT", "invoices/10483", late)[1:] == (2003125, "Ett klarmarkerat dokument kan inte ändras")
    assert ledger.put(STEP)["Invoice"]["Booked"] is True


def test_nothing_is_made_ready_without_a_warehouse(ledger: Ledger) -> None:
    ledger.invoice(row())
    assert ledger.refused("PUT", "invoices/10483/warehouseready")[1] >= 9_000_000


def test_a_row_with_a_quantity_says_what_it_is(ledger: Ledger) -> None:
    ledger.invoice(row(1, 100, Description=""))
    assert ledger.refused("PUT", STEP)[1] == 2003977


@pytest.mark.parametrize("place", ["invoice", "row"])
def test_a_project_must_run_on_the_invoice_date(ledger: Ledger, place: str) -> None:
    ledger.put("projects/17", {"Project": {"EndDate": "2026-11-01"}})
    named = {"Project": "17"}
    ledger.invoice(row(1, 100, **(named if place == "row" else {})), **(named if place == "invoice" else {}))
    answer = ledger.refused("PUT", STEP)
    assert answer[2] == "Projektredovisningsperioden är inte aktiv för projekt"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ProjectSettings": "MANDATORY"}, "Projekt är obligatoriskt på konto"),
        ({"CostCenterSettings": "MANDATORY"}, "Kostnadsställe är obligatoriskt på konto"),
        ({"Active": False}, 'Konto "3041" är inte aktivt'),
    ],
)
def test_an_account_can_refuse_what_is_booked_on_it(ledger: Ledger, facts: dict[str, Any], sentence: str) -> None:
    ledger.invoice(row())
    ledger.books.table("accounts")["5.3041"] |= facts
    assert ledger.refused("PUT", STEP)[2] == sentence


def test_a_missing_predefined_account_is_named(ledger: Ledger) -> None:
    ledger.invoice(row(), AdministrationFee=50)
    ledger.books.table("predefinedaccounts").pop("ADMFEE")
    sentence = "Kunde inte bokföra fakturanummer 10483. Förvalt konto för fakturaavgift saknas."
    assert ledger.refused("PUT", STEP)[2] == sentence


def test_a_refused_booking_takes_no_voucher_number(ledger: Ledger) -> None:
    before = booked(ledger)["VoucherNumber"]
    ledger.invoice(row(1, 100, Description=""))
    ledger.refused("PUT", "invoices/10484/bookkeep")
    ledger.put("invoices/10484", {"Invoice": {"InvoiceRows": [row(1, 100)]}})
    assert ledger.put("invoices/10484/bookkeep")["Invoice"]["VoucherNumber"] == before + 1


def test_booking_twice_is_refused_or_does_nothing(ledger: Ledger) -> None:
    """What Fortnox does is not known."""
    invoice = booked(ledger)
    assert ledger.refused("PUT", STEP)[1] >= 9_000_000
    switches.turn(ledger.sandbox.store, "book_twice", to="ignore")
    assert ledger.put(STEP)["Invoice"] == invoice


def test_texts_of_a_booked_invoice_can_be_changed_where_the_switch_says_so(ledger: Ledger) -> None:
    """Which fields of a booked invoice stay open is not known."""
    booked(ledger)
    texts, dates = {"Invoice": {"YourReference": "Ulla"}}, {"Invoice": {"DueDate": "2026-12-24"}}
    assert ledger.refused("PUT", "invoices/10483", texts)[1] >= 9_000_000
    switches.turn(ledger.sandbox.store, "booked_invoice_edit", to="texts")
    after = ledger.put("invoices/10483", texts)["Invoice"]
    assert (after["YourReference"], after["Balance"], after["Booked"]) == ("Ulla", 1250, True)
    assert ledger.refused("PUT", "invoices/10483", dates)[1] >= 9_000_000


def test_a_rate_that_disagrees_with_its_account_is_taken_unless_the_switch_says_no(ledger: Ledger) -> None:
    body = {"Invoice": {"CustomerNumber": "1042", "InvoiceRows": [row(1, 100, VAT=6)]}}
    assert ledger.post("invoices", body)["Invoice"]["TotalVAT"] == 6
    switches.turn(ledger.sandbox.store, "vat_account_mismatch", to="refuse")
    assert ledger.refused("POST", "invoices", body)[1] >= 9_000_000
    ledger.invoice(row(1, 100, VAT=0, AccountNumber=3004))


@pytest.mark.parametrize(("halves", "total"), [("away", -938), ("up", -937)])
def test_half_a_krona_below_zero_goes_where_the_switch_says(ledger: Ledger, halves: str, total: int) -> None:
    """A8: a recorded 938 fits both."""
    switches.turn(ledger.sandbox.store, "round_half", to=halves)
    assert ledger.invoice(row(1, 750))["Total"] == 938
    note = booked(ledger, row(-1, 750))
    assert note["Total"] == total
    assert moved(ledger, note)[1510] == total


def test_foreign_totals_are_whole_where_the_switch_says_so(ledger: Ledger) -> None:
    assert ledger.invoice(row(1, "10.25", VAT=0, AccountNumber=3308), Currency="EUR")["Total"] == 10.25
    switches.turn(ledger.sandbox.store, "round_foreign", to=True)
    whole = ledger.invoice(row(1, "10.25", VAT=0, AccountNumber=3308), Currency="EUR")
    assert (whole["Total"], whole["RoundOff"]) == (10, -0.25)


def test_a_cancelled_invoice_may_keep_its_total(ledger: Ledger) -> None:
    """0 in the five recorded, kept in a vendor's sample of 2014; the balance is 0 in both."""
    switches.turn(ledger.sandbox.store, "cancel_keeps_total", to=True)
    ledger.invoice(row(1, 1000))
    cancelled = ledger.put("invoices/10483/cancel")["Invoice"]
    assert (cancelled["Total"], cancelled["Balance"]) == (1250, 0)
