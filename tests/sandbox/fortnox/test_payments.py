"""Payments: registered, changed, booked, deleted, and what each does to its invoice."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.fortnox import event_log, switches
from tests.sandbox.bookkeeper import booked, kronor, moved, paid, payment, read_again
from tests.sandbox.ledger import Ledger, row

LATER = "2027-01-15"


def test_it_registers_a_payment_without_booking_it(ledger: Ledger) -> None:
    """C44: the types are those of live answers of 2026."""
    invoice = booked(ledger, ExternalInvoiceReference1="P-1")
    body = {"InvoiceNumber": 10483, "Amount": 250.5, "PaymentDate": "2026-11-20"}
    answer = ledger.ask("POST", "invoicepayments", {"InvoicePayment": body})
    made = answer.json()["InvoicePayment"]
    assert (answer.status_code, answer.headers["Location"], len(made)) == (201, "invoicepayments", 24)
    assert (made["Booked"], made["Amount"], made["AmountCurrency"], made["Source"]) == (False, 250.5, 250.5, "manual")
    assert (made["InvoiceNumber"], type(made["Number"]), made["InvoiceTotal"]) == (10483, str, "1250")
    assert (made["CurrencyRate"], made["CurrencyUnit"], made["WriteOffs"]) == (1, 1, [])
    assert (made["ModeOfPayment"], made["ModeOfPaymentAccount"]) == ("BG", 1930)
    assert (made["InvoiceOCR"], made["InvoiceCustomerNumber"]) == (invoice["OCR"], "1042")
    assert (made["ExternalInvoiceReference1"], made["VoucherNumber"]) == ("P-1", None)
    assert ledger.get(f"invoicepayments/{made['Number']}")["InvoicePayment"] == made


def test_an_unbooked_payment_moves_nothing(ledger: Ledger) -> None:
    invoice = booked(ledger)
    payment(ledger, invoice, 1250)
    assert read_again(ledger, invoice) == invoice


def test_it_lists_eleven_fields(ledger: Ledger) -> None:
    """Pasted from live traffic, 2026."""
    made = payment(ledger, booked(ledger), 100)
    (item,) = ledger.get("invoicepayments", invoicenumber=10483)["InvoicePayments"]
    names = (
        "@url Amount Booked Currency CurrencyRate CurrencyUnit InvoiceNumber Number PaymentDate Source WriteOffExist"
    )
    assert list(item) == names.split()
    assert {name: made[name] for name in names.split()[:-1]} == {name: item[name] for name in names.split()[:-1]}
    assert item["WriteOffExist"] is False


def test_it_lists_by_payment_date_and_refuses_a_range_of_dates(ledger: Ledger) -> None:
    """C9."""
    invoice = booked(ledger)
    for day in ("2026-12-24", "2026-11-20", "2026-12-01"):
        payment(ledger, invoice, 10, PaymentDate=day)
    days = [item["PaymentDate"] for item in ledger.get("invoicepayments", invoicenumber=10483)["InvoicePayments"]]
    assert days == ["2026-11-20", "2026-12-01", "2026-12-24"]
    assert ledger.refused("GET", "invoicepayments", fromdate="2026-01-01")[:2] == (400, 2000588)


def test_it_takes_part_and_then_the_rest(ledger: Ledger) -> None:
    """C41."""
    invoice = booked(ledger)
    first = paid(ledger, invoice, 625, PaymentDate="2026-11-20")
    part = read_again(ledger, invoice)
    assert (first["Booked"], first["VoucherSeries"], first["VoucherYear"]) == (True, "C", 5)
    assert (part["Total"], part["Balance"], part["FinalPayDate"]) == (1250, 625, None)
    paid(ledger, invoice, 625, PaymentDate="2026-11-27")
    whole = read_again(ledger, invoice)
    assert (whole["Total"], whole["Balance"], whole["FinalPayDate"]) == (1250, 0, "2026-11-27")


def test_it_books_money_against_the_claim(ledger: Ledger) -> None:
    invoice = booked(ledger)
    assert moved(ledger, paid(ledger, invoice, 1000)) == kronor(_1930="1000", _1510="-1000")


def test_too_much_can_be_registered_but_not_booked(ledger: Ledger) -> None:
    """C44: five of 10.50 on 25 were taken by the live service; the sixth of what is settled is 2003055."""
    invoice = booked(ledger, row(1, 25, VAT=0, AccountNumber=3004))
    numbers = [payment(ledger, invoice, 10.5)["Number"] for _ in range(5)]
    for number in numbers[:2]:
        ledger.put(f"invoicepayments/{number}/bookkeep")
    assert ledger.refused("PUT", f"invoicepayments/{numbers[2]}/bookkeep")[1] >= 9_000_000
    paid(ledger, invoice, 4)
    assert ledger.refused("PUT", f"invoicepayments/{numbers[2]}/bookkeep")[:2] == (400, 2003055)
    body = {"InvoicePayment": {"InvoiceNumber": 10483, "Amount": 1}}
    assert ledger.refused("POST", "invoicepayments", body)[:2] == (400, 2003055)


def test_the_balance_turns_where_the_switch_says_so(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "overpayment", to="accept")
    invoice = booked(ledger)
    paid(ledger, invoice, 1300)
    after = read_again(ledger, invoice)
    assert (after["Balance"], after["FinalPayDate"]) == (-50, None)


def test_money_can_be_returned_after_all_was_paid(ledger: Ledger) -> None:
    invoice = booked(ledger)
    paid(ledger, invoice, 1250)
    paid(ledger, invoice, -250)
    after = read_again(ledger, invoice)
    assert (after["Balance"], after["FinalPayDate"]) == (250, None)


def test_it_is_not_paid_before_it_was_invoiced(ledger: Ledger) -> None:
    """C44."""
    booked(ledger)
    body = {"InvoicePayment": {"InvoiceNumber": 10483, "Amount": 1, "PaymentDate": "2026-11-01"}}
    assert ledger.refused("POST", "invoicepayments", body)[:2] == (400, 2001089)


def test_it_is_paid_in_a_year_that_is_there(ledger: Ledger) -> None:
    booked(ledger)
    body = {"InvoicePayment": {"InvoiceNumber": 10483, "Amount": 1, "PaymentDate": LATER}}
    assert "måste vara inom fakturans räkenskapsår" in ledger.refused("POST", "invoicepayments", body)[2]
    year = {**ledger.books.table("financialyears")["5"], "Id": 6, "FromDate": "2027-01-01", "ToDate": "2027-12-31"}
    ledger.books.table("financialyears")["6"] = year
    assert ledger.post("invoicepayments", body)["InvoicePayment"]["PaymentDate"] == LATER
    switches.turn(ledger.sandbox.store, "payment_in_later_year", to="refuse")
    assert "årsomföras" in ledger.refused("POST", "invoicepayments", body)[2]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"InvoiceNumber": 999}, 9000101),
        ({"Amount": None}, 9000130),
        ({"ModeOfPayment": "XX"}, 9000135),
        ({"ModeOfPaymentAccount": 1999}, 2001304),
        ({"Currency": "EUR"}, 9000129),
        ({"Number": "7"}, 2000321),
        ({"Source": "file"}, 2000321),
        ({"Amout": 1}, 2001399),
        ({"WriteOffs": [{"AccountNumber": 1999, "Amount": 1}]}, 2001304),
        ({"WriteOffs": "1"}, 2002649),
    ],
)
def test_it_refuses_what_it_cannot_register(ledger: Ledger, fields: dict[str, Any], code: int) -> None:
    booked(ledger)
    body = {"InvoicePayment": {"InvoiceNumber": 10483, "Amount": 1, **fields}}
    before = len(ledger.books.table("invoicepayments"))
    assert ledger.refused("POST", "invoicepayments", body)[:2] == (400, code)
    assert len(ledger.books.table("invoicepayments")) == before


def test_an_unknown_payment_is_missing(ledger: Ledger) -> None:
    wanted = {"InvoicePayment": {"Amount": 1}}
    asked = [("GET", ""), ("DELETE", ""), ("PUT", "/bookkeep")]
    assert {ledger.refused(method, f"invoicepayments/999{path}")[0] for method, path in asked} == {404}
    assert ledger.refused("PUT", "invoicepayments/999", wanted)[0] == 404


def test_the_account_is_that_of_the_mode_or_the_one_sent(ledger: Ledger) -> None:
    invoice = booked(ledger)
    assert payment(ledger, invoice, 1, ModeOfPayment="PG")["ModeOfPaymentAccount"] == 1920
    both = payment(ledger, invoice, 1, ModeOfPayment="PG", ModeOfPaymentAccount=1681)
    assert (both["ModeOfPayment"], both["ModeOfPaymentAccount"]) == ("PG", 1681)
    inactive = payment(ledger, invoice, 1, ModeOfPayment="PG")["Number"]
    assert ledger.refused("PUT", f"invoicepayments/{inactive}/bookkeep")[1] == 2000550


def test_a_payment_without_a_mode_is_not_booked(ledger: Ledger) -> None:
    """It can be stored (asserted by the official SDK's tests)."""
    switches.turn(ledger.sandbox.store, "payment_default_mode", to="")
    made = payment(ledger, booked(ledger), 1)
    assert (made["ModeOfPayment"], made["ModeOfPaymentAccount"]) == ("", 0)
    assert ledger.refused("PUT", f"invoicepayments/{made['Number']}/bookkeep")[1] >= 9_000_000


def test_it_is_not_booked_into_a_locked_period(ledger: Ledger) -> None:
    number = payment(ledger, booked(ledger), 1)["Number"]
    ledger.books.table("company")["facts"]["LockedUntil"] = "2026-11-02"
    assert ledger.refused("PUT", f"invoicepayments/{number}/bookkeep")[1] == 2000401


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_booked_one_is_not_taken_back_into_a_locked_period(ledger: Ledger, method: str) -> None:
    """The voucher that would take it back has today's date."""
    for name in ("booked_payment_edit", "booked_payment_delete"):
        switches.turn(ledger.sandbox.store, name, to="accept")
    invoice = booked(ledger)
    number = paid(ledger, invoice, 1250)["Number"]
    ledger.books.table("company")["facts"]["LockedUntil"] = "2026-11-02"
    body = {"InvoicePayment": {"Amount": 1000, "PaymentDate": "2026-11-20"}} if method == "PUT" else None
    before = ledger.sandbox.store.table("fortnox.100101.vouchers").copy()
    assert ledger.refused(method, f"invoicepayments/{number}", body)[1] == 2000401
    assert ledger.sandbox.store.table("fortnox.100101.vouchers") == before
    assert read_again(ledger, invoice)["Balance"] == 0


def test_an_unbooked_one_is_changed_and_deleted(ledger: Ledger) -> None:
    """C44."""
    number = payment(ledger, booked(ledger), 100)["Number"]
    changes = {"InvoicePayment": {"Amount": 200, "PaymentDate": "2026-11-20"}}
    after = ledger.put(f"invoicepayments/{number}", changes)["InvoicePayment"]
    told = ("Amount", "AmountCurrency", "PaymentDate", "ModeOfPayment")
    assert [after[name] for name in told] == [200, 200, "2026-11-20", "BG"]
    answer = ledger.ask("DELETE", f"invoicepayments/{number}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert ledger.refused("GET", f"invoicepayments/{number}")[0] == 404


def test_a_change_is_checked_like_a_new_one(ledger: Ledger) -> None:
    made = payment(ledger, booked(ledger), 100)
    path = f"invoicepayments/{made['Number']}"
    for fields, code in (({"PaymentDate": "2026-11-01"}, 2001089), ({"InvoiceNumber": 10471}, 2000321)):
        assert ledger.refused("PUT", path, {"InvoicePayment": fields})[1] == code
    assert ledger.get(path)["InvoicePayment"] == made


def test_a_deleted_number_is_not_given_again(ledger: Ledger) -> None:
    invoice = booked(ledger)
    number = payment(ledger, invoice, 1)["Number"]
    ledger.ask("DELETE", f"invoicepayments/{number}")
    assert int(payment(ledger, invoice, 1)["Number"]) == int(number) + 1


def test_a_booked_one_stays_as_it_is(ledger: Ledger) -> None:
    """How the API refuses it, and whether it does, is not known."""
    invoice = booked(ledger)
    number = paid(ledger, invoice, 100)["Number"]
    change = {"InvoicePayment": {"Amount": 1}}
    refusals = [
        ledger.refused("PUT", f"invoicepayments/{number}", change),
        ledger.refused("PUT", f"invoicepayments/{number}/bookkeep"),
        ledger.refused("DELETE", f"invoicepayments/{number}"),
    ]
    assert all(status == 400 and code >= 9_000_000 for status, code, _ in refusals)
    assert read_again(ledger, invoice)["Balance"] == 1150


def test_a_booked_one_is_deleted_where_the_switch_says_so(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "booked_payment_delete", to="accept")
    invoice = booked(ledger)
    made = paid(ledger, invoice, 1250, PaymentDate="2026-11-20")
    assert ledger.ask("DELETE", f"invoicepayments/{made['Number']}").status_code == 204
    after = read_again(ledger, invoice)
    assert (after["Balance"], after["FinalPayDate"]) == (1250, None)
    reversal = {**made, "VoucherNumber": made["VoucherNumber"] + 1}
    assert moved(ledger, reversal) == kronor(_1930="-1250", _1510="1250")


def test_a_booked_one_is_changed_where_the_switch_says_so(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "booked_payment_edit", to="accept")
    invoice = booked(ledger)
    number = paid(ledger, invoice, 1250)["Number"]
    after = ledger.put(f"invoicepayments/{number}", {"InvoicePayment": {"Amount": 1000}})["InvoicePayment"]
    assert (after["Booked"], after["Amount"], read_again(ledger, invoice)["Balance"]) == (True, 1000, 250)
    assert moved(ledger, after) == kronor(_1930="1000", _1510="-1000")
    too_much = {"InvoicePayment": {"Amount": 2000}}
    assert ledger.refused("PUT", f"invoicepayments/{number}", too_much)[1] >= 9_000_000
    assert read_again(ledger, invoice)["Balance"] == 250
    assert moved(ledger, after) == kronor(_1930="1000", _1510="-1000")


@pytest.mark.parametrize(("position", "balance", "is_booked"), [("pay", 250, False), ("book", 250, True)])
def test_an_unbooked_invoice_is_paid_where_the_switch_says_so(
    ledger: Ledger, position: str, balance: int, *, is_booked: bool
) -> None:
    switches.turn(ledger.sandbox.store, "payment_on_unbooked", to=position)
    invoice = ledger.invoice(row(1, 1000))
    paid(ledger, invoice, 1000)
    after = read_again(ledger, invoice)
    assert (after["Balance"], after["Booked"]) == (balance, is_booked)
    if not is_booked:
        assert ledger.put("invoices/10483", {"Invoice": {"Freight": 8}})["Invoice"]["Balance"] == 260
        assert ledger.refused("PUT", "invoices/10483/cancel")[1] >= 9_000_000
        assert ledger.put("invoices/10483/bookkeep")["Invoice"]["Balance"] == 260


def test_an_unbooked_invoice_is_not_paid(ledger: Ledger) -> None:
    """Two integrators say that it must be booked first; where POST lets it pass, booking the payment does not."""
    invoice = ledger.invoice(row())
    body = {"InvoicePayment": {"InvoiceNumber": 10483, "Amount": 1}}
    assert ledger.refused("POST", "invoicepayments", body)[1] >= 9_000_000
    switches.turn(ledger.sandbox.store, "payment_on_unbooked", to="store")
    number = payment(ledger, invoice, 1)["Number"]
    assert ledger.refused("PUT", f"invoicepayments/{number}/bookkeep")[1] >= 9_000_000
    ledger.put("invoices/10483/bookkeep")
    assert ledger.put(f"invoicepayments/{number}/bookkeep")["InvoicePayment"]["Booked"] is True


def test_a_cancelled_invoice_is_not_paid(ledger: Ledger) -> None:
    body = {"InvoicePayment": {"InvoiceNumber": 10456, "Amount": 1}}
    assert ledger.refused("POST", "invoicepayments", body)[1] >= 9_000_000


@pytest.mark.parametrize(("position", "is_booked"), [("ignore", False), ("book", True)])
def test_booked_in_the_body_is_refused_ignored_or_books(ledger: Ledger, position: str, *, is_booked: bool) -> None:
    invoice = booked(ledger)
    body = {"InvoicePayment": {"InvoiceNumber": 10483, "Amount": 1250, "Booked": True}}
    assert ledger.refused("POST", "invoicepayments", body)[1] == 2000321
    switches.turn(ledger.sandbox.store, "payment_booked_sent", to=position)
    assert ledger.post("invoicepayments", body)["InvoicePayment"]["Booked"] is is_booked
    assert read_again(ledger, invoice)["Balance"] == (0 if is_booked else 1250)


@pytest.mark.parametrize(
    ("position", "day"), [("payment", "2026-11-27"), ("booking", "2026-11-03"), ("invoice", "2026-11-02")]
)
def test_the_final_day_is_what_the_switch_says(ledger: Ledger, position: str, day: str) -> None:
    """All ten recorded equal the invoice's date; the documentation says the payment's."""
    switches.turn(ledger.sandbox.store, "final_pay_date", to=position)
    invoice = booked(ledger)
    ledger.sandbox.clock.advance(24 * 3600)
    ledger.token = ledger.tokens()["access_token"]
    paid(ledger, invoice, 250, PaymentDate="2026-11-27")
    paid(ledger, invoice, 1000, PaymentDate="2026-11-20")
    assert read_again(ledger, invoice)["FinalPayDate"] == day


@pytest.mark.parametrize("touches", [True, False])
def test_a_booked_payment_moves_the_time_of_its_invoice_unless_the_switch_says_no(
    ledger: Ledger, *, touches: bool
) -> None:
    switches.turn(ledger.sandbox.store, "payment_touches_invoice", to=touches)
    invoice = booked(ledger)
    ledger.sandbox.clock.advance(60)
    paid(ledger, invoice, 1)
    since = {"lastmodified": "2026-11-02 09:31:00"}
    assert bool(ledger.get("invoices", documentnumber="10483", **since)["Invoices"]) is touches
    assert len(ledger.get("invoicepayments", **since)["InvoicePayments"]) == 1


def test_the_very_second_counts_unless_the_switch_says_no(ledger: Ledger) -> None:
    ledger.sandbox.clock.advance(60 - ledger.pace_seconds * 3)
    payment(ledger, booked(ledger), 1)
    since = {"lastmodified": "2026-11-02 09:31:00"}
    assert len(ledger.get("invoicepayments", **since)["InvoicePayments"]) == 1
    switches.turn(ledger.sandbox.store, "lastmodified_inclusive", to=False)
    assert ledger.get("invoicepayments", **since)["InvoicePayments"] == []


def test_it_tells_of_booked_and_deleted_payments_only(ledger: Ledger) -> None:
    invoice = booked(ledger)
    event_log.forget(ledger.sandbox.store)
    first, second = payment(ledger, invoice, 1)["Number"], payment(ledger, invoice, 2)["Number"]
    ledger.put(f"invoicepayments/{first}/bookkeep")
    ledger.ask("DELETE", f"invoicepayments/{second}")
    told = [(event["type"], event["entityId"]) for event in event_log.events(ledger.sandbox.store, "invoices")]
    assert told == [("invoicepayment-bookkeep-v1", first), ("invoicepayment-deleted-v1", second)]
