"""What two invoices are compared in: a closed list, and each side as plain texts under it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum


class Compared(StrEnum):
    """What two sides can differ in; those beginning with "row" or "line" also say which one."""

    NUMBER = "number"
    OCR = "ocr"
    CUSTOMER = "customer"
    CLIENT_COMPANY = "client_company"
    BUYER = "buyer"
    SUBSIDIARY = "subsidiary"
    DOCUMENT_TYPE = "document_type"
    CANCELLED = "cancelled"
    INVOICE_DATE = "invoice_date"
    DUE_DATE = "due_date"
    DELIVERY_DATE = "delivery_date"
    CURRENCY = "currency"
    CURRENCY_RATE = "currency_rate"
    CURRENCY_UNIT = "currency_unit"
    REFERENCE = "reference"
    OTHER_REFERENCE = "other_reference"
    ORDER_NUMBER = "order_number"
    OUR_REFERENCE = "our_reference"
    YOUR_REFERENCE = "your_reference"
    LANGUAGE = "language"
    TERMS_OF_PAYMENT = "terms_of_payment"
    REMARKS = "remarks"
    VAT_INCLUDED = "vat_included"
    FREIGHT = "freight"
    ADMINISTRATION_FEE = "administration_fee"
    DISCOUNT = "discount"
    NET = "net"
    VAT = "vat"
    TOTAL = "total"
    ROUND_OFF = "round_off"
    ROW_ACCOUNT = "row_account"
    ROW_ARTICLE = "row_article"
    ROW_TEXT = "row_text"
    ROW_QUANTITY = "row_quantity"
    ROW_UNIT = "row_unit"
    ROW_PRICE = "row_price"
    ROW_DISCOUNT = "row_discount"
    ROW_VAT = "row_vat"
    ROW_PROJECT = "row_project"
    ROW_COST_CENTER = "row_cost_center"
    ROW_TOTAL = "row_total"
    LINE_TEXT = "line_text"
    LINE_SERVICE_TYPE = "line_service_type"
    LINE_QUANTITY = "line_quantity"
    LINE_UNIT = "line_unit"
    LINE_PRICE = "line_price"
    LINE_DISCOUNT = "line_discount"
    LINE_VAT = "line_vat"
    LINE_AMOUNT = "line_amount"


# What is compared, and the row or line that it is about (None: the document); an empty text means "nothing there".
Sides = dict[tuple[Compared, int | None], str]


def plain(number: Decimal) -> str:
    """A number as the shortest text that means it: 100.00 and 100 are the same."""
    return f"{number.normalize():f}" if number else "0"


def about_document(facts: dict[Compared, str]) -> Sides:
    """Facts of the document as a whole."""
    return {(what, None): text for what, text in facts.items()}


def about_row(number: int, facts: dict[Compared, str]) -> Sides:
    """Facts of one row or line, counted from 1."""
    return {(what, number): text for what, text in facts.items()}
