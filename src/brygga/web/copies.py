"""What our own rows say about invoices, without asking Productive: states, numbers, and what was copied."""

from __future__ import annotations

from collections.abc import Iterable

from brygga.copying.acts import invoice_page
from brygga.copying.models import Copy
from brygga.productive.schema import InvoiceSummary
from brygga.tenants.models import Organisation


def newest_copy(organisation: Organisation, invoice_id: str) -> Copy | None:
    """The latest copy of an invoice, if it was ever asked for."""
    return newest_copies(organisation, [invoice_id]).get(invoice_id)


def newest_copies(organisation: Organisation, invoice_ids: Iterable[str]) -> dict[str, Copy]:
    """The latest copy of each invoice, by Productive's invoice id."""
    copies = Copy.objects.within(organisation).filter(productive_invoice_id__in=list(invoice_ids))
    return {copy.productive_invoice_id: copy for copy in copies.select_related("connection").order_by("ordinal")}


def earlier_copies(newest: Copy) -> list[Copy]:
    """The copies before the newest that stand, or stood, in Fortnox; oldest first."""
    copies = Copy.objects.within(newest.organisation).filter(productive_invoice_id=newest.productive_invoice_id)
    return list(copies.filter(ordinal__lt=newest.ordinal).select_related("connection").order_by("ordinal"))


def asked_invoices(copies: Iterable[Copy]) -> dict[str, InvoiceSummary]:
    """Each invoice as it was when its copy was asked for, by Productive's invoice id."""
    return {copy.productive_invoice_id: InvoiceSummary.model_validate(copy.summary) for copy in copies}


def fortnox_page(copy: Copy) -> str:
    """Where its Fortnox invoice is found; empty before there is one."""
    number = copy.fortnox_document_number
    return invoice_page(copy.connection.fortnox_tenant_id, number) if number else ""
