"""What went wrong, or only looks so, in the tricky world's ledger of Fyrljus Stockholm: one invoice for each case."""

from __future__ import annotations

from decimal import Decimal

from sandbox.fortnox import invoice_states, payments, set_offs
from sandbox.fortnox.books import Books
from sandbox.worlds import copies, tricky_settlements
from sandbox.worlds.copies import at, invoiced, paid_on
from sandbox.worlds.tricky_making import credited, row, sold, written, written_off

INTEREST_NUMBER = "1042"
HUNDREDS_OF_YEN = {"CurrencyRate": "7.1234", "CurrencyUnit": 100}
FEE_ACCOUNT, LOSS_ACCOUNT, VAT_ACCOUNT, DOUBTFUL_ACCOUNT = 3540, 6351, 2611, 1515


def build(books: Books) -> None:
    """Write every case down, each under the number that the table of traps names."""
    _corrections(books)
    _settlements(books)
    _payments_that_are_no_money(books)
    _currencies(books)
    _documents(books)
    _left_open(books)
    _more_credits(books)
    tricky_settlements.build(books)
    copies.set_series(books, int(INTEREST_NUMBER))


def _corrections(books: Books) -> None:
    """Credit notes: one left unbooked, one set off, one of .50, one at an old rate."""
    sold(books, "1001", 40, customer="1047", rows=[row("8", "1250")])
    credited(books, "1001", "1002", days_ago=30)
    original = sold(books, "1005", 60)
    note = credited(books, "1005", "1006", days_ago=50)
    then = at(books, 50)
    invoice_states.bookkeep(then, note["DocumentNumber"])
    set_offs.set_off(then, original, note)
    sold(books, "1023", 20, rows=[row("1", "750")])
    credited(books, "1023", "1024", days_ago=10)
    abroad = [row("10", "100", AccountNumber=3308, VAT="0")]
    sold(books, "1016", 45, customer="1050", rows=abroad, Currency="EUR", CurrencyRate="10.90")
    credited(books, "1016", "1017", days_ago=15)


def _settlements(books: Books) -> None:
    """Rounding to kronor, one bank payment for two invoices, factoring, and two copies of one invoice."""
    thirds = [row("1", "99.99"), row("1", "99.99"), row("1", "99.99")]
    rounded = sold(books, "1009", 33, rows=thirds)
    paid_on(at(books, 8), rounded, Decimal(rounded["Balance"]))
    for number in ("1010", "1011"):
        invoice = sold(books, number, 44)
        paid_on(at(books, 12), invoice, Decimal(invoice["Balance"]))
    sold_on = sold(books, "1013", 38)
    paid_on(at(books, 36), sold_on, Decimal(sold_on["Balance"]))["Source"] = "finance"
    for number in ("1003", "1004"):
        sold(books, number, 35, customer="1044", rows=[row("8", "1250")], ExternalInvoiceReference2="1003")


def _payments_that_are_no_money(books: Books) -> None:
    """A loss, a doubtful claim, a reminder fee: each a payment in Fortnox, and none of them that much money."""
    lost = sold(books, "1007", 58)
    loss = [written_off(LOSS_ACCOUNT, "8000"), written_off(VAT_ACCOUNT, "2000")]
    written(at(books, 5), lost, WriteOffs=loss)
    doubtful = sold(books, "1018", 57)
    paid_on(at(books, 6), doubtful, Decimal(doubtful["Balance"]), ModeOfPaymentAccount=DOUBTFUL_ACCOUNT)
    reminded = sold(books, "1008", 50)
    written(at(books, 4), reminded, Amount="10060", WriteOffs=[written_off(FEE_ACCOUNT, "-60")])


def _currencies(books: Books) -> None:
    """Euro with Swedish VAT paid at another rate, reverse charge, export, yen, and a rate that came as 1."""
    euro = [row("8", "137.50"), row("1", "245.45", Unit="st")]
    research = sold(books, "1012", 28, rows=euro, Currency="EUR", CurrencyRate="11.2345")
    paid_on(at(books, 3), research, Decimal("1681.81"), Amount="18671.45", CurrencyRate="11.1020")
    sold(books, "1029", 27, customer="1050", Currency="EUR", rows=[row("24", "120", AccountNumber=3308, VAT="0")])
    export = [row("1", "5250.50", AccountNumber=3305, VAT="0", Unit="st")]
    sold(books, "1028", 26, customer="1051", Currency="USD", CurrencyRate="10.4321", rows=export)
    yen = [row("1", "450000", AccountNumber=3305, VAT="0", Unit="st")]
    sold(books, "1027", 25, customer="1307", Currency="JPY", rows=yen, **HUNDREDS_OF_YEN)
    sold(books, "1019", 24, customer="1050", Currency="EUR", CurrencyRate="1", rows=[row("5", "100", VAT="0")])


def _documents(books: Books) -> None:
    """Printed and not mailed, sold to Fortnox's invoice service, in English with dimensions, and interest."""
    sold(books, "1026", 22)["Sent"] = True
    serviced = sold(books, "1021", 23)
    serviced |= {"NoxFinans": True, "OCR": "904471023"}
    rows = [row("8", "1000", Project="17", CostCenter="UTV", Description="Development")]
    sold(books, "1025", 20, rows=rows, Language="EN")
    interest = [row("1", "85", VAT="0", AccountNumber=3590, Description="Dröjsmålsränta")]
    sold(books, INTEREST_NUMBER, 18, rows=interest, InvoiceType="INTRESTINVOICE")


def _left_open(books: Books) -> None:
    """Copied and never booked, sent and not booked, part paid, and paid in Productive only."""
    invoiced(at(books, 40), customer="1043", number="1014", rows=[row("8", "1000")])
    invoiced(at(books, 21), customer="1046", number="1015", rows=[row("8", "1250")])["Sent"] = True
    part = sold(books, "1020", 30, rows=[row("8", "1250")])
    paid_on(at(books, 10), part, Decimal(4000))
    payments.create(at(books, 2), {"InvoiceNumber": 1020, "Amount": "3000"})
    sold(books, "1022", 30, customer="1043", rows=[row("8", "1250")])


def _more_credits(books: Books) -> None:
    """An invoice with two credit notes of its half, one to be credited in parts, and one with blank rows."""
    sold(books, "992", 29, rows=[row("1", "750")], ExternalInvoiceReference2="992")
    for number in ("993", "994"):
        sold(books, number, 15, rows=[row("-0.5", "750")], ExternalInvoiceReference2="992")
    sold(books, "1039", 24, rows=[row("8", "1250")])
    told = [{"Description": "Fas 1"}, row("8", "1000"), {"Description": ""}]
    sold(books, "995", 28, rows=told)
    credited(books, "995", "996", days_ago=14)
