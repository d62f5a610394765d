"""What a look at an invoice's payments found, kept in its row: pages show it without asking the remotes again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from brygga.accounting.booking import is_cash
from brygga.accounting.payment_statements import Entry, EntryKind, entries
from brygga.fortnox.schema import Invoice
from brygga.payments.marks import mark_of
from brygga.payments.models import MirrorState, PaymentSync
from brygga.payments.reads import InProductive, Read


@dataclass(frozen=True, kw_only=True)
class ByPeople:
    """A payment that people made in Productive, or a write-off."""

    amount: Decimal
    on: date | None
    is_write_off: bool


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What stood on both sides: booked in Fortnox, and made in Productive by people.

    `waits_for_booking`: the invoice itself is not booked, and before that nobody can pay it there.
    `round_off` is what Fortnox added to come to whole kronor; the payment that closes the balance takes it.
    """

    waits_for_booking: bool
    round_off: Decimal
    entries: tuple[Entry, ...]
    by_people: tuple[ByPeople, ...]


def statement(
    read: Read, sync: PaymentSync | None = None, there: InProductive | None = None, *, decimals: int = 0
) -> dict[str, Any]:
    """What the row keeps; Productive's side only where it was read."""
    return {
        "waits_for_booking": _waits_for_booking(read.books.invoice),
        "round_off": str(read.books.round_off),
        "entries": [_kept(each) for each in entries(read.books)],
        "by_people": list(_by_people(sync, there, decimals)) if sync and there else [],
    }


def from_json(kept: Mapping[str, Any]) -> Statement:
    """A statement as a row keeps it; an empty one before the first look."""
    return Statement(
        waits_for_booking=bool(kept.get("waits_for_booking")),
        round_off=Decimal(kept.get("round_off", 0)),
        entries=tuple(_entry(each) for each in kept.get("entries", ())),
        by_people=tuple(
            ByPeople(amount=Decimal(each["amount"]), on=_day(each["on"]), is_write_off=each["is_write_off"])
            for each in kept.get("by_people", ())
        ),
    )


def _waits_for_booking(invoice: Invoice) -> bool:
    """Under the cash method an invoice is never booked (help page 208335075; bookkeeping, rule 12)."""
    return not (invoice.booked or invoice.cancelled or invoice.credit or is_cash(invoice))


def _by_people(sync: PaymentSync, there: InProductive, decimals: int) -> Iterator[dict[str, Any]]:
    ours = set(sync.mirrors.filter(state=MirrorState.LIVE).values_list("productive_payment_id", flat=True))
    for each in there.payments:
        if mark_of(each) is None and each.id not in ours:
            on = each.paid_on or each.written_off_on
            yield {
                "amount": str(Decimal(each.amount).scaleb(-decimals)),
                "on": on.isoformat() if on else "",
                "is_write_off": each.paid_on is None and each.written_off_on is not None,
            }


def _kept(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "kind": entry.kind.value,
        "amount": str(entry.amount),
        "on": entry.on.isoformat() if entry.on else "",
        "account": entry.account,
        "note": entry.note,
        "sold": entry.sold,
    }


def _entry(kept: Mapping[str, Any]) -> Entry:
    typed = {"kind": EntryKind(kept["kind"]), "amount": Decimal(kept["amount"]), "on": _day(kept["on"])}
    return Entry(**{**kept, **typed})


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
