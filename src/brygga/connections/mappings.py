"""What service types are booked as: kept, checked against Fortnox, and told who changed what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from brygga.accounting.mapping import check_mapping
from brygga.accounting.problems import Problem
from brygga.accounting.rulebook import Mapped, NumbersBy, Rulebook, Treatment, ZeroRate, year_name
from brygga.clock import stockholm_date
from brygga.connections import opening
from brygga.connections.models import Connection, IntegrationSettings, Register, ServiceTypeMapping
from brygga.connections.outside import Outside
from brygga.connections.permission import require_set_up
from brygga.connections.registers import REGISTERS_FRESH_SECONDS, articles, registers
from brygga.history.models import record
from brygga.productive.schema import ServiceType
from brygga.tenants.models import User

SERVICE_TYPES = "productive:service_types"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One service type beside what it is mapped to. `was_called` is its name when it was mapped, where it differs."""

    id: str
    name: str
    mapped: Mapped
    was_called: str = ""
    is_archived: bool = False
    is_mapped: bool = False


def mapped_service_types(connection: Connection) -> dict[str, Mapped]:
    """What each service type is booked as, by its id in Productive; nothing while they are not mapped."""
    if not connection.settings.service_types_mapped:
        return {}
    return {row.productive_service_type_id: _mapped(row) for row in _rows(connection)}


def listed(connection: Connection, *, fresh: bool = False, outside: Outside) -> list[Listed]:
    """Every service type of Productive, and those that are mapped but no longer in its list, by name."""
    rows = {row.productive_service_type_id: row for row in _rows(connection)}
    known = {each.id: each for each in _service_types(connection, fresh=fresh, outside=outside)}
    shown = [_listed(known.get(key), rows.get(key)) for key in dict.fromkeys([*known, *rows])]
    wanted = [each for each in shown if each.is_mapped or not each.is_archived]
    return sorted(wanted, key=lambda each: (each.name.casefold(), each.id))


def check(
    connection: Connection, wanted: Mapping[str, Mapped], *, fresh: bool = False, outside: Outside
) -> dict[str, list[Problem]]:
    """What is wrong with each of these mappings, by service type; those that are right are left out."""
    on = stockholm_date(outside.clock.now())
    known = registers(connection, on=on, fresh=fresh, outside=outside)
    numbers = [each.article for each in wanted.values() if each.article]
    rules = Rulebook(
        accounts={},
        zero_rate=ZeroRate.ASK,
        articles=articles(connection, numbers, fresh=fresh, outside=outside),
        chart=known.chart,
        financial_years=known.financial_years,
        locked_until=None,
        currencies={},
        units=frozenset(),
        terms_of_payment={},
        numbers_by=NumbersBy.FORTNOX,
        today=on,
    )
    year = year_name(rules.financial_year(on))
    found = {key: check_mapping(mapped, rules, year=year) for key, mapped in wanted.items()}
    return {key: problems for key, problems in found.items() if problems}


def save(
    connection: Connection, wanted: Mapping[str, Mapped], *, is_on: bool, user: User, outside: Outside
) -> dict[str, list[Problem]]:
    """Keep these mappings, others as they are; or what is wrong with them, by service type, and nothing is kept."""
    require_set_up(user, connection.organisation)
    found = check(connection, wanted, outside=outside) if is_on else {}
    if found:
        return found
    names = {each.id: each.name for each in listed(connection, outside=outside)}
    with transaction.atomic():
        settings = IntegrationSettings.objects.select_for_update().get(connection=connection)
        before = _told(connection, settings)
        settings.service_types_mapped = is_on
        settings.save(update_fields=["service_types_mapped"])
        for key in wanted.keys() & names.keys():
            _keep(connection, key, names[key], wanted[key])
        after = _told(connection, settings)
        if before != after:
            _record(connection, before, after, user=user, outside=outside)
    return {}


def _keep(connection: Connection, key: str, name: str, mapped: Mapped) -> None:
    rows = _rows(connection).filter(productive_service_type_id=key)
    if mapped == Mapped():
        rows.delete()
        return
    said = {"name": name[:200], "account": mapped.account, "article": mapped.article, "treatment": mapped.treatment}
    ServiceTypeMapping.objects.update_or_create(
        organisation=connection.organisation,
        connection=connection,
        productive_service_type_id=key,
        defaults=said,
    )


def _record(
    connection: Connection, before: dict[str, Any], after: dict[str, Any], *, user: User, outside: Outside
) -> None:
    changed = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
    record(
        connection.organisation,
        "service_types_changed",
        subject=f"connection:{connection.id}",
        at=outside.clock.now(),
        actor=user,
        facts={"company": connection.company_name, "subsidiary": connection.subsidiary.name},
        before={key: before.get(key) for key in changed},
        after={key: after.get(key) for key in changed},
    )


def _told(connection: Connection, settings: IntegrationSettings) -> dict[str, Any]:
    """The mappings as the history keeps them, by the id of the service type."""
    told: dict[str, Any] = {"service_types_mapped": settings.service_types_mapped}
    for row in _rows(connection):
        facts = {"name": row.name, "account": row.account, "article": row.article, "treatment": row.treatment}
        told[row.productive_service_type_id] = facts
    return told


def _service_types(connection: Connection, *, fresh: bool, outside: Outside) -> Iterable[ServiceType]:
    """Productive's service types, kept here like a register of Fortnox and read again when that is too old."""
    now = outside.clock.now()
    row = Register.objects.filter(connection=connection, name=SERVICE_TYPES).first()
    if row is None or fresh or now - row.read_at > timedelta(seconds=REGISTERS_FRESH_SECONDS):
        read = opening.productive(connection.organisation, outside=outside).service_types()
        content = [each.model_dump(mode="json") for each in read]
        row, _ = Register.objects.update_or_create(
            connection=connection,
            name=SERVICE_TYPES,
            defaults={"organisation": connection.organisation, "content": content, "read_at": now},
        )
    return [ServiceType.model_validate(each) for each in row.content]


def _listed(known: ServiceType | None, row: ServiceTypeMapping | None) -> Listed:
    name = known.name if known else row.name if row else ""
    return Listed(
        id=known.id if known else row.productive_service_type_id if row else "",
        name=name,
        mapped=_mapped(row) if row else Mapped(),
        was_called=row.name if row and row.name != name else "",
        is_archived=known is None or known.archived_at is not None,
        is_mapped=row is not None,
    )


def _mapped(row: ServiceTypeMapping) -> Mapped:
    return Mapped(account=row.account, article=row.article, treatment=Treatment(row.treatment))


def _rows(connection: Connection) -> Any:
    return ServiceTypeMapping.objects.within(connection.organisation).filter(connection=connection)
