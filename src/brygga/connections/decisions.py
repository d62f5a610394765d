"""What is decided about a connection but for its payments: numbers, PDF, and an account for each VAT case and rate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from brygga.accounting.accounts import check_accounts, propose_accounts
from brygga.accounting.numbers import format_problem
from brygga.accounting.problems import Problem
from brygga.accounting.rulebook import AccountUse, RateDay, RateSource, ZeroRate, year_name
from brygga.clock import stockholm_date
from brygga.connections.models import By, Connection, IntegrationSettings
from brygga.connections.opening import productive
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.connections.registers import Registers, registers
from brygga.fortnox.schema import Account
from brygga.history.models import record
from brygga.tenants.models import User


@dataclass(frozen=True, kw_only=True)
class Proposed:
    """What a person may choose from: today's chart by account number, and an account for each use where one fits."""

    chart: Mapping[int, Account]
    year: str
    accounts: Mapping[AccountUse, int | None]


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a person decided. `accounts` holds an account for each use; None leaves one open."""

    numbers_by: By = By.FORTNOX
    pdf_by: By = By.FORTNOX
    accounts: Mapping[AccountUse, int | None]
    zero_rate: ZeroRate = ZeroRate.ASK
    domestic_reverse_charge: bool = False
    rate_source: RateSource = RateSource.ASK
    rate_day: RateDay = RateDay.DELIVERY

    @classmethod
    def from_settings(cls, settings: IntegrationSettings) -> Decided:
        """What was decided before, or the defaults where nobody has decided yet."""
        return cls(
            numbers_by=By(settings.numbers_by),
            pdf_by=By(settings.pdf_by),
            accounts=accounts_of(settings),
            zero_rate=ZeroRate(settings.zero_rate),
            domestic_reverse_charge=settings.domestic_reverse_charge,
            rate_source=RateSource(settings.rate_source),
            rate_day=RateDay(settings.rate_day),
        )


def accounts_of(settings: IntegrationSettings) -> dict[AccountUse, int | None]:
    """The chosen account of each use."""
    return {use: getattr(settings, f"account_{use}") for use in AccountUse}


def proposal(connection: Connection, *, fresh: bool = False, outside: Outside) -> Proposed:
    """The accounts to propose, from today's chart in Fortnox."""
    known = _registers_of_today(connection, fresh=fresh, outside=outside)
    return Proposed(
        chart=known.chart,
        year=_year_of_today(known, outside=outside),
        accounts=propose_accounts(known.chart),
    )


def number_format_problem(connection: Connection, *, outside: Outside) -> Problem | None:
    """Why Productive cannot give this subsidiary's numbers to Fortnox; None where it can. Asks Productive."""
    subsidiary = connection.subsidiary.productive_subsidiary_id
    known = productive(connection.organisation, outside=outside).subsidiaries()
    return format_problem(next((each.number_format for each in known if each.id == subsidiary), ""))


def save(connection: Connection, decided: Decided, *, user: User, outside: Outside) -> tuple[Problem, ...]:
    """Keep what was decided, unless an account cannot carry its rate, or the numbers of Productive cannot be Fortnox's.

    Then everything wrong is told, and nothing is kept.
    """
    require_set_up(user, connection.organisation)
    known = _registers_of_today(connection, outside=outside)

    problems = check_accounts(decided.accounts, known.chart, year=_year_of_today(known, outside=outside))
    if decided.numbers_by == By.PRODUCTIVE and (unfit := number_format_problem(connection, outside=outside)):
        problems = (unfit, *problems)
    if problems:
        return problems

    _keep(connection, decided, user=user, outside=outside)
    return ()


def _keep(connection: Connection, decided: Decided, *, user: User, outside: Outside) -> None:
    now = outside.clock.now()
    with transaction.atomic():
        settings = IntegrationSettings.objects.select_for_update().get(connection=connection)
        before = Decided.from_settings(settings) if settings.are_decided else None
        if before == decided:
            return
        settings.numbers_by = decided.numbers_by
        settings.pdf_by = decided.pdf_by
        settings.zero_rate = decided.zero_rate
        settings.domestic_reverse_charge = decided.domestic_reverse_charge
        settings.rate_source = decided.rate_source
        settings.rate_day = decided.rate_day
        for use in AccountUse:
            setattr(settings, f"account_{use}", decided.accounts.get(use))
        settings.decided_at = now
        settings.save()
        record(
            connection.organisation,
            "settings_changed",
            subject=f"connection:{connection.id}",
            at=now,
            actor=user,
            facts={"company": connection.company_name, "subsidiary": connection.subsidiary.name},
            before=_shown(before) if before else None,
            after=_shown(decided),
        )


def _registers_of_today(connection: Connection, *, fresh: bool = False, outside: Outside) -> Registers:
    return registers(connection, on=stockholm_date(outside.clock.now()), fresh=fresh, outside=outside)


def _year_of_today(known: Registers, *, outside: Outside) -> str:
    today = stockholm_date(outside.clock.now())
    return year_name(next((y for y in known.financial_years if y.from_date <= today <= y.to_date), None))


def _shown(decided: Decided) -> dict[str, Any]:
    """The decisions as the history keeps them: one flat mapping of what a person chose."""
    accounts = {f"account_{use}": decided.accounts.get(use) for use in AccountUse}
    return {
        "numbers_by": decided.numbers_by.value,
        "pdf_by": decided.pdf_by.value,
        "zero_rate": decided.zero_rate.value,
        "domestic_reverse_charge": decided.domestic_reverse_charge,
        "rate_source": decided.rate_source.value,
        "rate_day": decided.rate_day.value,
        **accounts,
    }
