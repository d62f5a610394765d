"""Everything that an invoice says on paper, and what it must not lack (ML 17:24; bookkeeping, rules 19, 24 and 25)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Missing(StrEnum):
    """What an invoice must have and this one has not."""

    SELLER_ADDRESS = "seller_address"
    SELLER_VAT_NUMBER = "seller_vat_number"
    BANK_ACCOUNT = "bank_account"
    BUYER_NAME = "buyer_name"
    BUYER_ADDRESS = "buyer_address"
    BUYER_VAT_NUMBER = "buyer_vat_number"
    VAT_IN_SEK = "vat_in_sek"
    ORIGINAL_NUMBER = "original_number"


@dataclass(frozen=True, kw_only=True)
class Seller:
    """Who sells, and where to pay. `address` is one line of text per line on paper."""

    name: str
    address: tuple[str, ...]
    organisation_number: str = ""
    vat_number: str = ""
    has_f_tax: bool = False
    domicile: str = ""
    bankgiro: str = ""
    plusgiro: str = ""
    iban: str = ""
    bic: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Buyer:
    """Whom the invoice is for."""

    name: str
    address: tuple[str, ...]
    vat_number: str = ""
    customer_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line. `amount` is before VAT, None for a line that only says something. `discount` is in percent."""

    text: str
    quantity: Decimal | None = None
    unit: str = ""
    price: Decimal | None = None
    discount: Decimal = Decimal(0)
    rate: Decimal | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class VatLine:
    """What one VAT rate comes to; `rate` in percent."""

    rate: Decimal
    base: Decimal
    vat: Decimal


@dataclass(frozen=True, kw_only=True)
class Document:
    """One invoice or credit note. Amounts are in `currency`; where it is foreign, `vat_in_sek` and `rate` are kronor.

    `rate` is for `rate_unit` of the currency.

    `language` is "SV" or "EN"; `legal_texts` are sentences that the law wants, in that language already.
    """

    language: str
    number: str
    credits: str = ""
    is_credit_note: bool = False
    invoice_date: date
    due_date: date
    delivery: str
    currency: str
    seller: Seller
    buyer: Buyer
    lines: tuple[Line, ...]
    vat_lines: tuple[VatLine, ...]
    net: Decimal
    total_vat: Decimal
    round_off: Decimal = Decimal(0)
    total: Decimal
    is_reverse_charge: bool = False
    vat_in_sek: Decimal | None = None
    rate: Decimal | None = None
    rate_unit: int = 1
    ocr: str = ""
    terms: str = ""
    our_reference: str = ""
    your_reference: str = ""
    order_number: str = ""
    subject: str = ""
    remarks: str = ""
    legal_texts: tuple[str, ...] = ()


def missing(document: Document) -> tuple[Missing, ...]:
    """What this invoice lacks that it must have, in the order of the page; empty means that it may be sent."""
    seller, buyer = document.seller, document.buyer
    has_account = seller.bankgiro or seller.plusgiro or seller.iban
    is_foreign = document.currency != "SEK" and bool(document.total_vat)
    lacks = {
        Missing.SELLER_ADDRESS: not (seller.name and seller.address),
        Missing.SELLER_VAT_NUMBER: not seller.vat_number,
        Missing.BUYER_NAME: not buyer.name,
        Missing.BUYER_ADDRESS: not buyer.address,
        Missing.BUYER_VAT_NUMBER: document.is_reverse_charge and not buyer.vat_number,
        Missing.ORIGINAL_NUMBER: document.is_credit_note and not document.credits,
        Missing.VAT_IN_SEK: is_foreign and document.vat_in_sek is None,
        Missing.BANK_ACCOUNT: not has_account and not document.is_credit_note,
    }
    return tuple(what for what, is_lacking in lacks.items() if is_lacking)
