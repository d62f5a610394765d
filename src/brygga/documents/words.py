"""The words of an invoice on paper, in the buyer's language, and how figures are written there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "−"

SWEDISH: Mapping[str, str] = {
    "invoice": "Faktura", "credit_note": "Kreditfaktura", "number": "Fakturanummer", "date": "Fakturadatum",
    "due": "Förfallodatum", "terms": "Betalningsvillkor", "delivered": "Leverans", "customer": "Kundnummer",
    "our_reference": "Vår referens", "your_reference": "Er referens", "order": "Ert ordernummer",
    "buyer_vat": "Ert momsreg.nr", "credits": "Krediterar faktura", "text": "Benämning", "quantity": "Antal",
    "price": "À-pris", "vat": "Moms", "amount": "Belopp", "discount": "Rabatt {0}", "net": "Netto",
    "vat_on": "Moms {0} på {1}", "round_off": "Öresavrundning", "to_pay": "Att betala", "to_credit": "Att kreditera",
    "carried": "Transport", "page": "Sida {0} av {1}", "reverse": "Omvänd betalningsskyldighet",
    "vat_in_sek": "Moms i SEK", "rate": "Valutakurs", "bankgiro": "Bankgiro", "plusgiro": "Plusgiro",
    "ocr": "OCR-nummer", "organisation": "Org.nr {0}", "vat_number": "Momsreg.nr {0}", "f_tax": "Godkänd för F-skatt",
    "seat": "Säte {0}", "pay_to": "Betala till", "message": "Ange vid betalning", "recipient": "Fakturamottagare",
}  # fmt: skip
ENGLISH: Mapping[str, str] = {
    "invoice": "Invoice", "credit_note": "Credit note", "number": "Invoice number", "date": "Invoice date",
    "due": "Due date", "terms": "Terms of payment", "delivered": "Delivery", "customer": "Customer number",
    "our_reference": "Our reference", "your_reference": "Your reference", "order": "Your order number",
    "buyer_vat": "Your VAT number", "credits": "Credits invoice", "text": "Description", "quantity": "Quantity",
    "price": "Unit price", "vat": "VAT", "amount": "Amount", "discount": "Discount {0}", "net": "Net",
    "vat_on": "VAT {0} on {1}", "round_off": "Rounding", "to_pay": "To pay", "to_credit": "To credit",
    "carried": "Carried forward", "page": "Page {0} of {1}", "reverse": "Reverse charge",
    "vat_in_sek": "VAT in SEK", "rate": "Exchange rate", "bankgiro": "Bankgiro", "plusgiro": "Plusgiro",
    "ocr": "OCR number", "organisation": "Company no. {0}", "vat_number": "VAT no. {0}",
    "f_tax": "Approved for Swedish F-tax", "seat": "Registered office {0}", "pay_to": "Pay to",
    "message": "Quote with payment", "recipient": "Bill to",
}  # fmt: skip

# Fortnox's register of units holds Swedish words: what one of each is in English, and what several are.
ENGLISH_UNITS: Mapping[str, tuple[str, str]] = {"st": ("pc", "pcs"), "tim": ("h", "h"), "dag": ("day", "days")}


class Words:
    """The words and figures of one language."""

    def __init__(self, language: str) -> None:
        self._words = ENGLISH if language == "EN" else SWEDISH
        self._is_english = language == "EN"

    def __call__(self, name: str, *facts: str) -> str:
        return self._words[name].format(*facts)

    def amount(self, amount: Decimal, decimals: int = 2) -> str:
        """`12 345,00` and `12,345.00`."""
        return self._figures(f"{abs(amount):,.{decimals}f}", is_negative=amount < 0)

    def number(self, number: Decimal) -> str:
        """`42,5` and `42.5`: every decimal that is there, and none that is not."""
        plain = f"{abs(number):,f}"
        if "." in plain:
            plain = plain.rstrip("0").rstrip(".")
        return self._figures(plain, is_negative=number < 0)

    def price(self, price: Decimal) -> str:
        """At least two decimals, and every one that is there."""
        exponent = price.normalize().as_tuple().exponent
        return self.amount(price, max(2, -exponent if isinstance(exponent, int) else 2))

    def percent(self, rate: Decimal) -> str:
        return f"{self.number(rate)}{NO_BREAK}%"

    def quantity(self, number: Decimal, unit: str) -> str:
        """`40 st` and `40 pcs`; a unit that nobody knows stays as it is."""
        one, several = ENGLISH_UNITS.get(unit, (unit, unit)) if self._is_english else (unit, unit)
        return f"{self.number(number)} {one if number == 1 else several}".strip()

    def money(self, amount: Decimal, currency: str) -> str:
        return f"{currency}{NO_BREAK}{self.amount(amount)}"

    def day(self, day: date) -> str:
        """As ISO 8601 in both languages: nobody mistakes a month for a day."""
        return day.isoformat()

    def _figures(self, plain: str, *, is_negative: bool) -> str:
        if not self._is_english:
            plain = plain.replace(",", NO_BREAK).replace(".", ",")
        return f"{MINUS if is_negative else ''}{plain}"


def drawable(text: str, glyphs: Mapping[int, object]) -> str:
    """The text in letters that the font has: an accent it lacks is left out, a letter it lacks becomes a question mark.

    Bitstream Vera has Western European letters only.
    """
    return "".join(_letter(each, glyphs) for each in unicodedata.normalize("NFC", text))


def _letter(letter: str, glyphs: Mapping[int, object]) -> str:
    if ord(letter) in glyphs or letter == "\n":
        return letter
    bare = OTHER_LETTERS.get(letter) or "".join(
        each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each)
    )
    if letter.isspace():
        return " "
    return bare if bare and all(ord(each) in glyphs for each in bare) else "?"


OTHER_LETTERS = {"Ł": "L", "ł": "l", "đ": "d", "Đ": "D", "ħ": "h", "ı": "i", "ŋ": "n", "‑": "-", "‐": "-", "⁃": "-"}
