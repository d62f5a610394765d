"""Numbers by Productive: which of its numbers Fortnox can carry too, what is in the way of one, and what it leaves.

A number is a text, as on both wires; "" means none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.problems import Problem, ProblemKind
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

# Fortnox's attachments name their invoice by a JSON number, and every reader keeps whole numbers of 15 digits.
DIGITS_MAX = 15
USABLE = re.compile(rf"[1-9][0-9]{{0,{DIGITS_MAX - 1}}}")
# What a format may hold besides free text (help article 2179633, read 2026-06).
PART = re.compile(r"(\{n{1,3}\}|\{yyyy\}|\{yy\}|\{q\}|\{mm\})")
COUNTER = re.compile(r"\{(n{1,3})\}")
# What begins with a zero, now or in January: Fortnox counts its numbers, and nobody has seen it keep one.
BEGINS_WITH_ZERO = ("0", "{nn}", "{nnn}", "{mm}")


class Unfit(StrEnum):
    """Why the numbers of a format cannot be Fortnox's too."""

    MISSING = "missing"
    NOT_DIGITS = "not_digits"
    NOT_COUNTING = "not_counting"
    ZERO_FIRST = "zero_first"


@dataclass(frozen=True, kw_only=True)
class Series:
    """What both sides say of their numbers, for one invoice.

    `chosen` is the number that a person chose. `holder` has the invoice's number in Fortnox, or the one that is
    expected. `reference` is what this copy is looked for by. `in_fortnox` is the highest number there, 0 for none;
    `in_productive` are the subsidiary's newest invoices, none where nobody needed them.
    """

    reference: str
    chosen: str = ""
    holder: fortnox.Invoice | None = None
    in_fortnox: int = 0
    in_productive: tuple[productive.InvoiceSummary, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Numbering:
    """The number that an invoice has on both sides, and everything that is in its way.

    `number` is "" where Productive gives it when it finalizes, and then `expected` is the one that is likely, "" where
    that cannot be told. `suggested` is free on both sides. `next_in_fortnox` is what Fortnox's own series must go on
    from afterwards. The last numbers are "" where they were not read, or there is none.
    """

    number: str
    expected: str
    suggested: str
    next_in_fortnox: str
    last_in_fortnox: str
    last_in_productive: str
    can_choose: bool
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]

    @property
    def is_probably_taken(self) -> bool:
        """Whether Fortnox has the number that Productive will probably give."""
        return any(each.kind is NoteKind.NUMBER_PROBABLY_TAKEN for each in self.notes)


def is_usable(number: str) -> bool:
    """Whether a number can be an invoice's number in Fortnox and stay the same text."""
    return USABLE.fullmatch(number) is not None


def unfit(number_format: str) -> Unfit | None:
    """Why Productive's numbers of this format cannot be Fortnox's too; None where they are digits only."""
    if not number_format.strip():
        return Unfit.MISSING
    free_text = PART.sub("", number_format)
    if free_text and not (free_text.isascii() and free_text.isdecimal()):
        return Unfit.NOT_DIGITS
    if not COUNTER.search(number_format):
        return Unfit.NOT_COUNTING
    return Unfit.ZERO_FIRST if number_format.startswith(BEGINS_WITH_ZERO) else None


def format_problem(number_format: str) -> Problem | None:
    """What is wrong with a subsidiary's number format where Productive is to give the numbers."""
    why = unfit(number_format)
    return Problem(ProblemKind.NUMBER_FORMAT_UNFIT, {"format": number_format, "why": why.value}) if why else None


def wanted(invoice: productive.InvoiceSummary, chosen: str) -> str:
    """The number that the invoice is to have, "" while Productive has not given it one."""
    return chosen or (invoice.number or "").strip()


def expected(invoice: productive.Invoice, newest: Iterable[productive.InvoiceSummary]) -> str:
    """The number that Productive will probably give: one more than the highest that its format made; "" if unknown.

    Where its counter stands, Productive tells nobody, and it goes on from the last number that was typed (help article
    2179633): so this is a guess.
    """
    if unfit(invoice.number_format) or len(COUNTER.findall(invoice.number_format)) != 1:
        return ""
    made = _counted(invoice, newest)
    return _written(invoice, max(made) + 1) if made else ""


def numbering(invoice: productive.Invoice, series: Series) -> Numbering:
    """Which number the invoice gets, and what is in its way."""
    number, likely = wanted(invoice, series.chosen), expected(invoice, series.in_productive)
    last = max(_counted(invoice, series.in_productive), default=0)
    told = (each.number or "" for each in series.in_productive)
    highest = max([series.in_fortnox, *(int(each) for each in told if is_usable(each))])
    suggested = str(highest + 1)
    problems = _problems(invoice, series, suggested) if number or not invoice.is_draft else _unnumbered(invoice)
    return Numbering(
        number=number,
        expected="" if number else likely,
        suggested=suggested,
        next_in_fortnox=_next(number or likely, series),
        last_in_fortnox=str(series.in_fortnox or ""),
        last_in_productive=_written(invoice, last) if last else "",
        can_choose=invoice.sent_on is None,
        problems=tuple(problems),
        notes=() if problems else tuple(_notes(number, likely, series)),
    )


def numbered(draft: fortnox.InvoiceDraft, number: str) -> fortnox.InvoiceDraft:
    """The same invoice under a number of ours."""
    return draft.model_copy(update={"document_number": number, "external_invoice_reference2": number})


def unnumbered(draft: fortnox.InvoiceDraft, invoice: productive.Invoice) -> fortnox.InvoiceDraft:
    """The same invoice as it was before Productive gave it a number."""
    return draft.model_copy(update={"document_number": "", "external_invoice_reference2": invoice.id})


def _problems(invoice: productive.Invoice, series: Series, suggested: str) -> list[Problem]:
    number = wanted(invoice, series.chosen)
    facts = {"number": number, "sent": "yes" if invoice.sent_on else "", "next": suggested}
    if invoice.sent_on and series.chosen not in ("", invoice.number):
        return [Problem(ProblemKind.NUMBER_STAYS, {"number": invoice.number or ""})]
    if not is_usable(number):
        return [Problem(ProblemKind.NUMBER_UNFIT, facts)]
    if series.holder and series.holder.external_invoice_reference1 != series.reference:
        kind = ProblemKind.NUMBER_WANTED if _is_ours(series) else ProblemKind.NUMBER_TAKEN
        return [Problem(kind, {**facts, "remote": "fortnox", "name": series.holder.customer_name})]
    twice = [each for each in series.in_productive if each.number == number and each.id != invoice.id]
    if series.chosen and twice:
        return [Problem(ProblemKind.NUMBER_TAKEN, {**facts, "remote": "productive", "name": twice[0].company_name})]
    return []


def _unnumbered(invoice: productive.Invoice) -> list[Problem]:
    problem = format_problem(invoice.number_format)
    return [problem] if problem else []


def _is_ours(series: Series) -> bool:
    """Whether another copy of the same invoice has the number."""
    invoice, held_for = (
        each.rpartition("-")[0]  # What is left has no ordinal.
        for each in (series.reference, series.holder.external_invoice_reference1 if series.holder else "")
    )
    return invoice == held_for


def _notes(number: str, likely: str, series: Series) -> list[Note]:
    likely = number or likely
    if not likely:
        return []
    if not number and series.holder:
        return [Note(NoteKind.NUMBER_PROBABLY_TAKEN, {"number": likely, "name": series.holder.customer_name})]
    if series.holder:  # It is this very invoice.
        return []
    last, counted = series.in_fortnox, int(likely)
    facts = {"number": likely, "last": str(last)}
    notes = []
    if last and counted > last + 1:
        notes.append(Note(NoteKind.NUMBER_LEAVES_GAP, facts))
    if counted < last:
        notes.append(Note(NoteKind.NUMBER_BELOW_LAST, facts))
    return [*notes, Note(NoteKind.SERIES_TO_MOVE, {"next": _next(likely, series)})]


def _next(number: str, series: Series) -> str:
    return str(max(int(number), series.in_fortnox) + 1) if is_usable(number) else ""


def _counted(invoice: productive.Invoice, newest: Iterable[productive.InvoiceSummary]) -> list[int]:
    """The counters of the numbers that the invoice's format has made on its dates."""
    counters = []
    for each in newest:
        fitting = re.fullmatch(_pattern(invoice), each.number or "")
        if fitting and fitting.groups():
            counters.append(int(fitting[1]))
    return counters


def _pattern(invoice: productive.Invoice) -> str:
    parts = PART.split(_dated(invoice.number_format, invoice.invoiced_on))
    return "".join(r"([0-9]+)" if COUNTER.fullmatch(part) else re.escape(part) for part in parts)


def _written(invoice: productive.Invoice, count: int) -> str:
    dated = _dated(invoice.number_format, invoice.invoiced_on)
    return COUNTER.sub(lambda part: str(count).zfill(len(part[1])), dated)


def _dated(number_format: str, day: date) -> str:
    """The format with its dates filled in; whose date Productive takes is not said, the invoice's is a guess."""
    dates = {"{yyyy}": f"{day:%Y}", "{yy}": f"{day:%y}", "{q}": str((day.month + 2) // 3), "{mm}": f"{day:%m}"}
    for name, text in dates.items():
        number_format = number_format.replace(name, text)
    return number_format
