"""A Fortnox invoice as meant and as made, in the same plain texts."""

from __future__ import annotations

from decimal import Decimal

from brygga.accounting.compared import Compared, Sides, about_document, about_row, plain
from brygga.accounting.totals import Totals, row_total
from brygga.fortnox import schema as fortnox

INVOICE, CREDIT_NOTE = "invoice", "credit note"


def meant(draft: fortnox.InvoiceDraft, expected: Totals) -> Sides:
    """What Fortnox's answer must say."""
    document = {
        Compared.CUSTOMER: draft.customer_number,
        Compared.DOCUMENT_TYPE: CREDIT_NOTE if expected.total.amount < 0 else INVOICE,
        Compared.CANCELLED: "",
        Compared.INVOICE_DATE: draft.invoice_date.isoformat(),
        Compared.DUE_DATE: draft.due_date.isoformat(),
        Compared.DELIVERY_DATE: draft.delivery_date.isoformat(),
        Compared.CURRENCY: draft.currency,
        Compared.CURRENCY_RATE: plain(draft.currency_rate),
        Compared.CURRENCY_UNIT: plain(Decimal(draft.currency_unit)),
        Compared.VAT_INCLUDED: str(draft.vat_included),
        Compared.FREIGHT: plain(draft.freight),
        Compared.ADMINISTRATION_FEE: plain(draft.administration_fee),
        Compared.NET: plain(expected.net.amount),
        Compared.VAT: plain(expected.total_vat.amount),
        Compared.TOTAL: plain(expected.total.amount),
        **_texts_sent(draft, draft),
    }
    sides = about_document(document)
    for number, row in enumerate(draft.rows, start=1):
        sides |= about_row(number, _row_meant(row))
    return sides


def found(draft: fortnox.InvoiceDraft, answer: fortnox.Invoice) -> Sides:
    """What Fortnox's answer says, about everything that the draft said."""
    document = {
        Compared.CUSTOMER: answer.customer_number,
        Compared.DOCUMENT_TYPE: CREDIT_NOTE if answer.takes_back else INVOICE,
        Compared.CANCELLED: "cancelled" if answer.cancelled else "",
        Compared.INVOICE_DATE: answer.invoice_date.isoformat(),
        Compared.DUE_DATE: answer.due_date.isoformat(),
        Compared.DELIVERY_DATE: answer.delivery_date.isoformat() if answer.delivery_date else "",
        Compared.CURRENCY: answer.currency,
        Compared.CURRENCY_RATE: plain(answer.currency_rate),
        Compared.CURRENCY_UNIT: plain(answer.currency_unit),
        Compared.VAT_INCLUDED: str(answer.vat_included),
        Compared.FREIGHT: plain(answer.freight),
        Compared.ADMINISTRATION_FEE: plain(answer.administration_fee),
        Compared.NET: plain(answer.net),
        Compared.VAT: plain(answer.total_vat),
        Compared.TOTAL: plain(answer.total - answer.round_off),
        **_texts_sent(draft, answer),
    }
    sides = about_document(document)
    for number, row in enumerate(answer.rows, start=1):
        sent = draft.rows[number - 1] if number <= len(draft.rows) else None
        sides |= about_row(number, _row_found(row, sent))
    return sides


def _texts_sent(draft: fortnox.InvoiceDraft, side: fortnox.InvoiceDraft | fortnox.Invoice) -> dict[Compared, str]:
    texts = {
        Compared.NUMBER: (draft.document_number, side.document_number),
        Compared.REFERENCE: (draft.external_invoice_reference1, side.external_invoice_reference1),
        Compared.OTHER_REFERENCE: (draft.external_invoice_reference2, side.external_invoice_reference2),
        Compared.ORDER_NUMBER: (draft.your_order_number, side.your_order_number),
        Compared.OUR_REFERENCE: (draft.our_reference, side.our_reference),
        Compared.YOUR_REFERENCE: (draft.your_reference, side.your_reference),
        Compared.LANGUAGE: (draft.language, side.language),
        Compared.TERMS_OF_PAYMENT: (draft.terms_of_payment, side.terms_of_payment),
        Compared.REMARKS: (draft.remarks, side.remarks),
    }
    return {what: said for what, (sent, said) in texts.items() if sent}


def _row_meant(row: fortnox.RowDraft | fortnox.TextRowDraft) -> dict[Compared, str]:
    if isinstance(row, fortnox.TextRowDraft):
        return {Compared.ROW_TEXT: row.description, Compared.ROW_QUANTITY: "0", Compared.ROW_TOTAL: "0"}
    return {
        Compared.ROW_ACCOUNT: str(row.account_number),
        Compared.ROW_ARTICLE: row.article_number,
        Compared.ROW_TEXT: row.description,
        Compared.ROW_QUANTITY: plain(row.delivered_quantity),
        **_unit(row, row),
        Compared.ROW_PRICE: plain(row.price),
        Compared.ROW_DISCOUNT: _discount(row),
        Compared.ROW_VAT: plain(row.vat),
        Compared.ROW_PROJECT: row.project,
        Compared.ROW_COST_CENTER: row.cost_center,
        Compared.ROW_TOTAL: plain(row_total(row)),
    }


def _row_found(row: fortnox.Row, sent: fortnox.RowDraft | fortnox.TextRowDraft | None) -> dict[Compared, str]:
    facts = {
        Compared.ROW_TEXT: row.description,
        Compared.ROW_QUANTITY: plain(row.delivered_quantity),
        Compared.ROW_TOTAL: plain(row.total),
    }
    if isinstance(sent, fortnox.TextRowDraft):
        return facts
    return facts | {
        Compared.ROW_ACCOUNT: str(row.account_number),
        Compared.ROW_ARTICLE: row.article_number,
        **_unit(row, sent),
        Compared.ROW_PRICE: plain(row.price),
        Compared.ROW_DISCOUNT: _discount(row),
        Compared.ROW_VAT: plain(row.vat),
        Compared.ROW_PROJECT: row.project,
        Compared.ROW_COST_CENTER: row.cost_center,
    }


def _unit(row: fortnox.RowDraft | fortnox.Row, sent: fortnox.RowDraft | None) -> dict[Compared, str]:
    # An article brings its own unit to a row that names none (recorded 2023): that is not for us to judge.
    is_inherited = sent is not None and bool(sent.article_number) and not sent.unit
    return {} if is_inherited else {Compared.ROW_UNIT: row.unit}


def _discount(row: fortnox.RowDraft | fortnox.Row) -> str:
    # Without a discount its type says nothing.
    return f"{plain(row.discount)} {row.discount_type}" if row.discount else "0"
