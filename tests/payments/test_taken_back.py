"""Money that went back: it is booked on a credit note, and Productive shows it on the invoice that was taken back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from brygga.listening.ear import Ear
from sandbox.fortnox import invoice_states, set_offs, switches
from tests.copying import conftest as copying
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P16")]

HALF_A_KRONA = {"description": "Half of it", "quantity": "-1", "unit_price": 37_500}  # 468.75, which is 469 in Fortnox.
WAYS = ("heard", "swept")


def looks(desk: Desk, ear: Ear, way: str) -> None:
    """Brygga hears of what was done, or comes across it in a sweep; then it is the next day."""
    if way == "heard":
        desk.hears(ear)
        desk.works()
    desk.outside.clock.sleep(24 * 3600)
    if way == "swept":
        desk.sweeps()


def takes_back(desk: Desk, *lines: dict[str, Any]) -> str:
    """The finance person credits the invoice in Productive and copies the note, which is booked; returns its number."""
    finance = copying.Desk(connection=desk.connection, user=desk.user, outside=desk.outside, sandbox=desk.sandbox)
    kind = desk.sandbox.store.table("productive.line_items")["900101"]["related"]
    links = {"tax_rate_id": kind["tax_rate"], "service_type_id": kind["service_type"]}
    note = finance.credits_in_productive("9001", *({**line, **links} for line in lines))
    copy = finance.work_until_quiet(finance.ask(note, nonce="credit"))
    invoice_states.bookkeep(desk.books, copy.fortnox_document_number)
    return copy.fortnox_document_number


def balance(desk: Desk, note: str) -> Decimal:
    return Decimal(desk.books.table("invoices")[note]["Balance"])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("named", ["InvoiceReference", "CreditInvoiceReference"])
def test_on_a_note_that_somebody_made_in_fortnox_after_the_last_look(
    desk: Desk, ear: Ear, way: str, named: str
) -> None:
    switches.turn(desk.sandbox.store, "credit_note_reference", to=named)
    desk.pays(desk.balance)
    looks(desk, ear, way)
    note = desk.credits_whole()
    looks(desk, ear, way)

    desk.pays(balance(desk, note), number=note)
    looks(desk, ear, way)

    assert desk.shown == ["-198990.00 2026-11-04", "198990.00 2026-11-02"]
    assert desk.told == []


@pytest.mark.parametrize("way", WAYS)
def test_on_a_note_that_was_copied_and_taken_away_again(desk: Desk, ear: Ear, way: str) -> None:
    desk.pays(desk.balance)
    looks(desk, ear, way)
    note = takes_back(desk)
    looks(desk, ear, way)

    back = desk.pays(balance(desk, note), number=note)
    looks(desk, ear, way)
    assert desk.shown == ["-198990.00 2026-11-04", "198990.00 2026-11-02"]
    assert desk.unpaid == 0

    desk.deletes(back)
    looks(desk, ear, way)
    assert desk.shown == ["0.25 written off 2026-11-02", "198990.00 2026-11-02"]
    assert desk.told == []


@pytest.mark.parametrize("way", WAYS)
def test_on_a_note_of_a_part(desk: Desk, ear: Ear, way: str) -> None:
    desk.pays(desk.balance)
    looks(desk, ear, way)
    note = takes_back(desk, HALF_A_KRONA)
    looks(desk, ear, way)

    desk.pays(balance(desk, note), number=note)
    looks(desk, ear, way)

    assert desk.shown == ["-469.00 2026-11-04", "0.50 written off 2026-11-02", "198990.00 2026-11-02"]
    assert (desk.unpaid, desk.told) == (Decimal(0), [])


def test_a_part_that_is_set_off_is_no_money_and_no_riddle(desk: Desk, ear: Ear) -> None:
    note = takes_back(desk, HALF_A_KRONA)
    set_offs.set_off(desk.books, desk.invoice, desk.books.table("invoices")[note])

    looks(desk, ear, "heard")

    assert (desk.shown, desk.told) == ([], [])
    assert (desk.unpaid, desk.balance) == (Decimal("198521.50"), Decimal(198521))
