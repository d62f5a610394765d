"""One Productive invoice as one Fortnox invoice, or everything that stops it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from brygga.accounting import texts
from brygga.accounting.buyers import buyer_of
from brygga.accounting.dates import date_problems, due_on, terms_code
from brygga.accounting.dimensions import codes_of, with_codes
from brygga.accounting.footings import Group, footings, group_of
from brygga.accounting.lines import BilledLine, amount_problems, lines_of
from brygga.accounting.notes import Note, NoteKind
from brygga.accounting.problems import Blocked, Problem, ProblemKind, blocked
from brygga.accounting.rates import Kronor, kronor, rate_notes, rate_of, rate_remarks, unit_problems
from brygga.accounting.references import SWEDEN, InvoiceText, Language, language_of, raw_text, text_problems, texts_of
from brygga.accounting.rows import BookedRow, advance_notes, discount_note, discount_rows, row_notes, rows_of
from brygga.accounting.rulebook import NumbersBy, Rate, Rulebook, year_name
from brygga.accounting.standings import Placed, placed
from brygga.accounting.totals import (
    Totals,
    bases_before_discount,
    discounts,
    totals_of,
    totals_problems,
    vat_difference,
)
from brygga.accounting.vat import vat_type_of
from brygga.accounting.vat_texts import vat_remarks
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

# Longer texts are refused, not cut (code 2000107; Fortnox's OpenAPI file, 2026). The rows are one integrator's word.
ROWS_MAX = 500
REFERENCE_LENGTH_MAX = 80
REMARKS_LENGTH_MAX = 1024


@dataclass(frozen=True, kw_only=True)
class Booking:
    """How an invoice will stand in Fortnox: what is sent, what it must come to, and where each row came from.

    `vat_type` is the VAT type that its customer must have. `rate` and `kronor` are None for an invoice in SEK.
    """

    draft: fortnox.InvoiceDraft
    expected: Totals
    rows: tuple[BookedRow, ...]
    notes: tuple[Note, ...]
    vat_type: str
    rate: Rate | None = None
    kronor: Kronor | None = None


def book(invoice: productive.Invoice, customer_number: str, rulebook: Rulebook, *, reference: str) -> Booking | Blocked:
    """Book one Productive invoice as one Fortnox invoice of a customer, or say everything that stops us.

    Every row's amount is the amount that Productive shows, to the öre, and no row is left for Fortnox to round. VAT is
    counted per rate on the summed base. `reference` is what the invoice is looked up by later: at most 80 characters,
    all of them allowed. Raises ValueError for any other, since that is our mistake and not the invoice's.
    """
    _insist_on_reference(reference)
    where = placed(buyer_of(invoice), rulebook.confirmed)
    place = where if isinstance(where, Placed) else None
    language = language_of(invoice, rulebook.language_by, place.code if place else SWEDEN)
    lines, said = lines_of(invoice, language), texts_of(invoice, rulebook.text_sources)
    year = year_name(rulebook.financial_year(invoice.invoiced_on)) or None
    known, line_problems = footings(lines, place, rulebook, year=year)
    before_discount = bases_before_discount(lines, lambda billed: group_of(billed, known))
    taken_off = {group: amount for group, amount in discounts(before_discount, invoice).items() if amount}
    codes, code_problems = codes_of(lines, known, invoice, rulebook)
    rate = rate_of(invoice, rulebook)

    problems = [
        *document_problems(invoice, rulebook),
        *((rate,) if isinstance(rate, Problem) else ()),
        *unit_problems(invoice),
        *(() if isinstance(where, Placed) else where),
        *date_problems(invoice, rulebook),
        *_line_problems(lines),
        *line_problems,
        *code_problems,
        *_size_problems(lines, extra_rows=len(taken_off)),
        *text_problems(said, rulebook.requires, invoice),
        *(totals_problems(_by_rate(before_discount, taken_off), invoice) if before_discount else ()),
    ]
    if problems or not isinstance(where, Placed) or isinstance(rate, Problem):
        return blocked(problems)

    percent, decisions = invoice.discount or Decimal(0), [each.decision for each in known.values()]
    rows = with_codes((*rows_of(lines, known, rulebook), *discount_rows(taken_off, percent, language)), codes)
    draft = _draft(invoice, customer_number, rows, rulebook, reference=reference, rate=rate)
    expected = totals_of(draft)
    in_sek = kronor(expected, rate) if rate else None
    by_law = [*vat_remarks(decisions, where, invoice.bill_from), *_rate_said(invoice, rate, in_sek)]
    remarks = "\n".join(filter(None, [*by_law, said[InvoiceText.REMARKS]]))
    notes = (
        *document_notes(invoice, rulebook),
        *(rate_notes(invoice, rulebook, rate, in_sek) if rate and in_sek else ()),
        *_cut_notes(remarks),
        *vat_notes(expected, invoice),
        *advance_notes(known),
        *((discount_note(taken_off, percent, invoice.currency),) if taken_off else ()),
        *row_notes(lines, rulebook),
    )
    return Booking(
        draft=_with_texts(draft, {**said, InvoiceText.REMARKS: remarks}, language),
        expected=expected,
        rows=rows,
        notes=notes,
        vat_type=vat_type_of(where, decisions),
        rate=rate,
        kronor=in_sek,
    )


def _insist_on_reference(reference: str) -> None:
    if not reference or len(reference) > REFERENCE_LENGTH_MAX or texts.cleaned(reference) != reference:
        raise ValueError(f"{reference!r} cannot be a reference in Fortnox.")


def _rate_said(invoice: productive.Invoice, rate: Rate | None, in_sek: Kronor | None) -> list[str]:
    return rate_remarks(invoice.currency, rate, in_sek) if rate and in_sek else []


def deleted(invoice_id: str) -> Blocked:
    """Stop, because the invoice is no longer in Productive."""
    return blocked([Problem(ProblemKind.DELETED, {"invoice": invoice_id})])


def document_problems(invoice: productive.Invoice, rulebook: Rulebook) -> list[Problem]:
    """Why this document, whatever its lines say, cannot be copied. Only for an invoice that nothing here links."""
    currency = {"currency": invoice.currency}
    found: list[tuple[bool, ProblemKind, dict[str, str]]] = [
        (_is_exported(invoice), ProblemKind.ALREADY_EXPORTED, _export_facts(invoice)),
        (_is_sent_under_its_number(invoice, rulebook), ProblemKind.SENT_UNDER_OTHER_NUMBER, _sent_facts(invoice)),
        (not invoice.company_id or not invoice.company.id, ProblemKind.NO_CLIENT_COMPANY, {}),
        (invoice.currency not in rulebook.currencies, ProblemKind.CURRENCY_NOT_IN_FORTNOX, currency),
    ]
    return [Problem(kind, facts) for is_so, kind, facts in found if is_so]


def _is_exported(invoice: productive.Invoice) -> bool:
    return invoice.exported or bool(invoice.export_id)


def _export_facts(invoice: productive.Invoice) -> dict[str, str]:
    return {"number": invoice.export_id, "url": invoice.export_invoice_url}


def _is_sent_under_its_number(invoice: productive.Invoice, rulebook: Rulebook) -> bool:
    # A document that was sent is never renumbered (bookkeeping, rule 9). An exported one may well have one number.
    if _is_exported(invoice) or rulebook.numbers_by is not NumbersBy.FORTNOX:
        return False
    return invoice.sent_on is not None and bool(invoice.number)


def _sent_facts(invoice: productive.Invoice) -> dict[str, str]:
    return {"number": invoice.number or "", "date": invoice.sent_on.isoformat() if invoice.sent_on else ""}


def _line_problems(lines: tuple[BilledLine, ...]) -> list[Problem]:
    billed = [line for line in lines if not line.is_text_only]
    if not billed:
        return [Problem(ProblemKind.NO_LINES)]
    return [problem for line in billed for problem in amount_problems(line)]


def _by_rate(bases: Mapping[Group, Decimal], taken_off: Mapping[Group, Decimal]) -> dict[int | None, Decimal]:
    """The bases after discount, summed per VAT rate."""
    by_rate: dict[int | None, Decimal] = {}
    for group, base in bases.items():
        by_rate[group.rate] = by_rate.get(group.rate, Decimal(0)) + base - taken_off.get(group, Decimal(0))
    return by_rate


def _size_problems(lines: tuple[BilledLine, ...], *, extra_rows: int) -> list[Problem]:
    rows = sum(len(line.row_texts) for line in lines) + extra_rows
    if rows <= ROWS_MAX:
        return []
    return [Problem(ProblemKind.TOO_MANY_ROWS, {"rows": str(rows), "rows_max": str(ROWS_MAX)})]


def _draft(
    invoice: productive.Invoice,
    customer_number: str,
    rows: tuple[BookedRow, ...],
    rulebook: Rulebook,
    *,
    reference: str,
    rate: Rate | None,
) -> fortnox.InvoiceDraft:
    due, delivered = due_on(invoice), invoice.delivery_on
    if due is None or delivered is None:
        raise ValueError("An invoice without its dates has problems that were not looked for.")
    return fortnox.InvoiceDraft(
        customer_number=customer_number,
        invoice_date=invoice.invoiced_on,
        due_date=due,
        delivery_date=delivered,
        currency=invoice.currency,
        **({"currency_rate": rate.rate, "currency_unit": rate.unit} if rate else {}),
        rows=tuple(row.draft for row in rows),
        terms_of_payment=terms_code(invoice.invoiced_on, due, rulebook.terms_of_payment),
        external_invoice_reference1=reference,
        external_invoice_reference2=texts.cut(texts.cleaned(invoice.number or invoice.id), REFERENCE_LENGTH_MAX),
    )


def _with_texts(
    draft: fortnox.InvoiceDraft, said: Mapping[InvoiceText, str], language: Language
) -> fortnox.InvoiceDraft:
    return draft.model_copy(
        update={
            "our_reference": said[InvoiceText.OUR_REFERENCE],
            "your_reference": said[InvoiceText.YOUR_REFERENCE],
            "your_order_number": said[InvoiceText.ORDER_NUMBER],
            "remarks": texts.cut(said[InvoiceText.REMARKS], REMARKS_LENGTH_MAX),
            "language": language.value,
        }
    )


def document_notes(invoice: productive.Invoice, rulebook: Rulebook) -> list[Note]:
    """What a person may want to know of the document as a whole."""
    notes = []
    if invoice.number and rulebook.numbers_by is NumbersBy.FORTNOX:
        notes.append(Note(NoteKind.NUMBER_REPLACED, {"number": invoice.number}))
    if invoice.invoiced_on > rulebook.today:
        facts = {"date": invoice.invoiced_on.isoformat(), "today": rulebook.today.isoformat()}
        notes.append(Note(NoteKind.DATED_AHEAD, facts))
    note, order_number = (
        raw_text(invoice, rulebook.text_sources[which]) for which in (InvoiceText.REMARKS, InvoiceText.ORDER_NUMBER)
    )
    return notes + _text_notes("note", note) + _text_notes("order_number", order_number)


def _text_notes(field: str, before: str) -> list[Note]:
    notes = []
    after = "\n".join(texts.lines_of(before))
    if texts.is_visibly_changed(before, after):
        was, becomes = texts.first_difference(before, after)
        facts = {"field": field, "before": was, "after": becomes}
        notes.append(Note(NoteKind.TEXT_CLEANED, facts))
    return notes


def _cut_notes(remarks: str) -> list[Note]:
    # What the law wants said stands first, so that only the note of the invoice is ever cut.
    if len(remarks) <= REMARKS_LENGTH_MAX:
        return []
    facts = {"field": "note", "length": str(len(remarks)), "length_max": str(REMARKS_LENGTH_MAX)}
    return [Note(NoteKind.TEXT_CUT, facts)]


def vat_notes(expected: Totals, invoice: productive.Invoice) -> list[Note]:
    """That Productive rounds VAT otherwise than the books."""
    difference = vat_difference(expected, invoice)
    if not difference:
        return []
    facts = {
        "difference": f"{difference:.2f}",
        "productive": f"{expected.total_vat.amount + difference:.2f}",
        "meant": f"{expected.total_vat.amount:.2f}",
        "currency": invoice.currency,
    }
    return [Note(NoteKind.VAT_DIFFERS, facts)]
