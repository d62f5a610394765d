"""What is paid in Fortnox is paid in Productive, and what is changed or deleted there is so here."""

from __future__ import annotations

from decimal import Decimal

import pytest

from brygga.copying.intended import LOOKS_AFTER_SECONDS
from brygga.copying.states import WriteState
from brygga.history.models import Event
from brygga.jobs.inline import InlineEngine
from brygga.payments.models import Mirror, MirrorState, PaymentFeed, PaymentWrite, Reading
from sandbox.faults import Fault
from sandbox.fortnox import set_offs
from sandbox.fortnox import switches as fortnox_switches
from sandbox.productive import switches
from tests.payments.desk import Desk

pytestmark = pytest.mark.django_db

TODAY = "2026-11-02"


@pytest.mark.promise("P5")
@pytest.mark.promise("P16")
def test_an_invoice_paid_in_fortnox_is_paid_in_productive(desk: Desk) -> None:
    desk.pays(desk.balance)

    desk.sweeps()

    assert desk.unpaid == 0
    assert desk.sync.standing == "paid"
    assert desk.told == []


@pytest.mark.promise("P16")
def test_tranches_come_as_they_are_booked(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    first = desk.unpaid
    desk.pays(500.5)
    desk.sweeps()

    assert desk.shown == [f"1000.00 {TODAY}", f"500.50 {TODAY}"]
    assert first - desk.unpaid == Decimal("500.50")
    assert desk.sync.standing == "part_paid"


@pytest.mark.promise("P16")
def test_an_edited_payment_is_edited(desk: Desk) -> None:
    payment = desk.pays(1000)
    desk.sweeps()

    desk.edits(payment, 900, PaymentDate="2026-11-02")
    desk.sweeps()

    assert desk.shown == [f"900.00 {TODAY}"]
    assert len(Mirror.objects.all()) == 1


@pytest.mark.promise("P16")
def test_a_deleted_payment_goes_after_two_readings_some_seconds_apart(desk: Desk) -> None:
    payment = desk.pays(1000)
    desk.sweeps()

    desk.deletes(payment)
    desk.sweeps()

    [mirror] = Mirror.objects.all()
    assert desk.shown == []
    assert mirror.state == MirrorState.REMOVED
    first, second = Reading.objects.order_by("read_at")
    assert (mirror.first_absence, mirror.second_absence) == (first, second)
    assert (second.read_at - first.read_at).total_seconds() >= 10


def test_what_is_not_booked_is_not_there(desk: Desk) -> None:
    desk.pays(1000, booked=False)

    desk.sweeps()

    assert desk.shown == []


def test_a_quiet_sweep_changes_nothing(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    desk.sandbox.requests.clear()

    desk.sweeps()

    asked = [each.path for each in desk.sandbox.requests.seen()]
    assert len(asked) == 3, asked


def test_money_and_what_was_written_off_with_it_are_two(desk: Desk) -> None:
    desk.pays(990, WriteOffs=[{"AccountNumber": 6570, "Amount": "10"}])

    desk.sweeps()

    assert desk.shown == [f"10.00 written off {TODAY}", f"990.00 {TODAY}"]


@pytest.mark.reliability("R7")
def test_every_change_of_money_is_in_the_history(desk: Desk) -> None:
    payment = desk.pays(1000)
    desk.sweeps()
    desk.edits(payment, 900)
    desk.sweeps()
    desk.deletes(payment)
    desk.sweeps()

    kinds = ["payment_mirrored", "payment_changed", "payment_removed"]
    told = Event.objects.filter(kind__in=kinds).order_by("number")
    assert [(each.kind, each.facts["amount"]) for each in told] == [
        ("payment_mirrored", "1000.00"), ("payment_changed", "900.00"), ("payment_removed", "900.00"),
    ]  # fmt: skip
    assert all(each.subject == "invoice:9001" for each in told)


def test_turned_off_it_stops_at_once_and_keeps_what_it_mirrored(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    desk.connection.settings.payments_synced = False
    desk.connection.settings.save()

    desk.pays(500)
    desk.sweeps()

    assert desk.shown == [f"1000.00 {TODAY}"]


def test_an_invoice_that_was_not_sent_is_marked_as_sent_where_productive_wants_that(desk: Desk) -> None:
    desk.in_productive("PATCH", "invoices/9001", sent_on=None)
    desk.pays(1000)

    desk.sweeps()

    assert desk.shown == [f"1000.00 {TODAY}"]
    assert desk.sandbox.store.table("productive.invoices")["9001"]["attributes"]["sent_on"]


def test_what_people_recorded_is_never_touched_and_is_told(desk: Desk) -> None:
    theirs = desk.in_productive("POST", "payments", invoice_id="9001", amount=100000, paid_on=TODAY)
    desk.pays(1000)

    desk.sweeps()

    assert desk.shown == [f"1000.00 {TODAY}"]
    assert desk.mirrors == []
    assert desk.told == ["paid_in_productive"]
    desk.in_productive("DELETE", f"payments/{theirs['id']}")
    desk.outside.clock.sleep(25 * 3600)
    desk.sweeps()
    assert desk.told == []
    assert len(desk.mirrors) == 1


def test_a_set_off_against_its_credit_note_is_no_money(desk: Desk) -> None:
    note = desk.credits_whole()
    set_offs.set_off(desk.books, desk.invoice, desk.books.table("invoices")[note])

    desk.sweeps()

    assert desk.balance == 0
    assert (desk.shown, desk.sync.standing, desk.told) == ([], "credited", [])


def test_money_that_went_back_on_the_credit_note_is_a_negative_payment(desk: Desk) -> None:
    desk.pays(desk.balance)
    note = desk.credits_whole()
    desk.outside.clock.sleep(24 * 3600)
    desk.pays(desk.books.table("invoices")[note]["Balance"], number=note)

    desk.sweeps()

    assert desk.shown == ["-198990.00 2026-11-03", "198990.00 2026-11-02"]
    assert desk.told == []


def test_a_sale_is_labelled_in_the_note(desk: Desk) -> None:
    payment = desk.pays(desk.balance)
    desk.books.table("invoicepayments")[payment]["Source"] = "finance"

    desk.sweeps()

    notes = [each["attributes"]["note"] for each in desk.sandbox.store.table("productive.payments").values()]
    assert f"Fortnox Finans {payment} · brygga:100101:{payment}:money;" in notes
    assert desk.sync.standing == "sold"


def test_what_somebody_changed_of_ours_is_told_and_put_back_when_it_is_wanted(desk: Desk) -> None:
    desk.pays(1000)
    desk.sweeps()
    [mirror] = desk.mirrors
    desk.in_productive("PATCH", f"payments/{mirror.productive_payment_id}", amount=70000)

    desk.asks()
    desk.works()
    told, changed = desk.told, desk.shown
    desk.asks(put_back=True)
    desk.works()

    assert (told, changed) == (["mirror_changed"], [f"700.00 {TODAY}"])
    assert (desk.told, desk.shown) == ([], [f"1000.00 {TODAY}"])


def test_a_payment_whose_row_was_lost_is_known_again_by_its_note(desk: Desk) -> None:
    """As after a database was restored from an old backup."""
    desk.pays(1000)
    desk.sweeps()
    PaymentWrite.objects.all().delete()
    Mirror.objects.all().delete()

    desk.asks()
    desk.works()

    assert desk.shown == [f"1000.00 {TODAY}"]
    assert len(desk.mirrors) == 1


@pytest.mark.parametrize(
    ("switch", "paid", "shown", "told"),
    [
        ("payments_may_be_negative", (1000, -400), [f"600.00 {TODAY}"], ["money_back_not_held"]),
        ("payments_may_exceed_unpaid", (100000, 100000), [f"100000.00 {TODAY}", f"98990.25 {TODAY}"], ["overpaid"]),
    ],
)
def test_what_productive_cannot_hold_is_shown_as_far_as_it_can_and_told(
    desk: Desk, switch: str, paid: tuple[int, ...], shown: list[str], told: list[str]
) -> None:
    fortnox_switches.turn(desk.sandbox.store, "overpayment", to="accept")
    switches.turn(desk.sandbox.store, switch, to=False)
    for amount in paid:
        desk.pays(amount)

    desk.sweeps()

    assert (desk.shown, desk.told) == (shown, told)


def test_what_productive_refuses_and_nothing_can_be_learnt_from_is_told(desk: Desk) -> None:
    """A person deleted the mirror of what went back, so the last payment is more than Productive has unpaid."""
    switches.turn(desk.sandbox.store, "payments_may_exceed_unpaid", to=False)
    desk.pays(1000)
    desk.pays(-400)
    desk.sweeps()
    [back] = (
        each for each in desk.sandbox.store.table("productive.payments").items() if each[1]["attributes"]["amount"] < 0
    )
    desk.in_productive("DELETE", f"payments/{back[0]}")

    desk.pays(desk.balance)
    desk.sweeps()

    assert desk.shown == [f"0.25 written off {TODAY}", f"1000.00 {TODAY}"]
    assert desk.told == ["mirror_deleted", "refused_by_productive"]


def test_who_died_after_the_last_look_for_a_write_holds_up_nothing(desk: Desk) -> None:
    desk.sandbox.faults.plan(Fault(kind="lose_answer", remote="productive", method="POST", path="/payments$"))
    desk.pays(1000)
    PaymentFeed.objects.update(wakes_at=desk.outside.clock.now())
    InlineEngine(outside=desk.outside).run_due()
    InlineEngine(outside=desk.outside).run_due()
    assert PaymentWrite.objects.update(looks=len(LOOKS_AFTER_SECONDS)) == 1

    desk.works()

    assert desk.shown == [f"1000.00 {TODAY}"]
    assert not PaymentWrite.objects.filter(state=WriteState.SENT).exists()
