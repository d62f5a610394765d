"""Vouchers and their series, as they are listed and read."""

from __future__ import annotations

from sandbox.fortnox import event_log
from tests.sandbox.bookkeeper import booked, paid
from tests.sandbox.ledger import Ledger, row


def test_a_voucher_names_what_it_is_of(ledger: Ledger) -> None:
    invoice = booked(ledger)
    number = invoice["VoucherNumber"]
    voucher = ledger.get(f"vouchers/B/{number}", financialyear=5)["Voucher"]
    told = ("ReferenceType", "ReferenceNumber", "TransactionDate", "VoucherSeries", "VoucherNumber", "Year")
    assert [voucher[name] for name in told] == ["INVOICE", "10483", "2026-11-02", "B", number, 5]
    assert (voucher["Comments"], voucher["ApprovalState"]) == (None, 0)
    assert voucher["@url"].endswith(f"/vouchers/B/{number}?financialyear=5")


def test_a_payment_has_a_voucher_of_its_own(ledger: Ledger) -> None:
    payment = paid(ledger, booked(ledger), 1250)
    voucher = ledger.get(f"vouchers/C/{payment['VoucherNumber']}")["Voucher"]
    assert (voucher["ReferenceType"], voucher["ReferenceNumber"]) == ("INVOICEPAYMENT", payment["Number"])


def test_numbers_begin_anew_in_each_year_and_series(ledger: Ledger) -> None:
    numbers = [booked(ledger, InvoiceDate=day)["VoucherNumber"] for day in ("2025-12-30", "2025-12-31", "2026-11-02")]
    assert numbers[:2] == [1, 2]
    assert ledger.get("vouchers/B/1", financialyear=4)["Voucher"]["TransactionDate"] == "2025-12-30"
    assert ledger.get("vouchers/B/1", financialyear=5)["Voucher"]["TransactionDate"] != "2025-12-30"


def test_it_lists_one_year_without_the_rows(ledger: Ledger) -> None:
    booked(ledger, InvoiceDate="2025-12-30")
    earlier = ledger.get("vouchers", financialyear=4)
    assert [item["VoucherNumber"] for item in earlier["Vouchers"]] == [1]
    assert "VoucherRows" not in earlier["Vouchers"][0]
    this_year = ledger.get("vouchers", limit=500)["Vouchers"]
    assert {item["Year"] for item in this_year} == {5}
    assert {item["VoucherSeries"] for item in this_year} == {"B", "C"}


def test_it_lists_by_series_and_dates(ledger: Ledger) -> None:
    booked(ledger, InvoiceDate="2026-01-15")
    listed = ledger.get("vouchers", voucherseries="B", fromdate="2026-01-01", todate="2026-01-31")["Vouchers"]
    assert [item["TransactionDate"] for item in listed] == ["2026-01-15"]
    assert ledger.get("vouchers/sublist/C")["Vouchers"][0]["VoucherSeries"] == "C"
    assert ledger.refused("GET", "vouchers", fromdate="2024-01-01")[1] >= 9_000_000


def test_it_lists_by_cost_centre_and_by_change(ledger: Ledger) -> None:
    ledger.sandbox.clock.advance(60)
    invoice = booked(ledger, row(1, 100, CostCenter="UTV"))
    for asked in ({"costcenter": "UTV"}, {"lastmodified": "2026-11-02 09:31"}):
        assert [item["VoucherNumber"] for item in ledger.get("vouchers", **asked)["Vouchers"]] == [
            invoice["VoucherNumber"]
        ]


def test_an_unknown_voucher_is_missing(ledger: Ledger) -> None:
    assert ledger.refused("GET", "vouchers/B/999")[0] == 404
    assert ledger.refused("GET", "vouchers/B/1", financialyear=99)[0] == 404
    assert ledger.refused("GET", "vouchers/B/1", financialyear="2026-01-01")[1] == 2000588


def test_a_series_tells_its_next_number(ledger: Ledger) -> None:
    number = booked(ledger)["VoucherNumber"]
    series = ledger.get("voucherseries/B")["VoucherSeries"]
    assert (series["NextVoucherNumber"], series["Manual"], series["Year"]) == (number + 1, False, 5)
    listed = ledger.get("voucherseries")["VoucherSeriesCollection"]
    assert [item["Code"] for item in listed] == ["A", "B", "C", "D", "E"]
    assert ledger.refused("GET", "voucherseries/Z")[0] == 404


def test_it_tells_of_a_new_voucher(ledger: Ledger) -> None:
    event_log.forget(ledger.sandbox.store)
    number = str(booked(ledger)["VoucherNumber"])
    (told,) = event_log.events(ledger.sandbox.store, "vouchers")
    assert (told["type"], told["year"], told["series"], told["id"]) == ("voucher-created-v1", "5", "B", number)
