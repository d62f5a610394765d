"""What Fortnox tells wakes the sync of its invoice; what it does not tell, tells twice or too early does no harm."""

from __future__ import annotations

import dataclasses
import json

import pytest

from brygga.accounting.problems import ProblemKind
from brygga.connections.models import FortnoxAccess
from brygga.connections.registers import registers
from brygga.connections.tokens import need_reconnect
from brygga.copying.models import Copy
from brygga.jobs.inline import InlineEngine
from brygga.listening.ear import KEPT, Ear
from brygga.listening.models import Heard, Listening, Topic
from brygga.listening.status import listening_status
from brygga.payments.models import Mirror, PaymentFeed, PaymentSync
from brygga.remote.sockets import open_socket
from sandbox.__main__ import events_of
from sandbox.fortnox import event_log, switches
from sandbox.fortnox.grants import ACCESS_TOKENS
from tests.listening.sockets import Messages, Switchboard
from tests.payments.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.reliability("R16")]

TODAY = "2026-11-02"


def hears(desk: Desk, ear: Ear, *, minutes: float = 1) -> None:
    """Brygga listens and works for so long, a second at a time, and never sweeps."""
    engine = InlineEngine(outside=desk.outside)
    for _ in range(int(minutes * 60)):
        PaymentFeed.objects.update(wakes_at=desk.outside.clock.now() + KEPT)
        ear.step(0)
        engine.run_due()
        desk.outside.clock.sleep(1)


@pytest.mark.promise("P16")
def test_a_payment_is_in_productive_seconds_after_it_was_booked(desk: Desk, ear: Ear) -> None:
    desk.pays(1000)

    hears(desk, ear, minutes=0.1)

    assert desk.shown == [f"1000.00 {TODAY}"]


def test_a_deleted_payment_goes_after_its_two_readings(desk: Desk, ear: Ear) -> None:
    payment = desk.pays(1000)
    hears(desk, ear, minutes=0.1)

    desk.deletes(payment)
    hears(desk, ear, minutes=0.5)

    assert desk.shown == []
    assert not Heard.objects.exists()


def test_money_that_goes_back_on_one_of_two_credit_notes_leads_to_the_invoice(desk: Desk, ear: Ear) -> None:
    desk.credits_part(1)
    note = desk.credits_part(2)
    hears(desk, ear, minutes=0.3)

    desk.pays(desk.balance_of(note), number=note)
    hears(desk, ear, minutes=0.3)

    assert desk.shown == [f"-3625.00 {TODAY}"]


def test_what_somebody_changed_in_an_invoice_is_told_at_once(desk: Desk, ear: Ear) -> None:
    desk.outside.clock.sleep(11 * 60)  # Its first sweep has seen how it stands.
    hears(desk, ear, minutes=0.1)

    invoices = desk.sandbox.store.table(f"fortnox.{desk.connection.fortnox_tenant_id}.invoices")
    invoices[desk.number]["DueDate"] = "2027-01-31"
    event_log.tell(desk.books, "invoices", event_type="invoice-updated-v1", entity_id=desk.number)
    hears(desk, ear, minutes=0.1)

    assert [each["kind"] for each in Copy.objects.get().problems] == [ProblemKind.CHANGED_AFTERWARDS]


def test_what_is_told_twice_is_one_payment(desk: Desk, ear: Ear) -> None:
    switches.turn(desk.sandbox.store, "events_come_twice", to=True)
    desk.pays(1000)

    hears(desk, ear)

    assert desk.shown == [f"1000.00 {TODAY}"]
    assert Mirror.objects.count() == 1
    assert not Heard.objects.exists()


def test_what_is_told_before_rest_shows_it_is_looked_at_again(desk: Desk, ear: Ear) -> None:
    switches.turn(desk.sandbox.store, "rest_lag_seconds", to=2)
    desk.pays(1000)

    hears(desk, ear, minutes=0.5)

    assert desk.shown == [f"1000.00 {TODAY}"]


def test_a_notice_that_nothing_confirms_is_let_go(desk: Desk, ear: Ear) -> None:
    event_log.tell(desk.books, "invoices", event_type="invoicepayment-bookkeep-v1", entity_id="4711")

    hears(desk, ear)

    assert not Heard.objects.exists()
    assert desk.shown == []


def test_a_cut_socket_is_opened_again_and_goes_on_behind_the_last_notice(
    desk: Desk, ear: Ear, switchboard: Switchboard
) -> None:
    desk.pays(1000)
    hears(desk, ear, minutes=0.2)
    switchboard.is_down = True
    switchboard.cut_all()
    desk.pays(500)
    hears(desk, ear, minutes=5)
    assert not ear.is_open
    assert listening_status(outside=desk.outside).connected_at is None
    tried = len(switchboard.opened)

    switchboard.is_down = False
    hears(desk, ear, minutes=6)

    assert len(switchboard.opened) == tried + 1
    assert desk.shown == [f"1000.00 {TODAY}", f"500.00 {TODAY}"]
    [command] = [each for each in map(json.loads, switchboard.opened[-1].said) if each["command"] == "add-topics-v1"]
    assert "offset" in next(each for each in command["topics"] if each["topic"] == "invoices")


@pytest.mark.reliability("R9")
@pytest.mark.parametrize("is_new_process", [True, False])
def test_a_notice_that_was_not_written_down_is_told_again(
    desk: Desk, ear: Ear, switchboard: Switchboard, *, is_new_process: bool
) -> None:
    desk.pays(1000)
    hears(desk, ear, minutes=0.2)
    desk.pays(500)
    switchboard.told = failing
    with pytest.raises(RuntimeError):
        ear.step(0)
    switchboard.told = lambda events: events
    desk.pays(200)
    desk.outside.clock.sleep(120)

    hears(desk, Ear(outside=desk.outside) if is_new_process else ear, minutes=0.2)

    assert desk.shown == [f"1000.00 {TODAY}", f"200.00 {TODAY}", f"500.00 {TODAY}"]


def failing(events: Messages) -> Messages:
    """They are read from the socket, and then the database is full."""
    if events:
        raise RuntimeError
    return events


def test_after_more_than_two_weeks_the_books_are_swept_at_once(desk: Desk, ear: Ear) -> None:
    desk.pays(1000)
    hears(desk, ear, minutes=0.2)
    ear.stop()
    desk.pays(500)
    desk.outside.clock.sleep(15 * 24 * 3600)
    PaymentFeed.objects.update(wakes_at=desk.outside.clock.now() + KEPT)

    Ear(outside=desk.outside).step(0)

    assert PaymentFeed.objects.get().wakes_at == desk.outside.clock.now()
    desk.works()
    assert desk.shown == [f"1000.00 {TODAY}", f"500.00 {TODAY}"]


def test_one_of_several_listens(desk: Desk, ear: Ear) -> None:
    other = Ear(outside=desk.outside)
    other.step(0)
    assert not other.is_open

    ear.stop()
    other.step(0)
    assert other.is_open


def test_a_refused_token_is_renewed_and_handed_in(desk: Desk, switchboard: Switchboard) -> None:
    desk.sandbox.store.table(ACCESS_TOKENS).clear()
    ear = Ear(outside=desk.outside)
    before = FortnoxAccess.objects.get().generation

    ear.step(0)
    desk.outside.clock.sleep(61)
    ear.step(0)

    assert FortnoxAccess.objects.get().generation == before + 1
    assert ear.is_open


def test_a_connection_that_ends_leaves_the_conversation(desk: Desk, ear: Ear, switchboard: Switchboard) -> None:
    need_reconnect(desk.connection, why="token_refused", outside=desk.outside)
    desk.outside.clock.sleep(61)

    ear.step(0)

    assert any("remove-tenants-v1" in each for each in switchboard.opened[0].said)


def test_a_changed_register_is_read_again(desk: Desk, ear: Ear) -> None:
    on = desk.sandbox.clock.today()
    registers(desk.connection, on=on, outside=desk.outside)
    event_log.tell(desk.books, "currencies", event_type="currency-updated-v1", entity_id="EUR")
    hears(desk, ear, minutes=0.1)
    desk.sandbox.requests.clear()

    registers(desk.connection, on=on, outside=desk.outside)

    assert {each.path for each in desk.sandbox.requests.seen()} == {"/fortnox/3/currencies"}


def test_what_stands_in_the_rows_says_how_listening_goes(desk: Desk, ear: Ear) -> None:
    desk.pays(1000)
    hears(desk, ear, minutes=0.1)

    said = listening_status(outside=desk.outside)

    assert said.connected_at is not None
    assert said.last_kind == "invoicepayment-bookkeep-v1"
    assert said.offset == Topic.objects.get(name="invoices").offset != ""
    assert Listening.objects.get().heard_tenants == [desk.connection.fortnox_tenant_id]


def test_it_is_so_over_a_real_socket_too(desk: Desk) -> None:
    with events_of(desk.sandbox).listening("127.0.0.1", 0) as address:
        world = dataclasses.replace(
            desk.outside, connect=lambda _address, *, remote: open_socket(address, remote=remote)
        )
        ear = Ear(outside=world)
        ear.step(0)
        desk.pays(1000)
        with desk.sandbox.happening:
            desk.sandbox.happening.notify_all()

        heard = ear.step(10)

    assert heard >= 1
    assert PaymentSync.objects.count() == 1
    assert Heard.objects.filter(kind="invoicepayment-bookkeep-v1").exists()
    ear.step(1)
    assert not ear.is_open
