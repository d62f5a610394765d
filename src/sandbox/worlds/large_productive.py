"""Productive's side of the large world: invoices, lines and payments copied from a few that its own rules made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sandbox.productive import amounts, records
from sandbox.store import Record
from sandbox.worlds import bills as writing
from sandbox.worlds.bills import Bill, Desk

if TYPE_CHECKING:
    from sandbox.worlds.large import Copy

DUE_DAYS = 30
PAYMENTS_EACH = 10
FIRST_IDENTITY = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """An invoice with its lines, its address and one of its payments."""

    invoice: Record
    lines: list[Record]
    address: Record
    payment: Record


def build(desk: Desk, bills: Sequence[Bill], copies: Sequence[Copy]) -> None:
    patterns = [_pattern(desk, bill) for bill in bills]
    for pattern in patterns:
        _forget(desk, pattern)
    for copy in copies:
        _write(desk, copy, patterns[copy.pattern])


def _pattern(desk: Desk, bill: Bill) -> Pattern:
    invoice = writing.write(desk, bill)
    part = invoice["attributes"]["amount_with_tax"] // PAYMENTS_EACH
    for turn in range(PAYMENTS_EACH):
        records.add(
            desk.store,
            "payments",
            identity=f"{bill.identity}9{turn}",
            organisation=desk.organisation,
            attributes={"amount": part, "paid_on": invoice["attributes"]["pay_on"]},
            related={"invoice": invoice["id"]},
        )
    amounts.recount(desk.store, invoice)
    return Pattern(
        invoice=invoice,
        lines=records.belonging_to(desk.store, "line_items", invoice),
        address=records.belonging_to(desk.store, "contact_entries", invoice)[0],
        payment=records.belonging_to(desk.store, "payments", invoice)[0],
    )


def _forget(desk: Desk, pattern: Pattern) -> None:
    """Patterns are no invoices of this world; they leave no trace in the recycle bin either."""
    for kind in ("line_items", "payments", "contact_entries"):
        records.remove_all(desk.store, records.belonging_to(desk.store, kind, pattern.invoice))
    records.remove(desk.store, pattern.invoice)
    desk.store.table("productive.deleted_items").clear()


def _write(desk: Desk, copy: Copy, pattern: Pattern) -> None:
    identity = str(FIRST_IDENTITY + copy.place)
    address = f"{identity}80"
    _put(desk, pattern.address, address, {}, {"invoice": identity})
    _put(desk, pattern.invoice, identity, _facts(copy, pattern), {"bill_to": address})
    for place, line in enumerate(pattern.lines):
        _put(desk, line, f"{identity}{place:02d}", {}, {"invoice": identity})
    for turn, day in enumerate(copy.paid_on):
        _put(desk, pattern.payment, f"{identity}9{turn}", {"paid_on": day.isoformat()}, {"invoice": identity})


def _put(desk: Desk, pattern: Record, identity: str, facts: dict[str, Any], related: dict[str, Any]) -> None:
    desk.store.table(f"productive.{pattern['type']}")[identity] = {
        **pattern,
        "id": identity,
        "attributes": pattern["attributes"] | facts,
        "related": pattern["related"] | related,
    }


def _facts(copy: Copy, pattern: Pattern) -> dict[str, Any]:
    on = copy.on.isoformat()
    address = str(pattern.invoice["attributes"]["export_invoice_url"]).rpartition("/")[0]
    return {
        "number": copy.number,
        "invoiced_on": on,
        "delivery_on": on,
        "sent_on": on,
        "finalized_on": on,
        "finalized_at": f"{on}T09:40:00.000+00:00",
        "exported_at": f"{on}T09:40:00.000+00:00",
        "created_at": f"{on}T08:15:00.000+00:00",
        "updated_at": f"{on}T08:15:00.000+00:00",
        "last_activity_at": f"{on}T08:15:00.000+00:00",
        "exchange_date": on,
        "pay_on": (copy.on + timedelta(days=DUE_DAYS)).isoformat(),
        "paid_on": copy.paid_on[-1].isoformat(),
        "export_id": copy.number,
        "export_invoice_url": f"{address}/{copy.number}",
        "tag_list": [],
    }
