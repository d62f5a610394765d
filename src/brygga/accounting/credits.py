"""A Productive credit note as the Fortnox credit note that takes an invoice back, or everything that stops it.

Rows, rates, accounts and exchange rate are those of the original as it stands in Fortnox, not today's (bookkeeping,
rule 13). A credit note of the whole invoice is the original turned round; one of a part has the note's own lines, each
on the account of the line that it takes back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from brygga.accounting import texts
from brygga.accounting.corrections import asked, can_stay, three_way
from brygga.accounting.credited_lines import booked_lines, is_whole, part_groups, part_rows, whole_rows
from brygga.accounting.dates import date_problems, due_on
from brygga.accounting.invoices import REMARKS_LENGTH_MAX, Booking, document_notes, document_problems, vat_notes
from brygga.accounting.lines import amount_problems, lines_of
from brygga.accounting.money import from_hundredths
from brygga.accounting.problems import Blocked, Problem, ProblemKind, blocked
from brygga.accounting.rates import RATE_WORDS, kronor, rate_remarks
from brygga.accounting.rows import BookedRow, discount_rows, row_notes
from brygga.accounting.rulebook import NumbersBy, Rate, Rulebook
from brygga.accounting.totals import bases_before_discount, discounts, totals_of, totals_problems
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive


@dataclass(frozen=True, kw_only=True)
class Original:
    """The invoice that is taken back.

    `said` is what we last said of it to Fortnox, `answered` what Fortnox had then, `now` what it has; `source` is the
    Productive invoice that it was made from. `rate` is its exchange rate, None in SEK. `taken_back` is what its other
    credit notes come to with VAT, in Productive's minor units: 0 or less.
    """

    said: fortnox.InvoiceDraft
    answered: fortnox.Invoice
    now: fortnox.Invoice
    source: productive.Invoice
    rate: Rate | None = None
    taken_back: int = 0

    @property
    def number(self) -> str:
        return self.now.document_number


def credit(note: productive.Invoice, original: Original, rulebook: Rulebook, *, reference: str) -> Booking | Blocked:
    """The exact Fortnox credit note, or every problem. Fortnox numbers it, whoever numbers the invoices (rule 10)."""
    whole = is_whole(note, original.source)
    changed = changed_in_fortnox(original)
    rows: list[BookedRow] = []
    part_problems: list[Problem] = []
    if not whole and not changed:
        rows, part_problems = _part(note, original, rulebook)
    problems = [
        *document_problems(note, replace(rulebook, numbers_by=NumbersBy.FORTNOX)),
        *_claim_problems(note, original, whole=whole),
        *changed,
        *date_problems(dated(note, original), rulebook),
        *part_problems,
    ]
    if problems:
        return blocked(problems)
    if whole:
        rows = list(whole_rows(note, original.source, original.now))
    booking = _booking(note, original, rows, rulebook, reference=reference)
    own = () if whole else row_notes(lines_of(note), rulebook)
    return replace(booking, notes=(*booking.notes, *own))


def dated(note: productive.Invoice, original: Original) -> productive.Invoice:
    """The note with the dates that it leaves out: delivered as the original was, and due on its own day."""
    delivered = note.delivery_on or original.now.delivery_date or original.said.delivery_date
    return note.model_copy(update={"delivery_on": delivered, "pay_on": due_on(note) or note.invoiced_on})


def changed_in_fortnox(original: Original) -> list[Problem]:
    """What somebody changed of the original in Fortnox that changes its claim: the two sides differ since then."""
    changes = three_way(original.said, original.answered, original.now, original.said)
    if can_stay(changes):
        return []
    return [
        Problem(
            ProblemKind.CREDIT_ORIGINAL_CHANGED,
            {"number": original.number, "what": each.what.value, "meant": each.written, "found": each.now},
            each.row,
        )
        for each in asked(changes)
    ]


def as_booked(draft: fortnox.InvoiceDraft, note: fortnox.Invoice) -> fortnox.InvoiceDraft:
    """What is meant of a credit note that Fortnox booked at once: it keeps the dates and texts that it came with."""
    if not note.booked:
        return draft
    kept = {
        "invoice_date": note.invoice_date,
        "due_date": note.due_date,
        "delivery_date": note.delivery_date or draft.delivery_date,
        "your_order_number": note.your_order_number,
        "remarks": note.remarks,
        "external_invoice_reference1": note.external_invoice_reference1,
        "external_invoice_reference2": note.external_invoice_reference2,
    }
    return draft.model_copy(update=kept)


def is_mirrored(draft: fortnox.InvoiceDraft, note: fortnox.Invoice) -> bool:
    """Whether a credit note that somebody made takes back exactly what is meant, however its total is rounded."""
    meant = totals_of(draft)
    amounts = (note.net, note.total_vat, note.total - note.round_off)
    wanted = (meant.net.amount, meant.total_vat.amount, meant.total.amount)
    return not note.cancelled and note.currency == draft.currency and amounts == wanted


def left_over(original: fortnox.Invoice, note: fortnox.Invoice) -> Decimal:
    """What of the original's total a credit note of the whole does not take back: Fortnox may round them apart.

    How it rounds a negative .50 is not known (bookkeeping, A8).
    """
    return original.total + note.total


def credit_words(number: str) -> str:
    """Which invoice a credit note takes back, in Swedish and English at once (ML 17 kap. 22 §)."""
    return f"Krediterar faktura {number} / Credits invoice {number}"


def _claim_problems(note: productive.Invoice, original: Original, *, whole: bool) -> list[Problem]:
    source = original.source
    left = source.amount_with_tax + original.taken_back
    facts = {
        "number": original.number,
        "left": f"{from_hundredths(left):.2f}",
        "amount": f"{from_hundredths(-note.amount_with_tax):.2f}",
        "currency": note.currency,
    }
    found = {
        ProblemKind.CREDIT_OF_ANOTHER: note.company_id != source.company_id or note.currency != source.currency,
        ProblemKind.CREDIT_NOT_NEGATIVE: note.amount_with_tax >= 0,
        ProblemKind.CREDIT_TOO_LARGE: left + note.amount_with_tax < 0,
        ProblemKind.CREDIT_SOLD_IN_PART: original.now.nox_finans and not whole,
    }
    return [Problem(kind, facts) for kind, is_so in found.items() if is_so]


def _part(note: productive.Invoice, original: Original, rulebook: Rulebook) -> tuple[list[BookedRow], list[Problem]]:
    """The note's own lines, and the discount that it gives back, on the accounts of the original."""
    lines = lines_of(note)
    groups, problems = part_groups(lines, booked_lines(original.source, original.said, original.now), original.number)
    billed = [line for line in lines if not line.is_text_only]
    problems += [] if billed else [Problem(ProblemKind.NO_LINES)]
    problems += [problem for line in billed for problem in amount_problems(line)]
    if problems:
        return [], problems
    bases = bases_before_discount(lines, lambda line: groups[line.number])
    off = {group: amount for group, amount in discounts(bases, note).items() if amount}
    by_rate: dict[int | None, Decimal] = {}
    for group, base in bases.items():
        by_rate[group.rate] = by_rate.get(group.rate, Decimal(0)) + base - off.get(group, Decimal(0))
    rows = [*part_rows(lines, groups, rulebook), *discount_rows(off, note.discount or Decimal(0))]
    return rows, totals_problems(by_rate, note)


def _booking(
    note: productive.Invoice, original: Original, rows: list[BookedRow], rulebook: Rulebook, *, reference: str
) -> Booking:
    dates = dated(note, original)
    draft = original.said.model_copy(
        update={
            "customer_number": original.now.customer_number,
            "invoice_date": dates.invoiced_on,
            "due_date": dates.pay_on,
            "delivery_date": dates.delivery_on,
            "currency_rate": original.now.currency_rate,
            "currency_unit": int(original.now.currency_unit),
            "rows": tuple(row.draft for row in rows),
            "terms_of_payment": "",
            "your_order_number": original.now.your_order_number,
            "external_invoice_reference1": reference,
            "external_invoice_reference2": texts.cleaned(note.number or note.id),
        }
    )
    expected = totals_of(draft)
    in_sek = kronor(expected, original.rate) if original.rate else None
    rate_said = rate_remarks(note.currency, original.rate, in_sek) if original.rate and in_sek else []
    remarks = "\n".join([*_remarks(original), *rate_said, *texts.lines_of(note.note)])
    return Booking(
        draft=draft.model_copy(update={"remarks": texts.cut(remarks, REMARKS_LENGTH_MAX)}),
        expected=expected,
        rows=tuple(rows),
        notes=(*document_notes(note, rulebook), *vat_notes(expected, note)),
        vat_type="",
        rate=original.rate,
        kronor=in_sek,
    )


def _remarks(original: Original) -> list[str]:
    """Which invoice it takes back, and what the law wanted said of its VAT; the rest was its own."""
    own = {*texts.lines_of(original.source.note)}
    kept = [line for line in original.said.remarks.splitlines() if line not in own and not line.startswith(RATE_WORDS)]
    return [credit_words(original.number), *kept]
