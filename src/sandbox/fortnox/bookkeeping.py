"""Which accounts an invoice moves when it is booked, in kronor.

Debit the claim; credit sales by row, VAT by rate, fee, freight and rounding. A foreign invoice is booked at its own
rate, and the öre that this leaves over goes to the rounding account (a guess). Predefined accounts: specification of
2026-04 and, for what they are for, Fortnox's help pages.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sandbox.fortnox import amounts, errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.vouchers import Draft, Entry
from sandbox.store import Record

CASH_INVOICE = "CASHINVOICE"
# What a cash invoice is paid with, by PaymentWay; nothing said is cash (a guess).
PAID_WITH = {"CASH": "CASH", "CARD": "CASHBYCARD", "AG": "AG", "": "CASH"}
OUTGOING_VAT = {Decimal(25): "OUTVAT_MP1", Decimal(12): "OUTVAT_MP2", Decimal(6): "OUTVAT_MP3"}
# The words of the refusal where a predefined account is missing; only that of the fee is known (help page).
IN_WORDS = {"ADMFEE": "fakturaavgift", "FREIGHT": "frakt", "CUSTCLAIM": "kundfordringar", "ROUNDOFF": "öresutjämning"}


def draft(books: Books, invoice: Record) -> Draft:
    """The voucher of an invoice; its description is a guess."""
    what = "Kreditfaktura" if invoice["Credit"] == "true" else "Kundfaktura"
    return Draft(
        kind=CASH_INVOICE if invoice["InvoiceType"] == CASH_INVOICE else "INVOICE",
        reference=invoice["DocumentNumber"],
        on=invoice["InvoiceDate"],
        description=f"{what} {invoice['DocumentNumber']}, {invoice['CustomerName']}",
        entries=entries(books, invoice),
    )


def entries(books: Books, invoice: Record) -> tuple[Entry, ...]:
    """The claim and what it consists of, balanced to the öre."""
    claim = Entry(account=claim_account(books, invoice), amount=in_kronor(invoice, decimal(invoice["Total"])))
    income = [*_sales(invoice), *_fees(books, invoice), *_vat(books, invoice)]
    left = -sum((entry.amount for entry in [claim, *income]), Decimal(0))
    rounding = [Entry(account=predefined_account(books, invoice, "ROUNDOFF"), amount=left)] if left else []
    return (claim, *income, *rounding)


def claim_account(books: Books, invoice: Record) -> int:
    """The customers' claims, or what a cash invoice was paid with."""
    paid_at_once = invoice["InvoiceType"] == CASH_INVOICE
    return predefined_account(books, invoice, PAID_WITH[invoice["PaymentWay"]] if paid_at_once else "CUSTCLAIM")


def in_kronor(invoice: Record, amount: Decimal) -> Decimal:
    """An amount of the invoice at the invoice's rate, which is SEK for one unit of its currency."""
    return amounts.rounded(amount * decimal(invoice["CurrencyRate"]) / decimal(invoice["CurrencyUnit"]))


def predefined_account(books: Books, invoice: Record, name: str) -> int:
    found = books.find("predefinedaccounts", name)
    if found is None:
        raise Refused(errors.predefined_missing(invoice["DocumentNumber"], IN_WORDS.get(name, name)))
    return int(found["Account"])


def _sales(invoice: Record) -> list[Entry]:
    """A row without project or cost centre is booked on those of the invoice (a guess)."""
    sums: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    for row in invoice["InvoiceRows"]:
        place = (row["CostCenter"] or invoice["CostCenter"], row["Project"] or invoice["Project"])
        sums[row["AccountNumber"], *place] += decimal(row["TotalExcludingVAT"])
    return [
        Entry(account=account, amount=-in_kronor(invoice, amount), cost_center=cost_center, project=project)
        for (account, cost_center, project), amount in sums.items()
        if amount
    ]


def _fees(books: Books, invoice: Record) -> list[Entry]:
    charged = (("FREIGHT", decimal(invoice["Freight"])), ("ADMFEE", decimal(invoice["AdministrationFee"])))
    return [
        Entry(account=predefined_account(books, invoice, name), amount=-in_kronor(invoice, amount))
        for name, amount in charged
        if amount
    ]


def _vat(books: Books, invoice: Record) -> list[Entry]:
    """A rate that a company has set up itself is booked with the standard rate (a guess)."""
    by_rate = amounts.vat_per_rate(
        invoice["InvoiceRows"],
        vat_included=invoice["VATIncluded"],
        per_row=books.switch("vat_rounding") == "row",
    )
    on_fees = decimal(invoice["FreightVAT"]) + decimal(invoice["AdministrationFeeVAT"])
    by_rate[amounts.STANDARD_RATE] = by_rate.get(amounts.STANDARD_RATE, Decimal(0)) + on_fees
    return [
        Entry(
            account=predefined_account(books, invoice, OUTGOING_VAT.get(rate, "OUTVAT_MP1")),
            amount=-in_kronor(invoice, vat),
        )
        for rate, vat in by_rate.items()
        if vat
    ]
