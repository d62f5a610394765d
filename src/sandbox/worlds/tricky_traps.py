"""What is tricky in the tricky world: each case by name, where it is, and what its record says.

"complaint 7" is the seventh thing that users of such integrations complain about, "bookkeeping 20" the twentieth case
of a review by somebody who keeps an agency's books, "A1" an acceptance case of that review. What is no record but an
answer of the remote is a fault to be planned.
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
    """One record that is tricky; `facts` are fields of it, for a record of Productive also what it is related to."""

    cases: tuple[str, ...]
    told: str
    table: str
    key: str
    facts: dict[str, Any] = field(default_factory=dict)


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


TRAPS = (
    _draft("complaint 1", "9301", "A currency that Fortnox has not set up", currency="NOK", company="7011"),
    _kept("complaint 1", "fortnox.100101.accounts/5.3051", "An account that is inactive", Active=False),
    _draft("complaint 1, bookkeeping 15", "9352", "A rate of VAT without an account", subsidiary="502"),
    _kept("complaint 2", f"fortnox.refresh_tokens/{USED_REFRESH_TOKEN}", "A token that somebody used first", dead=True),
    _booked("complaint 3", "1003", "Copied", ExternalInvoiceReference2="1003", CustomerNumber="1044"),
    _booked("complaint 3", "1004", "Copied once more", ExternalInvoiceReference2="1003", CustomerNumber="1044"),
    _booked("complaint 4, bookkeeping 10", "1001", "Credited", CreditInvoiceReference="1002", Balance="12500"),
    _booked("complaint 4, bookkeeping 10", "1002", "Its note took the next number", Credit="true", Booked=False),
    _booked("complaint 5", "1020", "Paid in part; another payment is not booked", Balance="8500.00"),
    _draft("complaint 6", "9303", "Swedish VAT to a business in the EU", currency="EUR", company="7010"),
    _draft("complaint 6", "9322", "The customer's prices include VAT", company="7304"),
    _kept("complaint 6", "fortnox.100101.customers/1304", "Prices include VAT", ShowPriceVATIncluded=True),
    _draft("complaint 7, bookkeeping 20, A1", "9302", "75.00 by line, 74.99 by rate", amount=29997),
    _draft("complaint 8, A6", "9347", "Its number will be 1042", number=None, amount_with_tax=1000000),
    _booked("complaint 8, bookkeeping 27, A6", "1042", "Interest has taken 1042", InvoiceType="INTRESTINVOICE"),
    _draft("complaint 9, bookkeeping 14", "9306", "Dated in the locked period"),
    _draft("complaint 9, bookkeeping 14", "9307", "Dated in a year that is not there"),
    _draft("complaint 10", "9304", "Twice in Fortnox under one organisation number", company="7008"),
    _draft("complaint 10", "9305", "Inactive in Fortnox", company="7007"),
    _draft("complaint 10", "9345", "An organisation number that is written otherwise", company="7306"),
    _kept("complaint 10", "fortnox.100101.customers/1187", "Nearly the name of 1042", Name="Norrsken Energi Nät AB"),
    _booked("complaint 12, bookkeeping 8, bookkeeping 11", "1015", "Sent and not booked", Sent=True, Booked=False),
    _draft("complaint 12", "8315", "Changed after it was copied as 1015", amount_with_tax=1562500, exported=True),
    _draft("complaint 13", "9321", "The customer has fee, freight and discount", company="7305"),
    _kept("complaint 13", "fortnox.100101.customers/1305", "They come by themselves", InvoiceFreight="120"),
    _booked("complaint 15", "1026", "Printed counts as sent; nobody mailed it", Sent=True, Booked=True),
    _draft("complaint 16, bookkeeping 25", "9320", "A public buyer without a reference", purchase_order_number=None),
    _kept("complaint 16", "fortnox.100101.customers/1303", "Takes e-invoices only", GLN="7300009012345"),
    _kept("complaint 17", "fortnox.100101.customers/1047", "A reference to clear", InvoiceRemark="Märk med 4711"),
    _booked("complaint 18", "1019", "A rate that came as 1", Currency="EUR", CurrencyRate="1"),
    _draft("complaint 19", "9331", "One of a dozen for one client on one day", company="7003"),
    _draft("complaint 20", "8322", "Paid in Productive", number="1022", amount_unpaid=0),
    _booked("complaint 20", "1022", "Open in Fortnox", Balance="12500"),
    _booked("bookkeeping 1", "1005", "Set off against 1006: no money", Balance="0"),
    _booked("bookkeeping 1", "1006", "Set off against 1005", Credit="true", Balance="0"),
    _booked("bookkeeping 2, bookkeeping 3", "1007", "A bad debt, written off by a payment of 0", Balance="0"),
    _booked("bookkeeping 3", "1018", "A doubtful claim, moved to 1515 by a payment", Balance="0"),
    _booked("bookkeeping 2, A7", "1008", "Paid with a reminder fee on top", Total="10000", Balance="0"),
    _booked("bookkeeping 4, A1", "1009", "Paid in whole kronor", RoundOff="0.04", Total="375", Balance="0.00"),
    _booked("bookkeeping 5", "1010", "Half of one bank payment", Balance="0.00"),
    _booked("bookkeeping 5", "1011", "The other half", Balance="0.00"),
    _booked("bookkeeping 5, bookkeeping 19, A3", "1012", "Paid at another rate", Total="1681.81", TotalVAT="336.36"),
    _booked("bookkeeping 6", "1013", "Paid by Fortnox Finans", Balance="0.00"),
    _booked("bookkeeping 7", "1014", "Copied 40 days ago and never booked", Booked=False, Sent=False),
    _draft("bookkeeping 8, bookkeeping 9", "8340", "Finalized and not sent", number="1040", sent_on=None),
    _draft("bookkeeping 9", "8341", "Sent under a number that Fortnox never had", number="1041"),
    _draft("bookkeeping 11", "9323", "Credits an invoice that is not booked", parent_invoice="8315"),
    _kept("bookkeeping 12", "fortnox.100201.financialyears/5", "The cash method", AccountingMethod="CASH"),
    _kept("bookkeeping 12", "fortnox.100201.invoices/301", "Never booked", AccountingMethod="CASH", Booked=False),
    _booked("bookkeeping 13", "1017", "Credited at the rate of its original", CurrencyRate="10.90"),
    _draft("bookkeeping 16", "9351", "No service article in that company", subsidiary="502", currency="EUR"),
    _draft("bookkeeping 17", "9314", "In the EU without a VAT number", company="7302"),
    _draft("bookkeeping 17, A5", "9313", "A person outside the EU", company="7308"),
    _draft("bookkeeping 18", "9315", "Reverse charge within Sweden", company="7301"),
    _kept("bookkeeping 18", "fortnox.100101.customers/1301", "Construction", VATType="SEREVERSEDVAT"),
    _draft("bookkeeping 19, A3", "9309", "Euro with Swedish VAT", currency="EUR", amount=134545),
    _draft("bookkeeping 21", "9316", "1.125 hours", amount=151875),
    _draft("bookkeeping 22", "9317", "No VAT to a Swedish customer, and no reason", amount_tax=0),
    _draft("bookkeeping 23", "9318", "A retainer in advance", amount=9000000),
    _booked("bookkeeping 24", "1021", "Fortnox's invoice service: another OCR", NoxFinans=True, OCR="904471023"),
    _draft("bookkeeping 25", "9319", "No delivery date", delivery_on=None),
    _booked("bookkeeping 26", "1025", "In English, with project and cost centre by row", Language="EN"),
    _kept("bookkeeping 26", "fortnox.100101.accounts/5.3590", "Demands a project", ProjectSettings="MANDATORY"),
    _kept("bookkeeping 28", "fortnox.100201.financialyears/5", "A year that ends in June", Id=5),
    _draft("bookkeeping 22, A2", "9308", "Four rates of VAT", amount=2165230),
    _draft("A4", "9310", "EU reverse charge", currency="EUR", amount=288000, amount_tax=0),
    _booked("A4", "1029", "EU reverse charge", Currency="EUR", Total="2880", TotalVAT="0"),
    _draft("A5", "9311", "Export to the United States", currency="USD", amount=525050),
    _booked("A5", "1028", "Export to the United States", Currency="USD", Total="5250.50"),
    _draft("A5", "9312", "Yen, which Fortnox counts by the hundred", currency="JPY"),
    _booked("A5", "1027", "Yen", Currency="JPY", CurrencyUnit=100),
    _draft("A8", "9344", "937.50 becomes 938", amount_with_tax=93750),
    _booked("A8", "1023", "938", Total="938"),
    _booked("A8", "1024", "Its credit note is -938 or -937", Credit="true"),
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
)
