"""Lines to Fortnox rows: the amount exact to the öre, the text whole, quantity and price visible."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from brygga.accounting import texts
from brygga.accounting.lines import BilledLine
from brygga.accounting.money import Money
from brygga.accounting.problems import Note, NoteKind
from brygga.accounting.rulebook import Rulebook
from brygga.accounting.totals import row_total
from brygga.fortnox import schema as fortnox

DISCOUNT_TEXT = "Rabatt"


@dataclass(frozen=True)
class BookedRow:
    """One Fortnox row, and the number of the Productive line that it came from (None: the invoice's discount)."""

    draft: fortnox.RowDraft | fortnox.TextRowDraft
    line: int | None

    @property
    def total(self) -> Decimal | None:
        """What the row comes to before VAT; None for a row that only says something."""
        return row_total(self.draft) if isinstance(self.draft, fortnox.RowDraft) else None


def rows_of(lines: Iterable[BilledLine], rulebook: Rulebook) -> list[BookedRow]:
    """The rows of all lines, in order. Every line that is not text only must have a known rate with an account."""
    return [BookedRow(draft, billed.number) for billed in lines for draft in _drafts(billed, rulebook)]


def discount_rows(amounts: Mapping[int, Decimal], percent: Decimal, rulebook: Rulebook) -> list[BookedRow]:
    """The invoice's discount, one row per VAT rate: a percentage on each row would round on each row.

    The rows carry a negative quantity, as credit rows do; a negative price is not evidenced.
    """
    return [
        BookedRow(
            fortnox.RowDraft(
                account_number=_account(rate, rulebook),
                delivered_quantity=Decimal(-1) if amount > 0 else Decimal(1),
                description=f"{DISCOUNT_TEXT} {f'{percent.normalize():f}'.replace('.', ',')} %",
                price=abs(amount),
                vat=Decimal(rate),
            ),
            None,
        )
        for rate, amount in sorted(amounts.items(), reverse=True)
        if amount
    ]


def row_notes(lines: Iterable[BilledLine], rulebook: Rulebook) -> list[Note]:
    """What a person may want to know about the rows."""
    lines = list(lines)
    return [note for billed in lines for note in _text_notes(billed)] + _unit_notes(lines, rulebook)


def discount_note(amounts: Mapping[int, Decimal], percent: Decimal, currency: str) -> Note:
    """That the invoice's discount stands in rows of its own."""
    amount = Money(sum(amounts.values(), Decimal(0)), currency).amount
    facts = {"percent": f"{percent.normalize():f}", "amount": f"{amount:.2f}", "currency": currency}
    return Note(NoteKind.DISCOUNT_AS_ROWS, facts)


def _drafts(billed: BilledLine, rulebook: Rulebook) -> list[fortnox.RowDraft | fortnox.TextRowDraft]:
    if billed.is_text_only:
        return [fortnox.TextRowDraft(description=text) for text in billed.row_texts]
    first, *others = billed.row_texts
    priced = _as_it_stands(billed, first, rulebook) if billed.fits_one_row else _as_one_piece(billed, first, rulebook)
    return [priced, *(fortnox.TextRowDraft(description=text) for text in others)]


def _as_it_stands(billed: BilledLine, text: str, rulebook: Rulebook) -> fortnox.RowDraft:
    # Fortnox marks what is taken off by a negative quantity; a negative price is not evidenced.
    sign = -1 if billed.price < 0 else 1
    return fortnox.RowDraft(
        account_number=_account(billed.rate, rulebook),
        delivered_quantity=billed.line.quantity * sign,
        description=text,
        price=billed.price * sign,
        vat=Decimal(billed.rate or 0),
        discount=billed.discount,
        unit=billed.unit if billed.unit in rulebook.units else "",
    )


def _as_one_piece(billed: BilledLine, text: str, rulebook: Rulebook) -> fortnox.RowDraft:
    return fortnox.RowDraft(
        account_number=_account(billed.rate, rulebook),
        delivered_quantity=Decimal(-1) if billed.amount < 0 else Decimal(1),
        description=text,
        price=abs(billed.amount),
        vat=Decimal(billed.rate or 0),
    )


def _account(rate: int | None, rulebook: Rulebook) -> int:
    account = None if rate is None else rulebook.accounts.get(rate)
    if account is None:
        raise ValueError(f"No account for the rate {rate}: its problems were not looked for.")
    return account


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
