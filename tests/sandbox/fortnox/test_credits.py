"""Credit notes: what Fortnox makes of an invoice, what names what, and what both come to."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.fortnox import event_log, switches
from tests.sandbox.bookkeeper import booked, kronor, moved, paid, payment, read_again
from tests.sandbox.ledger import Ledger, row


def credited(ledger: Ledger, invoice: dict[str, Any]) -> dict[str, Any]:
    """The credit note of an invoice, found by way of the original as a careful client does."""
    ledger.put(f"invoices/{invoice['DocumentNumber']}/credit")
    number = read_again(ledger, invoice)["CreditInvoiceReference"]
    return dict(ledger.get(f"invoices/{number}")["Invoice"])


def test_it_makes_an_unbooked_note_with_the_next_number(ledger: Ledger) -> None:
    invoice = booked(ledger, row(8, 1250), row(1, 200, VAT=6, AccountNumber=3043))
    note = credited(ledger, invoice)
    told = ("DocumentNumber", "Credit", "Booked", "Sent", "InvoiceDate", "Total", "Balance")
    expected = ["10484", "true", False, False, "2026-11-02", -12712, -12712]
    assert [note[name] for name in told] == expected
    assert [line["DeliveredQuantity"] for line in note["InvoiceRows"]] == ["-8", "-1"]


def test_it_inherits_references_texts_and_the_rate(ledger: Ledger) -> None:
    """A search by external reference then finds two documents (notes 2026)."""
    given = {"ExternalInvoiceReference1": "P-1", "YourReference": "Ulla", "Currency": "EUR", "CurrencyRate": 11.5}
    note = credited(ledger, booked(ledger, row(1, 100, VAT=0, AccountNumber=3308), **given))
    assert {name: note[name] for name in given} == given
    assert len(ledger.get("invoices", externalinvoicereference1="P-1")["Invoices"]) == 2


def test_it_credits_fees_and_discounts_in_money_too(ledger: Ledger) -> None:
    lines = [row(3, 100, Discount=50, DiscountType="AMOUNT"), row(2, 100, Discount=10)]
    invoice = booked(ledger, *lines, Freight=25, AdministrationFee=50)
    note = credited(ledger, invoice)
    for name in ("Net", "TotalVAT", "RoundOff", "Total"):
        assert note[name] == -invoice[name], name


def test_the_answer_is_the_original_unless_the_switch_says_otherwise(ledger: Ledger) -> None:
    """Sources disagree."""
    first, second = booked(ledger), booked(ledger)
    answer = ledger.put(f"invoices/{first['DocumentNumber']}/credit")["Invoice"]
    assert answer == read_again(ledger, first)
    switches.turn(ledger.sandbox.store, "credit_answer", to="credit_note")
    note = ledger.put(f"invoices/{second['DocumentNumber']}/credit")["Invoice"]
    assert (note["Credit"], read_again(ledger, second)["CreditInvoiceReference"]) == ("true", note["DocumentNumber"])


@pytest.mark.parametrize(
    ("position", "references"),
    [("both", ("10483", "10483")), ("InvoiceReference", ("10483", "0")), ("CreditInvoiceReference", ("0", "10483"))],
)
def test_the_note_names_its_original_where_the_switch_says(
    ledger: Ledger, position: str, references: tuple[str, str]
) -> None:
    switches.turn(ledger.sandbox.store, "credit_note_reference", to=position)
    note = credited(ledger, booked(ledger))
    assert (note["InvoiceReference"], note["CreditInvoiceReference"]) == references


def test_an_original_is_booked_first(ledger: Ledger) -> None:
    ledger.invoice(row())
    assert ledger.refused("PUT", "invoices/10483/credit")[1] >= 9_000_000
    assert ledger.get("invoices/10483")["Invoice"]["CreditInvoiceReference"] == "0"


def test_an_invoice_has_one_credit_note(ledger: Ledger) -> None:
    """Refused, or silently nothing: one help page says so."""
    invoice = booked(ledger)
    note = credited(ledger, invoice)
    assert ledger.refused("PUT", "invoices/10483/credit")[1] >= 9_000_000
    switches.turn(ledger.sandbox.store, "credit_twice", to="ignore")
    assert ledger.put("invoices/10483/credit")["Invoice"] == read_again(ledger, invoice)
    assert ledger.refused("GET", f"invoices/{int(note['DocumentNumber']) + 1}")[0] == 404


def test_neither_a_note_nor_a_cancelled_invoice_is_credited(ledger: Ledger) -> None:
    note = credited(ledger, booked(ledger))
    ledger.put(f"invoices/{note['DocumentNumber']}/bookkeep")
    cancelled = ledger.invoice()["DocumentNumber"]
    ledger.put(f"invoices/{cancelled}/cancel")
    for number in (note["DocumentNumber"], cancelled):
        assert ledger.refused("PUT", f"invoices/{number}/credit")[1] >= 9_000_000


def test_crediting_stops_where_the_number_series_is_behind(ledger: Ledger) -> None:
    invoice = booked(ledger)
    ledger.invoice(DocumentNumber="10484")
    assert ledger.refused("PUT", "invoices/10483/credit")[2] == "OCR-numret används redan"
    assert read_again(ledger, invoice)["CreditInvoiceReference"] == "0"


def test_part_of_an_invoice_is_credited_by_changing_the_note(ledger: Ledger) -> None:
    note = credited(ledger, booked(ledger, row(8, 100), row(2, 500)))
    part = {"InvoiceRows": [{"RowId": note["InvoiceRows"][1]["RowId"]}]}
    ledger.put(f"invoices/{note['DocumentNumber']}", {"Invoice": part})
    after = ledger.put(f"invoices/{note['DocumentNumber']}/bookkeep")["Invoice"]
    assert (after["Total"], after["Booked"], after["InvoiceReference"]) == (-1250, True, "10483")


def test_the_note_is_booked_the_other_way_round(ledger: Ledger) -> None:
    note = credited(ledger, booked(ledger))
    after = ledger.put(f"invoices/{note['DocumentNumber']}/bookkeep")["Invoice"]
    assert moved(ledger, after) == kronor(_1510="-1250", _3041="1000", _2611="250")


def test_the_note_may_come_booked(ledger: Ledger) -> None:
    """One integrator saw it; a plug-in in production edits it first."""
    switches.turn(ledger.sandbox.store, "credit_booked_at_once", to=True)
    note = credited(ledger, booked(ledger))
    assert (note["Booked"], note["VoucherSeries"], note["Balance"]) == (True, "B", -1250)


def test_a_note_that_cannot_be_booked_at_once_is_not_made(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "credit_booked_at_once", to=True)
    invoice = booked(ledger)
    ledger.books.table("company")["facts"]["LockedUntil"] = "2026-11-02"
    assert ledger.refused("PUT", "invoices/10483/credit")[1] == 2002141
    assert read_again(ledger, invoice) == invoice
    ledger.books.table("company")["facts"]["LockedUntil"] = None
    assert credited(ledger, invoice)["DocumentNumber"] == "10484"


def test_both_stay_open_until_they_are_set_off(ledger: Ledger) -> None:
    """Two booked payments, one negative: how Fortnox settles an invoice against its note (help page 207791509)."""
    invoice = booked(ledger)
    note = credited(ledger, invoice)
    ledger.put(f"invoices/{note['DocumentNumber']}/bookkeep")
    assert [read_again(ledger, each)["Balance"] for each in (invoice, note)] == [1250, -1250]
    paid(ledger, invoice, 1250)
    paid(ledger, note, -1250)
    for each in (invoice, note):
        after = read_again(ledger, each)
        assert (after["Balance"], after["FinalPayDate"], after["Total"]) == (0, "2026-11-02", each["Total"])


def test_booking_the_note_may_settle_both_at_once(ledger: Ledger) -> None:
    switches.turn(ledger.sandbox.store, "credit_settles", to=True)
    invoice = booked(ledger)
    paid(ledger, invoice, 250)
    note = credited(ledger, invoice)
    ledger.put(f"invoices/{note['DocumentNumber']}/bookkeep")
    assert [read_again(ledger, each)["Balance"] for each in (invoice, note)] == [0, -250]
    setting_off = [ledger.get("invoicepayments", invoicenumber=each)["InvoicePayments"][-1] for each in (10483, 10484)]
    assert [(item["Amount"], item["Booked"]) for item in setting_off] == [(1000, True), (-1000, True)]


def test_a_note_is_not_paid_like_an_invoice(ledger: Ledger) -> None:
    note = credited(ledger, booked(ledger))
    ledger.put(f"invoices/{note['DocumentNumber']}/bookkeep")
    number = payment(ledger, note, 100)["Number"]
    ledger.put(f"invoicepayments/{number}/bookkeep")
    assert read_again(ledger, note)["Balance"] == -1350, "money that goes the wrong way makes the debt larger"


def test_a_posted_negative_invoice_is_a_note_where_the_switch_says_so(ledger: Ledger) -> None:
    assert ledger.invoice(row(-1, 100))["Credit"] == "false"
    switches.turn(ledger.sandbox.store, "negative_invoice_is_credit", to=True)
    assert ledger.invoice(row(-1, 100))["Credit"] == "true"


@pytest.mark.parametrize(("position", "kept", "back"), [("ignore", "0", "0"), ("link", "10483", "10484")])
def test_a_reference_in_the_body_is_refused_ignored_or_links(
    ledger: Ledger, position: str, kept: str, back: str
) -> None:
    """Writable by the specification, read-only by both large clients."""
    invoice = booked(ledger)
    body = {"Invoice": {"CustomerNumber": "1042", "CreditInvoiceReference": "10483"}}
    assert ledger.refused("POST", "invoices", body)[1] == 2000321
    switches.turn(ledger.sandbox.store, "credit_reference_sent", to=position)
    assert ledger.post("invoices", body)["Invoice"]["CreditInvoiceReference"] == kept
    assert read_again(ledger, invoice)["CreditInvoiceReference"] == back


def test_crediting_tells_of_a_new_invoice(ledger: Ledger) -> None:
    """No type of event is for crediting; that it is told of as a new invoice is inferred."""
    booked(ledger)
    event_log.forget(ledger.sandbox.store)
    ledger.put("invoices/10483/credit")
    told = [(event["type"], event["entityId"]) for event in event_log.events(ledger.sandbox.store, "invoices")]
    assert told == [("invoice-created-v1", "10484")]
