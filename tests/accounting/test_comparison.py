"""Fortnox's answer is held against what was meant, and an invoice against itself, exactly."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brygga.accounting.compared import Compared
from brygga.accounting.comparison import Difference, differences, fingerprint, productive_changed
from brygga.accounting.invoices import Booking, book
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast

INVOICE = cast.invoice(
    """
    # Fas 1
    12.5 h × 1150.00 @25 Strategi
    2 st × 400.00 @25 -10% Skisser
    1.125 h × 1350.00 @6 Trycksak
    """,
    note="Tack!",
    purchase_order_number="PO 77",
)


def booked(invoice: productive.Invoice = INVOICE) -> Booking:
    booking = book(invoice, cast.CUSTOMER, cast.rulebook(), reference=cast.REFERENCE)
    assert isinstance(booking, Booking)
    return booking


def compared(answer: fortnox.Invoice, booking: Booking | None = None) -> tuple[Difference, ...]:
    booking = booking or booked()
    return differences(booking.draft, booking.expected, answer)


def with_row(number: int, **changes: Any) -> fortnox.Invoice:
    answer = cast.answer_to(booked().draft)
    rows = list(answer.rows)
    rows[number - 1] = rows[number - 1].model_copy(update=changes)
    return answer.model_copy(update={"rows": tuple(rows)})


@pytest.mark.parametrize("rounds_to_kronor", [True, False])
def test_it_finds_nothing_in_what_was_meant(*, rounds_to_kronor: bool) -> None:
    assert compared(cast.answer_to(booked().draft, rounds_to_kronor=rounds_to_kronor)) == ()


def test_a1_is_right_in_fortnox_with_four_ore_rounded() -> None:
    booking = booked(cast.invoice("1 × 99.99 @25 A\n1 × 99.99 @25 B\n1 × 99.99 @25 C"))
    answer = cast.answer_to(booking.draft)

    assert (answer.round_off, answer.total) == (Decimal("0.04"), Decimal(375))
    assert compared(answer, booking) == ()


def test_a1_is_a_named_difference_where_fortnox_counts_vat_per_row() -> None:
    booking = booked(cast.invoice("1 × 99.99 @25 A\n1 × 99.99 @25 B\n1 × 99.99 @25 C"))

    assert compared(cast.answer_to(booking.draft, vat_per_row=True), booking) == (
        Difference(Compared.VAT, "74.99", "75"),
        Difference(Compared.TOTAL, "374.96", "374.97"),
    )


def test_a2_is_right_in_fortnox_with_47_ore_rounded() -> None:
    booking = booked(
        cast.invoice("""
            12.5 h × 1150.00 @25 Strategi
            1 × 1847.30 @12 Catering
            40 st × 129.50 @6 Trycksaker
            1 × 250.00 @outlay Registreringsavgift
        """)
    )
    answer = cast.answer_to(booking.draft)

    assert (answer.round_off, answer.total) == (Decimal("0.47"), Decimal(25779))
    assert compared(answer, booking) == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"CustomerNumber": "1043"}, Difference(Compared.CUSTOMER, "1042", "1043")),
        ({"InvoiceDate": "2026-11-03"}, Difference(Compared.INVOICE_DATE, "2026-11-02", "2026-11-03")),
        ({"DueDate": "2026-12-03"}, Difference(Compared.DUE_DATE, "2026-12-02", "2026-12-03")),
        ({"DeliveryDate": None}, Difference(Compared.DELIVERY_DATE, "2026-10-31", "")),
        ({"Currency": "EUR"}, Difference(Compared.CURRENCY, "SEK", "EUR")),
        ({"ExternalInvoiceReference1": "x"}, Difference(Compared.REFERENCE, cast.REFERENCE, "x")),
        ({"ExternalInvoiceReference2": ""}, Difference(Compared.OTHER_REFERENCE, "9001", "")),
        ({"YourOrderNumber": "PO 78"}, Difference(Compared.ORDER_NUMBER, "PO 77", "PO 78")),
        ({"TermsOfPayment": "10"}, Difference(Compared.TERMS_OF_PAYMENT, "30", "10")),
        ({"Remarks": ""}, Difference(Compared.REMARKS, "Tack!", "")),
        ({"Freight": 25}, Difference(Compared.FREIGHT, "0", "25")),
        ({"AdministrationFee": 50}, Difference(Compared.ADMINISTRATION_FEE, "0", "50")),
        ({"VATIncluded": True}, Difference(Compared.VAT_INCLUDED, "False", "True")),
        ({"Credit": "true"}, Difference(Compared.DOCUMENT_TYPE, "invoice", "credit note")),
        ({"Cancelled": True}, Difference(Compared.CANCELLED, "", "cancelled")),
        ({"Net": "16613.74"}, Difference(Compared.NET, "16613.75", "16613.74")),
        ({"TotalVAT": "3864.89"}, Difference(Compared.VAT, "3864.88", "3864.89")),
        ({"Total": "20478"}, Difference(Compared.TOTAL, "20478.63", "20477.63")),
    ],
)
def test_it_names_what_is_otherwise_in_the_document(changes: dict[str, Any], expected: Difference) -> None:
    assert compared(cast.answer_to(booked().draft, **changes)) == (expected,)


def test_it_does_not_take_more_than_half_a_krona_for_rounding() -> None:
    answer = cast.answer_to(booked().draft, RoundOff="0.51", Total="20479.14")

    assert compared(answer) == (Difference(Compared.ROUND_OFF, "0.5", "0.51"),)


@pytest.mark.promise("B3")
@pytest.mark.parametrize(
    ("row", "changes", "expected"),
    [
        (1, {"description": "Fas 2"}, Difference(Compared.ROW_TEXT, "Fas 1", "Fas 2", 1)),
        (1, {"total": Decimal(1)}, Difference(Compared.ROW_TOTAL, "0", "1", 1)),
        (1, {"delivered_quantity": Decimal(1)}, Difference(Compared.ROW_QUANTITY, "0", "1", 1)),
        (2, {"account_number": 3002}, Difference(Compared.ROW_ACCOUNT, "3001", "3002", 2)),
        (2, {"delivered_quantity": Decimal(12)}, Difference(Compared.ROW_QUANTITY, "12.5", "12", 2)),
        (2, {"price": Decimal(1151)}, Difference(Compared.ROW_PRICE, "1150", "1151", 2)),
        (2, {"vat": Decimal(12)}, Difference(Compared.ROW_VAT, "25", "12", 2)),
        (2, {"unit": ""}, Difference(Compared.ROW_UNIT, "h", "", 2)),
        (2, {"discount": Decimal(5)}, Difference(Compared.ROW_DISCOUNT, "0", "5 PERCENT", 2)),
        (3, {"discount_type": "AMOUNT"}, Difference(Compared.ROW_DISCOUNT, "10 PERCENT", "10 AMOUNT", 3)),
        (3, {"total": Decimal(721)}, Difference(Compared.ROW_TOTAL, "720", "721", 3)),
    ],
)
def test_it_names_the_row_that_is_otherwise(row: int, changes: dict[str, Any], expected: Difference) -> None:
    assert compared(with_row(row, **changes)) == (expected,)


def test_it_names_a_row_that_is_missing_and_one_that_nobody_meant() -> None:
    answer = cast.answer_to(booked().draft)
    shorter = answer.model_copy(update={"rows": answer.rows[:-1]})
    longer = answer.model_copy(update={"rows": (*answer.rows, answer.rows[-1])})

    assert {difference.row for difference in compared(shorter)} == {4}
    assert all(difference.found == "" for difference in compared(shorter))
    assert {difference.row for difference in compared(longer)} == {5}
    assert all(difference.meant == "" for difference in compared(longer))


def test_it_lets_the_customers_card_fill_what_was_left_out() -> None:
    booking = booked(cast.invoice(pay_on=date(2026, 11, 19)))
    answer = cast.answer_to(booking.draft, TermsOfPayment="20", Remarks="Från kundkortet", YourOrderNumber="K")

    assert compared(answer, booking) == ()


CHANGES: list[tuple[dict[str, Any], Compared]] = [
    ({"invoiced_on": date(2026, 11, 3)}, Compared.INVOICE_DATE),
    ({"pay_on": date(2026, 12, 3)}, Compared.DUE_DATE),
    ({"delivery_on": None}, Compared.DELIVERY_DATE),
    ({"currency": "EUR"}, Compared.CURRENCY),
    ({"discount": Decimal(1)}, Compared.DISCOUNT),
    ({"note": "Nytt"}, Compared.REMARKS),
    ({"purchase_order_number": "9"}, Compared.ORDER_NUMBER),
    ({"amount": 1}, Compared.NET),
    ({"amount_tax": 1}, Compared.VAT),
    ({"amount_with_tax": 1}, Compared.TOTAL),
    ({"company_id": "1"}, Compared.CLIENT_COMPANY),
    ({"subsidiary_id": "1"}, Compared.SUBSIDIARY),
    ({"invoice_type": productive.InvoiceType.CREDIT_NOTE}, Compared.DOCUMENT_TYPE),
    ({"bill_to": productive.Address(name="Annan AB")}, Compared.BUYER),
]


@pytest.mark.parametrize(("changes", "what"), CHANGES)
def test_it_sees_what_was_edited_in_productive(changes: dict[str, Any], what: Compared) -> None:
    after = INVOICE.model_copy(update=changes)

    assert [difference.what for difference in productive_changed(INVOICE, after)] == [what]
    assert fingerprint(after) != fingerprint(INVOICE)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"description": "Annat"}, Compared.LINE_TEXT),
        ({"quantity": Decimal(1)}, Compared.LINE_QUANTITY),
        ({"unit_id": 3}, Compared.LINE_UNIT),
        ({"unit_price": 1}, Compared.LINE_PRICE),
        ({"discount": Decimal(1)}, Compared.LINE_DISCOUNT),
        ({"amount": 1}, Compared.LINE_AMOUNT),
        ({"tax_rate": None}, Compared.LINE_VAT),
        ({"service_type": productive.ServiceType(id="3", name="Bygge")}, Compared.LINE_SERVICE_TYPE),
    ],
)
def test_it_sees_which_line_was_edited(changes: dict[str, Any], what: Compared) -> None:
    lines = (INVOICE.lines[0], INVOICE.lines[1].model_copy(update=changes), *INVOICE.lines[2:])
    after = INVOICE.model_copy(update={"lines": lines})

    assert [(difference.what, difference.row) for difference in productive_changed(INVOICE, after)] == [(what, 2)]


def test_it_does_not_mind_what_copying_itself_changes() -> None:
    after = INVOICE.model_copy(
        update={
            "number": "10483",
            "finalized_on": date(2026, 11, 2),
            "sent_on": date(2026, 11, 2),
            "exported": True,
            "export_id": "10483",
            "amount_unpaid": 0,
        }
    )

    assert productive_changed(INVOICE, after) == ()
    assert fingerprint(after) == fingerprint(INVOICE)


def test_it_does_not_mind_a_due_date_that_finalizing_filled_in_from_the_terms() -> None:
    draft = INVOICE.model_copy(update={"pay_on": None})

    assert productive_changed(draft, INVOICE) == ()


def test_it_does_not_mind_a_bill_to_snapshot_of_the_same_buyer() -> None:
    bill_to = cast.NORRSKEN.address.model_copy(update={"vat": cast.NORRSKEN.vat})

    assert productive_changed(INVOICE, INVOICE.model_copy(update={"bill_to": bill_to})) == ()


def test_a_fingerprint_does_not_mind_how_a_number_is_written() -> None:
    lines = tuple(line.model_copy(update={"quantity": line.quantity + Decimal("0.000")}) for line in INVOICE.lines)

    assert fingerprint(INVOICE.model_copy(update={"lines": lines})) == fingerprint(INVOICE)
