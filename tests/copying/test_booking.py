"""Booking an invoice in Fortnox: only where that is set or asked for, once, and the copy stands whatever comes."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.connections import opening
from brygga.connections.invoice_settings import InvoiceSettings, save
from brygga.copying.acts_booking import book
from brygga.copying.models import Copy
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.copying.turns import Turn, begin
from brygga.history.models import Event
from brygga.jobs import requests
from sandbox.faults import Fault
from sandbox.fortnox import outbox, switches
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def books(desk: Desk) -> Desk:
    """A desk whose connection has its invoices booked at once."""
    save(desk.connection, InvoiceSettings(booked_at_once=True), user=desk.user, outside=desk.outside)
    return desk


@pytest.fixture
def copy(desk: Desk) -> Copy:
    return desk.work(desk.ask("9001"))


def asked_to_book(desk: Desk, copy: Copy, nonce: str = "book") -> Copy:
    return desk.work(requests.book(copy, nonce=nonce, user=desk.user, outside=desk.outside))


def bookings(desk: Desk) -> int:
    return sum(path.endswith("/bookkeep") for path in desk.puts())


def whys(copy: Copy) -> list[str]:
    return [each["facts"].get("why", each["kind"]) for each in copy.problems]


@pytest.mark.promise("P11")
def test_nothing_is_booked_and_nothing_is_sent_unless_that_is_set(desk: Desk, copy: Copy) -> None:
    invoice = desk.fortnox(copy.fortnox_document_number)

    assert (invoice["Booked"], invoice["Sent"], outbox.letters(desk.sandbox.store)) == (False, False, [])


@pytest.mark.promise("P11")
@pytest.mark.parametrize("position", switches.POSITIONS["attach_to_booked"])
def test_an_invoice_is_booked_at_once_where_that_is_set(books: Desk, position: Any) -> None:
    switches.turn(books.sandbox.store, "attach_to_booked", to=position)

    copy = books.work(books.ask("9001"))

    number = copy.fortnox_document_number
    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert (books.fortnox(number)["Booked"], books.fortnox(number)["Sent"]) == (True, False)
    assert Event.objects.filter(kind="invoice_booked", facts__fortnox_document_number=number).count() == 1


@pytest.mark.parametrize("position", switches.POSITIONS["locked_period_code"])
def test_a_locked_period_is_seen_before_and_the_invoice_is_booked_once_it_is_open(books: Desk, position: Any) -> None:
    switches.turn(books.sandbox.store, "locked_period_code", to=position)
    facts = books.sandbox.store.table(f"fortnox.{books.connection.fortnox_tenant_id}.company")["facts"]
    books.meanwhile("PATCH", "/finalize", lambda: facts.update(LockedUntil="2026-12-31"))
    copy = books.work(books.ask("9001"))

    # Our registers were read before: Fortnox's own refusal is what tells.
    assert (copy.state, [each["kind"] for each in copy.problems]) == (CopyState.COPIED, ["booking_not_done"])
    assert whys(asked_to_book(books, copy)) == ["period_locked"]
    asked = bookings(books)
    facts.update(LockedUntil=None)
    again = books.work(requests.deliver_again(copy, nonce="again", user=books.user, outside=books.outside))
    assert (again.problems, bookings(books)) == ([], asked + 1)


@pytest.mark.parametrize("position", switches.POSITIONS["cash_bookkeep"])
def test_under_the_cash_method_nothing_is_booked_and_that_is_no_trouble(books: Desk, position: Any) -> None:
    switches.turn(books.sandbox.store, "cash_bookkeep", to=position)
    books.meanwhile(
        "PATCH",
        "/finalize",
        lambda: books.fortnox(str(max(map(int, invoices(books))))).update(AccountingMethod="CASH"),
    )

    copy = books.work(books.ask("9001"))

    assert (copy.problems, bookings(books)) == ([], 0)
    assert whys(asked_to_book(books, copy)) == ["cash_method"]


def invoices(desk: Desk) -> list[str]:
    return list(desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.invoices"))


def test_what_fortnox_says_instead_of_booking_is_told_and_the_copy_stands(books: Desk) -> None:
    switches.turn(books.sandbox.store, "warehouse_module", to=True)

    copy = books.work(books.ask("9001"))

    assert copy.state == CopyState.COPIED
    (told,) = copy.problems
    assert (told["kind"], told["facts"]["code"]) == ("booking_not_done", "2003498")


@pytest.mark.parametrize("position", switches.POSITIONS["book_twice"])
def test_a_person_books_once_however_often_they_press_and_whoever_was_quicker(
    desk: Desk, copy: Copy, position: Any
) -> None:
    switches.turn(desk.sandbox.store, "book_twice", to=position)
    number = copy.fortnox_document_number
    desk.meanwhile("PUT", "/bookkeep", lambda: desk.fortnox(number).update(Booked=True))

    asked_to_book(desk, copy)
    asked_to_book(desk, copy)
    done = asked_to_book(desk, copy, nonce="another press")

    assert (done.state, done.problems, bookings(desk)) == (CopyState.COPIED, [], 1)
    asked = Event.objects.filter(kind="follow_up_requested")
    assert {event.actor for event in asked} == {desk.user.shown_name()}


def test_a_booking_keeps_what_is_wrong_with_the_document(desk: Desk) -> None:
    desk.sandbox.faults.plan(
        Fault(kind="refuse", remote="productive", method="PATCH", path="/attachments/", status=422, times=0)
    )
    copy = desk.work(desk.ask("9001"))
    kinds = [each["kind"] for each in copy.problems]
    assert kinds == ["document_not_delivered"]

    booked = asked_to_book(desk, copy)

    assert [each["kind"] for each in booked.problems] == kinds
    assert desk.fortnox(copy.fortnox_document_number)["Booked"]


def test_one_copy_may_book_its_own_invoice_and_the_one_that_it_credits(desk: Desk, copy: Copy) -> None:
    other = desk.work(desk.create_new(copy))
    turn = turn_on(desk, other)
    client = opening.fortnox(desk.connection, outside=desk.outside)

    numbers = [copy.fortnox_document_number, other.fortnox_document_number]
    assert all(book(turn, client, number).booked for number in numbers)
    assert all(book(turn, client, number).booked for number in numbers)

    landed = other.writes.filter(kind=WriteKind.BOOK_INVOICE, state=WriteState.LANDED)
    assert sorted(write.reference for write in landed) == [f"invoice:{number}" for number in numbers]
    assert bookings(desk) == len(numbers)


def turn_on(desk: Desk, copy: Copy) -> Turn:
    requests.book(copy, nonce="book", user=desk.user, outside=desk.outside)
    turn = begin(copy.attempts.get(finished_at=None).id, desk.outside)
    assert turn is not None
    return turn
