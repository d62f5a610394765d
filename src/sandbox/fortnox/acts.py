"""Playing the bookkeeper: setting facts of the ledger that its API would not let a caller set."""

from __future__ import annotations

from typing import Any

from sandbox.clock import SandboxClock
from sandbox.fortnox.books import Books
from sandbox.store import Record, Store

NEW_CURRENCY = {"Description": "", "BuyRate": 1, "SellRate": 1, "Unit": 1, "IsAutomatic": True}


def set_fields(
    store: Store, clock: SandboxClock, *, tenant: str, kind: str, number: str, fields: dict[str, Any]
) -> Record:
    """Set fields of one record; of an account, in every year. A new currency is added.

    `kind` is customers, articles, invoices, accounts, currencies or company; the only key of company is "facts".
    """
    books = Books(store=store, clock=clock, tenant=tenant)
    if kind == "currencies" and number not in books.table(kind):
        books.table(kind)[number] = {"Code": number, **NEW_CURRENCY, "Date": clock.today().isoformat()}
    records = [record for key, record in books.table(kind).items() if number in {key, key.partition(".")[2]}]
    if not records:
        raise KeyError(f"There is no {number} among the {kind} of {tenant}.")
    for record in records:
        unknown = fields.keys() - record.keys()
        if unknown:
            raise KeyError(f"There is no field {', '.join(sorted(unknown))}.")
        record.update(fields)
        books.touch(record)
    return records[-1]
