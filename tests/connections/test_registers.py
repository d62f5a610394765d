"""Registers: read whole, kept, and asked for again only when they are old or somebody wants them fresh."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from brygga.connections.models import Connection, Register
from brygga.connections.outside import Outside
from brygga.connections.registers import REGISTERS_FRESH_SECONDS, registers
from brygga.remote.errors import Unavailable
from sandbox.app import Sandbox
from sandbox.faults import Fault
from sandbox.fortnox import acts
from sandbox.worlds.cast import STOCKHOLM
from tests.conftest import MONDAY_MORNING
from tests.outside_world import ManualClock

TODAY = MONDAY_MORNING.date()
COLD_REQUESTS = 6


def test_they_hold_what_the_rules_ask_for(connection: Connection, outside_world: Outside) -> None:
    known = registers(connection, on=TODAY, outside=outside_world)

    assert known.chart[3001].vat_code == "MP1"
    assert not known.chart[3105].active
    assert known.currencies.keys() >= {"SEK", "EUR", "USD"}
    assert known.currencies["EUR"].buy_rate == Decimal("11.2345")
    assert "h" in known.units
    assert "30" in known.terms_of_payment
    assert known.locked_until is None
    assert known.read_at == MONDAY_MORNING


def test_what_is_kept_reads_the_same_as_what_was_asked(
    connection: Connection, clock: ManualClock, outside_world: Outside
) -> None:
    cold = registers(connection, on=TODAY, outside=outside_world)
    clock.advance(60)

    assert registers(connection, on=TODAY, outside=outside_world) == cold


def test_the_first_reading_takes_few_requests_and_the_next_none(
    connection: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    sandbox.requests.clear()

    registers(connection, on=TODAY, outside=outside_world)
    assert len(sandbox.requests.seen()) == COLD_REQUESTS

    registers(connection, on=TODAY, outside=outside_world)
    assert len(sandbox.requests.seen()) == COLD_REQUESTS


def test_another_year_takes_one_more_request(connection: Connection, sandbox: Sandbox, outside_world: Outside) -> None:
    registers(connection, on=TODAY, outside=outside_world)
    sandbox.requests.clear()

    last_year = registers(connection, on=date(TODAY.year - 1, 6, 1), outside=outside_world)

    assert 3001 in last_year.chart
    assert [each.path for each in sandbox.requests.seen()] == ["/fortnox/3/accounts"]


def test_a_day_without_a_financial_year_has_no_chart(connection: Connection, outside_world: Outside) -> None:
    known = registers(connection, on=date(2031, 1, 1), outside=outside_world)

    assert known.chart == {}
    assert known.financial_years


@pytest.mark.parametrize(
    ("seconds", "asked"), [(REGISTERS_FRESH_SECONDS, 0), (REGISTERS_FRESH_SECONDS + 1, COLD_REQUESTS)]
)
def test_they_are_read_again_when_they_are_old(
    seconds: int, asked: int, connection: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    registers(connection, on=TODAY, outside=outside_world)
    sandbox.requests.clear()
    outside_world.clock.sleep(seconds)

    registers(connection, on=TODAY, outside=outside_world)

    assert len(sandbox.requests.seen(path="/fortnox/3/")) == asked


def test_check_again_sees_what_was_just_mended_in_fortnox(
    connection: Connection, sandbox: Sandbox, clock: ManualClock, outside_world: Outside
) -> None:
    registers(connection, on=TODAY, outside=outside_world)
    clock.advance(60)
    _lock_period(sandbox, "2026-09-30")

    known = registers(connection, on=TODAY, fresh=True, outside=outside_world)

    assert known.locked_until == date(2026, 9, 30)
    assert known.read_at == MONDAY_MORNING + timedelta(seconds=60)


@pytest.mark.parametrize("path", ["accounts", "currencies", "lockedperiod"])
def test_a_failed_reading_changes_nothing_that_is_kept(
    path: str, connection: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    registers(connection, on=TODAY, outside=outside_world)
    kept = dict(Register.objects.values_list("name", "content"))
    sandbox.faults.plan(Fault(kind="html", path=path))

    with pytest.raises(Unavailable):
        registers(connection, on=TODAY, fresh=True, outside=outside_world)

    assert dict(Register.objects.values_list("name", "content")) == kept


def test_a_register_is_never_another_connections(
    connection: Connection, sandbox: Sandbox, outside_world: Outside
) -> None:
    registers(connection, on=TODAY, outside=outside_world)

    assert set(Register.objects.values_list("organisation", "connection")) == {
        (connection.organisation_id, connection.id)
    }


def _lock_period(sandbox: Sandbox, until: str) -> None:
    acts.set_fields(
        sandbox.store,
        sandbox.clock,
        tenant=str(STOCKHOLM.fortnox_tenant_id),
        kind="company",
        number="facts",
        fields={"LockedUntil": until},
    )
