"""What each switch of the wire, of lists and of bodies does in each of its positions."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sandbox.fortnox import invoices, switches
from sandbox.fortnox.access import CALLS_MAX
from tests.sandbox.bookkeeper import booked
from tests.sandbox.ledger import Ledger, row


def turn(ledger: Ledger, name: str, to: Any) -> None:
    switches.turn(ledger.sandbox.store, name, to=to)


def throttled(ledger: Ledger) -> httpx.Response:
    """The answer to one call more than the window takes."""
    ledger.pace_seconds = 0
    for _ in range(CALLS_MAX):
        ledger.ask("GET", "units")
    return ledger.ask("GET", "units")


@pytest.mark.parametrize("seconds", switches.POSITIONS["throttle_retry_after"])
def test_a_throttled_call_says_how_long_to_wait_or_nothing(ledger: Ledger, seconds: int | None) -> None:
    turn(ledger, "throttle_retry_after", seconds)
    answer = throttled(ledger)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (429, None if seconds is None else str(seconds))


@pytest.mark.parametrize(
    ("position", "begins"),
    [("gateway", '{"message"'), ("envelope", '{"ErrorInformation"'), ("page", "<html>"), ("nothing", "")],
)
def test_a_throttled_call_has_one_of_four_bodies(ledger: Ledger, position: str, begins: str) -> None:
    turn(ledger, "throttle_body", position)
    answer = throttled(ledger)
    assert answer.text[: len(begins) or None] == begins
    assert answer.headers["Server"] == "Fortnox"


@pytest.mark.parametrize(("counts", "status"), [(False, 200), (True, 429)])
def test_refused_calls_keep_the_window_full_or_do_not(ledger: Ledger, *, counts: bool, status: int) -> None:
    turn(ledger, "refused_calls_count", counts)
    throttled(ledger)
    ledger.sandbox.clock.advance(4)
    assert throttled(ledger).status_code == 429
    ledger.sandbox.clock.advance(1.5)
    assert ledger.ask("GET", "units").status_code == status


def test_a_limit_above_500_is_capped_or_refused_or_honoured(ledger: Ledger) -> None:
    for _ in range(501):
        invoices.create(ledger.books, {"CustomerNumber": "1042", "YourReference": "Många"})
    asked = {"yourreference": "Många", "limit": 600}
    assert len(ledger.get("invoices", **asked)["Invoices"]) == 500
    turn(ledger, "limit_above_500", "honour")
    assert len(ledger.get("invoices", **asked)["Invoices"]) == 501
    turn(ledger, "limit_above_500", "refuse")
    assert ledger.refused("GET", "invoices", **asked)[:2] == (400, 2000588)


@pytest.mark.parametrize("status", switches.POSITIONS["scope_status"])
def test_a_missing_scope_is_403_or_400(ledger: Ledger, status: int) -> None:
    turn(ledger, "scope_status", status)
    outsider = Ledger(client=ledger.client, sandbox=ledger.sandbox, scope="customer")
    assert outsider.refused("GET", "invoices") == (status, 2000663, "Har inte behörighet för scope")


def test_what_is_read_only_is_refused_or_ignored(ledger: Ledger) -> None:
    """Those that are known to be refused are refused in either position."""
    number = ledger.invoice(row())["DocumentNumber"]
    sent = {"Total": 7, "Comments": "Tack", "EDIInformation": {"EDIStatus": "8"}}
    assert ledger.refused("PUT", f"invoices/{number}", {"Invoice": sent})[1] == 2000321
    turn(ledger, "read_only_sent", "ignore")
    changed = ledger.put(f"invoices/{number}", {"Invoice": sent})["Invoice"]
    assert (changed["Total"], changed["Comments"], changed["EDIInformation"]["EDIStatus"]) == (125, "Tack", "")
    ledger.invoice(row(Total=7))
    assert ledger.refused("PUT", f"invoices/{number}", {"Invoice": {"TotalToPay": 7}})[1] == 2000321
    assert ledger.refused("PUT", "customers/1042", {"Customer": {"Country": "Norge"}})[1] == 2000321


def test_a_cancelled_invoice_takes_no_payment_or_one_that_cannot_be_booked(ledger: Ledger) -> None:
    number = ledger.invoice(row())["DocumentNumber"]
    ledger.put(f"invoices/{number}/cancel")
    body = {"InvoicePayment": {"InvoiceNumber": int(number), "Amount": 125}}
    assert ledger.refused("POST", "invoicepayments", body)[2] == "Fakturan är makulerad och kan inte betalas"
    turn(ledger, "payment_on_cancelled", "store")
    payment = ledger.post("invoicepayments", body)["InvoicePayment"]["Number"]
    assert ledger.refused("PUT", f"invoicepayments/{payment}/bookkeep")[0] == 400


@pytest.mark.parametrize(("first", "account"), [("article", 3041), ("customer", 3001)])
def test_a_row_gets_the_account_of_its_article_or_of_its_customer(ledger: Ledger, first: str, account: int) -> None:
    turn(ledger, "row_account_first", first)
    ledger.books.table("customers")["1042"]["SalesAccount"] = 3001
    ledger.books.table("articles")["101"]["SalesAccount"] = 3041
    made = ledger.invoice({"ArticleNumber": "101", "DeliveredQuantity": 1, "Price": 1})["InvoiceRows"][0]
    assert made["AccountNumber"] == account


@pytest.mark.parametrize(("first", "rate"), [("account", 0), ("customer", 25)])
def test_a_row_gets_the_vat_of_its_account_or_of_its_customer(ledger: Ledger, first: str, rate: int) -> None:
    turn(ledger, "row_vat_first", first)
    plain = {"AccountNumber": 3004, "DeliveredQuantity": 1, "Price": 100, "Description": "Arbete"}
    assert ledger.invoice(plain)["InvoiceRows"][0]["VAT"] == rate


def test_a_list_of_invoices_shows_27_fields_or_all(ledger: Ledger) -> None:
    assert len(ledger.get("invoices")["Invoices"][0]) == 27
    turn(ledger, "invoice_list", "full")
    item = ledger.get("invoices")["Invoices"][0]
    assert len(item) == 89
    assert item == ledger.get(f"invoices/{item['DocumentNumber']}")["Invoice"]


@pytest.mark.parametrize(("listed", "totals"), [(False, {125}), (True, {125, -125})])
def test_what_is_unbooked_has_a_balance_and_one_below_0_is_a_switch(
    ledger: Ledger, *, listed: bool, totals: set[int]
) -> None:
    turn(ledger, "unbooked_credit_listed", listed)
    ledger.books.table("invoices").clear()
    for rows in ([], [row()], [row(-1)]):
        ledger.invoice(*rows)
    booked(ledger)
    assert {item["Total"] for item in ledger.get("invoices", filter="unbooked")["Invoices"]} == totals


@pytest.mark.parametrize(("step", "half", "total"), [("1", "away", 99), ("0.5", "away", 99.5), ("0.5", "up", 99.5)])
def test_totals_come_to_whole_kronor_or_to_half_ones(ledger: Ledger, step: str, half: str, total: float) -> None:
    turn(ledger, "round_off_step", step)
    turn(ledger, "round_half", half)
    made = ledger.invoice(row(1, "79.50"))
    assert (made["Total"], made["RoundOff"]) == (total, round(total - 99.38, 2))
