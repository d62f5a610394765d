"""Which Fortnox customer an invoice belongs to: surely one, one to choose, or surely none, and then a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from brygga.accounting import texts
from brygga.accounting.buyers import Buyer, buyer_of
from brygga.accounting.countries import SWEDEN
from brygga.accounting.organisation_numbers import organisation_number, swedish_vat_number
from brygga.accounting.problems import Blocked, Problem, ProblemKind, blocked
from brygga.accounting.vat import buyer_problems
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

TEXT_LENGTH_MAX = 1024
ZIP_CODE_LENGTH_MAX = 10
SWEDISH_VAT_TYPE = "SEVAT"  # The default of a customer (recorded 2026-05-08).

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_COMPANY_FORMS = re.compile(r"\b(ab|aktiebolag|hb|handelsbolag|kb|kommanditbolag|publ)\b")


class How(StrEnum):
    """How we know that it is the right customer."""

    REMEMBERED = "remembered"
    ORGANISATION_NUMBER = "organisation_number"


class Why(StrEnum):
    """Why a person must choose."""

    INACTIVE = "inactive"
    TWINS = "twins"
    SAME_NAME = "same_name"
    NO_NUMBER = "no_number"
    NUMBERS_DIFFER = "numbers_differ"


@dataclass(frozen=True)
class Sure:
    """This customer and no other."""

    customer_number: str
    how: How


@dataclass(frozen=True)
class Choose:
    """One of these, or another, or a new one: a person says which. An inactive customer must be made active first."""

    candidates: tuple[fortnox.Customer, ...]
    why: Why


@dataclass(frozen=True)
class NoMatch:
    """Surely no customer has this organisation number or this name."""

    organisation_number: str
    name: str


Match = Sure | Choose | NoMatch


def match(buyer: Buyer, *, remembered: str | None, candidates: Sequence[fortnox.Customer]) -> Match:
    """Find the buyer's customer among those that Fortnox returned for its organisation number and its name.

    `remembered` is the customer number that a person, or an earlier copy, settled for this client company. It stands as
    long as that customer is active, also when a person deliberately chose one with another organisation number.
    Numbers are compared whole: Fortnox's search finds texts that contain what was asked (recorded 2016 to 2024).
    An inactive customer is never matched; one active customer among inactive twins is.
    """
    if buyer.numbers_differ:
        return Choose(tuple(candidates), Why.NUMBERS_DIFFER)
    if remembered is not None:
        return _remembered(remembered, candidates)
    if buyer.organisation_number is None:
        return Choose(tuple(candidates), Why.NO_NUMBER)
    return _by_number(buyer, buyer.organisation_number, candidates)


def match_problem(found: Match) -> Problem | None:
    """What stops a copy that nobody is there to answer for; None for a sure match."""
    if isinstance(found, Sure):
        return None
    if isinstance(found, NoMatch):
        facts = {"name": found.name, "organisation_number": found.organisation_number}
        return Problem(ProblemKind.CUSTOMER_TO_CREATE, facts)
    if found.why is Why.INACTIVE:
        first = found.candidates[0]
        return Problem(ProblemKind.CUSTOMER_INACTIVE, {"customer": first.customer_number, "name": first.name})
    numbers = " ".join(candidate.customer_number for candidate in found.candidates)
    return Problem(ProblemKind.CUSTOMER_TO_CHOOSE, {"why": found.why.value, "customers": numbers})


def customer_problems(customer: fortnox.Customer) -> list[Problem]:
    """Why an invoice with Swedish VAT cannot go to this customer, whoever chose it."""
    facts = {"customer": customer.customer_number, "name": customer.name}
    problems = []
    if not customer.active:
        problems.append(Problem(ProblemKind.CUSTOMER_INACTIVE, facts))
    if customer.vat_type not in {"", SWEDISH_VAT_TYPE}:
        problems.append(Problem(ProblemKind.CUSTOMER_VAT_TYPE, facts | {"vat_type": customer.vat_type}))
    return problems


def chosen_number(company_id: str, *, ordinal: int = 1) -> str:
    """The customer number under which we create a client company: "BRY7004", then "BRY7004-2".

    We choose it before we ask, so that a taken number after a lost answer means "already made". Letters keep it out of
    the company's own series. A deleted customer's number stays taken (documentation, code 2000637): hence the ordinal.
    Allowed are letters, digits and - + / _ (documentation).
    """
    identity = re.sub(r"[^A-Za-z0-9]", "", company_id)
    if not identity:
        raise ValueError(f"{company_id!r} cannot name a customer.")
    return f"BRY{identity}" if ordinal == 1 else f"BRY{identity}-{ordinal}"


def customer_draft(invoice: productive.Invoice, number: str) -> fortnox.CustomerDraft | Blocked:
    """The new Swedish customer of an invoice under the number that we chose, or everything that stops us.

    No VAT number is made up from an organisation number, and an e-mail address that is none is left out.
    """
    buyer = buyer_of(invoice)
    name = texts.cut(texts.cleaned(buyer.name), TEXT_LENGTH_MAX)
    problems = buyer_problems(buyer)
    if not name:
        problems.append(Problem(ProblemKind.CUSTOMER_WITHOUT_NAME))
    if problems:
        return blocked(problems)

    zip_code, city = _zip_and_city(buyer.address)
    email = buyer.address.email if _EMAIL.fullmatch(buyer.address.email) else ""
    return fortnox.CustomerDraft(
        customer_number=number,
        name=name,
        organisation_number=buyer.organisation_number or "",
        vat_number=next((vat for text in buyer.vat_texts if (vat := swedish_vat_number(text))), ""),
        country_code=SWEDEN,
        address1=texts.cut(", ".join(texts.lines_of(buyer.address.address)), TEXT_LENGTH_MAX),
        zip_code=zip_code,
        city=city,
        email=email,
        email_invoice=email,
        external_reference=external_reference(buyer.company_id),
    )


def external_reference(company_id: str) -> str:
    """What our customers carry in Fortnox to be told from others: which client company they were made for."""
    return f"productive-company-{company_id}"


def was_made_by_us(draft: fortnox.CustomerDraft, existing: fortnox.Customer) -> bool:
    """Whether the customer that has our number already is the one we meant to create."""
    same_number = draft.customer_number == existing.customer_number
    return same_number and draft.external_reference == existing.external_reference


def _remembered(number: str, candidates: Sequence[fortnox.Customer]) -> Match:
    known = next((candidate for candidate in candidates if candidate.customer_number == number), None)
    if known is not None and not known.active:
        return Choose((known,), Why.INACTIVE)
    return Sure(number, How.REMEMBERED)


def _by_number(buyer: Buyer, number: str, candidates: Sequence[fortnox.Customer]) -> Match:
    same = tuple(candidate for candidate in candidates if number in _numbers(candidate))
    active = tuple(candidate for candidate in same if candidate.active)
    if len(active) == 1:
        return Sure(active[0].customer_number, How.ORGANISATION_NUMBER)
    if same:
        return Choose(active or same, Why.TWINS if active else Why.INACTIVE)
    namesakes = tuple(candidate for candidate in candidates if _bare_name(candidate.name) == _bare_name(buyer.name))
    return Choose(namesakes, Why.SAME_NAME) if namesakes else NoMatch(number, buyer.name)


def _numbers(customer: fortnox.Customer) -> set[str]:
    written = (customer.organisation_number, customer.vat_number)
    return {number for text in written if (number := organisation_number(text))}


def _bare_name(name: str) -> str:
    return " ".join(_COMPANY_FORMS.sub(" ", re.sub(r"[^\w]+", " ", name.casefold())).split())


def _zip_and_city(address: productive.Address) -> tuple[str, str]:
    zip_code, city = texts.cleaned(address.zipcode), texts.cleaned(address.city)
    if len(zip_code) > ZIP_CODE_LENGTH_MAX:
        return "", texts.cut(f"{zip_code} {city}".strip(), TEXT_LENGTH_MAX)
    return zip_code, texts.cut(city, TEXT_LENGTH_MAX)
