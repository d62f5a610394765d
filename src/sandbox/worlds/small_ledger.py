"""The earlier invoices of the small world's Fortnox companies, in every state.

Most are the ones that Productive's world says were copied, under the same numbers; a few only Fortnox knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.fortnox import invoice_states
from sandbox.fortnox.books import Books
from sandbox.worlds import copies
from sandbox.worlds.bills import Bill, line
from sandbox.worlds.cast import BUYERS
from sandbox.worlds.small_customers import number_of
from sandbox.worlds.small_productive import OTHER_BUYER

LEFT_UNBOOKED = frozenset({"10479", "10482", "20115"})

# Number, customer, days ago, row, what became of it: made by hand in Fortnox.
BY_HAND = (
    ("10455", "1012", 95, line("Meny, formgivning", "6", "1,250.00", "Design"), "paid"),
    ("10456", "1031", 93, line("Planteringsplan, tryckt", "200", "12.50", "Workshop material", rate="6"), "cancelled"),
    ("10457", "1155", 91, line("Driftsida, underhåll", "4.5", "1,200.00", "Development"), "booked"),
    ("10458", "1187", 90, line("Rådgivning", "2", "1,450.00", "Strategy"), "unbooked"),
)  # fmt: skip


def build(books: Books, bills: Sequence[Bill], *, next_number: int) -> None:
    """Write the exported bills down, oldest first, and set the series."""
    customers = {buyer.productive_id: number_of(buyer, books.tenant) for buyer in (*BUYERS, OTHER_BUYER)}
    copies.write(books, bills, customers=customers, unbooked=LEFT_UNBOOKED)
    copies.set_series(books, next_number)


def build_by_hand(books: Books) -> None:
    for number, customer, days_ago, row, fate in BY_HAND:
        then = copies.at(books, days_ago)
        copies.invoiced(then, customer=customer, number=number, rows=[copies.row(row, "SEVAT")])
        if fate == "cancelled":
            invoice_states.cancel(then, number)
        elif fate != "unbooked":
            invoice_states.bookkeep(then, number)
        if fate == "paid":
            copies.pay(books, number, days_ago=days_ago)
