"""The JSON of what we send to Fortnox, from the values that say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from brygga.fortnox.schema import InvoiceDraft, RowDraft, TextRowDraft, Value
from brygga.fortnox.wire import write_number

# What a row that only says something must take back from a priced row that stood at its place.
NOTHING_TO_CLAIM: Mapping[str, Any] = {
    "AccountNumber": 0,
    "ArticleNumber": None,
    "DeliveredQuantity": 0,
    "Price": 0,
    "Discount": 0,
    "VAT": 0,
    "Unit": None,
}


def body(wrapper: str, draft: Value) -> dict[str, Any]:
    """The JSON of a draft inside its wrapper, numbers as JSON numbers and dates as text; empty texts are left out.

    An empty text would not clear anything in Fortnox anyway (recorded 2016 to 2024), and some fields refuse it.
    Quantities go as numbers although Fortnox's specification says text: so did the recorded requests (2026-05-08).
    """
    return {wrapper: _written(draft.model_dump(by_alias=True))}


def change_body(draft: InvoiceDraft, clears: Iterable[str] = ()) -> dict[str, Any]:
    """The JSON of a change of an invoice: all that the draft says, and null for each field of ours that became empty.

    `clears` are names of wire fields. null clears (recorded on customers, 2026-08-03); an empty text does not (recorded
    2016 to 2024). A PUT without RowId matches rows by position and keeps what is left out of them (specification of
    2026-04; an SDK warns of stale discounts), so each row says all of its fields.
    """
    whole: dict[str, Any] = body("Invoice", draft)["Invoice"]
    rows = [_whole_row(row) for row in draft.rows]
    return {"Invoice": {**whole, "InvoiceRows": rows, **dict.fromkeys(clears)}}


def _whole_row(row: RowDraft | TextRowDraft) -> dict[str, Any]:
    """A row that says all that the one before it at its place may have said."""
    said = {name: None if value == "" else _written(value) for name, value in row.model_dump(by_alias=True).items()}
    return said if isinstance(row, RowDraft) else {**NOTHING_TO_CLAIM, **said}


def _written(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _written(inner) for name, inner in value.items() if inner != ""}
    if isinstance(value, list | tuple):
        return [_written(inner) for inner in value]
    if isinstance(value, Decimal):
        return write_number(value)
    return value.isoformat() if isinstance(value, date) else value
