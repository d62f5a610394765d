"""The decisions: proposed from the chart, checked against it, and kept with who changed what."""

from __future__ import annotations

import dataclasses

import pytest

from brygga.accounting.problems import ProblemKind
from brygga.accounting.rulebook import AccountUse, ZeroRate
from brygga.connections import decisions
from brygga.connections.decisions import Decided
from brygga.connections.models import By, Connection, IntegrationSettings
from brygga.connections.outside import Outside
from brygga.history.models import Event
from brygga.tenants.models import User
from tests.outside_world import ManualClock

ACCOUNTS: dict[AccountUse, int | None] = {
    AccountUse.RATE_25: 3001,
    AccountUse.RATE_12: 3002,
    AccountUse.RATE_6: 3003,
    AccountUse.OUTLAY: 1681,
    AccountUse.EXEMPT: 3004,
    AccountUse.EU: 3308,
    AccountUse.EXPORT: 3305,
    AccountUse.REVERSE_CHARGE: None,
}


def test_it_proposes_an_account_for_each_rate_from_the_chart(connection: Connection, outside_world: Outside) -> None:
    proposed = decisions.proposal(connection, outside=outside_world)

    assert proposed.accounts == ACCOUNTS
    assert proposed.year == "2026"
    assert 3001 in proposed.chart


@pytest.mark.promise("P3")
def test_what_was_decided_is_kept(
    connection: Connection, admin_user: User, clock: ManualClock, outside_world: Outside
) -> None:
    decided = Decided(
        numbers_by=By.PRODUCTIVE,
        pdf_by=By.PRODUCTIVE,
        accounts=ACCOUNTS,
        zero_rate=ZeroRate.OUTLAY,
        domestic_reverse_charge=True,
    )

    assert decisions.save(connection, decided, user=admin_user, outside=outside_world) == ()

    kept = IntegrationSettings.objects.get(connection=connection)
    assert Decided.from_settings(kept) == decided
    assert kept.decided_at == clock.now()


def test_before_anybody_decides_fortnox_numbers_and_no_payment_comes_back(connection: Connection) -> None:
    undecided = Decided.from_settings(connection.settings)

    assert undecided == Decided(accounts=dict.fromkeys(AccountUse))
    assert not connection.settings.are_decided


@pytest.mark.parametrize(
    ("accounts", "kind"),
    [
        ({AccountUse.RATE_25: 9999}, ProblemKind.ACCOUNT_MISSING),
        ({AccountUse.RATE_12: 3105}, ProblemKind.ACCOUNT_INACTIVE),
        ({AccountUse.RATE_25: 3003}, ProblemKind.ACCOUNT_CONTRADICTS_RATE),
        ({AccountUse.EU: 3001}, ProblemKind.ACCOUNT_CONTRADICTS_RATE),
        ({AccountUse.EU: 3305}, ProblemKind.ACCOUNTS_SHARE_CODE),
        ({AccountUse.OUTLAY: 3740}, ProblemKind.OUTLAY_ON_REVENUE_ACCOUNT),
    ],
)
def test_an_account_that_cannot_carry_its_rate_stops_everything(
    accounts: dict[AccountUse, int | None],
    kind: ProblemKind,
    connection: Connection,
    admin_user: User,
    outside_world: Outside,
) -> None:
    decided = Decided(accounts=ACCOUNTS | accounts)

    problems = decisions.save(connection, decided, user=admin_user, outside=outside_world)

    assert kind in {problem.kind for problem in problems}
    assert not IntegrationSettings.objects.get().are_decided
    assert not Event.objects.filter(kind="settings_changed").exists()


def test_all_wrong_accounts_are_told_at_once(connection: Connection, admin_user: User, outside_world: Outside) -> None:
    decided = Decided(accounts={AccountUse.RATE_25: 9999, AccountUse.RATE_12: 9998, AccountUse.EU: 9997})

    assert len(decisions.save(connection, decided, user=admin_user, outside=outside_world)) == 3


def test_the_history_shows_before_and_after(decided: Connection, admin_user: User, outside_world: Outside) -> None:
    first = Decided.from_settings(IntegrationSettings.objects.get())
    other = dataclasses.replace(first, domestic_reverse_charge=True)
    decisions.save(decided, other, user=admin_user, outside=outside_world)

    event = Event.objects.filter(kind="settings_changed").first()
    assert event is not None
    assert event.before is not None
    assert event.after is not None
    assert event.actor == "Karin Lindqvist"
    assert (event.before["domestic_reverse_charge"], event.after["domestic_reverse_charge"]) == (False, True)
    assert event.after["account_25"] == 3001


def test_saving_the_same_again_is_no_change(decided: Connection, admin_user: User, outside_world: Outside) -> None:
    same = Decided.from_settings(IntegrationSettings.objects.get())

    decisions.save(decided, same, user=admin_user, outside=outside_world)

    assert Event.objects.filter(kind="settings_changed").count() == 1
