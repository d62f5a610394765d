"""Copying an invoice, step by step, against the sandbox."""

from __future__ import annotations

import pytest

from brygga.connections.models import IntegrationSettings
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.history.models import Event
from brygga.links.models import CustomerLink
from sandbox.faults import Fault
from sandbox.fortnox import switches
from tests.copying.conftest import Desk
from tests.faults.flows import assert_copied_once

pytestmark = [pytest.mark.django_db]


def problem_kinds(copy: Copy) -> list[str]:
    return [each["kind"] for each in copy.problems]


def posts(desk: Desk, path: str) -> int:
    return sum(1 for each in desk.sandbox.requests.seen() if each.method == "POST" and each.path.endswith(path))


@pytest.mark.promise("P8")
@pytest.mark.promise("P11")
def test_it_copies_and_finalizes(desk: Desk) -> None:
    copy = desk.work(desk.ask("9001"))

    assert copy.state == CopyState.COPIED, (copy.reason, copy.problems)
    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)
    made = desk.fortnox(copy.fortnox_document_number)
    assert (made["Booked"], made["Sent"]) == (False, False)


def test_it_needs_two_fortnox_requests_when_customer_and_registers_are_known(desk: Desk) -> None:
    desk.work(desk.ask("9002"))  # The same client company, so that its customer is remembered.
    zero_means_outlay(desk)
    second = desk.ask("9003", nonce="second-press")
    desk.sandbox.requests.clear()

    desk.work(second)

    asked = [(each.method, each.path) for each in desk.sandbox.requests.seen() if each.remote == "fortnox"]
    number = Copy.objects.get(productive_invoice_id="9003").fortnox_document_number
    assert asked == [("POST", "/fortnox/3/invoices"), ("GET", f"/fortnox/3/invoices/{number}/preview")]


def zero_means_outlay(desk: Desk) -> None:
    IntegrationSettings.objects.filter(connection=desk.connection).update(zero_rate="outlay", account_outlay=1681)


def test_it_creates_the_customer_first_and_remembers_it(desk: Desk) -> None:
    copy = desk.work(desk.ask("9004"))

    link = CustomerLink.objects.get(productive_company_id="7004")
    assert desk.fortnox(copy.fortnox_document_number)["CustomerNumber"] == link.fortnox_customer_number
    assert desk.preview("9004").problems[0].kind == "already_copied"


def test_it_writes_nothing_when_the_draft_changed_after_the_preview(desk: Desk) -> None:
    copy = desk.ask("9001")
    desk.sandbox.store.table("productive.invoices")["9001"]["attributes"]["delivery_on"] = "2026-10-01"
    before = desk.invoices_in_fortnox()

    desk.work(copy)

    copy.refresh_from_db()
    assert (copy.state, problem_kinds(copy)) == (CopyState.BLOCKED, ["changed_since_seen"])
    assert desk.invoices_in_fortnox() == before


def test_it_stops_when_the_draft_is_edited_while_fortnox_is_writing(desk: Desk) -> None:
    copy = desk.ask("9001")
    desk.meanwhile("POST", "/3/invoices", lambda: desk.productive("9001").update(delivery_on="2026-10-01"))

    desk.work(copy)

    assert (copy.state, problem_kinds(copy)) == (CopyState.BLOCKED, ["changed_meanwhile"])
    assert copy.fortnox_document_number
    assert desk.productive("9001")["finalized_on"] is None


def test_it_stops_when_the_draft_is_deleted_while_fortnox_is_writing(desk: Desk) -> None:
    copy = desk.ask("9001")
    desk.meanwhile("POST", "/3/invoices", lambda: _forget(desk, "9001"))

    desk.work(copy)

    assert (copy.state, problem_kinds(copy)) == (CopyState.BLOCKED, ["deleted_meanwhile"])


def _forget(desk: Desk, invoice: str) -> None:
    del desk.sandbox.store.table("productive.invoices")[invoice]


def test_it_keeps_both_numbers_when_somebody_finalized_and_sent_it_meanwhile(desk: Desk) -> None:
    copy = desk.ask("9001")
    sent = {"number": "777", "finalized_on": "2026-11-02", "sent_on": "2026-11-02"}
    desk.meanwhile("POST", "/3/invoices", lambda: desk.productive("9001").update(sent))

    desk.work(copy)

    assert (copy.state, problem_kinds(copy)) == (CopyState.COPIED, ["numbered_otherwise"])
    told = desk.productive("9001")
    assert (told["number"], told["export_id"]) == ("777", copy.fortnox_document_number)
    assert Copy.objects.needing_you().get() == copy


def test_it_renumbers_what_somebody_finalized_and_did_not_send(desk: Desk) -> None:
    copy = desk.ask("9001")
    finalized = {"number": "777", "finalized_on": "2026-11-02"}
    desk.meanwhile("POST", "/3/invoices", lambda: desk.productive("9001").update(finalized))

    desk.work(copy)

    assert copy.state == CopyState.COPIED, copy.problems
    assert desk.productive("9001")["number"] == copy.fortnox_document_number


def test_it_shows_fortnox_own_words_when_fortnox_refuses(desk: Desk) -> None:
    refusal = Fault(
        kind="refuse", method="POST", path="/3/invoices$", code="2001304", message="Kunde inte hitta konto."
    )
    desk.sandbox.faults.plan(refusal)

    copy = desk.work(desk.ask("9001"))

    assert (copy.state, problem_kinds(copy)) == (CopyState.BLOCKED, ["remote_refused"])
    assert copy.problems[0]["facts"]["sentence"] == "Kunde inte hitta konto."
    assert copy.fortnox_document_number == ""


def test_it_copies_after_a_refusal_once_the_cause_is_gone(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="refuse", method="POST", path="/3/invoices$", code="2001304"))
    desk.work(desk.ask("9001"))

    copy = desk.work(desk.ask("9001", nonce="second-press"))

    assert copy.state == CopyState.COPIED, copy.problems
    assert copy.attempts.count() == 2


@pytest.mark.reliability("R12")
@pytest.mark.parametrize(
    "fault",
    [
        Fault(kind="lose_answer", method="POST", path="/3/invoices$"),
        Fault(kind="break_before", method="POST", path="/3/invoices$"),
        Fault(kind="html", status=502, method="POST", path="/3/invoices$"),
        Fault(kind="land_late", seconds=60, method="POST", path="/3/invoices$"),
        Fault(kind="lose_answer", method="PATCH", path="/finalize$"),
        Fault(kind="html", status=504, method="PATCH", path="/invoices/9001$"),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.method}-{fault.path}",
)
def test_it_copies_once_when_an_answer_is_lost(desk: Desk, fault: Fault) -> None:
    desk.sandbox.faults.plan(fault)

    copy = desk.ask("9001")
    first = desk.work(copy).state
    desk.work_until_quiet(copy)

    assert first == CopyState.UNCLEAR
    assert_copied_once(copy.id, desk.sandbox, tenant=desk.connection.fortnox_tenant_id)


@pytest.mark.reliability("R12")
def test_it_finds_a_lost_invoice_that_the_search_does_not_show_yet(desk: Desk) -> None:
    switches.turn(desk.sandbox.store, "search_lag_seconds", to=3600)
    desk.sandbox.faults.plan(Fault(kind="lose_answer", method="POST", path="/3/invoices$"))

    copy = desk.work_until_quiet(desk.ask("9001"))

    assert copy.state == CopyState.COPIED, copy.problems
    assert posts(desk, "/3/invoices") == 1


def test_it_waits_and_goes_on_when_fortnox_says_429(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="throttle", method="POST", path="/3/invoices$"))

    copy = desk.ask("9001")
    waiting = desk.work(copy).state
    desk.work_until_quiet(copy)

    assert (waiting, copy.state) == (CopyState.WAITING, CopyState.COPIED)


def test_it_waits_and_says_why_when_productive_does_not_answer(desk: Desk) -> None:
    copy = desk.ask("9001")
    desk.sandbox.faults.plan(Fault(kind="html", status=503, remote="productive", times=3))

    desk.work(copy)

    assert copy.state == CopyState.WAITING
    assert copy.reason is not None
    assert copy.reason["kind"] == "unavailable"
    assert desk.work_until_quiet(copy).state == CopyState.COPIED


def test_it_stops_at_a_difference_and_never_sends_a_second_invoice(desk: Desk) -> None:
    switches.turn(desk.sandbox.store, "vat_rounding", to="row")
    copy = desk.work(desk.ask("9002"))
    first = problem_kinds(copy)

    again = desk.try_again(copy)

    assert first == ["answer_differs", "answer_differs"]

    assert problem_kinds(again) == first
    assert posts(desk, "/3/invoices") == 1


def test_a_double_click_is_one_copy(desk: Desk) -> None:
    first, second = desk.ask("9001"), desk.ask("9001")

    assert first == second
    assert first.attempts.count() == 1


def test_a_second_person_joins_the_copy_that_is_under_way(desk: Desk) -> None:
    first, second = desk.ask("9001"), desk.ask("9001", nonce="another-persons-press")

    assert first == second
    assert first.attempts.count() == 1


def test_its_history_says_who_did_what_when(desk: Desk) -> None:
    desk.work(desk.ask("9001"))

    told = list(Event.objects.filter(subject="invoice:9001").order_by("number").values_list("kind", "actor"))

    assert [kind for kind, _ in told] == [
        "copy_requested",
        "invoice_created",
        "compared",
        "finalized",
        "marked_exported",
        "copied",
        "document_attached",
    ]
    assert {actor for _, actor in told} == {"Karin Lindqvist"}
