"""Every plausible answer of Fortnox to crediting: each is survived, or ends in a named problem."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from sandbox.faults import Fault
from sandbox.fortnox import switches
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]

SWITCHES = (
    "credit_answer",
    "credit_booked_at_once",
    "credit_note_reference",
    "credit_reference_sent",
    "credit_settles",
    "credit_twice",
    "negative_invoice_is_credit",
    "round_half",
    "round_off",
)
POSITIONS: list[tuple[str, Any]] = [(name, each) for name in SWITCHES for each in switches.POSITIONS[name]]
OF_A_PART = ("credit_reference_sent", "negative_invoice_is_credit", "round_half", "round_off")
WHOLE = ({"description": "Half a krona", "quantity": "-1", "unit_price": 75_000},)
PART = ({"description": "Half of it", "quantity": "-1", "unit_price": 37_500},)


def copied(desk: Desk) -> Copy:
    """A8: 750.00 and 25 % VAT, 938 in Fortnox, and booked there."""
    for line in ("900102", "900103", "900104"):
        desk.removes(f"line_items/{line}")
    desk.edits("line_items/900101", quantity="1", unit_price=75_000)
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.COPIED, copy.problems
    return copy


@pytest.fixture
def original(desk: Desk) -> Copy:
    return copied(desk)


def credited(
    desk: Desk, original: Copy, lines: tuple[dict[str, Any], ...], fault: dict[str, Any] | None = None
) -> Copy:
    if not desk.fortnox(original.fortnox_document_number)["Booked"]:
        desk.books(original.fortnox_document_number)
    kind = desk.sandbox.store.table("productive.line_items")["900101"]["related"]
    links = {"tax_rate_id": kind["tax_rate"], "service_type_id": kind["service_type"]}
    note = desk.credits_in_productive("9001", *({**line, **links} for line in lines))
    asked = desk.ask(note, nonce="credit")
    if fault:
        desk.sandbox.faults.plan(Fault(**fault))
    return desk.work_until_quiet(asked)


@pytest.mark.promise("P13")
@pytest.mark.parametrize(("name", "position"), POSITIONS)
def test_a_whole_credit_note_is_right_in_every_position(desk: Desk, name: str, position: Any) -> None:
    switches.turn(desk.sandbox.store, name, to=position)
    original = copied(desk)
    number = original.fortnox_document_number
    copy = credited(desk, original, WHOLE)

    note, first = desk.fortnox(copy.fortnox_document_number), desk.fortnox(number)
    left = float(first["Total"]) + float(note["Total"])
    assert copy.state == CopyState.COPIED, copy.problems
    assert [(each["kind"], float(each["facts"]["left"])) for each in copy.problems] == (
        [("credit_leaves_rest", left)] if left else []
    )
    assert bool(left) == ((name, position) == ("round_half", "up"))
    assert first["CreditInvoiceReference"] == copy.fortnox_document_number
    assert desk.puts().count(f"/fortnox/3/invoices/{number}/credit") == 1


@pytest.mark.parametrize(("name", "position"), [each for each in POSITIONS if each[0] in OF_A_PART])
def test_two_halves_are_right_in_every_position_and_leave_nothing(desk: Desk, name: str, position: Any) -> None:
    switches.turn(desk.sandbox.store, name, to=position)
    original = copied(desk)
    number = original.fortnox_document_number
    first = credited(desk, original, PART)
    assert (first.state, first.problems) == (CopyState.COPIED, [])

    made = desk.fortnox(first.fortnox_document_number)
    assert float(made["Net"]) == -375
    assert made["Remarks"] == f"Krediterar faktura {number} / Credits invoice {number}"
    assert made["ExternalInvoiceReference1"] == f"BRY-20401-{first.productive_invoice_id}-1."
    assert not desk.fortnox(number)["CreditInvoiceReference"].strip("0"), "A part leaves the whole to be credited."

    second = credited(desk, original, PART)
    totals = [float(desk.fortnox(each.fortnox_document_number)["Total"]) for each in (original, first, second)]
    assert (second.state, second.problems) == (CopyState.COPIED, [])
    assert sum(totals) == 0
    assert totals[1] == (-468.75 if (name, position) == ("round_off", False) else -469)


@pytest.mark.reliability("R12")
@pytest.mark.parametrize(("answer", "twice"), [("original", "refuse"), ("credit_note", "ignore")])
@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "lose_answer", "method": "PUT", "path": "/credit$"},
        {"kind": "break_before", "method": "PUT", "path": "/credit$"},
        {"kind": "html", "status": 502, "method": "PUT", "path": "/credit$"},
        {"kind": "land_late", "seconds": 60, "method": "PUT", "path": "/credit$"},
        {"kind": "lose_answer", "method": "GET", "path": "/3/invoices/", "skip": 1},
    ],
    ids=lambda fault: f"{fault['method']} {fault['kind']}",
)
def test_a_lost_answer_makes_neither_none_nor_two(
    desk: Desk, original: Copy, fault: dict[str, Any], answer: str, twice: str
) -> None:
    switches.turn(desk.sandbox.store, "credit_answer", to=answer)
    switches.turn(desk.sandbox.store, "credit_twice", to=twice)
    before = desk.invoices_in_fortnox()
    copy = credited(desk, original, WHOLE, fault)

    assert (copy.state, copy.problems) == (CopyState.COPIED, []), (copy.state, copy.reason, copy.problems)
    assert desk.invoices_in_fortnox() == before + 1


@pytest.mark.parametrize("earlier", [False, True], ids=["on another day", "on the day of the note"])
def test_a_note_that_is_booked_at_once_keeps_its_date(desk: Desk, original: Copy, *, earlier: bool) -> None:
    switches.turn(desk.sandbox.store, "credit_booked_at_once", to=True)
    desk.books(original.fortnox_document_number)
    note = desk.credits_in_productive("9001", **({} if earlier else {"invoiced_on": "2026-11-01"}))
    copy = desk.work(desk.ask(note, nonce="credit"))
    if earlier:
        assert (copy.state, copy.problems) == (CopyState.COPIED, [])
        return

    assert (copy.state, [each["kind"] for each in copy.problems]) == (CopyState.BLOCKED, ["credit_booked_at_once"])
    desk.edits(f"invoices/{note}", invoiced_on="2026-11-02")
    again = desk.try_again(copy)
    assert (again.state, again.problems) == (CopyState.COPIED, [])
