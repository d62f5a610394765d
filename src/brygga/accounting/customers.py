"""Which Fortnox customer an invoice belongs to: surely one, one to choose, or surely none, and then a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from brygga.accounting import names
from brygga.accounting.buyers import Buyer
from brygga.accounting.names import Likeness
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.standings import VAT_TYPES, Side
from brygga.accounting.vat_numbers import company_number, foreign_number, swedish_number
from brygga.fortnox import schema as fortnox

# Below it a name is not worth looking at; from the second one on it may be the same company under another number.
CANDIDATE_SCORE_MIN = 40
TWIN_SCORE_MIN = 90
# A VAT number may be that of a whole group of companies, so the name must tell which of them.
GROUP_SCORE_MIN = 60


class How(StrEnum):
    """How we know that it is the right customer."""

    REMEMBERED = "remembered"
    ORGANISATION_NUMBER = "organisation_number"
    VAT_NUMBER = "vat_number"


class Why(StrEnum):
    """Why a person must choose."""

    INACTIVE = "inactive"
    TWINS = "twins"
    SAME_NAME = "same_name"
    NAME_DIFFERS = "name_differs"
    NO_NUMBER = "no_number"
    NUMBERS_DIFFER = "numbers_differ"


class NumberSays(StrEnum):
    """What the numbers of a customer say about the buyer's."""

    SAME = "same"
    NOTHING = "nothing"
    OTHER = "other"


@dataclass(frozen=True)
class Candidate:
    """A customer that could be meant: what its numbers say, and how alike the names are (0 to 100)."""

    customer: fortnox.Customer
    number: NumberSays
    likeness: Likeness
    score: int


@dataclass(frozen=True)
class Sure:
    """This customer and no other."""

    customer_number: str
    how: How


@dataclass(frozen=True)
class Choose:
    """One of these, best first, or another, or a new one: a person says which. An inactive one must be made active."""

    candidates: tuple[Candidate, ...]
    why: Why


@dataclass(frozen=True)
class NoMatch:
    """Surely no customer has this number (Swedish or not) or this name; `near` are others whose names are alike."""

    number: str
    name: str
    near: tuple[Candidate, ...] = ()


Match = Sure | Choose | NoMatch


def match(buyer: Buyer, *, remembered: str | None, customers: Sequence[fortnox.Customer]) -> Match:
    """Find the buyer's customer among those that Fortnox returned for its number and its name.

    `remembered` is the customer number that a person, or an earlier copy, settled for this client company. It stands as
    long as that customer is active, also when a person deliberately chose one with another organisation number.
    Then numbers decide, compared whole: Fortnox's search finds texts that contain what was asked (recorded 2016 to
    2024). A name alone never does. An inactive customer is never matched; one active among inactive twins is.
    """
    candidates = tuple(ranked(buyer, customers))
    if buyer.numbers_differ:
        return Choose(candidates, Why.NUMBERS_DIFFER)
    if remembered is not None:
        return _remembered(remembered, candidates)
    if same := tuple(each for each in candidates if each.number is NumberSays.SAME):
        return _by_number(buyer, same, candidates)

    alike = tuple(each for each in candidates if each.score >= CANDIDATE_SCORE_MIN)
    number = buyer.organisation_number or buyer.foreign_number
    if number is None:
        return Choose(alike, Why.NO_NUMBER)
    twins = tuple(each for each in alike if _may_be_twin(each))
    return Choose(twins, Why.SAME_NAME) if twins else NoMatch(number, buyer.name, near=alike)


def candidates_of(found: Match | None) -> tuple[Candidate, ...]:
    """Whom to show to a person, best first: who must be chosen from, or who was like a customer that is to be made."""
    if isinstance(found, Choose):
        return found.candidates
    return found.near if isinstance(found, NoMatch) else ()


def match_problem(found: Match) -> Problem | None:
    """What stops a copy that nobody is there to answer for; None for a sure match."""
    if isinstance(found, Sure):
        return None
    if isinstance(found, NoMatch):
        return Problem(ProblemKind.CUSTOMER_TO_CREATE, {"name": found.name, "number": found.number})
    if found.why is Why.INACTIVE:
        first = found.candidates[0].customer
        return Problem(ProblemKind.CUSTOMER_INACTIVE, {"customer": first.customer_number, "name": first.name})
    numbers = " ".join(each.customer.customer_number for each in found.candidates)
    return Problem(ProblemKind.CUSTOMER_TO_CHOOSE, {"why": found.why.value, "customers": numbers})


def customer_problems(customer: fortnox.Customer) -> list[Problem]:
    """Why no invoice can go to this customer, whoever chose it."""
    facts = {"customer": customer.customer_number, "name": customer.name}
    return [] if customer.active else [Problem(ProblemKind.CUSTOMER_INACTIVE, facts)]


def vat_type_problems(customer: fortnox.Customer, wanted: str) -> list[Problem]:
    """Why an invoice whose VAT wants customers of this type cannot go to this one. SEVAT is the default (recorded)."""
    has = customer.vat_type or VAT_TYPES[Side.SWEDEN]
    facts = {"customer": customer.customer_number, "name": customer.name, "vat_type": has, "wanted": wanted}
    return [] if has == wanted else [Problem(ProblemKind.CUSTOMER_VAT_TYPE, facts)]


def ranked(buyer: Buyer, customers: Iterable[fortnox.Customer]) -> list[Candidate]:
    """Every customer with what speaks for it, best first: the same number, active, and then the name."""
    candidates = [_candidate(buyer, customer) for customer in customers]
    order = list(NumberSays)
    return sorted(
        candidates,
        key=lambda each: (
            each.number is not NumberSays.SAME,
            not each.customer.active,
            -each.score,
            order.index(each.number),
        ),
    )


def _candidate(buyer: Buyer, customer: fortnox.Customer) -> Candidate:
    compared = names.compare(buyer.name, customer.name)
    return Candidate(customer, _number_says(buyer, customer), compared.likeness, compared.score)


def _number_says(buyer: Buyer, customer: fortnox.Customer) -> NumberSays:
    meant = {buyer.organisation_number, buyer.foreign_number} - {None}
    theirs = {*_company_numbers(customer), *_vat_numbers(customer)}
    if not meant or not theirs:
        return NumberSays.NOTHING
    return NumberSays.SAME if meant & theirs else NumberSays.OTHER


def _by_number(buyer: Buyer, same: tuple[Candidate, ...], candidates: tuple[Candidate, ...]) -> Match:
    active = tuple(each for each in same if each.customer.active)
    if not active:
        return Choose((*same, *(each for each in candidates if each not in same and _may_be_twin(each))), Why.INACTIVE)
    if len(active) > 1:
        return Choose(active, Why.TWINS)
    return _by_one_number(buyer, active[0])


def _by_one_number(buyer: Buyer, found: Candidate) -> Match:
    """One active customer has the number; its other number or its name may still say that it is somebody else."""
    by_company, by_vat = _company_numbers(found.customer), _vat_numbers(found.customer)
    meant = buyer.organisation_number or buyer.foreign_number
    if any(numbers and meant not in numbers for numbers in (by_company, by_vat)):
        return Choose((found,), Why.NUMBERS_DIFFER)
    is_vat_only = not by_company
    if found.score < (GROUP_SCORE_MIN if is_vat_only and buyer.organisation_number else 1):
        return Choose((found,), Why.NAME_DIFFERS)
    return Sure(found.customer.customer_number, How.VAT_NUMBER if is_vat_only else How.ORGANISATION_NUMBER)


def _may_be_twin(candidate: Candidate) -> bool:
    """Whether a customer of another number, or of none, may yet be the buyer."""
    least = TWIN_SCORE_MIN if candidate.number is NumberSays.OTHER else GROUP_SCORE_MIN
    return candidate.score >= least


def _remembered(number: str, candidates: Sequence[Candidate]) -> Match:
    known = next((each for each in candidates if each.customer.customer_number == number), None)
    if known is not None and not known.customer.active:
        return Choose((known,), Why.INACTIVE)
    return Sure(number, How.REMEMBERED)


def _company_numbers(customer: fortnox.Customer) -> set[str]:
    text, country = customer.organisation_number, customer.country_code
    return _some(swedish_number(text, country), company_number(text, country))


def _vat_numbers(customer: fortnox.Customer) -> set[str]:
    text, country = customer.vat_number, customer.country_code
    return _some(swedish_number(text, country), foreign_number(text, country))


def _some(*numbers: str | None) -> set[str]:
    return {number for number in numbers if number}
