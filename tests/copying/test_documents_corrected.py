"""The invoice's PDF when the invoice was corrected: the document that is the invoice is the new one, once."""

from __future__ import annotations

import pytest

from brygga.connections.models import By, IntegrationSettings
from brygga.copying.models import Attempt, Copy
from brygga.copying.requests import leave
from brygga.copying.states import CopyState, Does
from brygga.jobs.requests import deliver_again, try_again
from sandbox.faults import Fault
from tests.copying.conftest import Desk
from tests.copying.test_documents import again, attach_a_pdf, kinds, show_in_productive, shown_in_productive
from tests.faults.corrections import document

pytestmark = [pytest.mark.django_db]

NEW = "Strategy workshop, two days"


def copied(desk: Desk, pdf_by: By = By.FORTNOX) -> Copy:
    IntegrationSettings.objects.filter(connection=desk.connection).update(pdf_by=pdf_by)
    copy = desk.work(desk.ask("9001"))
    assert copy.state == CopyState.COPIED
    return copy


def updated(desk: Desk, copy: Copy, text: str = NEW) -> Copy:
    desk.edits("line_items/900101", description=text)
    return desk.work_until_quiet(desk.update(copy, nonce=text))


def said(desk: Desk, copy: Copy) -> str:
    return document(desk.sandbox, copy, tenant=desk.connection.fortnox_tenant_id)


@pytest.mark.promise("P4")
@pytest.mark.parametrize("pdf_by", By)
def test_an_update_brings_the_new_document_in_the_place_of_ours(desk: Desk, pdf_by: By) -> None:
    copy = copied(desk, pdf_by)

    for text in (NEW, "Strategy workshop, three days"):
        copy = updated(desk, copy, text)

        assert (copy.state, copy.problems) == (CopyState.COPIED, [])
        assert text in said(desk, copy)


@pytest.mark.parametrize("pdf_by", By)
def test_an_update_that_is_not_needed_leaves_the_document_where_it_is(desk: Desk, pdf_by: By) -> None:
    copy = copied(desk, pdf_by)
    desk.sandbox.requests.clear()

    copy = desk.work(desk.update(copy))

    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert not [each for each in desk.sandbox.requests.seen() if each.method != "GET"]


def test_a_second_invoice_brings_its_own_document(desk: Desk) -> None:
    first = copied(desk)

    second = desk.work(desk.create_new(first))

    assert second.problems == []
    assert second.fortnox_document_number in said(desk, second)


def test_a_person_s_file_is_not_replaced_by_an_update(desk: Desk) -> None:
    copy = copied(desk)
    show_in_productive(desk, "9001", name=f"Faktura {copy.fortnox_document_number}.pdf")

    copy = updated(desk, copy)

    assert (copy.state, kinds(copy)) == (CopyState.COPIED, ["document_in_the_way"])
    assert shown_in_productive(desk, "9001") == "77001"


def test_a_file_that_was_the_invoice_is_asked_about_again_and_goes_out_no_more(desk: Desk) -> None:
    IntegrationSettings.objects.filter(connection=desk.connection).update(pdf_by=By.PRODUCTIVE)
    attach_a_pdf(desk, "9001")
    copy = again(desk, desk.work(desk.ask("9001")), "file")
    assert copy.problems == []

    copy = updated(desk, copy)

    assert kinds(copy) == ["document_to_choose"]
    assert not desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.attachments")

    copy = again(desk, copy, "own")

    assert (copy.problems, NEW in said(desk, copy)) == ([], True)


def not_delivered(desk: Desk) -> Copy:
    desk.sandbox.faults.plan(Fault(kind="refuse", remote="productive", method="POST", path="/attachments$", status=422))
    copy = copied(desk)
    assert kinds(copy) == ["document_not_delivered"]
    return copy


def test_what_stops_an_update_stands_beside_what_stops_the_document(desk: Desk) -> None:
    copy = not_delivered(desk)
    asked = desk.update(copy)
    desk.fortnox(copy.fortnox_document_number)["Booked"] = True

    copy = desk.work(asked)

    assert (copy.state, kinds(copy)) == (CopyState.COPIED, ["not_changeable", "document_not_delivered"])

    leave(copy, user=desk.user, outside=desk.outside)
    copy.refresh_from_db()
    assert kinds(copy) == ["document_not_delivered"]


def test_trying_again_after_the_document_tries_the_update_again(desk: Desk) -> None:
    copy = not_delivered(desk)
    asked = desk.update(copy)
    desk.fortnox(copy.fortnox_document_number)["Booked"] = True
    copy = again(desk, desk.work(asked))
    assert kinds(copy) == ["not_changeable"]

    try_again(copy, nonce="again", user=desk.user, outside=desk.outside)

    assert copy.attempts.latest("number").does == Does.UPDATE


def test_an_update_takes_over_from_a_document_on_its_way(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="break_before", remote="fortnox", path="/preview$", status=503))
    copy = copied(desk)
    assert Attempt.objects.filter(copy=copy, finished_at=None).exists()

    copy = updated(desk, copy)

    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert NEW in said(desk, copy)


def test_nothing_is_delivered_of_a_cancelled_invoice(desk: Desk) -> None:
    copy = desk.work(desk.cancel(not_delivered(desk)))
    desk.sandbox.requests.clear()

    deliver_again(copy, nonce="again", user=desk.user, outside=desk.outside)
    desk.work(copy)

    assert (copy.state, copy.problems) == (CopyState.CANCELLED, [])
    assert desk.sandbox.requests.seen() == []
