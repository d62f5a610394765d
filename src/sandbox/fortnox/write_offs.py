"""Write-offs that ride on a payment: bank fees, rounding, bad debts, reminder fees.

They move the balance with the payment: 990 paid and 10 written off settle 1,000; 10,060 paid and -60 written off (a
reminder fee) settle 10,000. A loss is a payment of 0 with a write-off (help pages 115002179465 and 115005476565).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sandbox.fortnox import bodies, errors, fields
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.payment_fields import WRITE_OFF_FIELDS
from sandbox.store import Record

KRONOR = "SEK"


def read(books: Books, given: Sequence[Mapping[str, Any]], *, invoice: Record, on: str) -> list[Record]:
    """Checked write-offs; one without currency is in the invoice's (a guess)."""
    rows = [{**fields.blanks(WRITE_OFF_FIELDS), **bodies.read(books, row, WRITE_OFF_FIELDS)} for row in given]
    for row in rows:
        row["Currency"] = row["Currency"] or invoice["Currency"]
        if row["Currency"] not in {KRONOR, invoice["Currency"]}:
            raise Refused(errors.GUESSES["payment_currency"])
        if books.account(row["AccountNumber"], on=on) is None:
            raise Refused(errors.ACCOUNT_UNKNOWN)
        _check_dimensions(books, row)
    return rows


def shown(row: Record) -> Record:
    return fields.shown(row, WRITE_OFF_FIELDS)


def off_balance(payment: Record) -> Decimal:
    """What the write-offs take off the invoice, in its currency; kronor on a foreign invoice only explain a rate."""
    return sum(
        (decimal(row["Amount"]) for row in payment["WriteOffs"] if row["Currency"] == payment["Currency"]), Decimal(0)
    )


def _check_dimensions(books: Books, row: Record) -> None:
    if row["Project"] and row["Project"] not in books.table("projects"):
        raise Refused(errors.GUESSES["project_unknown"])
    if row["CostCenter"] and row["CostCenter"] not in books.table("costcenters"):
        raise Refused(errors.GUESSES["cost_centre_unknown"])
