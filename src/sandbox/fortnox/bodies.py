"""What a company takes from the body of a request, as far as that is a matter of a switch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.fortnox import fields
from sandbox.fortnox.books import Books
from sandbox.fortnox.fields import Field

# Noted as refused (2026): Country on a customer, the others on an invoice.
REFUSED = frozenset(
    {"AccountingMethod", "Country", "InvoiceReference", "TimeBasisReference", "TotalToPay", "WarehouseReady"}
)


def read(books: Books, body: Mapping[str, Any], known: Iterable[Field]) -> dict[str, Any]:
    """The values of a body; read-only fields are refused or ignored, which is not known field by field."""
    known = tuple(known)
    if books.switch("read_only_sent") == "ignore":
        body = _without_read_only(body, known)
    return fields.read(body, known)


def _without_read_only(body: Mapping[str, Any], known: Iterable[Field]) -> dict[str, Any]:
    by_name = {field.name: field for field in known}
    kept: dict[str, Any] = {}
    for name, value in body.items():
        field = by_name.get(name)
        if field is not None and field.kind == "part" and isinstance(value, dict):
            kept[name] = _without_read_only(value, field.parts)
        elif field is None or field.writable or name in REFUSED:
            kept[name] = value
    return kept
