"""Swedish organisation numbers in all the ways that people write them, to one form."""

from __future__ import annotations

import re

from stdnum import luhn

_SEPARATORS = re.compile(r"[\s.\-+‐‑–−/]+")  # "+" stands for "-" in the number of who is over a hundred.
_FOREIGN_VAT_NUMBER = re.compile(r"(?!SE)[A-Z]{2}[0-9A-Z]*[0-9][0-9A-Z]*")


def organisation_number(text: str) -> str | None:
    """The organisation number in a text as NNNNNN-NNNN, or None where it holds none or could hold two.

    Read are ten digits; twelve with the prefix 16 of a legal person or the century of a person; and a VAT number
    (SE, ten digits, two more), with or without its SE. The check digit must be right. A sole trader's organisation
    number is a personal number: never write it to a log.
    """
    compact = _compact(text)
    digits = compact.removeprefix("SE")
    if not digits.isdecimal() or not digits.isascii():
        return None
    found = {ten for ten in _readings(digits, is_vat_number=compact.startswith("SE")) if luhn.is_valid(ten)}
    if len(found) != 1:
        return None
    ten = found.pop()
    return f"{ten[:6]}-{ten[6:]}"


def swedish_vat_number(text: str) -> str | None:
    """The Swedish VAT number in a text, as SE and twelve digits; None where it is none, or only an organisation number.

    Who has an organisation number need not be registered for VAT, so one is never made from the other.
    """
    compact = _compact(text)
    if re.fullmatch(r"SE\d{12}", compact, re.ASCII) and luhn.is_valid(compact[2:12]):
        return compact
    return None


def foreign_vat_number(text: str) -> str | None:
    """The VAT number of another country in a text, told by its two letters; its form is not checked further."""
    compact = _compact(text)
    return compact if len(compact) > 4 and _FOREIGN_VAT_NUMBER.fullmatch(compact) else None


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", text).upper()


def _readings(digits: str, *, is_vat_number: bool) -> list[str]:
    if len(digits) == 10:
        return [digits]
    if len(digits) != 12:
        return []
    if is_vat_number:
        return [digits[:10]]
    readings = [digits[:10]] if digits.endswith("01") else []
    if _is_prefixed(digits):
        readings.append(digits[2:])
    return readings


def _is_prefixed(digits: str) -> bool:
    # A legal person's third digit is at least 2; a person's is the first of its month, with 60 added to a
    # coordination number's day.
    if digits.startswith("16"):
        return digits[4] >= "2"
    return digits[:2] in {"18", "19", "20"} and 1 <= int(digits[4:6]) <= 12 and 1 <= int(digits[6:8]) % 60 <= 31
