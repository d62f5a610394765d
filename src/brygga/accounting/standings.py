"""Where a buyer stands for VAT: in Sweden, or abroad as what a person has confirmed; the rest is asked.

A number's form is checked here. Whether it is valid today only VIES can say, which Brygga cannot ask: a person does,
and confirms it (bookkeeping, rule 17).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stdnum.eu import vat as eu_vat

from brygga.accounting.buyers import Buyer
from brygga.accounting.countries import EU, SWEDEN, country_code
from brygga.accounting.organisation_numbers import foreign_vat_number, swedish_vat_number
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import Confirmed, Standing
from brygga.accounting.vat_numbers import PREFIXES

_SEPARATORS = re.compile(r"[\s.\-‐‑–−/]+")


class Side(StrEnum):
    """Where a buyer stands; only businesses are ever placed abroad without Swedish VAT."""

    SWEDEN = "sweden"
    EU_BUSINESS = "eu_business"
    EU_CONSUMER = "eu_consumer"
    OUTSIDE_EU = "outside_eu"


# What Fortnox's customer register says of each (documentation, read 2026-04). EUVAT is for private persons in the EU.
VAT_TYPES: Mapping[Side, str] = {
    Side.SWEDEN: "SEVAT",
    Side.EU_BUSINESS: "EUREVERSEDVAT",
    Side.EU_CONSUMER: "EUVAT",
    Side.OUTSIDE_EU: "EXPORT",
}
REVERSED_IN_SWEDEN = "SEREVERSEDVAT"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A buyer's side. `country` is as it was written, `code` its ISO code; `vat_number` without blanks, or ""."""

    side: Side
    country: str
    code: str
    vat_number: str = ""

    @property
    def facts(self) -> dict[str, str]:
        return {"country": self.country, "code": self.code}


def placed(buyer: Buyer, confirmed: Confirmed | None) -> Placed | tuple[Problem, ...]:
    """Where the buyer stands, or what must be mended or asked first. `confirmed` is what a person said of them."""
    codes = {country: country_code(country) for country in buyer.countries}
    unknown = [country for country, code in codes.items() if code is None]
    if unknown:
        return tuple(Problem(ProblemKind.COUNTRY_UNKNOWN, {"country": country}) for country in unknown)
    if len(set(codes.values())) > 1:
        return (Problem(ProblemKind.COUNTRIES_DIFFER, {"countries": ", ".join(codes)}),)
    if not codes and not buyer.organisation_number and not _foreign_number(buyer):
        return (Problem(ProblemKind.COUNTRY_MISSING),)

    country, code = next(iter(codes.items()), ("", SWEDEN))
    if code == SWEDEN or code is None:
        return _in_sweden(buyer, country)
    in_eu = code in EU
    return (_in_eu if in_eu else _outside)(buyer, Placed(side=Side.OUTSIDE_EU, country=country, code=code), confirmed)


def to_confirm(problem: Problem) -> Confirmed | None:
    """What a person may confirm to solve a problem; None where it is no such problem."""
    if problem.kind is ProblemKind.BUYER_TO_CONFIRM:
        standing = Standing.BUSINESS
    elif problem.kind is ProblemKind.VAT_NUMBER_MISSING:
        standing = Standing.CONSUMER
    else:
        return None
    return Confirmed(standing=standing, country=problem.facts["code"], vat_number=problem.facts["vat"])


def eu_vat_number(text: str, code: str) -> str | None:
    """The VAT number of this member state in a text, with its two letters; None where its form is another."""
    compact = _SEPARATORS.sub("", text).upper()
    prefix = PREFIXES.get(code, code)
    whole = compact if compact[:2].isalpha() and compact[:2] in {prefix, code} else prefix + compact
    number = prefix + whole[2:]
    return number if eu_vat.is_valid(number) else None


def _in_sweden(buyer: Buyer, country: str) -> Placed | tuple[Problem, ...]:
    foreign = _foreign_number(buyer)
    if foreign:
        return (Problem(ProblemKind.FOREIGN_VAT_NUMBER, {"vat": foreign}),)
    number = next((vat for text in buyer.vat_texts if (vat := swedish_vat_number(text))), "")
    return Placed(side=Side.SWEDEN, country=country, code=SWEDEN, vat_number=number)


def _in_eu(buyer: Buyer, there: Placed, confirmed: Confirmed | None) -> Placed | tuple[Problem, ...]:
    numbers = {eu_vat_number(text, there.code) for text in buyer.vat_texts}
    if None in numbers or len(numbers) > 1:
        return (Problem(ProblemKind.VAT_NUMBER_MALFORMED, {"vat": ", ".join(buyer.vat_texts), **there.facts}),)
    number = next(iter(numbers), None) or ""
    facts = {"name": buyer.name, "vat": number, **there.facts}
    standing = _said(confirmed, there.code, number)
    if number and standing is Standing.BUSINESS:
        return Placed(side=Side.EU_BUSINESS, country=there.country, code=there.code, vat_number=number)
    if number:
        return (Problem(ProblemKind.BUYER_TO_CONFIRM, facts),)
    if standing is Standing.CONSUMER:
        return Placed(side=Side.EU_CONSUMER, country=there.country, code=there.code)
    return (Problem(ProblemKind.VAT_NUMBER_MISSING, facts),)


def _outside(buyer: Buyer, there: Placed, confirmed: Confirmed | None) -> Placed | tuple[Problem, ...]:
    # A number of Sweden or the EU on a buyer outside it: who that is, is not for us to guess.
    contradicting = [text for text in buyer.vat_texts if swedish_vat_number(text) or eu_vat.is_valid(text)]
    if contradicting:
        return (Problem(ProblemKind.VAT_NUMBER_MALFORMED, {"vat": contradicting[0], **there.facts}),)
    number = next((_SEPARATORS.sub("", text).upper() for text in buyer.vat_texts), "")
    standing = _said(confirmed, there.code, number)
    facts = {"name": buyer.name, "vat": number, **there.facts}
    if standing is Standing.BUSINESS:
        return Placed(side=Side.OUTSIDE_EU, country=there.country, code=there.code, vat_number=number)
    return (Problem(ProblemKind.BUYER_TO_CONFIRM, facts),)


def _said(confirmed: Confirmed | None, code: str, number: str) -> Standing | None:
    """What was confirmed, as long as country and number are those that were."""
    if confirmed is None or (confirmed.country, confirmed.vat_number) != (code, number):
        return None
    return confirmed.standing


def _foreign_number(buyer: Buyer) -> str:
    return next((number for text in buyer.vat_texts if (number := foreign_vat_number(text))), "")
