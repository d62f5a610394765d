"""Lines to Fortnox rows: the amount exact to the öre, the text whole, quantity and price visible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from brygga.accounting import texts
from brygga.accounting.footings import Footing, Group
from brygga.accounting.lines import BilledLine
from brygga.accounting.money import Money
from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.references import Language
from brygga.accounting.rulebook import Rulebook
from brygga.accounting.totals import row_total
from brygga.accounting.vat import Decision
from brygga.fortnox import schema as fortnox


class Priced(TypedDict):
    """The part of a row that says what is sold and for how much."""

    delivered_quantity: Decimal
    description: str
    price: Decimal
    discount: Decimal
    unit: str


@dataclass(frozen=True)
class BookedRow:
    """One Fortnox row, and the number of the Productive line that it came from (None: the invoice's discount).

    `decision` is why it has its VAT; None for the rows of the discount and for those that only say something.
    """

    draft: fortnox.RowDraft | fortnox.TextRowDraft
    line: int | None
    decision: Decision | None = None

    @property
    def total(self) -> Decimal | None:
        """What the row comes to before VAT; None for a row that only says something."""
        return row_total(self.draft) if isinstance(self.draft, fortnox.RowDraft) else None


def rows_of(lines: Iterable[BilledLine], known: Mapping[int, Footing], rulebook: Rulebook) -> list[BookedRow]:
    """The rows of all lines, in order. Every line that is not text only must have its footing."""
    return [row for billed in lines for row in _rows(billed, known.get(billed.number), rulebook)]


def discount_rows(
    amounts: Mapping[Group, Decimal], percent: Decimal, language: Language = Language.SWEDISH
) -> list[BookedRow]:
    """The invoice's discount, one row for each group of lines: a percentage on each row would round on each row.

    The rows carry a negative quantity, as credit rows do; a negative price is not evidenced.
    """
    return [
        BookedRow(
            fortnox.RowDraft(
                account_number=group.account,
                article_number=group.article,
                delivered_quantity=Decimal(-1) if amount > 0 else Decimal(1),
                description=_discount_text(percent, language),
                price=abs(amount),
                vat=Decimal(group.rate or 0),
            ),
            None,
        )
        for group, amount in sorted(amounts.items(), key=_highest_rate_first)
        if amount
    ]


def _discount_text(percent: Decimal, language: Language) -> str:
    share = f"{percent.normalize():f}"
    return f"Discount {share} %" if language is Language.ENGLISH else f"Rabatt {share.replace('.', ',')} %"


def row_notes(lines: Iterable[BilledLine], rulebook: Rulebook) -> list[Note]:
    """What a person may want to know about the rows."""
    lines = list(lines)
    return [note for billed in lines for note in _text_notes(billed)] + _unit_notes(lines, rulebook)


def discount_note(amounts: Mapping[Group, Decimal], percent: Decimal, currency: str) -> Note:
    """That the invoice's discount stands in rows of its own."""
    amount = Money(sum(amounts.values(), Decimal(0)), currency).amount
    facts = {"percent": f"{percent.normalize():f}", "amount": f"{amount:.2f}", "currency": currency}
    return Note(NoteKind.DISCOUNT_AS_ROWS, facts)


def advance_notes(known: Mapping[int, Footing]) -> list[Note]:
    """That VAT on an advance is due when it is paid (bookkeeping, rule 23), once for each account of advances."""
    accounts = dict.fromkeys(str(each.account) for each in known.values() if each.decision.is_advance)
    return [Note(NoteKind.ADVANCE_VAT_WHEN_PAID, {"account": account}) for account in accounts]


def _highest_rate_first(item: tuple[Group, Decimal]) -> tuple[int, int, str]:
    group, _ = item
    return -(group.rate or 0), group.account, group.article


def _rows(billed: BilledLine, footing: Footing | None, rulebook: Rulebook) -> list[BookedRow]:
    if footing is None:
        return rows_on(billed, None, rulebook)
    group = Group(footing.decision.rate, footing.account, footing.article)
    return rows_on(billed, group, rulebook, footing.decision)


def rows_on(
    billed: BilledLine, group: Group | None, rulebook: Rulebook, decision: Decision | None = None
) -> list[BookedRow]:
    """The rows of one line on this account, article and rate; only a line that says something may have none."""
    if billed.is_text_only:
        return [BookedRow(fortnox.TextRowDraft(description=text), billed.number) for text in billed.row_texts]
    if group is None or not group.account:
        raise ValueError(f"No account for line {billed.number}: its problems were not looked for.")
    first, *others = billed.row_texts
    priced = _as_it_stands(billed, first, rulebook) if billed.fits_one_row else _as_one_piece(billed, first)
    draft = fortnox.RowDraft(
        account_number=group.account,
        article_number=group.article,
        vat=Decimal(group.rate or 0),
        **priced,
    )
    below = [BookedRow(fortnox.TextRowDraft(description=text), billed.number) for text in others]
    return [BookedRow(draft, billed.number, decision), *below]


def _as_it_stands(billed: BilledLine, text: str, rulebook: Rulebook) -> Priced:
    # Fortnox marks what is taken off by a negative quantity; a negative price is not evidenced.
    sign = -1 if billed.price < 0 else 1
    return Priced(
        delivered_quantity=billed.line.quantity * sign,
        description=text,
        price=billed.price * sign,
        discount=billed.discount,
        unit=billed.unit if billed.unit in rulebook.units else "",
    )


def _as_one_piece(billed: BilledLine, text: str) -> Priced:
    return Priced(
        delivered_quantity=Decimal(-1) if billed.amount < 0 else Decimal(1),
        description=text,
        price=abs(billed.amount),
        discount=Decimal(0),
        unit="",
    )


def _text_notes(billed: BilledLine) -> list[Note]:
    notes = []
    before, after = billed.line.description, " ".join(billed.texts)
    if before.strip() and texts.is_visibly_changed(before, after):
        was, becomes = texts.first_difference(before, after)
        facts = {"field": "description", "before": was, "after": becomes}
        notes.append(Note(NoteKind.TEXT_CLEANED, facts, billed.number))
    if not billed.is_text_only and not billed.fits_one_row:
        notes.append(Note(NoteKind.QUANTITY_IN_TEXT, {"text": billed.row_texts[0]}, billed.number))
    if len(billed.row_texts) > len(billed.texts):
        facts = {"text": texts.first_words(before), "rows": str(len(billed.row_texts))}
        notes.append(Note(NoteKind.TEXT_CONTINUED, facts, billed.number))
    return notes


def _unit_notes(lines: list[BilledLine], rulebook: Rulebook) -> list[Note]:
    wanted = [billed for billed in lines if billed.unit and not billed.is_text_only and billed.fits_one_row]
    missing = dict.fromkeys(billed.unit for billed in wanted if billed.unit not in rulebook.units)
    return [Note(NoteKind.UNIT_LEFT_OUT, {"unit": unit}) for unit in missing]
