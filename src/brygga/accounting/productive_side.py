"""What of a Productive invoice matters to the books, in plain texts."""

from __future__ import annotations

from brygga.accounting.buyers import Buyer, buyer_of
from brygga.accounting.compared import Compared, Sides, about_document, about_row, plain
from brygga.accounting.dates import due_on
from brygga.accounting.lines import BilledLine, lines_of
from brygga.accounting.money import from_hundredths
from brygga.productive import schema as productive


def what_matters(invoice: productive.Invoice) -> Sides:
    """Everything that decides how the invoice is booked, and nothing that copying itself changes."""
    due = due_on(invoice)
    document = {
        Compared.DOCUMENT_TYPE: invoice.invoice_type.name.lower().replace("_", " "),
        Compared.SUBSIDIARY: invoice.subsidiary_id,
        Compared.CLIENT_COMPANY: invoice.company_id,
        Compared.BUYER: _buyer(buyer_of(invoice)),
        Compared.INVOICE_DATE: invoice.invoiced_on.isoformat(),
        Compared.DUE_DATE: due.isoformat() if due else "",
        Compared.DELIVERY_DATE: invoice.delivery_on.isoformat() if invoice.delivery_on else "",
        Compared.CURRENCY: invoice.currency,
        Compared.DISCOUNT: plain(invoice.discount) if invoice.discount else "0",
        Compared.ORDER_NUMBER: invoice.purchase_order_number,
        Compared.REMARKS: invoice.note,
        Compared.NET: plain(from_hundredths(invoice.amount)),
        Compared.VAT: plain(from_hundredths(invoice.amount_tax)),
        Compared.TOTAL: plain(from_hundredths(invoice.amount_with_tax)),
    }
    sides = about_document(document)
    for billed in lines_of(invoice):
        sides |= about_row(billed.number, _line(billed))
    return sides


def _line(billed: BilledLine) -> dict[Compared, str]:
    line = billed.line
    return {
        Compared.LINE_TEXT: line.description,
        Compared.LINE_SERVICE_TYPE: line.service_type.id if line.service_type else "",
        Compared.LINE_QUANTITY: plain(line.quantity),
        Compared.LINE_UNIT: billed.unit,
        Compared.LINE_PRICE: plain(billed.price),
        Compared.LINE_DISCOUNT: plain(billed.discount),
        Compared.LINE_VAT: f"{line.tax_rate.name} {plain(line.tax_rate.percent)}" if line.tax_rate else "",
        Compared.LINE_AMOUNT: plain(billed.amount),
    }


def _buyer(buyer: Buyer) -> str:
    # Who it is, wherever it stands: finalizing may turn the client company's address into a bill-to snapshot.
    address = buyer.address
    parts = (buyer.name, address.address, address.zipcode, address.city, *buyer.countries[:1], *buyer.vat_texts[:1])
    return ", ".join(part.strip() for part in parts if part.strip())
