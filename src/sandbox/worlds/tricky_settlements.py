"""What happened to invoices of the tricky world's Fyrljus Stockholm after they were booked: money, losses, both.

Each is one case of a review by somebody who keeps an agency's books; `tricky_traps` says which.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sandbox.fortnox import invoice_states, payments, set_offs, switches
from sandbox.fortnox.books import Books
from sandbox.store import Record
from sandbox.worlds.copies import at, paid_on
from sandbox.worlds.tricky_making import credited, row, sold, written, written_off

BANK_FEE, ROUNDING, GAIN, LOSS = 6570, 3740, 3960, 7960
BANK = 1930
# The last days of the year before: invoiced on the first, paid on the second.
LATE_DAYS = ((12, 14), (12, 28))


def build(books: Books) -> None:
    """Write every case down, each under the number that the table of traps names."""
    _write_offs(books)
    _roundings(books)
    _one_payment_for_two(books)
    _taken_back(books)
    _last_year(books)


def _write_offs(books: Books) -> None:
    """A bank fee, some öre, a loss and a gain of currency, each written off by the payment that closes the invoice."""
    fee = sold(books, "1030", 34)
    written(at(books, 9), fee, Amount="9965", WriteOffs=[written_off(BANK_FEE, "35")])
    thirds = sold(books, "1031", 34, rows=[row("1", "99.99")] * 3)
    written(at(books, 9), thirds, Amount="374.96", WriteOffs=[written_off(ROUNDING, "0.04")])
    for number, kronor, account, off in (("1032", "11102.00", LOSS, "132.50"), ("1033", "11300.00", GAIN, "-65.50")):
        euro = _in_euro(books, number, 32)
        paid = {"Amount": kronor, "AmountCurrency": "1000", "WriteOffs": [written_off(account, off)]}
        written(at(books, 7), euro, **paid)
    short = _in_euro(books, "1034", 31)
    paid_on(at(books, 7), short, Decimal(988))


def _in_euro(books: Books, number: str, days_ago: int) -> Record:
    rows = [row("10", "100", AccountNumber=3308, VAT="0")]
    return sold(books, number, days_ago, customer="1050", rows=rows, Currency="EUR", CurrencyRate="11.2345")


def _roundings(books: Books) -> None:
    """937.25 became 937 and was paid; of 375 only 374.96 came; 938 was closed by a credit note."""
    paid = sold(books, "1035", 33, rows=[row("1", "749.80")])
    paid_on(at(books, 8), paid, Decimal(paid["Balance"]))
    left = sold(books, "1036", 33, rows=[row("1", "99.99")] * 3)
    paid_on(at(books, 8), left, Decimal("374.96"))
    sold(books, "1037", 33, rows=[row("1", "750")])
    credited(books, "1037", "1038", days_ago=8)
    then = at(books, 8)
    note = invoice_states.bookkeep(then, "1038")
    set_offs.set_off(then, books.table("invoices")["1037"], note)


def _one_payment_for_two(books: Books) -> None:
    """12,500 came for both and was booked on the first: that it can be is a position of a switch."""
    first = sold(books, "985", 43, rows=[row("8", "1000")])
    sold(books, "986", 43, rows=[row("2", "1000")])
    switches.turn(books.store, "overpayment", to="accept", tenant=books.tenant)
    paid_on(at(books, 13), first, Decimal(12500))
    books.store.table(switches.TABLE).pop(f"{books.tenant}.overpayment")
    over = sold(books, "987", 42)
    payments.create(at(books, 12), {"InvoiceNumber": int(over["DocumentNumber"]), "Amount": "10400"})


def _taken_back(books: Books) -> None:
    """A credit note that was paid out, an invoice that Fortnox Finans sold back, and a payment deleted afterwards."""
    original = sold(books, "988", 55)
    paid_on(at(books, 50), original, Decimal(original["Balance"]))
    credited(books, "988", "989", days_ago=45)
    note = invoice_states.bookkeep(at(books, 45), "989")
    paid_on(at(books, 40), note, Decimal(note["Balance"]), ModeOfPaymentAccount=BANK)
    sold_on = sold(books, "990", 41)
    paid_on(at(books, 39), sold_on, Decimal(10000))["Source"] = "finance"
    paid_on(at(books, 5), sold_on, Decimal(-10000))["Source"] = "finance"
    deleted = sold(books, "991", 30, rows=[row("8", "1250")])
    payment = paid_on(at(books, 6), deleted, Decimal(12500))
    payments.remove(at(books, 4), payment["Number"], by_hand=True)


def _last_year(books: Books) -> None:
    """Invoiced and paid before the year was closed; and invoiced then, and still open."""
    year = books.clock.today().year - 1
    on, paid = ((books.clock.today() - date(year, *day)).days for day in LATE_DAYS)
    settled = sold(books, "981", on)
    paid_on(at(books, paid), settled, Decimal(settled["Balance"]))
    sold(books, "982", on)
