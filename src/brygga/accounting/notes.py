"""What is worth saying of an invoice but does not stop it, as a closed list of kinds with their facts.

Facts are raw values as text, as those of problems are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class NoteKind(StrEnum):
    """Every thing that is known and named before sending, and does not stop: a person may want to know."""

    # The rate is that of Fortnox's register, a buying rate. Facts: currency.
    RATE_IS_BUYING = "rate_is_buying"
    # The rate is of another day than the one that is wanted. Facts: currency, rate_on (may be empty), date.
    RATE_OF_OTHER_DAY = "rate_of_other_day"
    # In SEK, net and VAT come to an öre more or less than the total, each rounded by itself. Facts: total, meant.
    KRONOR_ROUNDED = "kronor_rounded"
    # Productive rounds VAT per line, the invoice per rate. Facts: difference, productive, meant, currency.
    VAT_DIFFERS = "vat_differs"
    # Fortnox's number will replace the one that the invoice has in Productive. Facts: number.
    NUMBER_REPLACED = "number_replaced"
    # Productive's next number is probably that of another invoice in Fortnox. Facts: number, name.
    NUMBER_PROBABLY_TAKEN = "number_probably_taken"
    # Fortnox has no invoice between its last number and this one. Facts: number, last.
    NUMBER_LEAVES_GAP = "number_leaves_gap"
    # Fortnox has invoices with higher numbers. Facts: number, last.
    NUMBER_BELOW_LAST = "number_below_last"
    # Fortnox's own series may stand where it stood: its next number is to be set. Facts: next.
    SERIES_TO_MOVE = "series_to_move"
    # The invoice date is after today. Facts: date, today.
    DATED_AHEAD = "dated_ahead"
    # The invoice's discount is sent as rows of its own, one per VAT rate. Facts: percent, amount, currency.
    DISCOUNT_AS_ROWS = "discount_as_rows"
    # VAT on an advance is due when it is paid, not when it is invoiced. Facts: account.
    ADVANCE_VAT_WHEN_PAID = "advance_vat_when_paid"
    # Fortnox would round the line, so it is one piece of the exact amount. Facts: text (as it will stand).
    QUANTITY_IN_TEXT = "quantity_in_text"
    # Characters that Fortnox refuses were replaced. Facts: field, before, after (both from the first difference on).
    TEXT_CLEANED = "text_cleaned"
    # A text was longer than Fortnox takes and was cut. Facts: field, length, length_max.
    TEXT_CUT = "text_cut"
    # A text was longer than one row takes and goes on in rows below. Facts: text, rows.
    TEXT_CONTINUED = "text_continued"
    # Fortnox's unit register lacks the unit, so the rows carry none. Facts: unit.
    UNIT_LEFT_OUT = "unit_left_out"


@dataclass(frozen=True)
class Note:
    """One thing worth saying that does not stop the copy; `line` counts the Productive lines from 1."""

    kind: NoteKind
    facts: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None
