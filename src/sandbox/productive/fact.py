"""A fact about a record that is no attribute of it, but that lists are filtered and sorted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.productive import records
from sandbox.productive.visit import Visit
from sandbox.store import Record


@dataclass(frozen=True, kw_only=True)
class Fact:
    """How to read it (a list: any of it counts), its form, and the only values a filter may name (empty: any)."""

    read: Callable[[Visit, Record], Any]
    form: str = "text"
    allowed: tuple[int, ...] = ()


def of_invoice(visit: Visit, record: Record) -> Record:
    """The invoice that a line, a payment or a share of a budget belongs to; an empty one when it is gone."""
    invoice = records.follow(visit.store, record, "invoice")
    return invoice or {"attributes": {}, "related": {}}
