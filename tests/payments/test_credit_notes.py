"""An invoice settled by money and by credit notes of a part: what is booked on each of them is part of its story."""

from __future__ import annotations

import pytest

from brygga.payments.models import PaymentSync, SyncedNote
from sandbox.fortnox import invoice_states, invoices
from sandbox.fortnox import switches as fortnox_switches
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P16")]

TODAY = "2026-11-02"
TOMORROW = "2026-11-03"


def notes_of(desk: Desk) -> list[str]:
    return sorted(SyncedNote.objects.filter(sync=desk.sync).values_list("number", flat=True))


def test_money_and_two_notes_that_brygga_copied_settle_it(desk: Desk) -> None:
    first, second = desk.credits_part(2), desk.credits_part(3)
    desk.sets_off(first)
    desk.sweeps()
    half_way = (desk.sync.standing, desk.shown, desk.told)

    desk.sets_off(second)
    desk.outside.clock.sleep(24 * 3600)
    desk.pays(desk.balance)
    desk.sweeps()

    assert half_way == ("open", [], [])
    assert desk.balance == 0
    assert (desk.sync.standing, desk.told) == ("paid", [])
    assert desk.shown == [f"0.75 written off {TOMORROW}", f"189927.00 {TOMORROW}"]
    assert desk.unpaid == 0
    assert notes_of(desk) == sorted([first, second])


def test_settled_by_the_last_note_is_credited_and_not_paid(desk: Desk) -> None:
    note = desk.credits_part(2)
    desk.pays(desk.balance + desk.balance_of(note))
    desk.outside.clock.sleep(24 * 3600)

    desk.sets_off(note)
    desk.sweeps()

    assert desk.balance == 0
    assert (desk.sync.standing, desk.told) == ("credited", [])


def test_what_is_paid_back_on_the_second_note_and_taken_back_again_is_followed(desk: Desk) -> None:
    """The note has no mirror and no link from its original: only our own link and its balance lead there."""
    first, second = desk.credits_part(2), desk.credits_part(3)
    desk.sets_off(first)
    desk.pays(desk.balance)
    desk.sweeps()
    before = desk.shown

    back = desk.pays(desk.balance_of(second), number=second)
    desk.sweeps()
    paid_back = desk.unpaid == 0, f"-5438.00 {TODAY}" in desk.shown
    desk.deletes(back)
    desk.sweeps()

    assert paid_back == (True, True)
    assert desk.shown == before
    assert desk.told == []


def test_a_note_made_by_hand_that_names_the_invoice_is_found_where_one_lacks(desk: Desk) -> None:
    fortnox_switches.turn(desk.sandbox.store, "credit_reference_sent", to="link")
    row = {"AccountNumber": 3001, "DeliveredQuantity": "-1", "Price": "1000", "VAT": 25, "Description": "Rabatt"}
    said = {"CustomerNumber": desk.invoice["CustomerNumber"], "InvoiceRows": [row]}
    note = invoices.create(desk.books, {**said, "CreditInvoiceReference": desk.number})["DocumentNumber"]
    desk.books.table("invoices")[desk.number]["CreditInvoiceReference"] = "0"
    invoice_states.bookkeep(desk.books, note)

    desk.sets_off(note)
    desk.sweeps()

    assert (desk.told, desk.shown, notes_of(desk)) == ([], [], [note])


@pytest.mark.parametrize("position", [False, True])
def test_a_note_of_ours_is_never_paid_in_productive(desk: Desk, *, position: bool) -> None:
    fortnox_switches.turn(desk.sandbox.store, "negative_invoice_is_credit", to=position)
    note = desk.credits_part(1)
    desk.pays(desk.balance_of(note), number=note)

    desk.sweeps()

    assert desk.shown == [f"-1813.00 {TODAY}"]
    assert [each.disagreements for each in PaymentSync.objects.all()] == [[], []]
