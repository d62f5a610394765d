"""Country names, as Productive holds them in free text, to the two-letter codes that Fortnox wants."""

from __future__ import annotations

from functools import cache

from babel import Locale

SWEDEN = "SE"
# The other members of the European Union, since 2020-02-01. Northern Ireland counts for goods only.
EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SI", "SK",
})  # fmt: skip

_NOT_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_OTHER_NAMES = {
    "america": "US", "czech republic": "CZ", "england": "GB", "great britain": "GB", "holland": "NL",
    "korea, republic of": "KR", "macedonia": "MK", "northern ireland": "GB", "republic of ireland": "IE",
    "russian federation": "RU", "scotland": "GB", "the netherlands": "NL", "turkey": "TR", "u.k.": "GB", "uk": "GB",
    "united states of america": "US", "u.s.": "US", "u.s.a.": "US", "usa": "US", "viet nam": "VN", "wales": "GB",
}  # fmt: skip


def country_code(name: str) -> str | None:
    """The ISO 3166 code of a country named in English or Swedish, or given as its code; None where it names none.

    Productive's `country` is an English name such as "Spain" (recorded; read 2026-06), but people type into it.
    """
    return _codes_by_name().get(" ".join(name.split()).casefold())


@cache
def _codes_by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in ("sv", "en"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NOT_COUNTRIES:
                names[code.casefold()] = code
                names[name.casefold()] = code
    return names | _OTHER_NAMES
