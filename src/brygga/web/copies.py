"""What our own rows say about invoices, without asking Productive: states, numbers, and what was copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from brygga.copying.models import Copy, CopyState, Write, WriteKind
from brygga.productive.schema import InvoiceSummary
from brygga.tenants.models import Organisation

UNDER_WAY = (CopyState.WAITING, CopyState.WORKING, CopyState.UNCLEAR)
NEEDS_YOU = (CopyState.BLOCKED, CopyState.UNCLEAR, CopyState.FAILED)


def newest_copy(organisation: Organisation, invoice_id: str) -> Copy | None:
    """The latest copy of an invoice, if it was ever asked for."""
    return newest_copies(organisation, [invoice_id]).get(invoice_id)


def newest_copies(organisation: Organisation, invoice_ids: Iterable[str]) -> dict[str, Copy]:
    """The latest copy of each invoice, by Productive's invoice id."""
    copies = Copy.objects.within(organisation).filter(productive_invoice_id__in=list(invoice_ids))
    return {copy.productive_invoice_id: copy for copy in copies.select_related("connection").order_by("ordinal")}


def copied_invoices(copies: Iterable[Copy]) -> dict[str, InvoiceSummary]:
    """Each invoice as it was when it was written into Fortnox, by Productive's invoice id."""
    writes = Write.objects.filter(copy__in=list(copies), kind=WriteKind.CREATE_INVOICE).order_by("intended_at")
    found = {}
    for write in writes:
        source: Mapping[str, Any] = write.payload["source"]
        found[str(source["id"])] = InvoiceSummary.model_validate(source)
    return found
