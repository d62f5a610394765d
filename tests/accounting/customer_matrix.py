"""The table of hard cases as a page of the docs: `python -m tests.accounting.customer_matrix` writes it."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from brygga.accounting.buyers import Buyer, buyer_of
from brygga.accounting.customers import Choose, Match, NoMatch, Sure, match
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive
from tests.accounting import cast
from tests.accounting.customer_cases import CASES, Case

PAGE = Path(__file__).parents[2] / "docs" / "rules" / "customers.md"
ASKED = {
    "inactive": "the customer is inactive",
    "twins": "several have the number",
    "same_name": "the name is alike, the number is not",
    "name_differs": "the number agrees, the name does not",
    "no_number": "the client company has no number",
    "numbers_differ": "numbers contradict each other",
}
HEAD = """# Which customer an invoice belongs to

`python -m tests.accounting.customer_matrix` writes this page from `tests/accounting/customer_cases.py`, and the suite
fails when it is stale.

In this order: what was chosen before; the organisation number; the VAT number (SE, ten digits and two more are the
organisation number; others are compared with their country's letters, without blanks and dots); and then the name with
a score from 0 to 100. A name alone never decides: it only says whom a person is asked about, best first. An inactive
customer is never used. When no customer has the number, and none that could be the same has a name like it, a new one
is proposed.

"""


def buyer(case: Case) -> Buyer:
    """The buyer of a case; a "+" gives a second number, on the client company."""
    name, number, country = _parts(case.buyer, 3)
    first, _, second = number.partition(" + ")
    company = productive.ClientCompany(
        id="7001", name=name, vat=second or first, address=productive.Address(country=country)
    )
    bill_to = productive.Address(name=name, vat=first, country=country)
    return buyer_of(cast.invoice(company=company, bill_to=bill_to))


def customers(case: Case) -> list[fortnox.Customer]:
    return [_customer(text) for text in case.customers]


def outcome(case: Case) -> Match:
    return match(buyer(case), remembered=None, customers=customers(case))


def said(found: Match) -> str:
    """An outcome as the cases write it."""
    if isinstance(found, Sure):
        return f"{found.customer_number} by {found.how.value}"
    return f"ask: {found.why.value}" if isinstance(found, Choose) else "new"


def is_wrong_link(case: Case, found: Match) -> bool:
    return isinstance(found, Sure) and found.customer_number != case.truth


def recall(outcomes: list[tuple[Case, Match]]) -> tuple[int, int]:
    """How many of the cases with a true and active customer were linked by themselves, of how many."""
    findable = [(case, found) for case, found in outcomes if case.truth and _is_active(case)]
    return sum(isinstance(found, Sure) for _, found in findable), len(findable)


def page() -> str:
    outcomes = [(case, outcome(case)) for case in CASES]
    linked, findable = recall(outcomes)
    wrong = sum(is_wrong_link(case, found) for case, found in outcomes)
    figures = (
        f"{len(CASES)} hard cases: {wrong} wrong links, and {linked} of the {findable} whose customer is there and\n"
        f"active ({round(100 * linked / findable)} %) are found without asking. The others are asked about or new.\n"
    )
    return (
        HEAD + figures + "".join(_table(group, list(rows)) for group, rows in groupby(CASES, lambda each: each.group))
    )


def _table(group: str, cases: list[Case]) -> str:
    head = f"\n## {group}\n\n| Case | Client company | In Fortnox | It is truly | Brygga |\n|---|---|---|---|---|\n"
    return head + "".join(_row(case) for case in cases)


def _row(case: Case) -> str:
    known = "<br>".join(_cell(each) for each in case.customers) or "–"
    return f"| {case.story} | {_cell(case.buyer)} | {known} | {case.truth or 'none'} | {_words(outcome(case))} |\n"


def _cell(text: str) -> str:
    return ", ".join(part for each in text.split("|") if (part := each.strip()))


def _words(found: Match) -> str:
    if isinstance(found, Sure):
        return f"**{found.customer_number}**, by {found.how.value.replace('_', ' ').replace('vat', 'VAT')}"
    if isinstance(found, NoMatch):
        return "proposes a new one"
    return f"asks: {ASKED[found.why.value]}"


def _is_active(case: Case) -> bool:
    return any(each.customer_number == case.truth and each.active for each in customers(case))


def _customer(text: str) -> fortnox.Customer:
    plain = text.removesuffix("(inactive)")
    named, organisation_number, vat_number, country = _parts(plain, 4)
    number, _, name = named.partition(" ")
    return fortnox.Customer(
        customer_number=number,
        name=name,
        active=plain == text,
        organisation_number=organisation_number,
        vat_number=vat_number,
        country_code=country,
    )


def _parts(text: str, count: int) -> list[str]:
    parts = [each.strip() for each in text.split("|")]
    return parts + [""] * (count - len(parts))


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
