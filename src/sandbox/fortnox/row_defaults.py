"""What a row of an invoice inherits when it does not say it itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sandbox.fortnox import errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.fortnox.fields import decimal
from sandbox.store import Record

RATE_OF_CODE = {"MP1": "25", "MP2": "12", "MP3": "6"}
ARTICLE_ACCOUNT = {
    "SEVAT": "SalesAccount",
    "SEREVERSEDVAT": "ConstructionAccount",
    "EUREVERSEDVAT": "EUAccount",
    "EUVAT": "EUVATAccount",
    "EXPORT": "ExportAccount",
}
PREDEFINED_BY_TYPE = {
    "SEREVERSEDVAT": "SALESCONSTR2",
    "EUREVERSEDVAT": "SALESEUREV2",
    "EUVAT": "SALESEUVAT2",
    "EXPORT": "SALESEXPORT2",
}
PREDEFINED_BY_RATE = {
    Decimal(25): "SALES_25_SE2",
    Decimal(12): "SALES_12_SE2",
    Decimal(6): "SALES_6_SE2",
    Decimal(0): "SALES_0_SE2",
}


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Whom a row inherits from: its article if it has one, its customer, and the books on the invoice's date."""

    books: Books
    customer: Record
    article: Record | None
    on: str

    def texts_and_price(self) -> dict[str, Any]:
        """Description, unit and price of the article (recorded 2023); the customer's discount is a guess."""
        brought: dict[str, Any] = {"Discount": self.customer["InvoiceDiscount"] or "0"}
        if self.article:
            brought["Description"] = self.article["Description"]
            brought["Unit"] = self.article["Unit"] or ""
            brought["Price"] = self.article["SalesPrice"] or "0"
        return brought

    def vat(self, row: Record) -> str:
        """The article's own VAT (recorded 2023 to 2026), else that of the account or of the customer (a switch)."""
        if self.article:
            return str(self.article["VAT"])
        if row["AccountNumber"] and self.books.switch("row_vat_first") == "account":
            account = self.books.account(row["AccountNumber"], on=self.on)
            return RATE_OF_CODE.get(account["VATCode"], "0") if account else "0"
        return "25" if self.customer["VATType"] == "SEVAT" and is_priced(row) else "0"

    def account(self, row: Record) -> int:
        """The article's account, else the customer's (or first, by a switch), else the predefined one (inferred)."""
        vat_type = self.customer["VATType"]
        of_article = int(self.article[ARTICLE_ACCOUNT[vat_type]] or 0) if self.article else 0
        of_customer = int(self.customer["SalesAccount"] or 0) if is_priced(row) else 0
        by_article = self.books.switch("row_account_first") == "article"
        found = (of_article or of_customer) if by_article else (of_customer or of_article)
        if found or not is_priced(row):
            return found
        name = PREDEFINED_BY_TYPE.get(vat_type) or PREDEFINED_BY_RATE.get(decimal(row["VAT"]), "")
        predefined = self.books.find("predefinedaccounts", name)
        if predefined is None:
            raise Refused(errors.ACCOUNT_UNKNOWN)
        return int(predefined["Account"])


def is_priced(row: Record) -> bool:
    """A row without price and quantity only says something (asserted by the official SDK's tests)."""
    return bool(decimal(row["Price"]) or decimal(row["DeliveredQuantity"]))
