"""The exchange rate that was fixed when an invoice was sent: an update and a credit note use it, not today's."""

from __future__ import annotations

from brygga.accounting import rates
from brygga.accounting.rulebook import Rate
from brygga.copying.models import Write
from brygga.copying.states import WriteKind, WriteState
from brygga.fortnox.schema import InvoiceDraft
from brygga.productive.schema import Invoice
from brygga.tenants.models import Organisation

KINDS = (WriteKind.CREATE_INVOICE, WriteKind.UPDATE_INVOICE)


def fixed_rate(organisation: Organisation, invoice: Invoice, ordinal: int) -> Rate | None:
    """The rate of the copy that stands, as long as neither its currency nor its dates have changed since.

    Another day's rate would change what the client was told in SEK; another date or currency wants a rate of its own.
    """
    sent = Write.objects.within(organisation).filter(
        copy__productive_invoice_id=invoice.id, copy__ordinal=ordinal, kind__in=KINDS, state=WriteState.LANDED
    )
    last = sent.order_by("-answered_at").first()
    if last is None or "rate" not in last.payload:
        return None
    draft = InvoiceDraft.model_validate(last.payload["draft"])
    was = (draft.currency, draft.invoice_date, draft.delivery_date)
    return (
        rates.read(last.payload["rate"])
        if was == (invoice.currency, invoice.invoiced_on, invoice.delivery_on)
        else None
    )
