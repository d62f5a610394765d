"""Having Fortnox send an invoice: only where that is set, once, and never what is out of the house already."""

from __future__ import annotations

from typing import Any

import pytest

from brygga.accounting.sending import SentBy
from brygga.connections.invoice_settings import InvoiceSettings, save
from brygga.connections.models import By, IntegrationSettings
from brygga.copying.models import Copy
from brygga.copying.states import CopyState, WriteKind, WriteState
from brygga.history.models import Event
from brygga.jobs import requests
from sandbox.faults import Fault
from sandbox.fortnox import outbox
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]

ADDRESS = "faktura@norrsken.example"


def sends(desk: Desk, by: SentBy, *, booked_at_once: bool = False) -> None:
    settings = InvoiceSettings(sent_by=by, booked_at_once=booked_at_once)
    save(desk.connection, settings, user=desk.user, outside=desk.outside)


@pytest.fixture
def by_email(desk: Desk) -> Desk:
    customer(desk).update(Email=ADDRESS, EmailInvoice="")
    sends(desk, SentBy.EMAIL)
    return desk


def customer(desk: Desk) -> dict[str, Any]:
    return desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.customers")["1042"]


def letters(desk: Desk) -> list[tuple[str, str]]:
    return [(each["Kind"], each["To"]) for each in outbox.letters(desk.sandbox.store)]


def again(desk: Desk, copy: Copy, nonce: str = "again") -> Copy:
    return desk.work_until_quiet(requests.deliver_again(copy, nonce=nonce, user=desk.user, outside=desk.outside))


def kinds(copy: Copy) -> list[str]:
    return [each["kind"] for each in copy.problems]


@pytest.mark.promise("P11")
def test_it_is_mailed_once_and_who_sent_it_where_is_remembered(by_email: Desk) -> None:
    copy = by_email.work(by_email.ask("9001"))
    again(by_email, copy)

    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert letters(by_email) == [("email", ADDRESS)]
    (event,) = Event.objects.filter(kind="invoice_sent")
    assert (event.actor, event.facts["to"]) == (by_email.user.shown_name(), ADDRESS)


def test_the_pdf_that_is_the_invoice_goes_out_with_the_mail_of_a_booked_invoice(by_email: Desk) -> None:
    IntegrationSettings.objects.filter(connection=by_email.connection).update(pdf_by=By.PRODUCTIVE)
    sends(by_email, SentBy.EMAIL, booked_at_once=True)

    copy = by_email.work(by_email.ask("9001"))

    (letter,) = outbox.letters(by_email.sandbox.store)
    assert letter["Attached"] == [f"Faktura {copy.fortnox_document_number}.pdf"]
    assert by_email.fortnox(copy.fortnox_document_number)["Booked"]


def test_it_goes_as_an_e_invoice_to_the_customer_s_number(desk: Desk) -> None:
    sends(desk, SentBy.E_INVOICE)

    desk.work(desk.ask("9001"))

    assert letters(desk) == [("einvoice", customer(desk)["OrganisationNumber"])]


@pytest.mark.parametrize("by", [SentBy.EMAIL, SentBy.E_INVOICE])
def test_a_customer_without_an_address_is_a_problem_before_anything_is_written(desk: Desk, by: SentBy) -> None:
    customer(desk).update(Email="", EmailInvoice="", OrganisationNumber="", GLN=None)
    sends(desk, by)

    seen = desk.preview("9001", customer="1042")

    assert [(problem.kind, problem.facts["by"]) for problem in seen.problems] == [("customer_unreachable", by)]


def test_what_was_copied_before_it_was_set_is_neither_sent_nor_booked_by_trying_its_pdf_again(desk: Desk) -> None:
    desk.sandbox.faults.plan(
        Fault(kind="refuse", remote="productive", method="PATCH", path="/attachments/", status=422, times=1)
    )
    copy = desk.work(desk.ask("9001"))
    customer(desk).update(Email=ADDRESS)
    sends(desk, SentBy.EMAIL, booked_at_once=True)

    assert again(desk, copy).problems == []

    assert (letters(desk), desk.fortnox(copy.fortnox_document_number)["Booked"]) == ([], False)


def test_what_productive_or_fortnox_has_sent_is_never_sent_again(by_email: Desk) -> None:
    sent = by_email.productive("9001")
    by_email.meanwhile("PATCH", "/attachments/", lambda: sent.update(sent_on="2026-11-02"))
    copy = by_email.work(by_email.ask("9001"))
    assert (copy.problems, letters(by_email)) == ([], [])

    sent.update(sent_on=None)
    by_email.fortnox(copy.fortnox_document_number).update(Sent=True)
    assert (again(by_email, copy).problems, letters(by_email)) == ([], [])


@pytest.mark.reliability("R1")
def test_an_answer_that_is_lost_is_looked_for_and_the_mail_goes_once(by_email: Desk) -> None:
    by_email.sandbox.faults.plan(Fault(kind="lose_answer", remote="fortnox", path="/email$"))

    copy = by_email.work_until_quiet(by_email.ask("9001"))

    assert (copy.problems, letters(by_email)) == ([], [("email", ADDRESS)])


@pytest.mark.reliability("R1")
def test_what_may_still_be_under_way_is_not_sent_again_before_a_person_says_so(by_email: Desk) -> None:
    by_email.sandbox.faults.plan(Fault(kind="break_before", remote="fortnox", path="/email$"))

    copy = by_email.work_until_quiet(by_email.ask("9001"))
    by_email.edits("line_items/900101", description="Another text")
    updated = by_email.work_until_quiet(by_email.update(copy))

    assert (kinds(updated), letters(by_email)) == (["sending_uncertain"], [])
    assert again(by_email, updated).problems == []
    assert letters(by_email) == [("email", ADDRESS)]


def test_what_fortnox_says_instead_of_sending_is_told_and_the_copy_stands(by_email: Desk) -> None:
    facts = by_email.sandbox.store.table(f"fortnox.{by_email.connection.fortnox_tenant_id}.company")["facts"]
    facts.update(BG="", PG="", IBAN="")

    copy = by_email.work(by_email.ask("9001"))

    assert (copy.state, kinds(copy)) == (CopyState.COPIED, ["sending_not_done"])
    assert copy.problems[0]["facts"]["sentence"] == "Bankuppgifter saknas"
    assert not copy.writes.filter(kind=WriteKind.SEND_INVOICE, state=WriteState.LANDED).exists()


@pytest.mark.parametrize(
    ("change", "why"), [({"NotCompleted": True}, "not_completed"), ({"Cancelled": True}, "cancelled")]
)
def test_what_may_not_go_is_told_before_fortnox_is_asked(by_email: Desk, change: dict[str, bool], why: str) -> None:
    by_email.sandbox.faults.plan(
        Fault(kind="refuse", remote="productive", method="PATCH", path="/attachments/", status=422)
    )
    copy = by_email.work(by_email.ask("9001"))
    by_email.fortnox(copy.fortnox_document_number).update(change)

    (told,) = again(by_email, copy).problems

    assert (told["kind"], told["facts"]["why"]) == ("sending_not_possible", why)
