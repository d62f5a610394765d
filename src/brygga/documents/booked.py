"""What Fortnox has booked, as the document that the client company gets: the same number, dates, total and OCR."""

from __future__ import annotations

from decimal import Decimal

from brygga.accounting.totals import row_total, totals_of
from brygga.documents.facts import Buyer, Document, Line, Seller, VatLine
from brygga.fortnox import schema as fortnox
from brygga.fortnox.company import CompanySettings
from brygga.productive import schema as productive


def document_of(
    draft: fortnox.InvoiceDraft,
    answer: fortnox.Invoice,
    source: productive.Invoice,
    company: CompanySettings,
    *,
    vat_number: str = "",
) -> Document:
    """The document of an invoice that was booked as meant. `vat_number` is the buyer's, "" where it is not known."""
    expected = totals_of(draft)
    vat_lines = [
        VatLine(rate=Decimal(rate), base=base.amount, vat=expected.vat[rate].amount)
        for rate, base in expected.bases.items()
    ]
    return Document(
        language=draft.language,
        number=answer.document_number,
        is_credit_note=answer.credit,
        invoice_date=answer.invoice_date,
        due_date=answer.due_date,
        delivery=draft.delivery_date.isoformat(),
        currency=answer.currency,
        seller=_seller(company),
        buyer=_buyer(source, answer, vat_number),
        lines=tuple(_line(row) for row in draft.rows),
        vat_lines=tuple(vat_lines),
        net=expected.net.amount,
        total_vat=expected.total_vat.amount,
        round_off=answer.round_off,
        total=answer.total,
        ocr=answer.ocr,
        our_reference=answer.our_reference,
        your_reference=answer.your_reference,
        order_number=draft.your_order_number,
        remarks=draft.remarks,
    )


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


def _line(row: fortnox.RowDraft | fortnox.TextRowDraft) -> Line:
    if isinstance(row, fortnox.TextRowDraft):
        return Line(text=row.description)
    return Line(
        text=row.description,
        quantity=row.delivered_quantity,
        unit=row.unit,
        price=row.price,
        discount=row.discount,
        rate=row.vat,
        amount=row_total(row),
    )
