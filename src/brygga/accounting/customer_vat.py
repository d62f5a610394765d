"""Which VAT type a buyer has as a customer in Fortnox, or why nobody can say without being told."""

from __future__ import annotations

from enum import StrEnum

from brygga.accounting import names
from brygga.accounting.buyers import Buyer
from brygga.accounting.countries import EU, SWEDEN
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.vat_numbers import country_of, is_well_formed


class VatType(StrEnum):
    """A customer's VATType, as far as a buyer can be said to have it (specification, 2026-04).

    SEREVERSEDVAT is construction and a few goods, never inferred (bookkeeping, rule 18); EUVAT is for consumers, and
    Productive does not tell consumers from companies.
    """

    SWEDISH = "SEVAT"
    EU_REVERSE_CHARGE = "EUREVERSEDVAT"
    EXPORT = "EXPORT"


class Unclear(StrEnum):
    """Why the VAT type must be asked about."""

    EU_WITHOUT_NUMBER = "eu_without_number"
    OUTSIDE_EU_PERHAPS_CONSUMER = "outside_eu_perhaps_consumer"
    NUMBER_MALFORMED = "number_malformed"
    NUMBER_OF_OTHER_COUNTRY = "number_of_other_country"


def vat_type(buyer: Buyer) -> VatType | Problem:
    """The buyer's VAT type; a problem where it is not certain, never a default (bookkeeping, rule 17)."""
    unknown = next((each for each, code in zip(buyer.countries, buyer.codes, strict=True) if code is None), None)
    if unknown is not None:
        return Problem(ProblemKind.COUNTRY_UNKNOWN, {"country": unknown})
    country = buyer.country_code
    if country is None:
        return VatType.SWEDISH if buyer.organisation_number else Problem(ProblemKind.COUNTRY_MISSING)
    if country == SWEDEN:
        return _at_home(buyer)
    if _is_of_other_country(buyer, country):
        return _unclear(Unclear.NUMBER_OF_OTHER_COUNTRY, buyer)
    return _in_the_eu(buyer) if country in EU else _outside(buyer)


def _at_home(buyer: Buyer) -> VatType | Problem:
    if buyer.foreign_number:
        return Problem(ProblemKind.FOREIGN_VAT_NUMBER, {"vat": buyer.foreign_number})
    return VatType.SWEDISH


def _in_the_eu(buyer: Buyer) -> VatType | Problem:
    if buyer.foreign_number is None:
        return _unclear(Unclear.EU_WITHOUT_NUMBER, buyer)
    if not is_well_formed(buyer.foreign_number):
        return _unclear(Unclear.NUMBER_MALFORMED, buyer)
    return VatType.EU_REVERSE_CHARGE


def _outside(buyer: Buyer) -> VatType | Problem:
    if buyer.foreign_number or names.has_company_form(buyer.name):
        return VatType.EXPORT
    return _unclear(Unclear.OUTSIDE_EU_PERHAPS_CONSUMER, buyer)


def _is_of_other_country(buyer: Buyer, country: str) -> bool:
    if buyer.organisation_number or buyer.numbers_differ:
        return True
    return buyer.foreign_number is not None and country_of(buyer.foreign_number) != country


def _unclear(why: Unclear, buyer: Buyer) -> Problem:
    country = buyer.countries[0] if buyer.countries else ""
    number = buyer.foreign_number or buyer.organisation_number or next(iter(buyer.vat_texts), "")
    facts = {"why": why.value, "country": country, "code": buyer.country_code or "", "vat": number}
    return Problem(ProblemKind.CUSTOMER_VAT_UNCLEAR, facts)
