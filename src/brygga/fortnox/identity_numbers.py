"""An organisation or VAT number in the ways in which it may be written."""

from __future__ import annotations

import re

organisation_digits = 10


def digits_of(number: str) -> str:
    """The digits that make two ways of writing a number the same: ten of a Swedish one, without century or VAT's 01."""
    plain = re.sub(r"[^0-9A-Z]", "", number.upper())
    digits = re.sub(r"[^0-9]", "", plain)
    if len(digits) != organisation_digits + 2 or not (plain.isdecimal() or plain.startswith("SE")):
        return digits
    if plain.startswith("SE"):
        return digits[:organisation_digits]
    return digits[2:] if digits[:2] in {"16", "18", "19", "20"} else digits


def forms_of(number: str) -> list[str]:
    """The number as it may be stored: as given, with the dash of an organisation number, and without."""
    plain = digits_of(number)
    if plain.isdecimal() and len(plain) == organisation_digits:
        return [f"{plain[:6]}-{plain[6:]}", plain]
    return list(dict.fromkeys([number.strip(), plain]))
