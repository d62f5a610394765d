"""The rows of a credit note: the original's turned round, or the note's own lines on the original's accounts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from brygga.accounting.footings import Group
from brygga.accounting.lines import BilledLine, lines_of
from brygga.accounting.problems import Problem, ProblemKind
from brygga.accounting.rows import BookedRow, rows_on
from brygga.accounting.rulebook import Rulebook
from brygga.accounting.texts import first_words
from brygga.accounting.totals import bases_before_discount
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive


@dataclass(frozen=True)
class Booked:
    """A line of the original and the Fortnox row that it stands on."""

    line: BilledLine
    row: fortnox.Row

    @property
    def group(self) -> Group:
        return Group(int(self.row.vat), self.row.account_number, self.row.article_number)


def is_whole(note: productive.Invoice, original: productive.Invoice) -> bool:
    """Whether the note takes back exactly what the original claims, rate by rate, however its lines are written."""
    taken, claimed = (bases_before_discount(lines_of(each), lambda billed: billed.rate) for each in (note, original))
    same_discount = (note.discount or 0) == (original.discount or 0)
    return same_discount and note.amount == -original.amount and taken == {key: -base for key, base in claimed.items()}


def booked_lines(source: productive.Invoice, said: fortnox.InvoiceDraft, now: fortnox.Invoice) -> tuple[Booked, ...]:
    """The priced lines of the original with their rows as they stand in Fortnox; its discount's rows come after."""
    pairs = zip(said.rows, now.rows, strict=True)
    rows = [stands for sent, stands in pairs if isinstance(sent, fortnox.RowDraft)]
    lines = [line for line in lines_of(source) if not line.is_text_only]
    return tuple(Booked(line, row) for line, row in zip(lines, rows, strict=False))


def turned(row: fortnox.Row) -> fortnox.RowDraft | fortnox.TextRowDraft:
    """The row that takes this one back: the sign sits in the quantity (3,200 production credit notes, a public SDK)."""
    if not row.account_number and not row.delivered_quantity:
        return fortnox.TextRowDraft(description=row.description)
    return fortnox.RowDraft(
        account_number=row.account_number,
        article_number=row.article_number,
        delivered_quantity=-row.delivered_quantity,
        description=row.description,
        price=row.price,
        vat=row.vat,
        discount=row.discount,
        unit=row.unit,
    )


def whole_rows(note: productive.Invoice, source: productive.Invoice, now: fortnox.Invoice) -> tuple[BookedRow, ...]:
    """Every row of the original turned round, each shown beside the note's line that stands where its line stood."""
    last = len(note.lines)
    beside = [min(line.number, last) for line in lines_of(source) for _text in line.row_texts]
    return tuple(BookedRow(turned(row), number) for row, number in zip_longest(now.rows, beside) if row is not None)


def part_groups(
    lines: Iterable[BilledLine], booked: Iterable[Booked], number: str
) -> tuple[dict[int, Group], list[Problem]]:
    """The account, article and rate of each line of the note; a line that fits none or several of the original asks."""
    booked, found, problems = list(booked), dict[int, Group](), list[Problem]()
    for billed in lines:
        if billed.is_text_only:
            continue
        fitting = _fitting(billed, booked)
        if len(fitting) == 1:
            found[billed.number] = fitting.pop()
        else:
            facts = {"number": number, "text": first_words(billed.line.description)}
            problems.append(Problem(ProblemKind.CREDIT_LINE_UNKNOWN, facts, billed.number))
    return found, problems


def part_rows(lines: Iterable[BilledLine], groups: dict[int, Group], rulebook: Rulebook) -> list[BookedRow]:
    """The note's own lines as rows, in order."""
    return [row for billed in lines for row in rows_on(billed, groups.get(billed.number), rulebook)]


def _fitting(billed: BilledLine, booked: list[Booked]) -> set[Group]:
    """Where the original's lines of the same service type and rate stand; of several, those of the same price."""
    alike = [each for each in booked if each.line.rate == billed.rate and _kind(each.line) == _kind(billed)]
    groups = {each.group for each in alike}
    if len(groups) > 1:
        groups = {each.group for each in alike if abs(each.line.price) == abs(billed.price)}
    return groups


def _kind(billed: BilledLine) -> str:
    return billed.line.service_type.id if billed.line.service_type else ""
