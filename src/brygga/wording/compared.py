"""What two invoices differ in, by name, and each side's value as its kind is written."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from brygga.accounting.compared import Compared
from brygga.wording.explanations import fill, quoted
from brygga.wording.facts import as_amount, as_day, as_percent, as_quantity

NAMES: Mapping[str, str] = {
    Compared.NUMBER: _("number"),
    Compared.OCR: _("OCR number"),
    Compared.CUSTOMER: _("customer"),
    Compared.CLIENT_COMPANY: _("client company"),
    Compared.BUYER: _("client company’s name and address"),
    Compared.SUBSIDIARY: _("subsidiary"),
    Compared.DOCUMENT_TYPE: _("kind of document"),
    Compared.CANCELLED: _("cancellation"),
    Compared.INVOICE_DATE: _("invoice date"),
    Compared.DUE_DATE: _("due date"),
    Compared.DELIVERY_DATE: _("delivery date"),
    Compared.CURRENCY: _("currency"),
    Compared.CURRENCY_RATE: _("exchange rate"),
    Compared.CURRENCY_UNIT: _("unit of the exchange rate"),
    Compared.REFERENCE: _("Brygga’s reference"),
    Compared.OTHER_REFERENCE: _("Productive’s number"),
    Compared.ORDER_NUMBER: _("order number"),
    Compared.OUR_REFERENCE: _("our reference"),
    Compared.YOUR_REFERENCE: _("your reference"),
    Compared.LANGUAGE: _("language"),
    Compared.TERMS_OF_PAYMENT: _("payment terms"),
    Compared.REMARKS: _("remarks"),
    Compared.VAT_INCLUDED: _("prices including VAT"),
    Compared.FREIGHT: _("freight"),
    Compared.ADMINISTRATION_FEE: _("administration fee"),
    Compared.DISCOUNT: _("discount"),
    Compared.NET: _("net"),
    Compared.VAT: _("VAT amount"),
    Compared.TOTAL: _("total"),
    Compared.ROUND_OFF: _("rounding"),
    Compared.ROW_ACCOUNT: _("account"),
    Compared.ROW_ARTICLE: _("article"),
    Compared.ROW_TEXT: _("text"),
    Compared.ROW_QUANTITY: _("quantity"),
    Compared.ROW_UNIT: _("unit"),
    Compared.ROW_PRICE: _("price"),
    Compared.ROW_DISCOUNT: _("discount"),
    Compared.ROW_VAT: _("VAT rate"),
    Compared.ROW_PROJECT: _("project"),
    Compared.ROW_COST_CENTER: _("cost centre"),
    Compared.ROW_TOTAL: _("amount"),
    Compared.LINE_TEXT: _("text"),
    Compared.LINE_SERVICE_TYPE: _("service type"),
    Compared.LINE_QUANTITY: _("quantity"),
    Compared.LINE_UNIT: _("unit"),
    Compared.LINE_PRICE: _("price"),
    Compared.LINE_DISCOUNT: _("discount"),
    Compared.LINE_VAT: _("tax rate"),
    Compared.LINE_AMOUNT: _("amount"),
}
DAYS = {Compared.INVOICE_DATE, Compared.DUE_DATE, Compared.DELIVERY_DATE}
AMOUNTS = {
    *(Compared.FREIGHT, Compared.ADMINISTRATION_FEE, Compared.NET, Compared.VAT, Compared.TOTAL, Compared.ROUND_OFF),
    *(Compared.ROW_PRICE, Compared.ROW_TOTAL, Compared.LINE_PRICE, Compared.LINE_AMOUNT),
}
QUANTITIES = {Compared.ROW_QUANTITY, Compared.LINE_QUANTITY, Compared.CURRENCY_RATE, Compared.CURRENCY_UNIT}
PERCENTS = {Compared.DISCOUNT, Compared.ROW_VAT, Compared.LINE_DISCOUNT}
TEXTS = {Compared.BUYER, Compared.REMARKS, Compared.ROW_TEXT, Compared.LINE_TEXT}
WORDS = {
    "True": _("yes"),
    "False": _("no"),
    "cancelled": _("cancelled"),
    "invoice": _("invoice"),
    "credit note": _("credit note"),
    "SV": _("Swedish"),
    "EN": _("English"),
}
OF_WORDS = {Compared.LANGUAGE, Compared.VAT_INCLUDED, Compared.CANCELLED, Compared.DOCUMENT_TYPE}


def name(what: str, number: int | None = None) -> str:
    """`price on row 2`, `VAT`; a raw name that nobody knows stays as it is."""
    if what not in NAMES:
        return what
    named = gettext(NAMES[what])
    if number is None:
        return named
    on = gettext("%(what)s on line %(number)s") if what.startswith("line_") else gettext("%(what)s on row %(number)s")
    return on % {"what": named, "number": number}


def value(what: str, text: str) -> str:
    """One side's value; an empty text means that nothing is there."""
    if not text:
        return gettext("nothing")
    if what in DAYS:
        return as_day(text)
    if what in AMOUNTS:
        return as_amount(text)
    if what in QUANTITIES:
        return as_quantity(text)
    if what in PERCENTS:
        return as_percent(text)
    if what == Compared.ROW_DISCOUNT:
        return _row_discount(text)
    if what in OF_WORDS and text in WORDS:
        return fill(WORDS[text], {})
    return quoted(text) if what in TEXTS else text


def _row_discount(text: str) -> str:
    """`10 PERCENT` is a share, `10 AMOUNT` is money."""
    number, _blank, unit = text.partition(" ")
    return as_amount(number) if unit == "AMOUNT" else as_percent(number)
