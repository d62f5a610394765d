"""Copy when fixed: what only a set-up stops goes on by itself, unless what would be sent has changed."""

from __future__ import annotations

import pytest

from brygga.accounting.cures import DECIDED_BY_A_PERSON, MENDED_ELSEWHERE, can_go_on
from brygga.accounting.problems import Problem, ProblemKind
from brygga.copying.models import Copy
from brygga.copying.states import CopyState
from brygga.history.models import Event
from brygga.jobs.inline import InlineEngine
from brygga.jobs.requests import look_when_fixed, wait_until_fixed
from sandbox.faults import Fault
from tests.copying.conftest import Desk

pytestmark = [pytest.mark.django_db]

QUARTER = 15 * 60 + 1


def company(desk: Desk) -> dict[str, object]:
    return desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.company")["facts"]


def lock(desk: Desk) -> None:
    company(desk)["LockedUntil"] = "2026-12-31"


def unlock(desk: Desk) -> None:
    company(desk)["LockedUntil"] = None


@pytest.fixture
def stopped(desk: Desk) -> Copy:
    """Karin pressed Copy and Finalize, and the period was locked before the worker came to it."""
    copy = desk.ask("9001")
    lock(desk)
    desk.connection.register_set.all().delete()
    copy = desk.work(copy)
    assert (copy.state, [each["kind"] for each in copy.problems]) == (CopyState.BLOCKED, ["period_locked"])
    desk.sandbox.requests.clear()
    return copy


def after(desk: Desk, copy: Copy, seconds: int = QUARTER) -> Copy:
    desk.outside.clock.sleep(seconds)
    return soon(desk, copy)


def soon(desk: Desk, copy: Copy) -> Copy:
    engine = InlineEngine(outside=desk.outside)
    while engine.run_due():
        pass
    copy.refresh_from_db()
    return copy


def writes(desk: Desk) -> int:
    return len([each for each in desk.sandbox.requests.seen(remote="fortnox", method="POST") if "/3/" in each.path])


def test_it_goes_on_by_itself_once_the_period_is_open(desk: Desk, stopped: Copy) -> None:
    assert after(desk, stopped).state == CopyState.BLOCKED
    unlock(desk)

    copy = after(desk, stopped)

    assert (copy.state, copy.problems) == (CopyState.COPIED, [])
    assert writes(desk) == 1
    assert Event.objects.filter(subject=copy.subject, kind="went_on").count() == 1
    assert copy.attempts.latest("number").asked_by == desk.user


def test_it_asks_again_when_the_invoice_changed_meanwhile(desk: Desk, stopped: Copy) -> None:
    desk.edits("line_items/900101", quantity="20")
    unlock(desk)

    copy = after(desk, stopped)

    assert (copy.state, [each["kind"] for each in copy.problems]) == (CopyState.BLOCKED, ["changed_since_seen"])
    assert (copy.looks_when_fixed_at, writes(desk)) == (None, 0)


def test_it_asks_again_when_the_invoice_is_gone(desk: Desk, stopped: Copy) -> None:
    desk.removes("invoices/9001")

    copy = after(desk, stopped)

    assert ([each["kind"] for each in copy.problems], copy.looks_when_fixed_at) == (["deleted"], None)


def test_what_else_stops_it_meanwhile_is_told(desk: Desk, stopped: Copy) -> None:
    desk.edits("invoices/9001", delivery_on=None)

    copy = after(desk, stopped)

    assert {each["kind"] for each in copy.problems} == {"period_locked", "delivery_date_missing"}
    assert copy.looks_when_fixed_at is None, "an invoice that was edited is looked at by a person"


def test_a_person_can_stop_that_and_let_it_go_on_again(desk: Desk, stopped: Copy) -> None:
    wait_until_fixed(stopped, wants=False, user=desk.user, outside=desk.outside)
    unlock(desk)
    assert after(desk, stopped).state == CopyState.BLOCKED

    wait_until_fixed(stopped, wants=True, user=desk.user, outside=desk.outside)

    assert soon(desk, stopped).state == CopyState.COPIED
    assert list(Event.objects.filter(kind__startswith="waits_").order_by("number").values_list("kind", flat=True)) == [
        "waits_for_person",
        "waits_until_fixed",
    ]


def test_saving_settings_lets_it_look_at_once(desk: Desk, stopped: Copy) -> None:
    unlock(desk)
    desk.connection.register_set.all().delete()

    look_when_fixed(desk.connection, outside=desk.outside)

    assert soon(desk, stopped).state == CopyState.COPIED


def test_a_round_reads_the_registers_once_however_many_wait(desk: Desk, stopped: Copy) -> None:
    for invoice in ("9002", "9003"):
        Copy.objects.filter(productive_invoice_id=invoice).delete()
    second = Copy.objects.get(pk=stopped.pk)
    second.pk, second.productive_invoice_id = desk.outside.ids.new(), "9002"
    second.save(force_insert=True)
    first_attempt = stopped.attempts.get()
    first_attempt.pk, first_attempt.copy = desk.outside.ids.new(), second
    first_attempt.save(force_insert=True)

    after(desk, stopped)

    seen = [each.path for each in desk.sandbox.requests.seen(remote="fortnox", method="GET")]
    assert seen.count("/fortnox/3/settings/lockedperiod") == 1
    assert seen.count("/fortnox/3/financialyears") == 1
    assert len(seen) == 6, "a stopped copy costs Fortnox nothing besides"


def test_it_is_looked_at_every_quarter_of_an_hour_at_most(desk: Desk, stopped: Copy) -> None:
    engine = InlineEngine(outside=desk.outside)
    for _ in range(28):
        desk.outside.clock.sleep(60)
        engine.run_due()

    seen = [each.path for each in desk.sandbox.requests.seen(remote="fortnox", method="GET")]
    assert seen.count("/fortnox/3/settings/lockedperiod") == 1


def test_a_look_that_fails_changes_nothing(desk: Desk, stopped: Copy) -> None:
    unlock(desk)
    desk.sandbox.faults.plan(Fault(kind="refuse", remote="fortnox", status=500, path="lockedperiod", times=1))

    assert after(desk, stopped).state == CopyState.BLOCKED
    assert after(desk, stopped).state == CopyState.COPIED


def account(desk: Desk, *, active: bool) -> None:
    accounts = desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.accounts")
    for key, each in accounts.items():
        if key.endswith(".3001"):
            each["Active"] = active


def test_what_fortnox_refused_is_looked_into_and_goes_on_when_its_cause_is_gone(desk: Desk) -> None:
    """The registers that Brygga knew allowed it; only Fortnox's refusal makes it read them anew."""
    copy = desk.ask("9001")
    account(desk, active=False)
    assert [each["kind"] for each in desk.work(copy).problems] == ["remote_refused"]

    assert {each["kind"] for each in soon(desk, copy).problems} == {"account_inactive"}
    account(desk, active=True)

    assert after(desk, copy).state == CopyState.COPIED


def test_a_refusal_that_nothing_explains_is_never_repeated(desk: Desk) -> None:
    copy = desk.ask("9001")
    refusal = Fault(kind="refuse", remote="fortnox", method="POST", path="invoices$", status=400, code="2000359")
    desk.sandbox.faults.plan(refusal)
    desk.work(copy)

    for _ in range(3):
        after(desk, copy)

    assert [each["kind"] for each in copy.problems] == ["remote_refused"]
    assert (writes(desk), copy.looks_when_fixed_at) == (1, None)


REFUSED_READ = {"remote": "fortnox", "asked": "GET /3/units", "code": "2000663"}


@pytest.mark.parametrize(
    ("problems", "goes_on"),
    [
        ([Problem(ProblemKind.PERIOD_LOCKED), Problem(ProblemKind.ACCOUNT_INACTIVE)], True),
        ([Problem(ProblemKind.PERIOD_LOCKED), Problem(ProblemKind.NO_LINES)], False),
        ([Problem(ProblemKind.NOT_PERMITTED, REFUSED_READ)], True),
        ([Problem(ProblemKind.NOT_PERMITTED, {**REFUSED_READ, "asked": "POST /3/invoices"})], False),
        ([], False),
    ],
)
def test_only_what_leaves_nothing_to_decide_goes_on(problems: list[Problem], *, goes_on: bool) -> None:
    assert can_go_on(problems) is goes_on


def test_every_kind_of_problem_is_either_mended_elsewhere_or_decided_by_a_person() -> None:
    assert set(ProblemKind) == MENDED_ELSEWHERE | DECIDED_BY_A_PERSON, "Say in accounting/cures.py which one it is."
    assert not MENDED_ELSEWHERE & DECIDED_BY_A_PERSON
