"""The invoice as a PDF: whoever makes it, the other side gets it once, and the copy stands whatever comes."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.connections import opening
from brygga.connections.models import By, IntegrationSettings
from brygga.copying.models import Copy
from brygga.copying.states import CopyState, WriteKind
from brygga.fortnox.files import FILE_BYTES_MAX
from brygga.jobs.requests import deliver_again
from sandbox.faults import Fault, Kind
from sandbox.fortnox import switches
from tests.copying.conftest import Desk
from tests.documents.reading import text_of
from tests.faults.flows import assert_copied_once, file_in_fortnox, file_in_productive

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def by_productive(desk: Desk) -> Desk:
    IntegrationSettings.objects.filter(connection=desk.connection).update(pdf_by=By.PRODUCTIVE)
    return desk


def shown_in_productive(desk: Desk, invoice: str) -> str | None:
    related: dict[str, Any] = desk.sandbox.store.table("productive.invoices")[invoice]["related"]
    return related.get("attachment")


def show_in_productive(desk: Desk, invoice: str, *, name: str = "Tidrapport.pdf") -> None:
    """Somebody has attached a file of their own."""
    desk.sandbox.store.table("productive.attachments")["77001"] = {
        "id": "77001",
        "type": "attachments",
        "organization": desk.connection.organisation.productive_organisation_id,
        "attributes": {
            "name": name,
            "content_type": "application/pdf",
            "size": 9,
            "attachable_type": "invoice",
            "url": "/productive/files/77001/file.pdf",
            "temp_url": "somewhere",
        },
        "related": {"invoice": invoice},
    }
    desk.sandbox.store.table("productive.invoices")[invoice]["related"]["attachment"] = "77001"


def kinds(copy: Copy) -> list[str]:
    return [each["kind"] for each in copy.problems]


@pytest.mark.promise("P4")
def test_fortnox_s_pdf_is_attached_in_productive(desk: Desk) -> None:
    copy = desk.work(desk.ask("9001"))

    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)
    attachment = shown_in_productive(desk, "9001")
    assert attachment is not None
    assert copy.fortnox_document_number in text_of(file_in_productive(desk.sandbox, attachment))


@pytest.mark.promise("P4")
def test_brygga_s_pdf_is_attached_in_fortnox_where_productive_shows_none(by_productive: Desk) -> None:
    copy = by_productive.work(by_productive.ask("9001"))

    assert copy.problems == []
    tenant = by_productive.connection.fortnox_tenant_id
    assert_copied_once(copy.id, by_productive.sandbox, tenant=tenant)
    booked = by_productive.fortnox(copy.fortnox_document_number)
    said = text_of(file_in_fortnox(by_productive.sandbox, copy, tenant=tenant))
    for fact in (booked["DocumentNumber"], booked["OCR"], booked["DueDate"], "5050-1055", "SE559"):
        assert fact in said


def test_it_is_tried_again_and_attached_once_when_productive_refuses(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="refuse", remote="productive", method="POST", path="/attachments$", status=422))
    copy = desk.work(desk.ask("9001"))
    assert (copy.state, kinds(copy)) == (CopyState.COPIED, ["document_not_delivered"])
    assert copy.problems[0]["facts"]["status"] == "422", "what was refused is told, though nothing was attached yet"

    copy = again(desk, copy)

    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


def again(desk: Desk, copy: Copy, choice: str = "") -> Copy:
    return desk.work(deliver_again(copy, choice=choice, nonce=f"again-{choice}", user=desk.user, outside=desk.outside))


STEPS = (
    ("GET", "/preview$", 0),
    ("POST", "/attachments$", 0),
    ("POST", "/storage/?$", 0),
    ("PATCH", "/attachments/", 0),
    ("PATCH", "invoices/9001$", 1),  # The first one marks it as exported.
)


@pytest.mark.parametrize(("method", "path", "skip"), STEPS)
@pytest.mark.parametrize("kind", ["refuse", "html", "half_body", "lose_answer", "break_before"])
def test_the_copy_stands_whatever_answers_badly(desk: Desk, method: str, path: str, skip: int, kind: Kind) -> None:
    asked = desk.ask("9001")
    status = 400 if kind == "refuse" else 500
    desk.sandbox.faults.plan(Fault(kind=kind, method=method, path=path, status=status, skip=skip))

    copy = desk.work_until_quiet(asked)

    assert copy.state == CopyState.COPIED
    if copy.problems:
        copy = again(desk, copy)
    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


def test_somebody_s_own_file_is_never_replaced(desk: Desk) -> None:
    show_in_productive(desk, "9001")

    copy = desk.work(desk.ask("9001"))

    assert (copy.state, kinds(copy)) == (CopyState.COPIED, ["document_in_the_way"])
    assert shown_in_productive(desk, "9001") == "77001"


def test_an_html_page_is_no_pdf(desk: Desk) -> None:
    asked = desk.ask("9001")
    desk.sandbox.faults.plan(Fault(kind="html", path="/preview$", status=200, times=1, after=False))

    copy = desk.work(asked)

    assert (copy.state, kinds(copy)) == (CopyState.COPIED, ["document_not_delivered"])
    assert shown_in_productive(desk, "9001") is None


@pytest.mark.promise("P4")
@pytest.mark.parametrize(("choice", "is_theirs"), [("file", True), ("own", False)])
def test_a_person_says_whether_the_file_in_productive_is_the_invoice(
    by_productive: Desk, choice: str, *, is_theirs: bool
) -> None:
    desk, tenant = by_productive, by_productive.connection.fortnox_tenant_id
    attach_a_pdf(desk, "9001")
    copy = desk.work(desk.ask("9001"))
    assert kinds(copy) == ["document_to_choose"]

    copy = again(desk, copy, choice)

    assert copy.problems == []
    content = file_in_fortnox(desk.sandbox, copy, tenant=tenant)
    assert (content == MADE_ELSEWHERE) is is_theirs


MADE_ELSEWHERE = b"%PDF-1.4 made by Productive"


def attach_a_pdf(desk: Desk, invoice: str, content: bytes = MADE_ELSEWHERE) -> None:
    files = opening.productive_files(desk.connection.organisation, outside=desk.outside)
    files.attach(invoice, files.upload("Invoice from Productive.pdf", content))


def test_a_pdf_that_fortnox_does_not_take_is_told_before_it_is_sent(by_productive: Desk) -> None:
    desk = by_productive
    attach_a_pdf(desk, "9001", MADE_ELSEWHERE + b"x" * FILE_BYTES_MAX)

    copy = again(desk, desk.work(desk.ask("9001")), "file")

    assert kinds(copy) == ["document_too_large"]
    assert not [each for each in desk.sandbox.requests.seen() if each.path.endswith("/inbox")]


def test_a_document_without_what_the_law_wants_is_not_made(by_productive: Desk) -> None:
    facts = by_productive.sandbox.store.table(f"fortnox.{by_productive.connection.fortnox_tenant_id}.company")["facts"]
    facts.update(BG="", VATNumber="")

    copy = by_productive.work(by_productive.ask("9001"))

    assert copy.state == CopyState.COPIED
    assert [each["facts"]["what"] for each in copy.problems] == ["seller_vat_number", "bank_account"]


SWITCHED = [
    ("attach_to_booked", False),
    ("attachments_scope", "archive"),
    ("attachments_scope", "invoice"),
    ("round_off", False),
    ("vat_rounding", "row"),
    ("search_lag_seconds", 30),
]


@pytest.mark.parametrize(("switch", "position"), SWITCHED)
def test_it_is_attached_in_fortnox_under_every_position(by_productive: Desk, switch: str, position: Any) -> None:
    switches.turn(by_productive.sandbox.store, switch, to=position)

    copy = by_productive.work_until_quiet(by_productive.ask("9001"))

    assert_copied_once(copy.id, by_productive.sandbox, tenant=by_productive.connection.fortnox_tenant_id)


def test_asking_again_while_it_is_there_changes_nothing(desk: Desk) -> None:
    copy = desk.work(desk.ask("9001"))
    before = shown_in_productive(desk, "9001")

    copy = again(desk, copy)

    assert (copy.problems, shown_in_productive(desk, "9001")) == ([], before)
    assert copy.writes.filter(kind=WriteKind.ATTACH_IN_PRODUCTIVE).count() == 1
