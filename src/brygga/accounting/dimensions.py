"""Project and cost centre of each row: taken from Productive, and only where Fortnox has them in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from brygga.accounting import texts
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.references import OF_BUDGETS, Taken, TextSource, raw_text
from brygga.fortnox import schema as fortnox
from brygga.fortnox.dimensions import CostCenter, Project
from brygga.productive import schema as productive

if TYPE_CHECKING:
    from brygga.accounting.footings import Footing
    from brygga.accounting.lines import BilledLine
    from brygga.accounting.rows import BookedRow
    from brygga.accounting.rulebook import Rulebook

# What an account says that cannot be booked without a project or a cost centre (documented; read 2026-04).
MANDATORY = "MANDATORY"
COMPLETED = "COMPLETED"


class Dimension(StrEnum):
    """What the books are read by besides accounts; each has a register in Fortnox."""

    PROJECT = "project"
    COST_CENTER = "cost_center"


@dataclass(frozen=True)
class Codes:
    """The codes of one row in Fortnox's registers, "" for none."""

    project: str = ""
    cost_center: str = ""

    def of(self, dimension: Dimension) -> str:
        return self.project if dimension is Dimension.PROJECT else self.cost_center


def codes_of(
    lines: Iterable[BilledLine], known: Mapping[int, Footing], invoice: productive.Invoice, rulebook: Rulebook
) -> tuple[dict[int, Codes], list[Problem]]:
    """The codes of each line with an amount, and everything wrong with them, also what an account demands."""
    found, problems = {}, []
    for billed in lines:
        if billed.is_text_only:
            continue
        budget = rulebook.budgets.get(billed.line.id)
        codes = Codes(**{each.value: _code(each, invoice, budget, rulebook) for each in Dimension})
        found[billed.number] = codes
        footing = known.get(billed.number)
        account = rulebook.chart.get(footing.account) if footing and footing.account else None
        for each in Dimension:
            problem = _problem(each, codes.of(each), account, invoice.invoiced_on, rulebook)
            problems += [replace(problem, line=billed.number)] if problem else []
    return found, problems


def with_codes(rows: Iterable[BookedRow], codes: Mapping[int, Codes]) -> tuple[BookedRow, ...]:
    """The rows with their codes; a row of the whole invoice, as its discount, has them where all lines agree."""
    common = next(iter(codes.values())) if len(set(codes.values())) == 1 else Codes()
    return tuple(_with(row, codes.get(row.line, common) if row.line else common) for row in rows)


def needs_budgets(sources: Mapping[Dimension, Taken]) -> bool:
    """Whether anything is taken from the budgets that the lines bill."""
    return any(taken.source in OF_BUDGETS for taken in sources.values())


def _with(row: BookedRow, codes: Codes) -> BookedRow:
    if not isinstance(row.draft, fortnox.RowDraft):
        return row
    return replace(row, draft=row.draft.model_copy(update={"project": codes.project, "cost_center": codes.cost_center}))


def _code(
    dimension: Dimension, invoice: productive.Invoice, budget: productive.Budget | None, rulebook: Rulebook
) -> str:
    """What Productive says there, or the code that a person chose for it."""
    taken = rulebook.dimension_sources.get(dimension, Taken(TextSource.NOTHING))
    said = texts.cleaned(_of_budget(budget, taken) if budget else "") or texts.cleaned(raw_text(invoice, taken))
    return rulebook.dimension_codes.get(dimension, {}).get(said, said)


def _of_budget(budget: productive.Budget, taken: Taken) -> str:
    return {
        TextSource.PROJECT: budget.project_number,
        TextSource.BUDGET: budget.name,
        TextSource.BUDGET_FIELD: budget.custom_fields.get(taken.field_id, ""),
    }.get(taken.source, "")


def _problem(
    dimension: Dimension, code: str, account: fortnox.Account | None, on: date, rulebook: Rulebook
) -> Problem | None:
    facts = {"dimension": dimension.value, "code": code}
    if not code:
        is_wanted = account is not None and _demands(account, dimension)
        number = {"account": str(account.number) if account else ""}
        return Problem(ProblemKind.DIMENSION_REQUIRED, {"dimension": dimension.value, **number}) if is_wanted else None
    entry = (rulebook.projects if dimension is Dimension.PROJECT else rulebook.cost_centers).get(code)
    if entry is None:
        return Problem(ProblemKind.DIMENSION_MISSING, facts)
    return None if _is_in_use(entry, on) else Problem(ProblemKind.DIMENSION_INACTIVE, {**facts, "date": on.isoformat()})


def _demands(account: fortnox.Account, dimension: Dimension) -> bool:
    said = account.project_settings if dimension is Dimension.PROJECT else account.cost_center_settings
    return said == MANDATORY


def _is_in_use(entry: Project | CostCenter, on: date) -> bool:
    """A project's dates hold the invoice's, else it cannot be booked (told); a completed one is closed (a guess)."""
    if isinstance(entry, CostCenter):
        return entry.active
    begun = entry.start_date is None or entry.start_date <= on
    return begun and (entry.end_date is None or on <= entry.end_date) and entry.status != COMPLETED
