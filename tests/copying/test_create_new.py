"""Create new and cancelling: a second invoice beside the first, or none at all."""

from __future__ import annotations

import pytest

from brygga.copying.models import Copy
from brygga.copying.requests import leave
from brygga.copying.states import CopyState
from brygga.copying.wishes import AlreadyCopied, Correction
from brygga.jobs.requests import request_copy
from brygga.links.models import DocumentLink
from brygga.tenants.models import User
from sandbox.faults import Fault
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def copied(desk: Desk) -> Copy:
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    return copy


@pytest.mark.promise("P12")
def test_the_first_stays_and_productive_points_to_the_second(desk: Desk, copied: Copy) -> None:
    before = dict(desk.fortnox(copied.fortnox_document_number))

    second = desk.work(desk.create_new(copied))

    assert (second.state, second.ordinal, second.problems) == (CopyState.COPIED, 2, [])
    number = second.fortnox_document_number
    assert desk.fortnox(copied.fortnox_document_number) == before
    assert desk.fortnox(number)["ExternalInvoiceReference1"] == "BRY-20401-9001-2."
    told = desk.productive("9001")
    assert (told["number"], told["export_id"]) == (number, number)
    assert DocumentLink.objects.filter(is_live=True).count() == 2


def test_only_the_latest_is_updated(desk: Desk, copied: Copy) -> None:
    second = desk.work(desk.create_new(copied))
    desk.edits("line_items/900101", description="Strategy")

    with pytest.raises(AlreadyCopied):
        desk.update(copied)
    desk.work(desk.update(second))

    first, latest = (
        desk.fortnox(each.fortnox_document_number)["InvoiceRows"][0]["Description"] for each in (copied, second)
    )
    assert (first, latest) == ("Strategy workshop", "Strategy")


def test_a_press_on_an_old_page_makes_no_third(desk: Desk, copied: Copy, admin_user: User) -> None:
    desk.work(desk.create_new(copied))

    with pytest.raises(AlreadyCopied):
        request_copy(
            desk.connection.organisation,
            productive_invoice_id="9001",
            customer="",
            seen_fingerprint="",
            nonce="old-page",
            user=admin_user,
            outside=desk.outside,
            correction=Correction.NEW,
            stands=copied.fortnox_document_number,
        )


def test_what_was_sent_under_its_number_gets_no_second_one(desk: Desk, copied: Copy) -> None:
    desk.productive("9001")["sent_on"] = "2026-11-02"

    seen = desk.preview("9001", ordinal=2)

    assert [each.kind for each in seen.problems] == ["sent_under_other_number"]


def test_a_cancelled_invoice_may_be_copied_anew(desk: Desk, copied: Copy) -> None:
    cancelled = desk.work(desk.cancel(copied))
    again = desk.work(desk.ask("9001", nonce="anew"))

    assert (cancelled.state, again.state, again.ordinal) == (CopyState.CANCELLED, CopyState.COPIED, 2)
    assert desk.fortnox(copied.fortnox_document_number)["Cancelled"] is True
    assert [each.ordinal for each in DocumentLink.objects.filter(is_live=True)] == [2]


@pytest.mark.parametrize("state", ["Booked", "Sent"])
def test_what_is_out_of_our_hands_is_not_cancelled(desk: Desk, copied: Copy, state: str) -> None:
    desk.fortnox(copied.fortnox_document_number)[state] = True

    copy = desk.work(desk.cancel(copied))

    assert (copy.state, [each["facts"]["why"] for each in copy.problems]) == (CopyState.COPIED, [state.lower()])
    assert not desk.puts()


def test_what_a_person_cancelled_meanwhile_is_taken_as_done(desk: Desk, copied: Copy) -> None:
    desk.fortnox(copied.fortnox_document_number).update(Cancelled=True, Balance="0", Total="0")

    assert desk.work(desk.cancel(copied)).state == CopyState.CANCELLED
    assert not desk.puts()


@pytest.mark.reliability("R12")
@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="lose_answer", method="PUT", path="/cancel$"),
        Fault(kind="break_before", method="PUT", path="/cancel$"),
    ],
    ids=lambda fault: fault.kind,
)
def test_a_cancellation_whose_answer_is_lost_is_looked_for(desk: Desk, copied: Copy, fault: Fault) -> None:
    desk.sandbox.faults.plan(fault)
    asked = desk.cancel(copied)

    first = desk.work(asked).state
    copy = desk.work_until_quiet(asked)

    assert (first, copy.state) == (CopyState.UNCLEAR, CopyState.CANCELLED)


def test_a_draft_that_was_deleted_while_it_was_copied_is_cancelled(desk: Desk) -> None:
    copy = desk.ask("9001")
    drafts = desk.sandbox.store.table("productive.invoices")
    desk.meanwhile("POST", "/3/invoices", lambda: drafts.__delitem__("9001"))
    blocked = desk.work(copy)

    assert blocked.problems[0]["kind"] == "deleted_meanwhile"
    assert desk.work(desk.cancel(blocked)).state == CopyState.CANCELLED


def test_a_person_can_leave_it_as_it_is(desk: Desk, copied: Copy, admin_user: User) -> None:
    desk.fortnox(copied.fortnox_document_number)["Booked"] = True
    stopped = desk.work(desk.update(copied))

    leave(stopped, user=admin_user, outside=desk.outside)

    stopped.refresh_from_db()
    assert (stopped.state, stopped.problems) == (CopyState.COPIED, [])
    assert not Copy.objects.needing_you().exists()
