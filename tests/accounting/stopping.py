"""What stops an invoice of the cast under its rulebook."""

from __future__ import annotations

from typing import Any

from brygga.accounting.invoices import book
from brygga.accounting.problems import Blocked, Problem
from brygga.productive import schema as productive
from tests.accounting import cast


def problems(invoice: productive.Invoice, **rules: Any) -> tuple[Problem, ...]:
    booking = book(invoice, cast.CUSTOMER, cast.rulebook(**rules), reference=cast.REFERENCE)
    return booking.problems if isinstance(booking, Blocked) else ()


def only(invoice: productive.Invoice, **rules: Any) -> Problem:
    """The one problem of an invoice that has no other."""
    found = problems(invoice, **rules)
    assert len(found) == 1, found
    return found[0]
