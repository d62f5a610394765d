"""The cash method: a state table of its own, and vouchers only when money moves."""

from __future__ import annotations

import pytest

from sandbox.fortnox import switches
from tests.sandbox.bookkeeper import kronor, moved, paid, payment, read_again
from tests.sandbox.ledger import Ledger, row


@pytest.fixture
def cash_ledger(ledger: Ledger) -> Ledger:
    """A company that keeps its books by the cash method."""
    for year in ledger.books.table("financialyears").values():
        year["AccountingMethod"] = "CASH"
    return ledger


def test_an_invoice_says_its_method(cash_ledger: Ledger) -> None:
    invoice = cash_ledger.invoice(row())
    assert (invoice["AccountingMethod"], invoice["Booked"]) == ("CASH", False)


def test_nothing_is_booked(cash_ledger: Ledger) -> None:
    """Refused, or answered as if nothing had been asked: not known."""
    invoice = cash_ledger.invoice(row())
    assert cash_ledger.refused("PUT", "invoices/10483/bookkeep")[1] >= 9_000_000
    switches.turn(cash_ledger.sandbox.store, "cash_bookkeep", to="ignore")
    assert cash_ledger.put("invoices/10483/bookkeep")["Invoice"] == invoice


def test_it_is_paid_without_being_booked(cash_ledger: Ledger) -> None:
    invoice = cash_ledger.invoice(row(1, 1000))
    paid(cash_ledger, invoice, 1250, PaymentDate="2026-11-20")
    after = read_again(cash_ledger, invoice)
    told = ("Booked", "Balance", "FinalPayDate", "VoucherNumber")
    assert [after[name] for name in told] == [False, 0, "2026-11-20", None]


def test_a_payment_books_the_sales_and_vat_that_it_pays_for(cash_ledger: Ledger) -> None:
    invoice = cash_ledger.invoice(row(1, 1000))
    assert moved(cash_ledger, paid(cash_ledger, invoice, 500)) == kronor(_1930="500", _3041="-400", _2611="-100")
    assert moved(cash_ledger, paid(cash_ledger, invoice, 750)) == kronor(_1930="750", _3041="-600", _2611="-150")


def test_parts_add_up_to_the_whole_invoice(cash_ledger: Ledger) -> None:
    rows = [row(1, "99.99"), row(1, "99.99"), row(1, "33.33", VAT=6, AccountNumber=3043)]
    invoice = cash_ledger.invoice(*rows)
    sums: dict[int, object] = {}
    for amount in (100, 100, invoice["Total"] - 200):
        for account, moved_by in moved(cash_ledger, paid(cash_ledger, invoice, amount)).items():
            sums[account] = sums.get(account, 0) + moved_by  # type: ignore[operator]
    sold = kronor(_3041="-199.98", _3043="-33.33", _2611="-50", _2631="-2", _3740="0.31")
    assert sums == {**kronor(_1930=str(invoice["Total"])), **sold}


@pytest.mark.parametrize("how", ["sent", "paid"])
def test_it_is_locked_when_it_has_been_sent_or_paid(cash_ledger: Ledger, how: str) -> None:
    invoice = cash_ledger.invoice(row(1, 1000))
    if how == "sent":
        cash_ledger.put("invoices/10483/externalprint")
    else:
        paid(cash_ledger, invoice, 1)
    late = {"Invoice": {"Comments": "late"}}
    assert cash_ledger.refused("PUT", "invoices/10483", late)[1] >= 9_000_000
    assert cash_ledger.refused("PUT", "invoices/10483/cancel")[1] >= 9_000_000


def test_it_is_changed_and_cancelled_before_that(cash_ledger: Ledger) -> None:
    invoice = cash_ledger.invoice(row(1, 1000))
    payment(cash_ledger, invoice, 1)
    cash_ledger.put("invoices/10483", {"Invoice": {"Comments": "in time"}})
    assert cash_ledger.put("invoices/10483/cancel")["Invoice"]["Cancelled"] is True


def test_it_is_credited_without_being_booked(cash_ledger: Ledger) -> None:
    invoice = cash_ledger.invoice(row(1, 1000))
    cash_ledger.put("invoices/10483/externalprint")
    number = cash_ledger.put("invoices/10483/credit")["Invoice"]["CreditInvoiceReference"]
    note = cash_ledger.get(f"invoices/{number}")["Invoice"]
    assert (note["Total"], note["Credit"], note["Sent"]) == (-1250, "true", False)
    paid(cash_ledger, invoice, 1250)
    returned = paid(cash_ledger, note, -1250)
    assert moved(cash_ledger, returned) == kronor(_1930="-1250", _3041="1000", _2611="250")


def test_lists_of_unpaid_leave_it_out_unless_the_switch_says_no(cash_ledger: Ledger) -> None:
    invoice = cash_ledger.invoice(row(1, 1000))
    found = {"filter": "unpaid", "documentnumber": "10483"}
    assert cash_ledger.get("invoices", **found)["Invoices"] == []
    switches.turn(cash_ledger.sandbox.store, "cash_unpaid_listed", to=True)
    assert len(cash_ledger.get("invoices", **found)["Invoices"]) == 1
    paid(cash_ledger, invoice, 1250)
    assert cash_ledger.get("invoices", **found)["Invoices"] == []
    assert len(cash_ledger.get("invoices", filter="fullypaid", documentnumber="10483")["Invoices"]) == 1


def test_unpaid_may_mean_overdue(ledger: Ledger) -> None:
    """The three invoices recorded in 2016 were both."""
    asked = {"filter": "unpaid", "limit": 500}
    number = ledger.invoice(row(1, 1000))["DocumentNumber"]
    ledger.put(f"invoices/{number}/bookkeep")
    assert number in {item["DocumentNumber"] for item in ledger.get("invoices", **asked)["Invoices"]}
    switches.turn(ledger.sandbox.store, "unpaid_means_overdue", to=True)
    assert number not in {item["DocumentNumber"] for item in ledger.get("invoices", **asked)["Invoices"]}
