"""What becomes of a copied invoice in Fortnox is noticed by the sweep, told once, and left to a person."""

from __future__ import annotations

import pytest

from brygga.connections.models import Connection
from brygga.copying import requests
from brygga.copying.models import Copy
from brygga.copying.states import CopyState, Keeps
from brygga.history.models import Event
from brygga.jobs.inline import InlineEngine
from brygga.links.models import DocumentLink
from brygga.watching import invoices
from brygga.watching.cursors import SWEEP_EVERY
from brygga.watching.looking import look
from brygga.watching.models import Cursor, Watched
from sandbox.faults import Fault, Kind
from sandbox.fortnox import switches
from tests.copying.conftest import Desk
from tests.watching.conftest import Bookkeeper, after_a_sweep, asked

pytestmark = [pytest.mark.django_db, pytest.mark.promise("B12")]


def told(copy: Copy) -> list[str]:
    return [each["kind"] for each in copy.problems]


def happened(copy: Copy, kind: str) -> int:
    return Event.objects.filter(subject=copy.subject, kind=kind).count()


def number(copy: Copy) -> str:
    return copy.fortnox_document_number


def test_quiet_books_cost_one_request_a_sweep(desk: Desk, copied: Copy) -> None:
    after_a_sweep(desk, copied)

    assert asked(desk) == [("GET", "invoices")]
    assert told(copied) == []


def test_booked_is_news_and_no_problem(desk: Desk, copied: Copy, bookkeeper: Bookkeeper) -> None:
    bookkeeper.books_it(number(copied))

    for _ in range(3):
        after_a_sweep(desk, copied)

    assert (told(copied), copied.state) == ([], CopyState.COPIED)
    assert Watched.objects.get(copy=copied).booked
    assert happened(copied, "booked_in_fortnox") == 1


@pytest.mark.parametrize("cancel_keeps_total", [False, True])
def test_cancelled_is_told(desk: Desk, copied: Copy, bookkeeper: Bookkeeper, *, cancel_keeps_total: bool) -> None:
    switches.turn(desk.sandbox.store, "cancel_keeps_total", to=cancel_keeps_total)
    bookkeeper.cancels(number(copied))

    after_a_sweep(desk, copied)

    assert told(copied) == ["cancelled_afterwards"]
    assert Watched.objects.get(copy=copied).total > 0, "what it came to is remembered"


@pytest.mark.parametrize("position", [{}, {"credit_booked_at_once": True, "credit_settles": True}])
def test_credited_by_hand_is_told(desk: Desk, copied: Copy, bookkeeper: Bookkeeper, position: dict[str, bool]) -> None:
    for switch, to in position.items():
        switches.turn(desk.sandbox.store, switch, to=to)
    bookkeeper.books_it(number(copied))
    credit_note = bookkeeper.credits(number(copied))

    after_a_sweep(desk, copied)

    assert [(each["kind"], each["facts"]["credit_note"]) for each in copied.problems] == [
        ("credited_afterwards", credit_note)
    ]


@pytest.mark.reliability("R23")
@pytest.mark.parametrize(
    "position", [{}, {"lastmodified_inclusive": False}, {"invoice_list": "full"}, {"limit_above_500": "refuse"}]
)
def test_both_values_of_what_was_changed_are_told_once(
    desk: Desk, copied: Copy, bookkeeper: Bookkeeper, position: dict[str, object]
) -> None:
    for switch, to in position.items():
        switches.turn(desk.sandbox.store, switch, to=to)
    bookkeeper.changes_first_price(number(copied), 1300)

    for _ in range(3):
        after_a_sweep(desk, copied)

    changed = {each["facts"]["what"]: (each["facts"]["written"], each["facts"]["found"]) for each in copied.problems}
    assert changed.keys() == {"row_price", "total"}, copied.problems
    assert changed["row_price"][1] == "1300"
    assert happened(copied, "changed_afterwards") == 1


def test_a_person_keeps_what_fortnox_has(desk: Desk, copied: Copy, bookkeeper: Bookkeeper) -> None:
    bookkeeper.changes_first_price(number(copied), 1300)
    after_a_sweep(desk, copied)

    requests.leave(copied, user=desk.user, outside=desk.outside)
    after_a_sweep(desk, copied)
    assert (told(copied), happened(copied, "left_as_it_is")) == ([], 1)

    bookkeeper.changes_first_price(number(copied), 1200)
    after_a_sweep(desk, copied)
    assert "changed_afterwards" in told(copied), "another value is told again"


def test_a_person_lets_productive_stand(desk: Desk, copied: Copy, bookkeeper: Bookkeeper) -> None:
    before = desk.fortnox(number(copied))["Total"]
    bookkeeper.changes_first_price(number(copied), 1300)
    after_a_sweep(desk, copied)

    copy = desk.work(desk.update(copied, keeps=Keeps.OURS))
    after_a_sweep(desk, copy)

    assert (told(copy), desk.fortnox(number(copy))["Total"]) == ([], before)
    assert happened(copy, "changed_back") == 0, "Brygga's own update is no news"


def test_what_is_changed_back_is_no_problem_any_more(desk: Desk, copied: Copy, bookkeeper: Bookkeeper) -> None:
    price = desk.fortnox(number(copied))["InvoiceRows"][0]["Price"]
    bookkeeper.changes_first_price(number(copied), 1300)
    after_a_sweep(desk, copied)
    bookkeeper.changes_first_price(number(copied), price)

    after_a_sweep(desk, copied)

    assert (told(copied), happened(copied, "changed_back")) == ([], 1)


def test_an_invoice_that_is_gone_is_told(desk: Desk, copied: Copy) -> None:
    del desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.invoices")[number(copied)]

    look(copied, outside=desk.outside)

    copied.refresh_from_db()
    assert told(copied) == ["gone_afterwards"]


FAULTS = {
    "the answer is an error": Fault(kind="refuse", status=500, path="/3/invoices$"),
    "the answer is cut in half": Fault(kind="half_body", path="/3/invoices$"),
    "the line is cut": Fault(kind="break_before", path="/3/invoices$"),
    "nobody answers in time": Fault(kind="delay", seconds=60, path="/3/invoices$"),
    "a page comes instead": Fault(kind="html", status=502, path="/3/invoices$"),
}


@pytest.mark.reliability("R9")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_sweep_that_fails_changes_nothing(desk: Desk, copied: Copy, bookkeeper: Bookkeeper, fault: Fault) -> None:
    bookkeeper.cancels(number(copied))
    stood = Cursor.objects.get().read_until
    desk.sandbox.faults.plan(fault)

    desk.outside.clock.sleep(SWEEP_EVERY.total_seconds())
    InlineEngine(outside=desk.outside).run_due()

    copied.refresh_from_db()
    assert (told(copied), Cursor.objects.get().read_until) == ([], stood)
    assert not Watched.objects.get(copy=copied).cancelled
    after_a_sweep(desk, copied)
    assert told(copied) == ["cancelled_afterwards"], "nothing was missed"


@pytest.mark.reliability("R9")
@pytest.mark.parametrize("kind", ["html", "half_body", "break_before"])
def test_a_list_that_is_cut_off_in_the_middle_is_no_list(
    desk: Desk, copied: Copy, bookkeeper: Bookkeeper, kind: Kind
) -> None:
    """The invoice stands on the first of two pages, and the second never comes."""
    bookkeeper.cancels(number(copied))
    table = desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.invoices")
    for each in range(90_000, 90_500):
        table[str(each)] = {**desk.fortnox(number(copied)), "DocumentNumber": str(each)}
    stood = Cursor.objects.get().read_until
    desk.sandbox.faults.plan(Fault(kind=kind, path="/3/invoices$", skip=1, times=0))

    after_a_sweep(desk, copied)
    assert (told(copied), Cursor.objects.get().read_until) == ([], stood)

    desk.sandbox.faults.clear()
    after_a_sweep(desk, copied)
    assert told(copied) == ["cancelled_afterwards"]


def test_a_company_that_is_connected_anew_is_read_on_from_where_it_was(desk: Desk, copied: Copy) -> None:
    """Its copies and their links belong to the connection that ended."""
    ended = Connection.objects.get(pk=desk.connection.pk)
    ended.pk, ended.state, ended.disconnected_at = desk.outside.ids.new(), "disconnected", desk.outside.clock.now()
    ended.save(force_insert=True)
    DocumentLink.objects.update(connection=ended)
    Copy.objects.update(connection=ended)
    Cursor.objects.update(connection=ended)
    stood = Cursor.objects.get().read_until

    invoices.begin_where_copied(outside=desk.outside)

    assert Cursor.objects.get(connection=desk.connection).read_until == stood
    assert set(invoices.copies_in(desk.connection, [number(copied)])) == {number(copied)}


def test_a_look_that_fails_is_made_up_for(desk: Desk, copied: Copy, bookkeeper: Bookkeeper) -> None:
    bookkeeper.changes_first_price(number(copied), 1300)
    desk.sandbox.faults.plan(Fault(kind="refuse", status=500, path="/3/invoices/[0-9]+$", times=1))

    after_a_sweep(desk, copied)
    assert told(copied) == []

    after_a_sweep(desk, copied)
    assert "changed_afterwards" in told(copied)
