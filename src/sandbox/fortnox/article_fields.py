"""The 46 fields of an article, in the order of the wire, with what a new one holds (recorded 2024-01-22).

Lengths and what is writable: the specification of 2026-04. That SalesPrice may be written is its word too; the
official SDK sets prices elsewhere.
"""

from __future__ import annotations

from sandbox.fortnox.fields import Field


def _number(name: str, *, blank: str | None = "0", writable: bool = True) -> Field:
    return Field(name=name, kind="number", blank=blank, writable=writable)


def _whole(name: str, *, blank: int | None = 0) -> Field:
    return Field(name=name, kind="integer", blank=blank)


def _flag(name: str, *, blank: bool = False) -> Field:
    return Field(name=name, kind="boolean", blank=blank)


def _null(name: str, length: int = 1024) -> Field:
    return Field(name=name, length=length, blank=None)


FIELDS = (
    Field(name="@url", writable=False),
    Field(name="ArticleNumber", length=50),
    _flag("Bulky"),
    _whole("ConstructionAccount"),
    _whole("Depth"),
    Field(name="Description", length=200),
    _number("DisposableQuantity"),
    Field(name="EAN", length=30),
    _whole("EUAccount", blank=3108),
    _whole("EUVATAccount", blank=3106),
    _whole("ExportAccount", blank=3105),
    _whole("Height"),
    _flag("Housework"),
    _null("HouseworkType"),
    _flag("Active", blank=True),
    _null("Manufacturer", 50),
    Field(name="ManufacturerArticleNumber", length=50),
    Field(name="Note", length=10_000),
    _whole("PurchaseAccount", blank=4000),
    _number("PurchasePrice"),
    _number("QuantityInStock"),
    _number("ReservedQuantity"),
    _whole("SalesAccount", blank=3001),
    _flag("StockGoods"),
    _null("StockPlace", 100),
    _number("StockValue"),
    _number("StockWarning", blank=None),
    _null("SupplierName"),
    _null("SupplierNumber"),
    Field(name="Type", blank="STOCK", choices=("STOCK", "SERVICE")),
    _null("Unit"),
    _number("VAT", blank="25"),
    _flag("WebshopArticle"),
    _whole("Weight"),
    _whole("Width"),
    _flag("Expired"),
    _number("SalesPrice", blank=None),
    _null("CostCalculationMethod"),
    _whole("StockAccount", blank=None),
    _whole("StockChangeAccount", blank=None),
    _number("DirectCost", blank=None),
    _number("FreightCost", blank=None),
    _number("OtherCost", blank=None),
    _null("DefaultStockPoint"),
    _null("DefaultStockLocation"),
    Field(name="CommodityCode", writable=False),
)

# A list shows 15 with the address; numbers are texts there and VAT is null (recorded 2017 to 2024).
LISTED = (
    "ArticleNumber", "Description", "DisposableQuantity", "EAN", "Housework", "PurchasePrice", "SalesPrice",
    "QuantityInStock", "ReservedQuantity", "StockPlace", "StockValue", "Unit", "VAT", "WebshopArticle",
)  # fmt: skip
LISTED_AS_TEXT = frozenset(
    {"DisposableQuantity", "PurchasePrice", "SalesPrice", "QuantityInStock", "ReservedQuantity", "StockValue"}
)
