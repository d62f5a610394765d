"""VAT and company numbers of other countries in all the ways that people write them, to one form."""

from __future__ import annotations

import re

from brygga.accounting.countries import SWEDEN, country_code
from brygga.accounting.organisation_numbers import foreign_vat_number, organisation_number

# What the number is preceded by where that is not the code of the country.
PREFIXES = {"GR": "EL"}
_ENDINGS = re.compile(r"(?<=\d)(MVA|MWST|TVA|IVA)$")
# Where the number of the company is its VAT number without the country's letters (stdnum, 2.2).
_ONE_NUMBER_FOR_BOTH = frozenset({"DK", "FI", "NO"})


def swedish_number(text: str, country: str | None) -> str | None:
    """The Swedish organisation number in a text of somebody in this country; None where it holds none.

    Ten digits without "SE" are a Swedish number only at home: abroad they may be anything, a Polish NIP for one.
    """
    says_sweden = re.sub(r"\W", "", text).upper().startswith(SWEDEN)
    return organisation_number(text) if country in {None, "", SWEDEN} or says_sweden else None


def foreign_number(text: str, country: str | None) -> str | None:
    """The number of another country in a text, with that country's letters before it; None where it holds none.

    Blanks, dots, dashes, case and what Norway and Switzerland write behind it make no difference.
    """
    found = foreign_vat_number(text)
    if found and country_code(country_of(found)) is None and not found.startswith("XI"):
        found = None  # "org.nr 4711" begins with no country's letters.
    if found is None and country and country != SWEDEN and any(map(str.isdigit, text)):
        compact = re.sub(r"[\W_]", "", text).upper()
        found = None if compact.startswith(SWEDEN) else f"{PREFIXES.get(country, country)}{compact}"
    if found is None:
        return None
    bare = _ENDINGS.sub("", found)
    return f"EL{bare[2:]}" if bare.startswith("GR") else bare


def company_number(text: str, country: str | None) -> str | None:
    """The number of another country in a text that was meant for a number of companies, where it is one with VAT."""
    found = foreign_number(text, country if country in _ONE_NUMBER_FOR_BOTH else None)
    # The number of a register, "HRB 4711", must not be taken for one of a country whose letters it begins with.
    return None if found and country and country_of(found) != country else found


def country_of(number: str) -> str:
    """Whose letters stand before a number: an ISO code, or "XI" for the goods of Northern Ireland."""
    return "GR" if number.startswith("EL") else number[:2]
