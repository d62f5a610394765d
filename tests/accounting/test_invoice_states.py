"""The one table of what may be done with a Fortnox invoice, by its state and the accounting method."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from brygga.accounting.corrections import too_late
from brygga.accounting.invoice_states import May, Method, State, may, method_of, state_of
from brygga.accounting.invoices import Booking, book
from brygga.fortnox import schema as fortnox
from tests.accounting import cast
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "rules" / "corrections.md"
NOTHING = "nothing"
# What makes an invoice of the cast be in each state, on Fortnox's wire.
STATES: Mapping[State, dict[str, Any]] = {
    State.OPEN: {},
    State.ISSUED: {"Sent": True},
    State.BOOKED: {"Booked": True, "Sent": True},
    State.PART_PAID: {"Booked": True, "Balance": 100},
    State.PAID: {"Booked": True, "Balance": 0, "FinalPayDate": "2026-11-20"},
    State.CREDITED: {"Booked": True, "CreditInvoiceReference": "10484"},
    State.CANCELLED: {"Cancelled": True, "Balance": 0, "Total": 0, "RoundOff": 0},
}
# Under the cash method nothing is ever "Booked" (help page 208335075).
METHODS: Mapping[Method, dict[str, Any]] = {
    Method.ACCRUAL: {"AccountingMethod": "ACCRUAL"},
    Method.CASH: {"AccountingMethod": "CASH", "Booked": False},
}
MAY: Mapping[State, tuple[str, str]] = {
    State.OPEN: ("update, cancel, book", "update, cancel"),
    State.ISSUED: ("book", "credit"),
    State.BOOKED: ("credit", "credit"),
    State.PART_PAID: ("credit", "credit"),
    State.PAID: ("credit", "credit"),
    State.CREDITED: (NOTHING, NOTHING),
    State.CANCELLED: (NOTHING, NOTHING),
}


def invoice(state: State, method: Method) -> fortnox.Invoice:
    booking = book(cast.invoice(), cast.CUSTOMER, cast.rulebook(), reference=cast.REFERENCE)
    assert isinstance(booking, Booking)
    said = {**STATES[state], **METHODS[method]}
    if state is State.BOOKED and method is Method.CASH:
        said["Booked"] = True  # Never seen; were it so, it would be as with the accrual method.
    return cast.answer_to(booking.draft, **said)


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("state", State)
def test_the_table(state: State, method: Method) -> None:
    stands = invoice(state, method)

    assert (state_of(stands, sent_on=None), method_of(stands)) == (state, method)
    assert in_words(may(stands, sent_on=None)) == MAY[state][list(Method).index(method)]


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("state", State)
def test_what_may_not_be_updated_has_a_reason(state: State, method: Method) -> None:
    stands = invoice(state, method)
    reasons = too_late(stands, reference=cast.REFERENCE)

    assert bool(reasons) == (May.UPDATE not in may(stands, sent_on=None))


def test_sending_from_productive_issues_it_too() -> None:
    stands = invoice(State.OPEN, Method.ACCRUAL)

    assert state_of(stands, sent_on=date(2026, 11, 2)) is State.ISSUED


def test_the_docs_show_the_table() -> None:
    assert as_text() in PAGE.read_text(encoding="utf-8"), f"docs/rules/corrections.md wants:\n\n{as_text()}"


def in_words(allowed: frozenset[May]) -> str:
    return ", ".join(each.value for each in May if each in allowed) or NOTHING


def as_text() -> str:
    head = "| In Fortnox | Accrual method | Cash method |\n|---|---|---|\n"
    rows = (f"| {state.value.replace('_', ' ')} | {accrual} | {cash} |" for state, (accrual, cash) in MAY.items())
    return head + "\n".join(rows)
