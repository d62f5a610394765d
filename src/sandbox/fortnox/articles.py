"""The articles of a Fortnox company: read here, kept by the world."""

from __future__ import annotations

from typing import Any

from sandbox.fortnox import errors, lists, wire
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

# The 46 fields of an article, in the order of the wire (recorded 2024-01-22), with the defaults of a new one.
BLANK: dict[str, Any] = {
    "@url": "",
    "ArticleNumber": "",
    "Bulky": False,
    "ConstructionAccount": 0,
    "Depth": 0,
    "Description": "",
    "DisposableQuantity": 0,
    "EAN": "",
    "EUAccount": 3108,
    "EUVATAccount": 3106,
    "ExportAccount": 3105,
    "Height": 0,
    "Housework": False,
    "HouseworkType": None,
    "Active": True,
    "Manufacturer": None,
    "ManufacturerArticleNumber": "",
    "Note": "",
    "PurchaseAccount": 4000,
    "PurchasePrice": 0,
    "QuantityInStock": 0,
    "ReservedQuantity": 0,
    "SalesAccount": 3001,
    "StockGoods": False,
    "StockPlace": None,
    "StockValue": 0,
    "StockWarning": None,
    "SupplierName": None,
    "SupplierNumber": None,
    "Type": "STOCK",
    "Unit": None,
    "VAT": 25,
    "WebshopArticle": False,
    "Weight": 0,
    "Width": 0,
    "Expired": False,
    "SalesPrice": None,
    "CostCalculationMethod": None,
    "StockAccount": None,
    "StockChangeAccount": None,
    "DirectCost": None,
    "FreightCost": None,
    "OtherCost": None,
    "DefaultStockPoint": None,
    "DefaultStockLocation": None,
    "CommodityCode": "",
}

# A list shows 15 of them; numbers are texts there and VAT is null (recorded 2017 to 2024).
LISTED = (
    "ArticleNumber", "Description", "DisposableQuantity", "EAN", "Housework", "PurchasePrice", "SalesPrice",
    "QuantityInStock", "ReservedQuantity", "StockPlace", "StockValue", "Unit", "VAT", "WebshopArticle",
)  # fmt: skip
LISTED_AS_TEXT = frozenset(
    {"DisposableQuantity", "PurchasePrice", "SalesPrice", "QuantityInStock", "ReservedQuantity", "StockValue"}
)


def found(books: Books, number: str) -> Record:
    record = books.find("articles", number)
    if record is None:
        raise Refused(errors.NOT_FOUND["article"])
    return record


def shown(books: Books, record: Record) -> Record:
    whole = {name: record[name] for name in BLANK}
    price = None if whole["SalesPrice"] is None else wire.number(whole["SalesPrice"])
    return {**whole, "@url": books.url("articles", record["ArticleNumber"]), "SalesPrice": price}


def _listed(books: Books, record: Record) -> Record:
    short = {name: _as_listed(name, record[name]) for name in LISTED}
    return {"@url": books.url("articles", record["ArticleNumber"]), **short}


def _as_listed(name: str, value: Any) -> Any:
    if name == "VAT" or value is None:
        return None
    return wire.text(value) if name in LISTED_AS_TEXT else value


LISTING = lists.Listing(
    plural="Articles",
    item=_listed,
    order=lambda record: lists.natural(record["ArticleNumber"]),
    orders={"articlenumber": lambda record: lists.natural(record["ArticleNumber"])},
    orders_when_searched={"articlenumber": lambda record: record["ArticleNumber"]},  # Recorded 2016 to 2024.
    search={
        "articlenumber": lists.fields("ArticleNumber"),
        "description": lists.fields("Description"),
        "ean": lists.fields("EAN"),
        "suppliernumber": lists.fields("SupplierNumber"),
        "manufacturer": lists.fields("Manufacturer"),
        "manufacturerarticlenumber": lists.fields("ManufacturerArticleNumber"),
    },
    filters={
        "active": lambda record, _books: bool(record["Active"]),
        "inactive": lambda record, _books: not record["Active"],
    },
)
