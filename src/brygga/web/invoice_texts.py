"""The references of an invoice and its language, as the preview shows them."""

from __future__ import annotations

from dataclasses import dataclass

from brygga.accounting.invoices import Booking
from brygga.accounting.references import USUAL_SOURCES, InvoiceText, raw_text
from brygga.connections.invoice_settings import InvoiceSettings
from brygga.productive.schema import Invoice
from brygga.wording import invoice_settings

FIELDS = {
    InvoiceText.OUR_REFERENCE: "our_reference",
    InvoiceText.YOUR_REFERENCE: "your_reference",
    InvoiceText.ORDER_NUMBER: "your_order_number",
}


@dataclass(frozen=True)
class ShownText:
    """One text on both sides; `source` says which field of Productive it is from, where that is not the usual one."""

    name: str
    productive: str
    fortnox: str
    source: str


def texts_shown(invoice: Invoice, booking: Booking, settings: InvoiceSettings) -> list[ShownText]:
    """What is sent; a text that is empty is not sent, and not shown."""
    shown = []
    for which, field in FIELDS.items():
        taken, said = settings.text_sources[which], getattr(booking.draft, field)
        if said:
            source = "" if taken == USUAL_SOURCES[which] else invoice_settings.source_name(taken.source)
            name = invoice_settings.text_name(which)
            shown.append(ShownText(name, raw_text(invoice, taken), said, source))
    return shown
