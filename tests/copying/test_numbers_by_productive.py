"""Numbers by Productive: both sides carry Productive's number, or a person is told what is in its way."""

from __future__ import annotations

import dataclasses
from datetime import datetime

import pytest

from brygga.accounting.notes import Note, NoteKind
from brygga.connections.models import By
from brygga.copying.models import Copy
from brygga.copying.numbering import series_to_move
from brygga.copying.states import CopyState
from brygga.jobs.engine import Wake
from brygga.jobs.waking import wake_due
from brygga.wording import problems
from sandbox.faults import Fault
from sandbox.fortnox import switches
from sandbox.productive import switches as productive_switches
from tests.copying.conftest import Desk
from tests.copying.series import INVOICES, begin_series, number_of, productive_numbers, take_in_fortnox, ten_thousand

pytestmark = [pytest.mark.django_db, pytest.mark.promise("P3")]


@pytest.fixture(params=[False, True], ids=["series-stays", "series-follows"])
def numbered(desk: Desk, request: pytest.FixtureRequest) -> Desk:
    """Productive numbers, up to 1041 so far; the draft comes to 8,000.00 + 2,000.00."""
    switches.turn(desk.sandbox.store, "supplied_number_moves_series", to=request.param)
    begin_series(desk.sandbox.store.tables, desk.sandbox.store.counters)
    ten_thousand(desk.sandbox)
    productive_numbers(desk.connection)
    return desk


def kinds(copy: Copy) -> list[str]:
    return [each["kind"] for each in copy.problems]


def takes(desk: Desk, number: str = "1042") -> None:
    take_in_fortnox(desk.sandbox.store.tables, desk.sandbox.store.counters, number)


def posts(desk: Desk) -> int:
    return sum(each.method == "POST" and each.path.endswith("/3/invoices") for each in desk.sandbox.requests.seen())


def test_a_draft_without_a_number_gets_productives(numbered: Desk) -> None:
    seen = numbered.preview("9001")
    copy = numbered.work(numbered.ask("9001"))

    assert seen.numbering
    assert (seen.numbering.number, seen.numbering.expected) == ("", "1042")
    assert (copy.state, copy.problems, copy.fortnox_document_number) == (CopyState.COPIED, [], "1042")
    told = numbered.productive("9001")
    assert (told["number"], told["export_id"]) == ("1042", "1042")
    made = numbered.fortnox("1042")
    assert (made["ExternalInvoiceReference2"], made["OCR"], float(made["Total"])) == ("1042", "104265", 10000.0)


def test_a_draft_that_has_a_number_is_finalized_after_it_is_in_fortnox(numbered: Desk) -> None:
    number_of(numbered.sandbox, "9001", "1042")
    numbered.sandbox.faults.plan(Fault(kind="refuse", method="POST", path="/invoices$", code="2000550", status=400))

    stopped = numbered.work(numbered.ask("9001"))
    was_final = numbered.productive("9001")["finalized_on"]
    copy = numbered.try_again(stopped)

    assert was_final is None
    assert (copy.state, copy.fortnox_document_number) == (CopyState.COPIED, "1042")
    assert numbered.productive("9001")["number"] == "1042"


@pytest.mark.parametrize("state", ["finalized", "sent"])
def test_an_invoice_that_is_final_or_sent_keeps_its_number(numbered: Desk, state: str) -> None:
    dates = {"finalized_on": "2026-11-02", **({"sent_on": "2026-11-02"} if state == "sent" else {})}
    numbered.productive("9001").update(number="1042", finalized_at="2026-11-02T08:00:00Z", **dates)

    copy = numbered.work(numbered.ask("9001"))

    assert (copy.state, copy.problems, copy.fortnox_document_number) == (CopyState.COPIED, [], "1042")
    assert numbered.productive("9001")["number"] == "1042"


def test_a6_a_known_number_that_is_taken_is_seen_before_anything_is_written(numbered: Desk) -> None:
    takes(numbered)
    number_of(numbered.sandbox, "9001", "1042")

    seen = numbered.preview("9001")
    chosen = numbered.preview("9001", number="1043")
    copy = numbered.work(numbered.ask("9001", number="1043"))

    (problem,) = seen.problems
    assert (problem.kind, problem.facts["name"], problem.facts["next"]) == ("number_taken", "Hamnverket AB", "1043")
    assert chosen.booking
    assert ("series_to_move", {"next": "1044"}) in [(each.kind, each.facts) for each in chosen.booking.notes]
    assert_both_are_1043(numbered, copy)


def test_a6_a_known_number_that_is_taken_meanwhile_costs_no_post_and_no_finalizing(numbered: Desk) -> None:
    number_of(numbered.sandbox, "9001", "1042")
    asked = numbered.ask("9001")
    takes(numbered)

    copy = numbered.work(asked)

    assert (copy.state, kinds(copy), posts(numbered)) == (CopyState.BLOCKED, ["number_taken"], 0)
    assert numbered.productive("9001")["finalized_on"] is None


def test_a6_a_number_that_only_finalizing_gives_may_be_taken(numbered: Desk) -> None:
    takes(numbered)

    seen = numbered.preview("9001")
    stopped = numbered.work(numbered.ask("9001"))

    assert seen.booking
    assert [each.kind for each in seen.booking.notes if each.kind.startswith("number")] == ["number_probably_taken"]
    assert (stopped.state, kinds(stopped), posts(numbered)) == (
        CopyState.BLOCKED,
        ["finalized_alone", "number_taken"],
        0,
    )
    assert (stopped.problems[0]["facts"], numbered.productive("9001")["number"]) == ({"number": "1042"}, "1042")

    copy = numbered.work(numbered.ask("9001", number="1043", nonce="another number"))
    assert_both_are_1043(numbered, copy)


def test_a_number_taken_between_the_check_and_the_post_is_named(numbered: Desk) -> None:
    asked = numbered.ask("9001")
    numbered.meanwhile("POST", "/3/invoices", lambda: takes(numbered))

    copy = numbered.work(asked)

    assert (copy.state, kinds(copy)) == (CopyState.BLOCKED, ["finalized_alone", "number_taken"])
    assert (copy.problems[1]["facts"]["name"], copy.fortnox_document_number) == ("Hamnverket AB", "")


def test_a_refusal_after_finalizing_says_both_halves_and_goes_on_under_the_same_number(numbered: Desk) -> None:
    numbered.sandbox.faults.plan(Fault(kind="refuse", method="POST", path="/invoices$", code="2000550", status=400))

    stopped = numbered.work(numbered.ask("9001"))
    copy = numbered.try_again(stopped)

    assert kinds(stopped) == ["finalized_alone", "remote_refused"]
    assert "It is finalized in Productive as 1042." in problems.of_copy(stopped)[0].written
    assert (copy.state, copy.problems, copy.fortnox_document_number) == (CopyState.COPIED, [], "1042")


@pytest.mark.reliability("R12")
@pytest.mark.parametrize("path", ["/invoices$", "/finalize$"])
@pytest.mark.parametrize("fault", [Fault(kind="lose_answer"), Fault(kind="break_before")], ids=lambda each: each.kind)
def test_a_lost_answer_is_looked_for_by_the_number_too(numbered: Desk, fault: Fault, path: str) -> None:
    method = "POST" if path == "/invoices$" else "PATCH"
    numbered.sandbox.faults.plan(dataclasses.replace(fault, path=path, method=method))
    numbered.sandbox.faults.plan(Fault(kind="search_lag", seconds=9000, times=0))
    asked = numbered.ask("9001")

    first = numbered.work(asked).state
    copy = numbered.work_until_quiet(asked)

    assert (first, copy.state, copy.fortnox_document_number) == (CopyState.UNCLEAR, CopyState.COPIED, "1042")
    assert [each for each in numbered.sandbox.store.table(INVOICES) if int(each) > 1041] == ["1042"]


def test_a_number_taken_while_the_outcome_was_unknown_is_named(numbered: Desk) -> None:
    numbered.sandbox.faults.plan(Fault(kind="break_before", method="POST", path="/invoices$"))
    asked = numbered.ask("9001")
    unclear = numbered.work(asked).state
    takes(numbered)

    copy = numbered.work_until_quiet(asked)

    assert (unclear, copy.state, kinds(copy)) == (
        CopyState.UNCLEAR,
        CopyState.BLOCKED,
        ["finalized_alone", "number_taken"],
    )


def test_a_number_that_productive_will_not_change_stops_before_fortnox(numbered: Desk) -> None:
    productive_switches.turn(numbered.sandbox.store, "number_can_be_patched_when_finalized", to=False)
    numbered.productive("9001").update(number="1042", finalized_on="2026-11-02", finalized_at="2026-11-02T08:00:00Z")

    copy = numbered.work(numbered.ask("9001", number="1043"))

    assert (copy.state, kinds(copy), posts(numbered)) == (CopyState.BLOCKED, ["remote_refused"], 0)


def test_a_subsidiary_whose_format_has_letters_is_stopped_before_finalizing(numbered: Desk) -> None:
    numbered.sandbox.store.table("productive.subsidiaries")["501"]["attributes"]["invoice_number_format"] = "F{n}"

    stopped, chosen = numbered.preview("9001"), numbered.preview("9001", number="1042")

    assert [each.kind for each in stopped.problems] == ["number_format_unfit"]
    assert chosen.problems == ()


def test_a_press_on_a_page_of_the_other_numbering_writes_nothing(numbered: Desk) -> None:
    asked = numbered.ask("9001")
    numbered.connection.settings.numbers_by = By.FORTNOX
    numbered.connection.settings.save()

    copy = numbered.work(asked)

    assert (copy.state, kinds(copy), posts(numbered)) == (CopyState.BLOCKED, ["changed_since_seen"], 0)


def test_another_invoice_needs_another_number(numbered: Desk) -> None:
    first = numbered.work(numbered.ask("9001"))

    seen = numbered.preview("9001", ordinal=2)
    second = numbered.work(numbered.create_new(first, number="1043"))
    numbered.productive("9001")["sent_on"] = "2026-11-02"
    sent = numbered.preview("9001", ordinal=3)

    assert [each.kind for each in seen.problems] == ["number_wanted"]
    assert (second.state, second.fortnox_document_number) == (CopyState.COPIED, "1043")
    assert numbered.productive("9001")["number"] == "1043"
    assert (sent.problems[0].kind, sent.problems[0].facts["sent"]) == ("number_wanted", "yes")


def test_a_second_invoice_that_was_refused_is_asked_for_again_under_another_number(numbered: Desk) -> None:
    first = numbered.work(numbered.ask("9001"))
    asked = numbered.create_new(first, number="1043")
    numbered.meanwhile("POST", "/3/invoices", lambda: takes(numbered, "1043"))

    stopped = numbered.work(asked)
    copy = numbered.work(numbered.ask("9001", number="1044", nonce="another number"))

    assert kinds(stopped) == ["finalized_alone", "number_taken"]
    assert (copy.id, copy.state, copy.fortnox_document_number) == (asked.id, CopyState.COPIED, "1044")
    assert numbered.productive("9001")["number"] == "1044"


def test_an_update_leaves_the_number(numbered: Desk) -> None:
    copy = numbered.work(numbered.ask("9001"))
    numbered.edits("line_items/900101", quantity="9")

    updated = numbered.work(numbered.update(copy))

    assert (updated.state, updated.problems, updated.fortnox_document_number) == (CopyState.COPIED, [], "1042")
    assert (float(numbered.fortnox("1042")["Net"]), numbered.productive("9001")["number"]) == (9000.0, "1042")


def test_its_copies_run_one_after_the_other(numbered: Desk) -> None:
    class Engine:
        def __init__(self) -> None:
            self.woken: list[Wake] = []

        def wake(self, wake: Wake) -> None:
            self.woken.append(wake)

        def tidy(self, now: datetime) -> None: ...

    engine = Engine()
    numbered.ask("9001")

    wake_due(engine, outside=numbered.outside)

    assert [each.is_alone for each in engine.woken] == [True]


def assert_both_are_1043(desk: Desk, copy: Copy) -> None:
    assert (copy.state, copy.problems, copy.fortnox_document_number) == (CopyState.COPIED, [], "1043")
    made = desk.fortnox("1043")
    assert (made["OCR"], float(made["Total"])) == ("104364", 10000.0)
    told = desk.productive("9001")
    assert (told["number"], told["export_id"]) == ("1043", "1043")
    assert series_to_move(copy) == Note(NoteKind.SERIES_TO_MOVE, {"next": "1044"})
