"""What each line stands on in the books: its VAT, its account and its article, or why it stands on nothing yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from brygga.accounting.accounts import account_problems, advance_problems
from brygga.accounting.articles import article_problems
from brygga.accounting.lines import BilledLine
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rulebook import AccountUse, Mapped, Rulebook, Treatment, mapped_to
from brygga.accounting.standings import Placed
from brygga.accounting.texts import first_words
from brygga.accounting.vat import Decision, decide


@dataclass(frozen=True, kw_only=True)
class Footing:
    """Where a line is booked. `account` is 0 only while a problem says that none is chosen."""

    decision: Decision
    account: int
    article: str


class Group(NamedTuple):
    """Lines that are booked alike; a discount of the whole invoice is taken off each group in a row of its own."""

    rate: int | None
    account: int = 0
    article: str = ""


def footings(
    lines: Iterable[BilledLine], where: Placed | None, rulebook: Rulebook, *, year: str | None
) -> tuple[dict[int, Footing], list[Problem]]:
    """The footing of each line with an amount, by its number, and everything that stops them.

    `where` is None while it is not known where the buyer stands: then only a line's own faults are named. `year` is the
    name of the financial year that the chart is of, None where there is none to look in.
    """
    found: dict[int, Footing] = {}
    problems: list[Problem] = []
    for billed in lines:
        if billed.is_text_only:
            continue
        decision = decide(billed.line, billed.number, where, rulebook)
        if isinstance(decision, Problem):
            problems.append(decision)
        if not isinstance(decision, Decision):
            continue
        mapped = mapped_to(billed.line, rulebook)
        account = mapped.account or rulebook.accounts.get(decision.use)
        found[billed.number] = Footing(decision=decision, account=account or 0, article=mapped.article)
        if year is not None:
            problems += _booking_problems(billed, decision, mapped, rulebook, year=year)
    return found, _once(problems)


def group_of(billed: BilledLine, known: dict[int, Footing]) -> Group:
    """The group of a line; by its rate alone where its footing is not known."""
    footing = known.get(billed.number)
    return Group(footing.decision.rate, footing.account, footing.article) if footing else Group(billed.rate)


def mapping_problems(
    mapped: Mapped, use: AccountUse, account: int | None, rulebook: Rulebook, *, year: str
) -> list[Problem]:
    """What is wrong with a service type's account (its own, or the default `account`) and article for this use."""
    number, chart = mapped.account or account, rulebook.chart
    if mapped.treatment is Treatment.ADVANCE and mapped.account is None:
        return [Problem(ProblemKind.ADVANCE_WITHOUT_ACCOUNT)]
    if mapped.treatment is Treatment.ADVANCE and number is not None:
        of_account = advance_problems(use, number, chart, year=year)
    else:
        of_account = account_problems(use, number, chart, year=year)
    return of_account + article_problems(mapped, use, number, rulebook.articles, chart)


def _booking_problems(
    billed: BilledLine, decision: Decision, mapped: Mapped, rulebook: Rulebook, *, year: str
) -> list[Problem]:
    use, service_type = decision.use, billed.line.service_type
    found = mapping_problems(mapped, use, rulebook.accounts.get(use), rulebook, year=year)
    if service_type and mapped != Mapped():
        # What is wrong with a default account is told once for all; what is wrong with a mapping, by its service type.
        is_default = mapped.account is None
        found = [each if is_default and "use" in each.facts else _of(service_type.name, each) for each in found]
    if use is AccountUse.EU and not mapped.article:
        facts = {
            "service_type": service_type.name if service_type else "",
            "text": first_words(billed.line.description),
        }
        found.append(Problem(ProblemKind.EU_ARTICLE_MISSING, facts, billed.number))
    return found


def _of(service_type: str, problem: Problem) -> Problem:
    return replace(problem, facts={**problem.facts, "service_type": service_type})


def _once(problems: list[Problem]) -> list[Problem]:
    """Each problem once, however many lines have it."""
    return list({(each.kind, tuple(each.facts.items()), each.line): each for each in problems}.values())
