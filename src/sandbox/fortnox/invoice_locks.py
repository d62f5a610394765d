"""When an invoice can no longer be changed. That it cannot is known; how each refusal is said is a guess."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.fortnox import cash_method, errors
from sandbox.fortnox.books import Books
from sandbox.fortnox.errors import Refused
from sandbox.store import Record

# What no ledger holds: where a booked invoice can be changed at all, then here.
TEXTS = frozenset({
    "Comments", "EDIInformation", "EmailInformation", "ExternalInvoiceReference1", "ExternalInvoiceReference2",
    "Labels", "OurReference", "Remarks", "YourOrderNumber", "YourReference",
})  # fmt: skip


def check(books: Books, invoice: Record, values: Mapping[str, Any]) -> None:
    """Refuse a change that comes too late."""
    if invoice["Cancelled"]:
        raise Refused(errors.GUESSES["cancelled_cannot_change"])
    if invoice["Booked"] and not (books.switch("booked_invoice_edit") == "texts" and values.keys() <= TEXTS):
        raise Refused(errors.GUESSES["booked_cannot_change"])
    if cash_method.applies(invoice) and cash_method.is_locked(invoice):
        raise Refused(errors.GUESSES["cash_locked"])
    if books.switch("warehouse_module") and invoice["WarehouseReady"]:
        raise Refused(errors.READY_CANNOT_CHANGE)
