"""The rows of an invoice: what they may name, and how an update meets the rows before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.fortnox import amounts, bodies, errors, fields, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.fortnox.invoice_fields import ROW_FIELDS
from sandbox.fortnox.row_defaults import Origin
from sandbox.store import Record

# Prices and quantities: recorded 2024-12; discounts: notes 2026.
ROUNDED_ON_INPUT = ("DeliveredQuantity", "Price", "Discount")
CODE_OF_RATE = {"25": "MP1", "12": "MP2", "6": "MP3"}
EXEMPT = "MF"


def built(
    books: Books, given: Sequence[Mapping[str, Any]], *, before: Sequence[Record], invoice: Record
) -> list[Record]:
    """The rows that a request makes of those before it; all get new ids (asserted by the official SDK's tests)."""
    values = [bodies.read(books, row, ROW_FIELDS) for row in given]
    return [_built(books, {**base, **row}, invoice) for base, row in zip(_bases(values, before), values, strict=True)]


def shown(row: Record) -> Record:
    return fields.shown(row, ROW_FIELDS)


def check_dimensions(books: Books, record: Record) -> None:
    """Project and cost centre must exist where they are named."""
    if record["Project"] and record["Project"] not in books.table("projects"):
        raise Refused(errors.GUESSES["project_unknown"])
    if not record["CostCenter"]:
        return
    cost_centre = books.find("costcenters", record["CostCenter"])
    if cost_centre is None:
        raise Refused(errors.GUESSES["cost_centre_unknown"])
    if not cost_centre.get("Active", True):
        raise Refused(errors.COST_CENTRE_INACTIVE)


def _bases(values: Sequence[Mapping[str, Any]], before: Sequence[Record]) -> list[Record]:
    """Which old row each new one continues: by RowId where any is named, else by position (specification)."""
    if not any(row.get("RowId") for row in values):
        return [before[place] if place < len(before) else {} for place in range(len(values))]
    by_id = {row["RowId"]: row for row in before}
    if {row["RowId"] for row in values if row.get("RowId")} - set(by_id):
        raise Refused(errors.GUESSES["row_unknown"])
    return [by_id.get(row.get("RowId", 0), {}) for row in values]


def _built(books: Books, said: Mapping[str, Any], invoice: Record) -> Record:
    customer = books.table("customers")[invoice["CustomerNumber"]]
    article = _article(books, said.get("ArticleNumber", ""))
    origin = Origin(books=books, customer=customer, article=article, on=invoice["InvoiceDate"])
    row = {**fields.blanks(ROW_FIELDS), **origin.texts_and_price(), **said}
    row |= {name: str(amounts.rounded(decimal(row[name]))) for name in ROUNDED_ON_INPUT}
    row["VAT"] = said["VAT"] if "VAT" in said else origin.vat(row)
    row["AccountNumber"] = row["AccountNumber"] or origin.account(row)
    _check(books, row, on=invoice["InvoiceDate"])
    # Null where VAT is 0 (recorded 2024-12), MP1 at 25 % (recorded 2026-05-08); the rest is inferred.
    row["VATCode"] = CODE_OF_RATE.get(wire.text(row["VAT"]))
    row["RowId"] = books.take("row")
    return {**row, **amounts.row_sums(row, vat_included=invoice["VATIncluded"])}


def _article(books: Books, number: str) -> Record | None:
    if not number:
        return None
    article = books.find("articles", number)
    if article is None:
        raise Refused(errors.ARTICLE_UNKNOWN)
    return article


def _check(books: Books, row: Record, *, on: str) -> None:
    if row["DiscountType"] == "PERCENT" and decimal(row["Discount"]) > 100:
        raise Refused(errors.GUESSES["discount_over_100"])
    if row["AccountNumber"]:
        _check_account(books, row, on=on)
    if wire.text(row["VAT"]) not in books.table("vatrates"):
        raise Refused(errors.GUESSES["vat_unknown"])
    if row["Unit"] and row["Unit"] not in books.table("units"):
        raise Refused(errors.GUESSES["unit_unknown"])
    check_dimensions(books, row)


def _check_account(books: Books, row: Record, *, on: str) -> None:
    account = books.account(row["AccountNumber"], on=on)
    if account is None:
        raise Refused(errors.ACCOUNT_UNKNOWN)
    if not account["Active"]:
        raise Refused(errors.account_inactive(row["AccountNumber"]))
    meant = CODE_OF_RATE.get(wire.text(row["VAT"]), EXEMPT)
    differs = account["VATCode"] != meant and account["VATCode"] in {*CODE_OF_RATE.values(), EXEMPT}
    if differs and books.switch("vat_account_mismatch") == "refuse":
        raise Refused(errors.GUESSES["vat_disagrees_with_account"])
