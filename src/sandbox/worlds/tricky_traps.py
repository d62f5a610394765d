"""What is tricky in the tricky world: each case by name, where it is, and what its record says.

"complaint 7" is the seventh thing that users of such integrations complain about, "bookkeeping 20" the twentieth case
of a review by somebody who keeps an agency's books, "A1" an acceptance case of that review; a letter behind it is one
of several parts (`tricky_cases`). What is no record but an answer of the remote is a fault to be planned.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.faults import Fault
from sandbox.worlds.tricky import USED_REFRESH_TOKEN

DRAFTS = "productive.invoices"
LEDGER = "fortnox.100101.invoices"
PAYMENTS = "fortnox.100101.invoicepayments"


@dataclass(frozen=True, kw_only=True)
class Trap:
    """One record that is tricky, or missing where one would look for it; `facts` are fields of it, and its links."""

    cases: tuple[str, ...]
    told: str
    table: str
    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    is_gone: bool = False


@dataclass(frozen=True, kw_only=True)
class TrapToPlan:
    """Trouble that no world can hold: the remote has to be told to make it."""

    cases: tuple[str, ...]
    told: str
    fault: Fault


def _draft(cases: str, key: str, told: str, **facts: Any) -> Trap:
    return Trap(cases=tuple(cases.split(", ")), told=told, table=DRAFTS, key=key, facts=facts)


def _booked(cases: str, key: str, told: str, **facts: Any) -> Trap:
    return Trap(cases=tuple(cases.split(", ")), told=told, table=LEDGER, key=key, facts=facts)


def _kept(cases: str, place: str, told: str, **facts: Any) -> Trap:
    """A record of a register: its table and key are written as "table/key"."""
    table, _, key = place.rpartition("/")
    return Trap(cases=tuple(cases.split(", ")), told=told, table=table, key=key, facts=facts)


def _gone(cases: str, place: str, told: str) -> Trap:
    """A record that is not there."""
    table, _, key = place.rpartition("/")
    return Trap(cases=tuple(cases.split(", ")), told=told, table=table, key=key, is_gone=True)


TRAPS = (
    _draft("complaint 1a", "9301", "A currency that Fortnox has not set up", currency="NOK", company="7011"),
    _kept("complaint 1c", "fortnox.100101.accounts/5.3051", "An account that is inactive", Active=False),
    _draft("complaint 1b, bookkeeping 15", "9352", "A rate of VAT without an account", subsidiary="502"),
    _kept("complaint 2a", f"fortnox.refresh_tokens/{USED_REFRESH_TOKEN}", "Somebody used it first", dead=True),
    _booked("complaint 3a", "1003", "Copied", ExternalInvoiceReference2="1003", CustomerNumber="1044"),
    _booked("complaint 3a", "1004", "Copied once more", ExternalInvoiceReference2="1003", CustomerNumber="1044"),
    _booked("complaint 4c, bookkeeping 10", "1001", "Credited", CreditInvoiceReference="1002", Balance="12500"),
    _booked("complaint 4c, bookkeeping 10", "1002", "Its note took the next number", Credit="true", Booked=False),
    _booked("complaint 5a", "1020", "Paid in part; another payment is not booked", Balance="8500.00"),
    _draft("complaint 6a", "9303", "Swedish VAT to a business in the EU", currency="EUR", company="7010"),
    _draft("complaint 6b", "9322", "The customer's prices include VAT", company="7304"),
    _kept("complaint 6b", "fortnox.100101.customers/1304", "Prices include VAT", ShowPriceVATIncluded=True),
    _draft("complaint 7a, bookkeeping 20, A1", "9302", "75.00 by line, 74.99 by rate", amount=29997),
    _draft("complaint 8a, A6", "9347", "Its number will be 1042", number=None, amount_with_tax=1000000),
    _booked("complaint 8a, bookkeeping 27, A6", "1042", "Interest has taken 1042", InvoiceType="INTRESTINVOICE"),
    _draft("complaint 9a, bookkeeping 14a", "9306", "Dated in the locked period"),
    _draft("complaint 1f, complaint 9b, bookkeeping 14c", "9307", "Dated in a year that is not there"),
    _draft("complaint 10a", "9304", "Twice in Fortnox under one organisation number", company="7008"),
    _draft("complaint 10b", "9305", "Inactive in Fortnox", company="7007"),
    _draft("complaint 10c", "9345", "An organisation number that is written otherwise", company="7306"),
    _kept("complaint 10d", "fortnox.100101.customers/1187", "Nearly the name of 1042", Name="Norrsken Energi Nät AB"),
    _booked("complaint 12, bookkeeping 8, bookkeeping 11", "1015", "Sent and not booked", Sent=True, Booked=False),
    _draft("complaint 12", "8315", "Changed after it was copied as 1015", amount_with_tax=1562500, exported=True),
    _draft("complaint 13", "9321", "The customer has fee, freight and discount", company="7305"),
    _kept("complaint 13", "fortnox.100101.customers/1305", "They come by themselves", InvoiceFreight="120"),
    _booked("complaint 15a", "1026", "Printed counts as sent; nobody mailed it", Sent=True, Booked=True),
    _draft("complaint 16, bookkeeping 25", "9320", "A public buyer without a reference", purchase_order_number=None),
    _kept("complaint 16", "fortnox.100101.customers/1303", "Takes e-invoices only", GLN="7300009012345"),
    _kept("complaint 17", "fortnox.100101.customers/1047", "A reference to clear", InvoiceRemark="Märk med 4711"),
    _booked("complaint 18", "1019", "A rate that came as 1", Currency="EUR", CurrencyRate="1"),
    _draft("complaint 19", "9331", "One of a dozen for one client on one day", company="7003"),
    _draft("complaint 20", "8322", "Paid in Productive", number="1022", amount_unpaid=0),
    _booked("complaint 20", "1022", "Open in Fortnox", Balance="12500"),
    _booked("bookkeeping 1a", "1005", "Set off against 1006: no money", Balance="0"),
    _booked("bookkeeping 1a, complaint 4d", "1006", "Set off against 1005", Credit="true", Balance="0"),
    _booked("bookkeeping 2a, bookkeeping 3a", "1007", "A bad debt, written off by a payment of 0", Balance="0"),
    _booked("bookkeeping 3b", "1018", "A doubtful claim, moved to 1515 by a payment", Balance="0"),
    _booked("bookkeeping 2b, A7", "1008", "Paid with a reminder fee on top", Total="10000", Balance="0"),
    _booked("bookkeeping 4a, A1", "1009", "Paid in whole kronor", RoundOff="0.04", Total="375", Balance="0.00"),
    _booked("bookkeeping 5a", "1010", "Half of one bank payment", Balance="0.00"),
    _booked("bookkeeping 5a", "1011", "The other half", Balance="0.00"),
    _booked("bookkeeping 5d, bookkeeping 19, A3", "1012", "Paid at another rate", Total="1681.81", TotalVAT="336.36"),
    _booked("bookkeeping 6a", "1013", "Paid by Fortnox Finans", Balance="0.00"),
    _booked("bookkeeping 7", "1014", "Copied 40 days ago and never booked", Booked=False, Sent=False),
    _draft("bookkeeping 8, bookkeeping 9a", "8340", "Finalized and not sent", number="1040", sent_on=None),
    _draft("bookkeeping 9b", "8341", "Sent under a number that Fortnox never had", number="1041"),
    _draft("bookkeeping 11", "9323", "Credits an invoice that is not booked", parent_invoice="8315"),
    _kept("bookkeeping 12", "fortnox.100201.financialyears/5", "The cash method", AccountingMethod="CASH"),
    _kept("bookkeeping 12", "fortnox.100201.invoices/301", "Never booked", AccountingMethod="CASH", Booked=False),
    _booked("bookkeeping 13", "1017", "Credited at the rate of its original", CurrencyRate="10.90"),
    _draft("bookkeeping 16", "9351", "No service article in that company", subsidiary="502", currency="EUR"),
    _draft("bookkeeping 17a", "9314", "In the EU without a VAT number", company="7302"),
    _draft("bookkeeping 17c, A5d", "9313", "A person outside the EU", company="7308"),
    _draft("bookkeeping 18", "9315", "Reverse charge within Sweden", company="7301"),
    _kept("bookkeeping 18", "fortnox.100101.customers/1301", "Construction", VATType="SEREVERSEDVAT"),
    _draft("bookkeeping 19, A3", "9309", "Euro with Swedish VAT", currency="EUR", amount=134545),
    _draft("bookkeeping 21", "9316", "1.125 hours", amount=151875),
    _draft("bookkeeping 22", "9317", "No VAT to a Swedish customer, and no reason", amount_tax=0),
    _draft("bookkeeping 23", "9318", "A retainer in advance", amount=9000000),
    _booked("bookkeeping 24", "1021", "Fortnox's invoice service: another OCR", NoxFinans=True, OCR="904471023"),
    _draft("bookkeeping 25", "9319", "No delivery date", delivery_on=None),
    _booked("bookkeeping 26a", "1025", "In English, with project and cost centre by row", Language="EN"),
    _kept("bookkeeping 26b", "fortnox.100101.accounts/5.3590", "Demands a project", ProjectSettings="MANDATORY"),
    _kept("bookkeeping 28", "fortnox.100201.financialyears/5", "A year that ends in June", Id=5),
    _draft("bookkeeping 22, A2", "9308", "Four rates of VAT", amount=2165230),
    _draft("A4a", "9310", "EU reverse charge", currency="EUR", amount=288000, amount_tax=0),
    _booked("A4b", "1029", "EU reverse charge", Currency="EUR", Total="2880", TotalVAT="0"),
    _draft("A5a", "9311", "Export to the United States", currency="USD", amount=525050),
    _booked("A5b", "1028", "Export to the United States", Currency="USD", Total="5250.50"),
    _draft("A5c", "9312", "Yen, which Fortnox counts by the hundred", currency="JPY"),
    _booked("A5c", "1027", "Yen", Currency="JPY", CurrencyUnit=100),
    _draft("A8a", "9344", "937.50 becomes 938", amount_with_tax=93750),
    _booked("A8a", "1023", "938", Total="938"),
    _booked("A8b", "1024", "Its credit note is -938 or -937", Credit="true"),
    _draft("complaint 1d", "9360", "The customer's cost centre is gone", company="7309"),
    _kept("complaint 1d", "fortnox.100101.customers/1309", "Names a cost centre that is gone", CostCenter="NEDLAG"),
    _gone("complaint 1d", "fortnox.100101.costcenters/NEDLAG", "The cost centre"),
    _gone("complaint 1e", "fortnox.100102.predefinedaccounts/ADMFEE", "An account for fees"),
    _kept("complaint 1g", "fortnox.100102.predefinedvoucherseries/INVOICE", "Not in B", VoucherSeries="F"),
    _draft("complaint 1h", "9361", "The customer's project is over", company="7310"),
    _kept("complaint 1h", "fortnox.100101.projects/90", "A project that is over", Status="COMPLETED"),
    _kept("complaint 3b", "fortnox.100101.customers/1149", "A twin of 1049", OrganisationNumber="559377-0612"),
    _draft("complaint 4a", "8343", "To be credited in two parts", number="1039", amount_credited=0),
    _draft("complaint 4a", "9364", "One part of it", parent_invoice="8343", amount=-250000),
    _draft("complaint 4a", "9365", "The other", parent_invoice="8343", amount=-250000),
    _draft("complaint 4b", "9368", "Rows without anything", amount=1000000),
    _booked("complaint 4b", "995", "Rows of text, and a blank one", CreditInvoiceReference="996"),
    _booked("complaint 4b", "996", "They are on its credit note too", Credit="true", Booked=False),
    _booked("complaint 5b, bookkeeping 5b", "985", "All of one bank payment for two", Balance="-2500.00"),
    _booked("complaint 5b, bookkeeping 5b", "986", "Nothing of it came here", Balance="2500"),
    _booked("complaint 5b", "987", "10,400 for 10,000, not booked", Balance="10000"),
    _booked("complaint 5c, bookkeeping 5c", "1034", "Short by a bank fee of EUR 12", Currency="EUR", Balance="12.00"),
    _booked("complaint 5d", "991", "Its payment was deleted", Balance="12500", FinalPayDate=None),
    _draft("complaint 5d", "8391", "And is still here", number="991", amount_unpaid=0),
    _booked("complaint 7b", "1036", "374.96 came for 375", Balance="0.04"),
    _booked("complaint 9c", "981", "Invoiced and paid in the year before", Balance="0.00"),
    _booked("complaint 9c", "982", "Invoiced in the year before, and open", Balance="10000"),
    _kept("complaint 10e", "fortnox.100101.customers/1155", "As 1043", Email="ekonomi@hamnverket.example"),
    _kept("complaint 10e", "fortnox.100101.customers/1043", "As 1155", Email="ekonomi@hamnverket.example"),
    _draft("complaint 15b", "9366", "A time report lies beside it", company="7002"),
    _booked("complaint 15b", "1039", "A time report goes out with it", Booked=True),
    _booked("bookkeeping 1b", "989", "Its money went back to the customer", Credit="true", Balance="0.00"),
    _booked("bookkeeping 2c", "1030", "A bank fee of 35 written off", Balance="0.00"),
    _booked("bookkeeping 2d", "1031", "0.04 written off as rounding", Balance="0.00"),
    _booked("bookkeeping 2e", "1033", "A gain of currency", Currency="EUR", Balance="0.00"),
    _booked("bookkeeping 2f", "1032", "A loss of currency", Currency="EUR", Balance="0.00"),
    _booked("bookkeeping 4b", "1035", "937.25 paid as 937", RoundOff="-0.25", Total="937", Balance="0.00"),
    _booked("bookkeeping 4c", "1037", "Closed by 1038, öre and all", RoundOff="0.50", Balance="0.00"),
    _booked("bookkeeping 6b", "990", "Sold to Fortnox Finans and bought back", Balance="10000.00"),
    _kept("bookkeeping 14b", "fortnox.100101.accounts/4.3046", "An account of last year", VATCode="MP1"),
    _gone("bookkeeping 14b", "fortnox.100101.accounts/5.3046", "The same account this year"),
    _kept("bookkeeping 14b", "fortnox.100101.articles/130", "An article on it", SalesAccount=3046),
    _draft("bookkeeping 17b", "9362", "A business in the EU without a VAT number", company="7313"),
    _draft("bookkeeping 17d, A4c", "9363", "A VAT number that cannot be one", company="7314"),
    _draft("bookkeeping 26c", "9367", "For a quarter", amount=3000000),
    _kept("bookkeeping 26c", "productive.invoice_attributions/7790", "The quarter", invoice="9367", budget="4001"),
    _booked("A8c", "992", "938, credited in two halves", Total="938"),
    _booked("A8c", "993", "-468.75 becomes -469", Total="-469", RoundOff="-0.25"),
    _booked("A8c", "994", "And so does the other", Total="-469", RoundOff="-0.25"),
)  # fmt: skip

TO_PLAN = (
    TrapToPlan(
        cases=("complaint 11",),
        told="An error that says nothing",
        fault=Fault(kind="refuse", remote="fortnox", status=500, code="1000003"),
    ),
    TrapToPlan(
        cases=("complaint 14",),
        told="Too many requests, without a hint how long to wait",
        fault=Fault(kind="throttle", remote="fortnox", times=3),
    ),
    TrapToPlan(
        cases=("complaint 1g",),
        told="The series of the vouchers is not there",
        fault=Fault(kind="refuse", remote="fortnox", method="PUT", path="/bookkeep$", status=400, code="9000214"),
    ),
    TrapToPlan(
        cases=("complaint 1i",),
        told="The licence is lost",
        fault=Fault(kind="licence_lost", remote="fortnox"),
    ),
    TrapToPlan(
        cases=("complaint 2b",),
        told="The access token died before its time",
        fault=Fault(kind="token_dead", remote="fortnox"),
    ),
    TrapToPlan(
        cases=("complaint 8b",),
        told="The series of invoices is behind: its next number is taken",
        fault=Fault(kind="series_behind", remote="fortnox"),
    ),
)
