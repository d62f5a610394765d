"""Which VAT applies: Swedish VAT to Swedish buyers, and a named problem for everything else."""

from __future__ import annotations

import re

from brygga.accounting.buyers import Buyer
from brygga.accounting.countries import SWEDEN, country_code
from brygga.accounting.organisation_numbers import foreign_vat_number
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import ZeroRate
from brygga.accounting.texts import first_words
from brygga.productive import schema as productive

SWEDISH_RATES = (25, 12, 6, 0)

_REVERSE_CHARGE = re.compile(r"reverse|omvänd", re.IGNORECASE)


def buyer_problems(buyer: Buyer) -> list[Problem]:
    """Why a buyer is not surely one that Swedish VAT applies to; nothing is guessed."""
    problems = [problem for country in buyer.countries if (problem := _country_problem(country))]
    foreign_numbers = [number for text in buyer.vat_texts if (number := foreign_vat_number(text))]

    if not problems and foreign_numbers:
        return [Problem(ProblemKind.FOREIGN_VAT_NUMBER, {"vat": foreign_numbers[0]})]
    if not buyer.countries and not buyer.organisation_number:
        return [Problem(ProblemKind.COUNTRY_MISSING)]
    return problems


def rate_of(line: productive.Line) -> int | None:
    """The line's Swedish VAT rate in whole percent; None where it has none of them."""
    if line.tax_rate is None:
        return None
    return next((rate for rate in SWEDISH_RATES if line.tax_rate.percent == rate), None)


def rate_problems(line: productive.Line, number: int, zero_rate: ZeroRate) -> list[Problem]:
    """Why a line's tax rate does not decide its VAT. `number` counts the lines from 1."""
    text = first_words(line.description)
    if line.tax_rate is None:
        return [Problem(ProblemKind.NO_TAX_RATE, {"text": text}, number)]

    facts = {"rate_name": line.tax_rate.name, "text": text}
    if rate_of(line) is None:
        return [Problem(ProblemKind.RATE_UNKNOWN, facts | {"percent": f"{line.tax_rate.percent:f}"}, number)]
    if _REVERSE_CHARGE.search(line.tax_rate.name):
        return [Problem(ProblemKind.REVERSE_CHARGE, facts, number)]
    if rate_of(line) == 0 and zero_rate is ZeroRate.ASK:
        return [Problem(ProblemKind.ZERO_RATE_NEEDS_REASON, facts, number)]
    return []


def _country_problem(country: str) -> Problem | None:
    code = country_code(country)
    if code is None:
        return Problem(ProblemKind.COUNTRY_UNKNOWN, {"country": country})
    if code != SWEDEN:
        return Problem(ProblemKind.BUYER_OUTSIDE_SWEDEN, {"country": country, "code": code})
    return None
