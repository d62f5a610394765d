"""Every line of an invoice stands beside the rows that it becomes."""

from __future__ import annotations

from decimal import Decimal

from brygga.accounting.invoices import Booking, book
from brygga.web.side_by_side import side_by_side
from tests.accounting import cast


def test_it_shows_which_rows_a_line_becomes() -> None:
    invoice = cast.invoice("# Fas 1\n2 h × 100.00 @25 " + "ord " * 100, discount=Decimal(10))
    booking = book(invoice, cast.CUSTOMER, cast.rulebook(), reference=cast.REFERENCE)
    assert isinstance(booking, Booking)

    pairs = side_by_side(invoice, booking, {})

    assert [(pair.line.number if pair.line else None, len(pair.rows)) for pair in pairs] == [(1, 1), (2, 2), (None, 1)]
