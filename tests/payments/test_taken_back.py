"""Money that went back: it is booked on a credit note, and Productive shows it on the invoice that was taken back."""

from __future__ import annotations

import pytest

from brygga.listening.ear import Ear
from sandbox.fortnox import switches
from tests.copying import conftest as copying
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P16")]

WAYS = ("heard", "swept")


def looks(desk: Desk, ear: Ear, way: str) -> None:
    """Brygga hears of what was done, or comes across it in a sweep; then it is the next day."""
    if way == "heard":
        desk.hears(ear)
        desk.works()
    desk.outside.clock.sleep(24 * 3600)
    if way == "swept":
        desk.sweeps()


def takes_back(desk: Desk) -> str:
    """The finance person credits the invoice in Productive and copies the note, which is booked; returns its number."""
    finance = copying.Desk(connection=desk.connection, user=desk.user, outside=desk.outside, sandbox=desk.sandbox)
    copy = finance.work_until_quiet(finance.ask(finance.credits_in_productive("9001"), nonce="credit"))
    desk.books_by_hand(copy.fortnox_document_number)
    return copy.fortnox_document_number


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

    desk.pays(desk.balance_of(note), number=note)
    looks(desk, ear, way)

    assert desk.shown == ["-198990.00 2026-11-04", "198990.00 2026-11-02"]
    assert desk.told == []


@pytest.mark.parametrize("way", WAYS)
def test_on_a_note_that_was_copied_and_taken_away_again(desk: Desk, ear: Ear, way: str) -> None:
    desk.pays(desk.balance)
    looks(desk, ear, way)
    note = takes_back(desk)
    looks(desk, ear, way)

    back = desk.pays(desk.balance_of(note), number=note)
    looks(desk, ear, way)
    assert desk.shown == ["-198990.00 2026-11-04", "198990.00 2026-11-02"]
    assert desk.unpaid == 0

    desk.deletes(back)
    looks(desk, ear, way)
    assert desk.shown == ["0.25 written off 2026-11-02", "198990.00 2026-11-02"]
    assert desk.told == []
