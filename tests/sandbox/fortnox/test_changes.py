"""What becomes of an invoice: edited while unbooked, booked, cancelled."""

from __future__ import annotations

from tests.sandbox.ledger import Ledger, row


def test_it_keeps_rows_and_totals_when_a_change_does_not_name_them(ledger: Ledger) -> None:
    before = ledger.invoice(row(2, 50), Comments="x")
    after = ledger.put("invoices/10483", {"Invoice": {"YourReference": "Ulla"}})["Invoice"]
    assert after == {**before, "YourReference": "Ulla"}


def test_it_does_not_clear_with_an_empty_text(ledger: Ledger) -> None:
    """C24."""
    ledger.invoice(Comments="x", Country="Sverige")
    after = ledger.put("invoices/10483", {"Invoice": {"Comments": "", "Country": ""}})["Invoice"]
    assert (after["Comments"], after["Country"]) == ("x", "Sverige")
    assert ledger.put("invoices/10483", {"Invoice": {"Comments": "API_BLANK"}})["Invoice"]["Comments"] == ""


def test_it_matches_rows_by_position_and_keeps_what_they_do_not_say(ledger: Ledger) -> None:
    ledger.invoice(row(1, 100, Discount=10), row(1, 200))
    after = ledger.put("invoices/10483", {"Invoice": {"InvoiceRows": [{"Price": 300}]}})["Invoice"]
    assert [(made["Price"], made["Discount"], made["Total"]) for made in after["InvoiceRows"]] == [(300, 10, 270)]
    assert after["Net"] == 270


def test_it_matches_rows_by_id_and_gives_them_new_ones(ledger: Ledger) -> None:
    first, second = ledger.invoice(row(1, 100), row(1, 200))["InvoiceRows"]
    wanted = [{"RowId": second["RowId"]}, row(1, 50)]
    after = ledger.put("invoices/10483", {"Invoice": {"InvoiceRows": wanted}})["Invoice"]["InvoiceRows"]
    assert [made["Price"] for made in after] == [200, 50]
    assert not {first["RowId"], second["RowId"]} & {made["RowId"] for made in after}


def test_it_empties_an_invoice_of_its_rows(ledger: Ledger) -> None:
    ledger.invoice(row())
    after = ledger.put("invoices/10483", {"Invoice": {"InvoiceRows": []}})["Invoice"]
    assert (after["InvoiceRows"], after["Total"]) == ([], 0)


def test_it_leaves_a_refused_change_undone(ledger: Ledger) -> None:
    before = ledger.invoice(row())
    ledger.refused("PUT", "invoices/10483", {"Invoice": {"Comments": "new", "InvoiceRows": [row(AccountNumber=3051)]}})
    assert ledger.get("invoices/10483")["Invoice"] == before


def test_it_moves_the_due_date_with_the_invoice_date(ledger: Ledger) -> None:
    ledger.invoice()
    after = ledger.put("invoices/10483", {"Invoice": {"InvoiceDate": "2026-11-10"}})["Invoice"]
    assert after["DueDate"] == "2026-12-10"


def test_it_never_renumbers(ledger: Ledger) -> None:
    ledger.invoice()
    assert ledger.refused("PUT", "invoices/10483", {"Invoice": {"DocumentNumber": "5"}})[1] == 2000321


def test_it_books_into_series_b(ledger: Ledger) -> None:
    """C41."""
    ledger.invoice(row())
    booked = ledger.put("invoices/10483/bookkeep")["Invoice"]
    assert (booked["Booked"], booked["VoucherSeries"], type(booked["VoucherNumber"])) == (True, "B", int)
    assert booked["VoucherYear"] == 5
    following = ledger.invoice(row())["DocumentNumber"]
    assert ledger.put(f"invoices/{following}/bookkeep")["Invoice"]["VoucherNumber"] == booked["VoucherNumber"] + 1


def test_it_shows_part_payment_by_balance_alone(ledger: Ledger) -> None:
    """C41."""
    part_paid = ledger.get("invoices/10469")["Invoice"]
    assert (part_paid["Total"], part_paid["Balance"], part_paid["FinalPayDate"]) == (46875, 26875, None)
    paid = ledger.get("invoices/10471")["Invoice"]
    assert (paid["Balance"], paid["FinalPayDate"] is None, paid["Total"] > 0) == (0, False, True)


def test_it_counts_an_invoice_of_nothing_as_paid_when_booked(ledger: Ledger) -> None:
    ledger.invoice()
    assert ledger.put("invoices/10483/bookkeep")["Invoice"]["FinalPayDate"] == "2026-11-02"


def test_it_keeps_a_cancelled_invoice_in_the_list_without_an_amount(ledger: Ledger) -> None:
    """C42."""
    ledger.invoice(row())
    assert ledger.put("invoices/10483/cancel")["Invoice"]["Cancelled"] is True
    item = ledger.get("invoices", filter="cancelled", documentnumber="10483")["Invoices"][0]
    assert [item[name] for name in ("Cancelled", "Booked", "Balance", "Total")] == [True, False, 0, 0]


def test_it_refuses_what_comes_too_late_with_marked_guesses(ledger: Ledger) -> None:
    """C42: what Fortnox answers is not known."""
    ledger.invoice(row())
    ledger.put("invoices/10483/bookkeep")
    too_late = [
        ("invoices/10483/bookkeep", None),
        ("invoices/10483/cancel", None),
        ("invoices/10483", {"Invoice": {"Comments": "late"}}),
        ("invoices/10456/bookkeep", None),
        ("invoices/10456", {"Invoice": {"Comments": "late"}}),
    ]
    answers = [ledger.refused("PUT", path, body) for path, body in too_late]
    assert all(status == 400 and code >= 9_000_000 for status, code, _ in answers)
    assert len({code for _, code, _ in answers}) == 5


def test_it_does_not_book_into_a_locked_period(ledger: Ledger) -> None:
    ledger.invoice(row())
    ledger.books.table("company")["facts"]["LockedUntil"] = "2026-11-02"
    assert ledger.get("settings/lockedperiod") == {"LockedPeriod": {"EndDate": "2026-11-02"}}
    assert ledger.refused("PUT", "invoices/10483/bookkeep")[1] == 2002141


def test_it_knows_credit_notes_by_a_text(ledger: Ledger) -> None:
    note = ledger.get("invoices/10476")["Invoice"]
    assert (note["Credit"], note["InvoiceReference"], note["Total"]) == ("true", "10475", -14500)
    assert ledger.get("invoices/10475")["Invoice"]["CreditInvoiceReference"] == "10476"
