"""The articles of a Fortnox company: made, changed, taken away and listed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sandbox.fortnox import amounts, bodies, errors, event_log, fields, lists, wire
from sandbox.fortnox.article_fields import FIELDS, LISTED, LISTED_AS_TEXT
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

SERIES = "article_number"
NUMBER = re.compile(r"[\w/+-]+", flags=re.ASCII)
BLANK: dict[str, Any] = fields.blanks(FIELDS)

# Where a new article finds its accounts (recorded 2017 to 2024: the defaults of the company; the names are inferred).
PREDEFINED = {
    "SalesAccount": "SALES_25_SE",
    "EUAccount": "SALESEUREV",
    "EUVATAccount": "SALESEUVAT",
    "ExportAccount": "SALESEXPORT",
    "PurchaseAccount": "PURCHASE",
}
RATE_OF_CODE = {"MP1": "25", "MP2": "12", "MP3": "6"}
COSTS = ("DirectCost", "FreightCost", "OtherCost")


def create(books: Books, body: Mapping[str, Any]) -> Record:
    """A new article under the number sent, else under the next one; its VAT follows from its sales account."""
    values = _read(books, body)
    if not values.get("Description"):
        raise Refused(errors.field_missing("Description"))
    record = {**BLANK, **_company_accounts(books), **values}
    record["VAT"] = values.get("VAT") or _rate(books, record["SalesAccount"])
    _settle(record, before=BLANK)
    record["ArticleNumber"] = _number(books, record["ArticleNumber"])
    books.touch(record)
    books.table("articles")[record["ArticleNumber"]] = record
    _announce(books, record, "created")
    return record


def change(books: Books, number: str, body: Mapping[str, Any]) -> Record:
    """Change the fields sent and no others (recorded 2017 to 2024)."""
    before = found(books, number)
    values = _read(books, body)
    if values.get("ArticleNumber", number) != number:
        raise Refused(errors.read_only("ArticleNumber"))
    if not values.get("Description", "as before"):
        raise Refused(errors.field_missing("Description"))
    record = {**before, **values}
    _check_purchase_account(books, record)
    _settle(record, before=before)
    books.touch(record)
    books.table("articles")[number] = record
    _announce(books, record, "updated")
    return record


def remove(books: Books, number: str) -> None:
    """Take an article away that no invoice names (asserted by the official SDK's tests; how it is said: a guess)."""
    record = found(books, number)
    rows = (row for invoice in books.table("invoices").values() for row in invoice["InvoiceRows"])
    if any(row["ArticleNumber"] == number for row in rows):
        raise Refused(errors.GUESSES["article_used"])
    books.table("articles").pop(number)
    _announce(books, record, "deleted")


def found(books: Books, number: str) -> Record:
    record = books.find("articles", number)
    if record is None:
        raise Refused(errors.NOT_FOUND["article"])
    return record


def shown(books: Books, record: Record) -> Record:
    return fields.shown({**BLANK, **record, "@url": books.url("articles", record["ArticleNumber"])}, FIELDS)


def _listed(books: Books, record: Record) -> Record:
    short = {name: _as_listed(name, record[name]) for name in LISTED}
    return {"@url": books.url("articles", record["ArticleNumber"]), **short}


def _as_listed(name: str, value: Any) -> Any:
    if name == "VAT" or value is None:
        return None
    return wire.text(value) if name in LISTED_AS_TEXT else value


def _amount(name: str) -> lists.Key:
    return lambda record: fields.decimal(record[name])


def _by_number(record: Record) -> tuple[int, int, str]:
    return lists.natural(record["ArticleNumber"])


LISTING = lists.Listing(
    plural="Articles",
    item=_listed,
    order=_by_number,
    fixed=_by_number,
    orders={
        "articlenumber": _by_number,
        "quantityinstock": _amount("QuantityInStock"),
        "reservedquantity": _amount("ReservedQuantity"),
        "stockvalue": _amount("StockValue"),
    },
    orders_when_searched={"articlenumber": lambda record: record["ArticleNumber"]},  # Recorded 2016 to 2024.
    search={
        "articlenumber": lists.fields("ArticleNumber"),
        "description": lists.fields("Description"),
        "ean": lists.fields("EAN"),
        "suppliernumber": lists.fields("SupplierNumber"),
        "manufacturer": lists.fields("Manufacturer"),
        "manufacturerarticlenumber": lists.fields("ManufacturerArticleNumber"),
    },
    tests={"webshop": lambda record, wanted: str(record["WebshopArticle"]).lower() == wanted.lower()},
    filters={
        "active": lambda _books: lambda record: bool(record["Active"]),
        "inactive": lambda _books: lambda record: not record["Active"],
    },
)


def _read(books: Books, body: Mapping[str, Any]) -> dict[str, Any]:
    values = bodies.read(books, body, FIELDS)
    if values.get("ArticleNumber") and not NUMBER.fullmatch(values["ArticleNumber"]):
        raise Refused(errors.ARTICLE_NUMBER_MALFORMED)
    if values.get("SalesPrice") is not None and not books.switch("article_price_writable"):
        raise Refused(errors.read_only("SalesPrice"))
    if values.get("Unit") and values["Unit"] not in books.table("units"):
        raise Refused(errors.GUESSES["unit_unknown"])
    return values


def _company_accounts(books: Books) -> Record:
    chosen = {field: books.find("predefinedaccounts", name) for field, name in PREDEFINED.items()}
    return {field: record["Account"] for field, record in chosen.items() if record}


def _rate(books: Books, number: int) -> str:
    """25 of 3001, 0 of 3004, 3011 and 1250 (recorded 2017 to 2024); 0 where the chart has no such account."""
    account = books.account(number, on=books.clock.today().isoformat())
    return RATE_OF_CODE.get(account["VATCode"], "0") if account else "0"


def _settle(record: Record, *, before: Record) -> None:
    """Goods in stock keep the quantity that they had, and costs make the price (notes 2026); two decimals (2024)."""
    if record["StockGoods"]:
        record["QuantityInStock"] = before["QuantityInStock"]
    record["QuantityInStock"] = str(amounts.rounded(fields.decimal(record["QuantityInStock"])))
    costs = [fields.decimal(record[name]) for name in COSTS if record[name] is not None]
    if record["StockGoods"] and costs:
        record["PurchasePrice"] = str(sum(costs, Decimal(0)))


def _check_purchase_account(books: Books, record: Record) -> None:
    """A later change fails when the account is not in the chart, touched or not (notes 2026)."""
    number = record["PurchaseAccount"]
    if number and books.account(number, on=books.clock.today().isoformat()) is None:
        raise Refused(errors.purchase_account_missing(number))


def _number(books: Books, wanted: str) -> str:
    taken = books.table("articles")
    if wanted in taken:
        raise Refused(errors.article_number_taken(wanted))
    return wanted or books.first_free(SERIES, taken=taken.__contains__)


def _announce(books: Books, record: Record, what: str) -> None:
    event_log.tell(books, "articles", event_type=f"article-{what}-v1", entity_id=record["ArticleNumber"])
