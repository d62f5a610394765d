"""The preview sets both invoices side by side as raw values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from brygga.accounting.invoices import Booking, book
from brygga.accounting.money import Money
from brygga.accounting.preview import Pair, Preview, Shown, Sign, preview
from brygga.productive import schema as productive
from tests.accounting import cast


def shown(invoice: productive.Invoice) -> Preview:
    booking = book(invoice, cast.CUSTOMER, cast.rulebook(), reference=cast.REFERENCE)
    assert isinstance(booking, Booking)
    return preview(invoice, booking)


def sek(amount: str) -> Money:
    return Money(Decimal(amount), "SEK")


def test_it_shows_what_stays_and_what_becomes_something_else() -> None:
    assert shown(cast.invoice(pay_on=None, note="Tack…")).facts == (
        Pair(Shown.NUMBER, None, Sign.BECOMES, None),
        Pair(Shown.INVOICE_DATE, date(2026, 11, 2), Sign.SAME, date(2026, 11, 2)),
        Pair(Shown.DUE_DATE, None, Sign.BECOMES, date(2026, 12, 2)),
        Pair(Shown.DELIVERY_DATE, date(2026, 10, 31), Sign.SAME, date(2026, 10, 31)),
        Pair(Shown.TERMS_OF_PAYMENT, None, Sign.BECOMES, "30"),
        Pair(Shown.REMARKS, "Tack…", Sign.BECOMES, "Tack..."),
    )


def test_it_shows_which_rows_a_line_becomes() -> None:
    pairs = shown(cast.invoice("# Fas 1\n2 h × 100.00 @25 " + "ord " * 100, discount=Decimal(10))).lines

    assert [(pair.line.number if pair.line else None, len(pair.rows)) for pair in pairs] == [(1, 1), (2, 2), (None, 1)]


def test_it_shows_sums_that_differ() -> None:
    sums = shown(cast.invoice("1 × 99.99 @25 A\n1 × 99.99 @25 B\n1 × 99.99 @25 C")).sums

    assert sums == (
        Pair(Shown.NET, sek("299.97"), Sign.SAME, sek("299.97")),
        Pair(Shown.VAT, sek("75.00"), Sign.DIFFERS, sek("74.99")),
        Pair(Shown.TOTAL, sek("374.97"), Sign.DIFFERS, sek("374.96")),
    )
