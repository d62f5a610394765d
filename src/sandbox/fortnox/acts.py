"""Playing the bookkeeper: setting facts of the ledger that its API would not let a caller set."""

from __future__ import annotations

from typing import Any

from sandbox.clock import SandboxClock
from sandbox.fortnox import event_log, licences
from sandbox.fortnox.books import Books
from sandbox.store import Record, Store

NEW_CURRENCY = {"Description": "", "BuyRate": 1, "SellRate": 1, "Unit": 1, "IsAutomatic": True}

# Topic and type of what is told of a change by hand (documentation, read 2026-04).
TOLD = {
    "accounts": ("financial-years", "account-updated-v1"),
    "articles": ("articles", "article-updated-v1"),
    "currencies": ("currencies", "currency-updated-v1"),
    "customers": ("customers", "customer-updated-v2"),
    "invoices": ("invoices", "invoice-updated-v1"),
}


def set_fields(
    store: Store, clock: SandboxClock, *, tenant: str, kind: str, number: str, fields: dict[str, Any]
) -> Record:
    """Set fields of one record; of an account, in every year. A new currency is added.

    `kind` is customers, articles, invoices, accounts, currencies or company; the only key of company is "facts".
    """
    books = Books(store=store, clock=clock, tenant=tenant)
    if kind == "currencies" and number not in books.table(kind):
        books.table(kind)[number] = {"Code": number, **NEW_CURRENCY, "Date": clock.today().isoformat()}
        event_log.tell(books, kind, event_type="currency-created-v1", entity_id=number)
    records = [record for key, record in books.table(kind).items() if number in {key, key.partition(".")[2]}]
    if not records:
        raise KeyError(f"There is no {number} among the {kind} of {tenant}.")
    for record in records:
        unknown = fields.keys() - record.keys()
        if unknown:
            raise KeyError(f"There is no field {', '.join(sorted(unknown))}.")
        if set(fields.get(licences.LICENCES, ())) - set(licences.ALL):
            raise ValueError(f"Licences are some of {', '.join(licences.ALL)}.")
        record.update(fields)
        books.touch(record)
    if kind in TOLD:
        topic, event_type = TOLD[kind]
        event_log.tell(books, topic, event_type=event_type, entity_id=number)
    return records[-1]
