"""Booking an invoice in Fortnox: once, whoever was quicker, and never where only payments are booked."""

from __future__ import annotations

import pytest

from brygga.connections import opening
from brygga.copying.acts_booking import book
from brygga.copying.models import Copy, WriteKind, WriteState
from brygga.copying.turns import Turn, begin
from brygga.history.models import Event
from brygga.jobs.requests import deliver_again
from brygga.remote.errors import Refused
from sandbox.fortnox import switches
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def copy(desk: Desk) -> Copy:
    return desk.work(desk.ask("9001"))


def turn_on(desk: Desk, copy: Copy) -> Turn:
    deliver_again(copy, choice="", nonce="book", user=desk.user, outside=desk.outside)
    turn = begin(copy.attempts.get(finished_at=None).id, desk.outside)
    assert turn is not None
    return turn


def booked_by(desk: Desk, turn: Turn, number: str) -> bool:
    return book(turn, opening.fortnox(desk.connection, outside=desk.outside), number).booked


@pytest.mark.parametrize("position", switches.POSITIONS["book_twice"])
def test_an_invoice_is_booked_once_and_the_history_says_so(desk: Desk, copy: Copy, position: str) -> None:
    switches.turn(desk.sandbox.store, "book_twice", to=position)
    turn, number = turn_on(desk, copy), copy.fortnox_document_number

    assert booked_by(desk, turn, number)
    assert booked_by(desk, turn, number)

    assert desk.puts() == [f"/fortnox/3/invoices/{number}/bookkeep"]
    assert desk.fortnox(number)["VoucherNumber"] is not None
    assert Event.objects.filter(kind="invoice_booked", facts__fortnox_document_number=number).count() == 1


@pytest.mark.parametrize("position", switches.POSITIONS["book_twice"])
def test_that_somebody_else_booked_it_is_no_refusal(desk: Desk, copy: Copy, position: str) -> None:
    switches.turn(desk.sandbox.store, "book_twice", to=position)
    number = copy.fortnox_document_number
    desk.meanwhile("PUT", "/bookkeep", lambda: desk.fortnox(number).update(Booked=True))

    assert booked_by(desk, turn_on(desk, copy), number)


def test_one_copy_may_book_its_own_invoice_and_the_one_that_it_credits(desk: Desk, copy: Copy) -> None:
    other = desk.work(desk.create_new(copy))
    turn = turn_on(desk, other)

    numbers = [copy.fortnox_document_number, other.fortnox_document_number]
    assert all(booked_by(desk, turn, number) for number in numbers)

    landed = other.writes.filter(kind=WriteKind.BOOK_INVOICE, state=WriteState.LANDED)
    assert sorted(write.reference for write in landed) == [f"invoice:{number}" for number in numbers]


@pytest.mark.parametrize("position", switches.POSITIONS["cash_bookkeep"])
def test_what_fortnox_does_not_book_is_never_taken_for_booked(desk: Desk, copy: Copy, position: str) -> None:
    switches.turn(desk.sandbox.store, "cash_bookkeep", to=position)
    desk.fortnox(copy.fortnox_document_number).update(AccountingMethod="CASH")

    with pytest.raises(Refused):
        booked_by(desk, turn_on(desk, copy), copy.fortnox_document_number)

    assert not copy.writes.filter(kind=WriteKind.BOOK_INVOICE, state=WriteState.LANDED).exists()
