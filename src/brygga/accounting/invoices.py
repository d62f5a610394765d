"""One Productive invoice as one Fortnox invoice, or everything that stops it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from brygga.accounting import texts, vat
from brygga.accounting.accounts import account_problems
from brygga.accounting.buyers import buyer_of
from brygga.accounting.dates import date_problems, due_on, terms_code
from brygga.accounting.lines import BilledLine, amount_problems, lines_of
from brygga.accounting.problems import Blocked, Note, NoteKind, Problem, ProblemKind, blocked
from brygga.accounting.rows import BookedRow, discount_note, discount_rows, row_notes, rows_of
from brygga.accounting.rulebook import HOME_CURRENCY, NumbersBy, Rulebook, ZeroRate, year_name
from brygga.accounting.totals import (
    Totals,
    bases_before_discount,
    discounts,
    totals_of,
    totals_problems,
    vat_difference,
)
from brygga.fortnox import schema as fortnox
from brygga.productive import schema as productive

# Longer texts are refused, not cut (code 2000107; Fortnox's OpenAPI file, 2026). The rows are one integrator's word.
ROWS_MAX = 500
ORDER_NUMBER_LENGTH_MAX = 75
REFERENCE_LENGTH_MAX = 80
REMARKS_LENGTH_MAX = 1024


@dataclass(frozen=True, kw_only=True)
class Booking:
    """How an invoice will stand in Fortnox: what is sent, what it must come to, and where each row came from."""

    draft: fortnox.InvoiceDraft
    expected: Totals
    rows: tuple[BookedRow, ...]
    notes: tuple[Note, ...]


def book(invoice: productive.Invoice, customer_number: str, rulebook: Rulebook, *, reference: str) -> Booking | Blocked:
    """Book one Productive invoice as one Fortnox invoice of a customer, or say everything that stops us.

    Every row's amount is the amount that Productive shows, to the öre, and no row is left for Fortnox to round. VAT is
    counted per rate on the summed base. `reference` is what the invoice is looked up by later: at most 80 characters,
    all of them allowed. Raises ValueError for any other, since that is our mistake and not the invoice's.
    """
    if not reference or len(reference) > REFERENCE_LENGTH_MAX or texts.cleaned(reference) != reference:
        raise ValueError(f"{reference!r} cannot be a reference in Fortnox.")

    lines = lines_of(invoice)
    before_discount = bases_before_discount(lines)
    discounted = discounts(before_discount, invoice)
    bases = {rate: base - discounted.get(rate, Decimal(0)) for rate, base in before_discount.items()}
    taken_off = {rate: amount for rate, amount in discounted.items() if rate is not None and amount}

    problems = [
        *document_problems(invoice, rulebook),
        *vat.buyer_problems(buyer_of(invoice)),
        *date_problems(invoice, rulebook),
        *_line_problems(lines, rulebook),
        *_account_problems(lines, invoice, rulebook),
        *_size_problems(lines, invoice, extra_rows=len(taken_off)),
        *(totals_problems(bases, invoice) if bases else ()),
    ]
    if problems:
        return blocked(problems)

    percent = invoice.discount or Decimal(0)
    rows = (*rows_of(lines, rulebook), *discount_rows(taken_off, percent, rulebook))
    draft = _draft(invoice, customer_number, rows, rulebook, reference=reference)
    expected = totals_of(draft)
    notes = (
        *_document_notes(invoice, rulebook),
        *_vat_notes(expected, invoice),
        *((discount_note(taken_off, percent, invoice.currency),) if taken_off else ()),
        *row_notes(lines, rulebook),
    )
    return Booking(draft=draft, expected=expected, rows=rows, notes=notes)


def deleted(invoice_id: str) -> Blocked:
    """Stop, because the invoice is no longer in Productive."""
    return blocked([Problem(ProblemKind.DELETED, {"invoice": invoice_id})])


def document_problems(invoice: productive.Invoice, rulebook: Rulebook) -> list[Problem]:
    """Why this document, whatever its lines say, cannot be copied. Only for an invoice that nothing here links."""
    number = {"number": invoice.number or ""}
    currency = {"currency": invoice.currency}
    found: list[tuple[bool, ProblemKind, dict[str, str]]] = [
        (_is_exported(invoice), ProblemKind.ALREADY_EXPORTED, _export_facts(invoice)),
        (_is_sent_under_its_number(invoice, rulebook), ProblemKind.SENT_UNDER_OTHER_NUMBER, _sent_facts(invoice)),
        (invoice.is_credit_note, ProblemKind.CREDIT_NOTE, number),
        (rulebook.numbers_by is NumbersBy.PRODUCTIVE, ProblemKind.NUMBERS_BY_PRODUCTIVE, {}),
        (not invoice.company_id or not invoice.company.id, ProblemKind.NO_CLIENT_COMPANY, {}),
        (invoice.currency != HOME_CURRENCY, ProblemKind.OTHER_CURRENCY, currency),
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


def _line_problems(lines: tuple[BilledLine, ...], rulebook: Rulebook) -> list[Problem]:
    billed = [line for line in lines if not line.is_text_only]
    if not billed:
        return [Problem(ProblemKind.NO_LINES)]
    return [
        problem
        for line in billed
        for problem in (*vat.rate_problems(line.line, line.number, rulebook.zero_rate), *amount_problems(line))
    ]


def _account_problems(lines: tuple[BilledLine, ...], invoice: productive.Invoice, rulebook: Rulebook) -> list[Problem]:
    year = rulebook.financial_year(invoice.invoiced_on)
    if year is None:
        return []  # Without a year there is no chart to look in: the year itself is named as the problem.
    return [
        problem
        for rate in sorted(_rates_to_book(lines, rulebook), reverse=True)
        for problem in account_problems(
            rate, rulebook.accounts.get(rate), rulebook.chart, zero_rate=rulebook.zero_rate, year=year_name(year)
        )
    ]


def _rates_to_book(lines: tuple[BilledLine, ...], rulebook: Rulebook) -> set[int]:
    rates = {line.rate for line in lines if line.rate is not None and not line.is_text_only}
    # Which account 0 % needs depends on why it is 0 %.
    return rates - {0} if rulebook.zero_rate is ZeroRate.ASK else rates


def _size_problems(lines: tuple[BilledLine, ...], invoice: productive.Invoice, *, extra_rows: int) -> list[Problem]:
    problems = []
    rows = sum(len(line.row_texts) for line in lines) + extra_rows
    if rows > ROWS_MAX:
        problems.append(Problem(ProblemKind.TOO_MANY_ROWS, {"rows": str(rows), "rows_max": str(ROWS_MAX)}))
    order_number = texts.cleaned(invoice.purchase_order_number)
    if len(order_number) > ORDER_NUMBER_LENGTH_MAX:
        facts = {"text": texts.first_words(order_number), "length_max": str(ORDER_NUMBER_LENGTH_MAX)}
        problems.append(Problem(ProblemKind.ORDER_NUMBER_TOO_LONG, facts))
    return problems


def _draft(
    invoice: productive.Invoice,
    customer_number: str,
    rows: tuple[BookedRow, ...],
    rulebook: Rulebook,
    *,
    reference: str,
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
        rows=tuple(row.draft for row in rows),
        terms_of_payment=terms_code(invoice.invoiced_on, due, rulebook.terms_of_payment),
        your_order_number=texts.cleaned(invoice.purchase_order_number),
        remarks=_remarks(invoice),
        language=rulebook.language,
        external_invoice_reference1=reference,
        external_invoice_reference2=texts.cut(texts.cleaned(invoice.number or invoice.id), REFERENCE_LENGTH_MAX),
    )


def _remarks(invoice: productive.Invoice) -> str:
    return texts.cut("\n".join(texts.lines_of(invoice.note)), REMARKS_LENGTH_MAX)


def _document_notes(invoice: productive.Invoice, rulebook: Rulebook) -> list[Note]:
    notes = []
    if invoice.number:
        notes.append(Note(NoteKind.NUMBER_REPLACED, {"number": invoice.number}))
    if invoice.invoiced_on > rulebook.today:
        facts = {"date": invoice.invoiced_on.isoformat(), "today": rulebook.today.isoformat()}
        notes.append(Note(NoteKind.DATED_AHEAD, facts))
    return notes + _text_notes("note", invoice.note) + _text_notes("order_number", invoice.purchase_order_number)


def _text_notes(field: str, before: str) -> list[Note]:
    notes = []
    after = "\n".join(texts.lines_of(before))
    if texts.is_visibly_changed(before, after):
        was, becomes = texts.first_difference(before, after)
        facts = {"field": field, "before": was, "after": becomes}
        notes.append(Note(NoteKind.TEXT_CLEANED, facts))
    if len(after) > REMARKS_LENGTH_MAX:
        facts = {"field": field, "length": str(len(after)), "length_max": str(REMARKS_LENGTH_MAX)}
        notes.append(Note(NoteKind.TEXT_CUT, facts))
    return notes


def _vat_notes(expected: Totals, invoice: productive.Invoice) -> list[Note]:
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
