"""What Fortnox has booked, as the document that the client company gets: the same number, dates, total and OCR."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate

from brygga.accounting.credits import credit_words
from brygga.accounting.lines import lines_of
from brygga.accounting.rates import kronor, rate_remarks
from brygga.accounting.rulebook import HOME_CURRENCY, Rate, RateSource
from brygga.accounting.standings import REVERSED_IN_SWEDEN, VAT_TYPES, Side
from brygga.accounting.texts import ROW_LENGTH_MAX
from brygga.accounting.totals import row_total, totals_of
from brygga.accounting.vat_texts import REVERSED_CASES, WORDS, number_remarks
from brygga.documents.facts import Buyer, Document, Line, Seller, VatLine
from brygga.fortnox import schema as fortnox
from brygga.fortnox.company import CompanySettings
from brygga.productive import schema as productive

# The VAT types of customers who pay the VAT themselves, as a booking wants them.
REVERSED = frozenset({VAT_TYPES[Side.EU_BUSINESS], REVERSED_IN_SWEDEN})
NEW_LINE = "\n"

DraftRow = fortnox.RowDraft | fortnox.TextRowDraft


def document_of(
    draft: fortnox.InvoiceDraft,
    answer: fortnox.Invoice,
    source: productive.Invoice,
    company: CompanySettings,
    customer: fortnox.Customer,
    *,
    takes_back: str = "",
) -> Document:
    """The document of an invoice that was booked as meant, for this customer.

    What the remarks say in two languages at once for Fortnox's own document has a place of its own here, in one.
    `takes_back` is the number of the invoice that a credit note credits.
    """
    expected = totals_of(draft)
    rate = _rate(draft)
    in_sek = kronor(expected, rate) if rate else None
    remarks = draft.remarks.splitlines()
    said_elsewhere = {
        credit_words(takes_back),
        *WORDS.values(),
        *number_remarks(customer.vat_number, company.vat_number),
        *(rate_remarks(draft.currency, rate, in_sek) if rate and in_sek else ()),
    }
    vat_lines = [
        VatLine(rate=Decimal(percent), base=base.amount, vat=expected.vat[percent].amount)
        for percent, base in expected.bases.items()
    ]
    return Document(
        language=draft.language,
        number=answer.document_number,
        is_credit_note=answer.takes_back,
        credits=takes_back,
        invoice_date=answer.invoice_date,
        due_date=answer.due_date,
        delivery=draft.delivery_date.isoformat(),
        currency=answer.currency,
        seller=_seller(company),
        buyer=_buyer(source, answer, customer.vat_number),
        lines=tuple(map(_line, _grouped(draft.rows, source))),
        vat_lines=tuple(vat_lines),
        net=expected.net.amount,
        total_vat=expected.total_vat.amount,
        round_off=answer.round_off,
        total=answer.total,
        is_reverse_charge=customer.vat_type in REVERSED or any(WORDS[case] in remarks for case in REVERSED_CASES),
        vat_in_sek=in_sek.vat if in_sek and expected.total_vat.amount else None,
        rate=rate.rate if rate else None,
        rate_unit=rate.unit if rate else 1,
        ocr=answer.ocr,
        our_reference=answer.our_reference,
        your_reference=answer.your_reference,
        order_number=draft.your_order_number,
        remarks=NEW_LINE.join(each for each in remarks if each not in said_elsewhere),
        legal_texts=_legal_texts(remarks, is_english=draft.language == "EN"),
    )


def _rate(draft: fortnox.InvoiceDraft) -> Rate | None:
    """The rate that was sent, whoever published it."""
    if draft.currency == HOME_CURRENCY:
        return None
    return Rate(rate=draft.currency_rate, unit=draft.currency_unit, source=RateSource.ASK, on=draft.delivery_date)


def _legal_texts(remarks: list[str], *, is_english: bool) -> tuple[str, ...]:
    """What the law wants said of the VAT besides reverse charge, which the document says by itself; in one language."""
    said = [words for case, words in WORDS.items() if case not in REVERSED_CASES and words in remarks]
    return tuple(words.split(" / ")[is_english] for words in said)


def _seller(company: CompanySettings) -> Seller:
    """Seller and bank account are Fortnox's own, so that they are those of Fortnox's own document."""
    place = f"{company.zip_code} {company.city}".strip()
    return Seller(
        name=company.name,
        address=tuple(line for line in (company.address, place) if line),
        organisation_number=company.organisation_number,
        vat_number=company.vat_number,
        has_f_tax=company.approved_for_f_tax,
        domicile=company.domicile,
        bankgiro=company.bankgiro,
        plusgiro=company.plusgiro,
        iban=company.iban,
        bic=company.bic,
        email=company.email,
        phone=company.phone,
    )


def _buyer(source: productive.Invoice, answer: fortnox.Invoice, vat_number: str) -> Buyer:
    """As Productive bills them: the bill-to of the invoice, else the company's own address."""
    to = source.bill_to if source.bill_to and source.bill_to.name else source.company.address
    place = f"{to.zipcode} {to.city}".strip()
    country = "" if to.country in {"Sweden", "Sverige"} else to.country
    lines = [line for line in (*to.address.splitlines(), place, country) if line.strip()]
    return Buyer(
        name=to.name or source.company.billing_name or source.company.name,
        address=tuple(lines),
        vat_number=vat_number,
        customer_number=answer.customer_number,
    )


def _grouped(rows: tuple[DraftRow, ...], source: productive.Invoice) -> list[tuple[DraftRow, ...]]:
    """The rows that each line in Productive became; each by itself where somebody changed them in Fortnox."""
    counts = [len(each.row_texts) for each in lines_of(source) if each.row_texts]
    alone: list[tuple[DraftRow, ...]] = [(row,) for row in rows]
    starts = list(accumulate(counts, initial=0))
    if starts[-1] > len(rows):
        return alone
    groups = [rows[start : start + count] for start, count in zip(starts, counts, strict=False)]
    are_whole = all(isinstance(row, fortnox.TextRowDraft) for group in groups for row in group[1:])
    return [*groups, *alone[starts[-1] :]] if are_whole else alone


def _line(rows: tuple[DraftRow, ...]) -> Line:
    first, *others = rows
    text = first.description
    for before, row in zip(rows, others, strict=False):
        is_broken = len(before.description) + len(row.description.split(" ")[0]) >= ROW_LENGTH_MAX
        text += f"{' ' if is_broken else NEW_LINE}{row.description}"
    if isinstance(first, fortnox.TextRowDraft):
        return Line(text=text)
    return Line(
        text=text,
        quantity=first.delivered_quantity,
        unit=first.unit,
        price=first.price,
        discount=first.discount,
        rate=first.vat,
        amount=row_total(first),
    )
